"""A referral つなぎ as a closed loop: asked, answered, met, arrived, or come to nothing.

予定 → 打診 → 受理 | 不受理, 受理 → 日程調整・同行 → 初回接触 → つなぎ完了 | 不調 (law rule 51,
社会福祉法106条の2). Nobody falls between two offices: a referral is open, with a day until which
something is owed, until one of its ends is on record. It may wait, be taken back, or be left to
another municipality; each step can be undone, and none is ever removed.
"""

from services.placement.domain.referral.answering import (
    accept_referral,
    decline_referral,
    hold_referral,
    resume_referral,
)
from services.placement.domain.referral.arriving import (
    complete_referral,
    fail_referral,
    meet_referral,
    schedule_referral,
)
from services.placement.domain.referral.chain import Round, round_of
from services.placement.domain.referral.deadlines import Deadlines, Due, Owed, due_of, is_overdue
from services.placement.domain.referral.events import (
    NOTE_LABEL,
    FirstContactMade,
    PacketGiven,
    PacketPrepared,
    Referral,
    ReferralAccepted,
    ReferralAddressed,
    ReferralCompleted,
    ReferralDeclined,
    ReferralEvent,
    ReferralFailed,
    ReferralHeld,
    ReferralOffered,
    ReferralPlanned,
    ReferralResumed,
    ReferralScheduled,
    ReferralStepUndone,
    ReferralTransferred,
    ReferralWithdrawn,
    Terms,
    WithdrawnBy,
)
from services.placement.domain.referral.guards import Told, existing, legal_steps
from services.placement.domain.referral.leaving import (
    transfer_referral,
    undo_step,
    withdraw_referral,
)
from services.placement.domain.referral.offering import address_referral, offer_referral
from services.placement.domain.referral.packets import (
    Granted,
    Receiver,
    receiver_of,
    record_packets,
)
from services.placement.domain.referral.plan_events import PlanOfReferralChanged
from services.placement.domain.referral.planning import (
    follow_plan,
    offer_planned,
    plan_referral,
)
from services.placement.domain.referral.standing import (
    OPEN,
    STATUSES,
    STEPS,
    PlanResult,
    Standing,
    Status,
    Step,
)
from services.placement.domain.referral.state import (
    REFERRAL,
    STEP_OF,
    ReferralState,
    Taken,
    standing_after,
)
from services.placement.domain.referral.whom import whom_of

__all__ = [
    "NOTE_LABEL",
    "OPEN",
    "REFERRAL",
    "STATUSES",
    "STEPS",
    "STEP_OF",
    "Deadlines",
    "Due",
    "FirstContactMade",
    "Granted",
    "Owed",
    "PacketGiven",
    "PacketPrepared",
    "PlanOfReferralChanged",
    "PlanResult",
    "Receiver",
    "Referral",
    "ReferralAccepted",
    "ReferralAddressed",
    "ReferralCompleted",
    "ReferralDeclined",
    "ReferralEvent",
    "ReferralFailed",
    "ReferralHeld",
    "ReferralOffered",
    "ReferralPlanned",
    "ReferralResumed",
    "ReferralScheduled",
    "ReferralState",
    "ReferralStepUndone",
    "ReferralTransferred",
    "ReferralWithdrawn",
    "Round",
    "Standing",
    "Status",
    "Step",
    "Taken",
    "Terms",
    "Told",
    "WithdrawnBy",
    "accept_referral",
    "address_referral",
    "complete_referral",
    "decline_referral",
    "due_of",
    "existing",
    "fail_referral",
    "follow_plan",
    "hold_referral",
    "is_overdue",
    "legal_steps",
    "meet_referral",
    "offer_planned",
    "offer_referral",
    "plan_referral",
    "receiver_of",
    "record_packets",
    "resume_referral",
    "round_of",
    "schedule_referral",
    "standing_after",
    "transfer_referral",
    "undo_step",
    "whom_of",
    "withdraw_referral",
]
