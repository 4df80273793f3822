"""アセスメント: what the worker makes of the household's situation."""

from __future__ import annotations

from datetime import date

from services.intake.domain.case.state import (
    CaseEvent,
    CaseState,
    existing,
    refuse_after_end,
    refuse_future,
)
from services.intake.domain.detail import Factors, refuse_unknown
from shared.codes import FACTORS
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, recorded_as


class Assessment(Detail):
    """An assessment; a later one stands beside it and does not erase it.

    Attributes:
        factors: 課題; code list ``factors``.
        summary: 見立て.
        needs_conference: whether several agencies have to meet about it.
    """

    factors: Factors
    summary: Sealed
    needs_conference: bool


@recorded_as("intake.CaseAssessed")
class CaseAssessed(CaseEvent, Assessment):
    """An assessment was made."""


def assess_case(
    case: CaseState | None, assessment: Assessment, *, on: date, today: date
) -> tuple[CaseAssessed, ...]:
    """Record an assessment.

    Raises:
        Refusal: ``case-not-found``, or the case has ended by then.
        InvalidInput: ``unknown-code``, ``date-in-future``.
    """
    case = existing(case)
    refuse_unknown(FACTORS, *assessment.factors)
    refuse_future(on, today)
    refuse_after_end(case, on)
    return (CaseAssessed(municipality=case.municipality, on=on, **dict(assessment)),)
