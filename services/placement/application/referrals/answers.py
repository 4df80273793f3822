"""What is answered about referrals: ids, codes, days; words only to those whom they are for."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.placement.domain.referral import Owed, PacketGiven, Status
from shared.codes.municipality import MunicipalityCode
from shared.paging import InPages


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Owing(_Answer):
    """What is owed next.

    Attributes:
        what: 打診・返事・初回接触・結果の記録・保留の見直し.
        on: the last day on which it is in time.
        days_late: how many days ago that was; 0 if it has not passed.
    """

    what: Owed
    on: date
    days_late: int


class Line(_Answer):
    """A referral on a board.

    Attributes:
        case_id: ``None`` for the destination.
        person_id: ``None`` for the destination, and where nobody is named.
        whom: つないだ相手, code list ``referral_whom``; ``None`` for the destination.
        offered_on: ``None`` while it is only planned.
        reason: why it waits or came to nothing.
        plan_rests: it waits, since the plan that foresaw it is suspended (中断).
        owing: ``None`` where it has ended, or waits so.
    """

    referral_id: UUID
    case_id: UUID | None
    person_id: UUID | None
    whom: str | None
    destination: str
    to_agency_id: UUID | None
    resource_id: UUID | None
    mode: str | None
    stays: bool
    offered_on: date | None
    status: Status
    since: date
    appointment_at: AwareDatetime | None
    accompanied: bool
    held_until: date | None
    reason: str | None
    outcome: str | None
    plan_rests: bool
    owing: Owing | None


class Column(_Answer, InPages):
    """The referrals that have come as far as this.

    Attributes:
        label: what the status is called.
        count: how many, on whatever page they stand.
        late: in how many of them somebody is late.
        referrals: the longest unchanged first.
    """

    status: Status
    label: str
    count: int
    late: int
    referrals: tuple[Line, ...]


class Board(_Answer):
    """A municipality's referrals by how far they have come: every status, or the one asked for."""

    municipality: MunicipalityCode
    columns: tuple[Column, ...]


class WayOn(_Answer):
    """A step that may come next, and its name."""

    step: str
    label: str


class StepShown(_Answer):
    """One step of the history.

    Attributes:
        title: what it is called.
        said_by: the agency that recorded it.
        on_behalf: the asking side recorded what the destination said.
        from_ledger: an imported ledger says so.
        undone: it was undone later.
        note: in words; ``None`` if there is none, it was erased, or it is the other side's.
    """

    on: date
    title: str
    said_by: UUID | None
    on_behalf: bool
    from_ledger: bool
    undone: bool
    reason: str | None
    note: str | None = Field(default=None, repr=False)


class ReferralShown(_Answer):
    """A referral with its history.

    Attributes:
        version: to be given back with the next step.
        line: as on the board.
        follows: the referral before it in the chain; ``None`` for the destination.
        next_steps: what may be recorded now.
        may_undo: the own side recorded the latest step, and may undo it.
        packets: what was granted to the receiver, who opens it in conference.
        steps: the history, oldest first.
    """

    version: int
    line: Line
    follows: UUID | None
    next_steps: tuple[WayOn, ...]
    may_undo: bool
    packets: tuple[PacketGiven, ...]
    steps: tuple[StepShown, ...]


class Chain(_Answer):
    """One need on its way from door to door.

    Attributes:
        came_from: the municipality that left it to this one, if one did.
        referrals: in order of asking.
        refusals: how many destinations in a row have said no since one last agreed.
        warning: from the second refusal on, that somebody is being sent round.
    """

    came_from: MunicipalityCode | None
    referrals: tuple[Line, ...]
    refusals: int
    warning: str | None


class PacketItem(_Answer):
    """What became of one item: how much is granted, and how many reasons stand behind that."""

    item_id: UUID
    effect: str
    reasons: int


class PreparedPacket(_Answer):
    """What conference granted.

    Attributes:
        packets: which packets the receiver may open in conference.
        items: every item that was laid before the law.
        reasons: why not all of it is granted, as far as the asker may know.
    """

    packets: tuple[PacketGiven, ...]
    items: tuple[PacketItem, ...]
    reasons: tuple[str, ...]
