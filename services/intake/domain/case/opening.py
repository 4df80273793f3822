"""相談受付: a case begins, for a named person, an anonymous caller, or on transfer."""

from __future__ import annotations

from datetime import date

from services.intake.domain.case.state import CaseEvent, CaseState, refuse_future
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, recorded_as


class Opening(Detail):
    """How a case begins.

    Attributes:
        municipality: where.
        on: the day of reception (受付日).
        anonymous: the caller gave no name; nobody stands behind the case yet (rule 39).
        number: the municipality's own case number (ケース番号).
        transferred_in_from: the municipality that handed the case over, if one did.
    """

    municipality: MunicipalityCode
    on: date
    anonymous: bool = False
    number: Sealed | None = None
    transferred_in_from: MunicipalityCode | None = None


@recorded_as("intake.CaseOpened")
class CaseOpened(CaseEvent, Opening):
    """A case was opened."""


def opened(event: CaseOpened) -> CaseState:
    """Return the case as it is on its first day."""
    return CaseState(event.municipality, event.anonymous, standing_since=event.on)


def open_case(case: CaseState | None, opening: Opening, *, today: date) -> tuple[CaseOpened, ...]:
    """Open a case under an id that no case has yet.

    Raises:
        Refusal: ``case-exists``, ``anonymous-with-number``.
        InvalidInput: ``date-in-future``, ``transfer-to-itself``.
    """
    if case is not None:
        raise Refusal(
            "case-exists",
            "このケースは、すでに受け付けています。",
            "受付済みのケースを開いてください。",
        )
    refuse_future(opening.on, today)
    if opening.anonymous and opening.number is not None:
        raise Refusal(
            "anonymous-with-number",
            "匿名の相談に、ケース番号は付けられません。",
            "番号を外すか、匿名ではない相談として受け付けてください。",
        )
    if opening.transferred_in_from == opening.municipality:
        raise InvalidInput(
            "転入元",
            "transfer-to-itself",
            "転入元が、受け付けた市区町村と同じです。",
            "転入元の市区町村を確かめてください。",
        )
    return (CaseOpened(**dict(opening)),)
