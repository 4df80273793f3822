"""Where a referral stands: few words, of which the board shows one row each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from shared.facts.fact import Code
from shared.store.event import Detail

Status = Literal[
    "planned",
    "offered",
    "accepted",
    "scheduled",
    "met",
    "completed",
    "declined",
    "failed",
    "withdrawn",
    "transferred",
]
"""How far a referral has come; its results are the code list ``referral_outcomes``."""

OPEN: tuple[Status, ...] = ("planned", "offered", "accepted", "scheduled", "met")
"""Somebody still owes something."""

STATUSES: Mapping[Status, str] = {
    "planned": "予定",
    "offered": "打診",
    "accepted": "受理",
    "scheduled": "日程調整",
    "met": "初回接触",
    "completed": "つなぎ完了",
    "declined": "不受理",
    "failed": "不調",
    "withdrawn": "取下げ",
    "transferred": "他市町村への移管",
}
"""What each status is called."""

PlanResult = Literal["suspended", "resumed", "replaced", "closed"]
"""What was decided of the plan that foresaw a referral; of the code list ``plan_results``."""

Step = Literal[
    "offer",
    "accept",
    "decline",
    "schedule",
    "meet",
    "complete",
    "fail",
    "hold",
    "resume",
    "withdraw",
    "transfer",
]
"""A step that may follow what is planned or offered, and may be undone."""

STEPS: Mapping[Step, str] = {
    "offer": "打診",
    "accept": "受理",
    "decline": "不受理",
    "schedule": "日程調整",
    "meet": "初回接触",
    "complete": "つなぎ完了",
    "fail": "不調",
    "hold": "保留",
    "resume": "再開",
    "withdraw": "取下げ",
    "transfer": "他市町村への移管",
}
"""What each step is called."""


class Standing(Detail):
    """Where a referral stands after a step.

    Attributes:
        status: how far it has come.
        since: the day of the latest step.
        accepted_on: since when the destination has agreed; ``None`` if it has not.
        appointment_at: when the person goes there first, if that is arranged.
        accompanied: somebody goes, or went, along.
        held_until: it waits until this day; ``None`` if it does not.
        reason: why it waits or came to nothing, code list ``referral_reasons``.
        outcome: what came of it.
    """

    status: Status
    since: date
    accepted_on: date | None = None
    appointment_at: AwareDatetime | None = None
    accompanied: bool = False
    held_until: date | None = None
    reason: Code | None = None
    outcome: Code | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes something."""
        return self.status in OPEN

    def rests(self, plan: PlanResult | None) -> bool:
        """Whether it waits with the plan that foresaw it: nobody is asked while that is suspended.

        Args:
            plan: what was last decided of that plan, if anything was.
        """
        return self.status == "planned" and plan == "suspended"
