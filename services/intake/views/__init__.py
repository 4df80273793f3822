"""Intake's read models."""

from services.intake.views.cases import CaseLine, CaseList, list_cases
from services.intake.views.erased import Erased, cases_of, refuse_erased_case
from services.intake.views.holders import Holders, cases_held, holds_case, holds_person
from services.intake.views.likenesses import Digests, Likenesses, alike
from services.intake.views.readings import ReadingRow, Readings, readings_about
from services.intake.views.worklist import Wanted, WorkRow, worklist
from shared.known_agencies import FOREIGN_TABLES, known_agency, remember_agency
from shared.store import View

__all__ = [
    "FOREIGN_TABLES",
    "CaseLine",
    "CaseList",
    "Digests",
    "Erased",
    "Holders",
    "Likenesses",
    "ReadingRow",
    "Readings",
    "Wanted",
    "WorkRow",
    "alike",
    "cases_held",
    "cases_of",
    "holds_case",
    "holds_person",
    "known_agency",
    "list_cases",
    "readings_about",
    "refuse_erased_case",
    "remember_agency",
    "views_with",
    "worklist",
]


def views_with(digests: Digests) -> tuple[View, ...]:
    """All of them, in the order in which they are told.

    Args:
        digests: by which persons are found again, made with the service's keys.
    """
    return (CaseList(), Erased(), Holders(), Readings(), Likenesses(digests))
