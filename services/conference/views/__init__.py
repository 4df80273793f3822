"""Conference's read models; each is told of every event in the commit it belongs to."""

from services.conference.views.meetings import (
    FOREIGN_TABLES,
    Meetings,
    has_plan,
    known_cases,
    remember_case,
)

__all__ = ["FOREIGN_TABLES", "VIEWS", "Meetings", "has_plan", "known_cases", "remember_case"]

VIEWS = (Meetings(),)
"""All of them, in the order in which they are told."""
