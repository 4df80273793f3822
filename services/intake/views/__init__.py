"""Intake's read models."""

from services.intake.views.cases import CaseLine, CaseList, list_cases

__all__ = ["CaseLine", "CaseList", "list_cases"]
