"""What happens to a referral, step by step; every step repeats who is handed on to where."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.placement.domain.referral.standing import Standing, Step
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code, FreeCode
from shared.sealing import Sealed
from shared.store.event import Detail, Event, Upcast, recorded_as

NOTE_LABEL = "placement.referral.note"
"""What a note on a step is sealed as."""


class Referral(Detail):
    """Who is handed on to where: every step repeats it, so that each can be read alone.

    Attributes:
        case_id: the case it belongs to; the case stays open whatever becomes of the referral.
        person_id: who is handed on; ``None`` if it is about a household.
        destination: kind of destination, code list ``agency_kinds`` or the municipality's own word.
    """

    case_id: UUID
    person_id: UUID | None = None
    destination: FreeCode | Code


class Terms(Detail):
    """How somebody is handed on.

    Attributes:
        mode: つなぎ方, code list ``routing_modes``; ``None`` where nobody has said.
        whom: つないだ相手, code list ``referral_whom``; ``None`` where nobody has said, see
            :func:`services.placement.domain.referral.whom_of`.
        stays: who asked stays in the case after the hand-over.
        to_agency_id: the registered agency that is asked; it answers for itself.
        resource_id: the 社会資源 that is asked.
        follows: the referral that came to nothing before this one, for the same need.
        plan_id: the plan whose decision opened it.
    """

    mode: Code | None = None
    whom: Code | None = None
    stays: bool = True
    to_agency_id: UUID | None = None
    resource_id: UUID | None = None
    follows: UUID | None = None
    plan_id: UUID | None = None


def _as_it_was(payload: dict[str, Any]) -> dict[str, Any]:
    """What a former version does not say has its default."""
    return payload


class ReferralEvent(Event, Referral):
    """A step of a referral.

    Attributes:
        on: the day of the step (JST).
        from_ledger: an imported ledger says so; where it skips steps, they bear its one date.
        said_by: the agency whose worker recorded it; the destination's own, or the asking one on
            its behalf; ``None`` where a ledger says so.
        note: in words, sealed under the person's key.
    """

    UPCASTS: ClassVar[dict[int, Upcast]] = {1: _as_it_was, 2: _as_it_was}

    on: date
    from_ledger: bool = False
    said_by: UUID | None = None
    note: Sealed | None = None


@recorded_as("placement.ReferralPlanned", version=2)
class ReferralPlanned(ReferralEvent, Terms):
    """予定: a decided plan foresees it; nobody has been asked yet, and somebody is to ask."""


@recorded_as("placement.ReferralOffered", version=3)
class ReferralOffered(ReferralEvent, Terms):
    """打診: a destination was asked whether it would take over or join."""


@recorded_as("placement.ReferralAddressed")
class ReferralAddressed(ReferralEvent):
    """宛先の指定: which registered agency is asked became known later."""

    to_agency_id: UUID


@recorded_as("placement.ReferralAccepted", version=2)
class ReferralAccepted(ReferralEvent):
    """受理: the destination agreed."""


@recorded_as("placement.ReferralDeclined", version=2)
class ReferralDeclined(ReferralEvent):
    """不受理: the destination said no.

    Attributes:
        reason: why, as a code; ``None`` where a ledger does not say.
    """

    reason: Code | None = None


@recorded_as("placement.ReferralScheduled")
class ReferralScheduled(ReferralEvent):
    """日程調整: when the person goes there first.

    Attributes:
        appointment_at: when.
        accompanied: somebody goes along (同行).
    """

    appointment_at: AwareDatetime
    accompanied: bool = False


@recorded_as("placement.FirstContactMade")
class FirstContactMade(ReferralEvent):
    """初回接触: the person and the destination have met.

    Attributes:
        accompanied: somebody went along (同行).
    """

    accompanied: bool = False


@recorded_as("placement.ReferralCompleted", version=2)
class ReferralCompleted(ReferralEvent):
    """つなぎ完了: the person arrived.

    Attributes:
        outcome: what came of it, as a code; ``None`` where a ledger does not say.
    """

    outcome: Code | None = None


@recorded_as("placement.ReferralFailed", version=2)
class ReferralFailed(ReferralEvent):
    """不調: accepted, but it came to nothing.

    Attributes:
        reason: why, as a code; ``None`` where a ledger does not say.
    """

    reason: Code | None = None


@recorded_as("placement.ReferralHeld")
class ReferralHeld(ReferralEvent):
    """保留: the referral waits, not without end.

    Attributes:
        until: the day on which it is looked at again.
        reason: what it waits for.
    """

    until: date
    reason: Code


@recorded_as("placement.ReferralResumed")
class ReferralResumed(ReferralEvent):
    """再開: it waits no more."""


WithdrawnBy = Literal["asker", "person"]
"""Who takes a referral back: 打診した側, or 本人 who does not want it."""


@recorded_as("placement.ReferralWithdrawn")
class ReferralWithdrawn(ReferralEvent):
    """取下げ: taken back before anything came of it; no destination has said no.

    Attributes:
        by: who takes it back.
        reason: why.
    """

    by: WithdrawnBy
    reason: Code


@recorded_as("placement.ReferralTransferred")
class ReferralTransferred(ReferralEvent):
    """他市町村への移管: the person lives elsewhere now, where a new referral may follow this one.

    Attributes:
        to_municipality: where.
    """

    to_municipality: MunicipalityCode


@recorded_as("placement.ReferralStepUndone")
class ReferralStepUndone(ReferralEvent):
    """段階の取り消し: the latest step did not happen as recorded; the referral stands as before it.

    Attributes:
        step: the step that is undone.
        reason: why, code list ``correction_reasons``.
        back_to: how the referral stands again.
    """

    step: Step
    reason: Code
    back_to: Standing


class PacketGiven(Detail):
    """A packet that conference's law granted and conference keeps; nothing of it is here.

    Attributes:
        packet_id: the packet in conference.
        number: its 資料番号.
        recipient_id: for whom.
    """

    packet_id: UUID
    number: int = Field(ge=1)
    recipient_id: UUID


@recorded_as("placement.PacketPrepared")
class PacketPrepared(ReferralEvent):
    """つなぎの資料: what the receiver may read was granted by conference, and is on its ledger.

    Attributes:
        packets: which.
        full: how many items are granted as they are.
        blurred: how many in other words.
        withheld: how many not at all.
    """

    packets: tuple[PacketGiven, ...]
    full: int = Field(ge=0)
    blurred: int = Field(ge=0)
    withheld: int = Field(ge=0)
