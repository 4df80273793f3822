"""消去の停止: while one is in force, nothing of the person or case is disposed of (rule 59)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from uuid import UUID

from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal
from shared.sealing.sealed import Sealed
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as

REASON_LABEL = "conference.hold.reason"

HoldKind = Literal["access_request", "lawsuit", "audit", "board_of_audit", "other"]
"""開示請求・訴訟・監査・会計検査・その他."""

HOLD_LABELS: dict[HoldKind, str] = {
    "access_request": "開示請求",
    "lawsuit": "訴訟",
    "audit": "監査",
    "board_of_audit": "会計検査",
    "other": "その他",
}


class HoldDetails(Detail):
    """What is kept from disposal, and why.

    Attributes:
        person_id: whose records; ``None`` for a case.
        case_id: the records of everybody in this case; ``None`` for a person.
        kind: what for.
        reason: sealed under the keys of the persons it speaks of.
        until: the last day on which it holds (JST); ``None`` until it is lifted.
    """

    person_id: UUID | None = None
    case_id: UUID | None = None
    kind: HoldKind
    reason: Sealed
    until: date | None = None


@recorded_as("conference.HoldPlaced")
class HoldPlaced(Event, HoldDetails):
    """Disposal is suspended from now on."""


@recorded_as("conference.HoldLifted")
class HoldLifted(Event):
    """Disposal is no longer suspended by this hold."""


@dataclass(frozen=True, slots=True)
class HoldState:
    """A hold as it stands."""

    municipality: MunicipalityCode
    details: HoldDetails
    lifted: bool = False

    def in_force(self, today: date) -> bool:
        """Whether it suspends disposal on a day."""
        until = self.details.until
        return not self.lifted and (until is None or today <= until)


def evolve(hold: HoldState | None, event: Event) -> HoldState:
    """Return the hold after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case HoldPlaced() if hold is None:
            return HoldState(event.municipality, HoldDetails.carried_by(event))
        case HoldLifted() if hold:
            return replace(hold, lifted=True)
    raise LookupError(f"{event.TOPIC} has no place in this hold's history")


HOLD: Aggregate[HoldState] = Aggregate("hold", evolve)


def place_hold(
    hold: HoldState | None,
    municipality: MunicipalityCode,
    details: HoldDetails,
    *,
    being_erased: bool,
    today: date,
) -> tuple[HoldPlaced, ...]:
    """Suspend the disposal of a person's records, or of those of everybody in a case.

    Args:
        hold: ``None``, for it is new.
        municipality: where.
        details: of what, and why.
        being_erased: an erasure of one of them was approved and can no longer be held up.
        today: the day of recording (JST).

    Raises:
        Refusal: ``hold-exists``; ``erasure-under-way``.
        InvalidInput: ``hold-of-nobody``; ``hold-over-already``.
    """
    if hold is not None:
        raise Refusal(
            "hold-exists",
            "この消去の停止は、すでに記録されています。",
            "別の理由で停止するときは、新しい停止として記録してください。",
        )
    if (details.person_id is None) == (details.case_id is None):
        raise InvalidInput(
            "対象",
            "hold-of-nobody",
            "消去を停止する対象は、人かケースのどちらか一つです。",
            "対象者の番号か、ケースの番号のどちらか一つを指定してください。",
        )
    if details.until is not None and details.until < today:
        raise InvalidInput(
            "期限",
            "hold-over-already",
            "停止の期限が、今日より前の日付です。",
            "今日以後の日付にするか、期限を空けてください。",
        )
    if being_erased:
        raise Refusal(
            "erasure-under-way",
            "消去が承認され、鍵の消去が始まっているため、止められません。",
            "消去の記録を確かめてください。",
        )
    return (HoldPlaced(municipality=municipality, **dict(details)),)


def existing_hold(hold: HoldState | None) -> HoldState:
    """The hold, which must be there.

    Raises:
        Refusal: ``hold-not-found``.
    """
    if hold is None:
        raise Refusal(
            "hold-not-found",
            "指定された消去の停止は、記録されていません。",
            "停止の番号を確かめてください。",
        )
    return hold


def lift_hold(hold: HoldState | None) -> tuple[HoldLifted, ...]:
    """Let disposal go on.

    Raises:
        Refusal: ``hold-not-found``; ``hold-lifted-already``.
    """
    hold = existing_hold(hold)
    if hold.lifted:
        raise Refusal(
            "hold-lifted-already",
            "この消去の停止は、すでに解かれています。",
            "ほかに停止がないかは、一覧で確かめてください。",
        )
    return (HoldLifted(municipality=hold.municipality),)
