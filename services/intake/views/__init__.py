"""Intake's read models."""

from services.intake.views.cases import CaseLine, CaseList, list_cases
from services.intake.views.erased import Erased, cases_of, refuse_erased_case

__all__ = [
    "VIEWS",
    "CaseLine",
    "CaseList",
    "Erased",
    "cases_of",
    "list_cases",
    "refuse_erased_case",
]

VIEWS = (CaseList(), Erased())
"""All of them, in the order in which they are told."""
