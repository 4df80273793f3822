"""Instants and periods of a world: compared as instants, half-open, never as text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from shared.calendar import jst_date

INSTANT_PATTERN = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
    r"(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$"
)
_INSTANT = re.compile(INSTANT_PATTERN[1:-1], re.ASCII)
_EARLIEST = datetime.min.replace(tzinfo=UTC)
_LATEST = datetime.max.replace(tzinfo=UTC)


def _instant(value: Any) -> datetime:  # noqa: ANN401 - whatever the document holds
    """Read an RFC 3339 instant; a leap second is the second after the one before it."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    if not isinstance(value, str) or _INSTANT.fullmatch(value) is None:
        raise PydanticCustomError("instant", "not an RFC 3339 instant")
    leap = value[17:19] == "60"
    text = value[:17] + "59" + value[19:] if leap else value
    if value.startswith("0000"):
        text, extreme = "0004" + text[4:], _EARLIEST
    else:
        extreme = _LATEST
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("instant", "not an RFC 3339 instant") from None
    if value.startswith("0000"):
        return extreme
    try:
        return (read + timedelta(seconds=leap)).astimezone(UTC)
    except OverflowError:
        return _EARLIEST if read.year == 1 else _LATEST


Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": INSTANT_PATTERN}),
]
"""An RFC 3339 instant with its offset, to the microsecond; kept in UTC."""

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
"""An opaque identifier without personal data."""


class Part(BaseModel):
    """A part of a world: immutable, closed, and silent about its values in errors."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        hide_input_in_errors=True,
        populate_by_name=False,
        use_attribute_docstrings=True,
    )


class Dated(Part):
    """Something that holds from an instant until, not including, another."""

    start: Instant = Field(alias="from")
    """First instant at which it holds."""

    end: Instant | None = Field(alias="to")
    """First instant at which it no longer holds, or null when open-ended."""

    def holds_at(self, at: datetime) -> bool:
        """Whether it holds at an instant."""
        return self.start <= at and (self.end is None or at < self.end)


class Period(Dated):
    """A half-open period [from, to)."""


def japanese_day(at: datetime) -> date:
    """The day in Japan on which an instant lies; the calendar's last day beyond its end."""
    try:
        return jst_date(at)
    except OverflowError:
        return date.max
