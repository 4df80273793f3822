"""When somebody looks whether a job has held (law rule 68)."""

from __future__ import annotations

from datetime import date

from shared.calendar import months_after

SERIES = (1, 3, 6, 12, 24, 36)
"""Months after 就職."""


def due_days(started_on: date) -> dict[int, date]:
    """On which day a job that began then has lasted each number of months of the series."""
    return {months: months_after(started_on, months) for months in SERIES}
