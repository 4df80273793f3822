"""Periods as the parts of a world take them: ``from`` is no name that Python lets one write."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def during(start: datetime, end: datetime | None) -> dict[str, Any]:
    """The fields of something dated, half-open ``[from, to)``."""
    return {"from": start, "to": end}
