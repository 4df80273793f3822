"""Dates of which a part is not known: 「昭和50年頃」."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from shared.calendar.era import (
    FIELD,
    SEPARATOR,
    YEAR,
    format_wareki,
    impossible,
    normalise,
    parse_date,
    refuse_outside,
    unreadable,
    western_year,
)
from shared.refusal import InvalidInput

_PARTIAL = re.compile(
    rf"{YEAR}(?:年(?:(?P<m1>\d{{1,2}})月)?|{SEPARATOR}(?P<m2>\d{{1,2}}))?", re.ASCII
)
_DECADE = re.compile(r".*\d年?代(前半|半ば|後半)?", re.ASCII)
_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)", re.ASCII)


class FuzzyDate(BaseModel):
    """A date known to the day, the month or the year, and perhaps only about so.

    Attributes:
        year: western year.
        month: ``None`` if not known.
        day: ``None`` if not known.
        circa: 頃: it is an estimate. It does not widen the range: how far it may be off is not
            known either.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    year: int = Field(ge=1, le=9999)
    month: int | None = Field(default=None, ge=1, le=12)
    day: int | None = Field(default=None, ge=1, le=31)
    circa: bool = False

    @model_validator(mode="after")
    def _exists(self) -> Self:
        if self.day is not None and self.month is None:
            raise ValueError("a day without a month")
        date(self.year, self.month or 1, self.day or 1)
        return self

    @classmethod
    def on(cls, day: date) -> Self:
        """A date that is known to the day."""
        return cls(year=day.year, month=day.month, day=day.day)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a date of which parts may be missing, each with or without 頃.

        What :func:`parse_date` reads, and 「昭和50年」「S50」「1975年4月」「1975」. 不明 and blank
        are no dates: the caller decides what they mean.

        Raises:
            InvalidInput: ``date-unreadable``, ``date-impossible``, ``date-outside-era``, or
                ``date-too-vague`` for a decade.
        """
        written = normalise(text)
        stripped = re.sub(r"\s*(頃|ころ|ごろ|くらい|ぐらい)$", "", written)
        circa = stripped != written
        if _DECADE.fullmatch(stripped):
            raise InvalidInput(
                FIELD,
                "date-too-vague",
                "年代だけでは、年齢を数えられません。",
                "おおよその年（昭和50年頃）を書くか、空けて年齢の欄に書いてください。",
            )
        partial = _PARTIAL.fullmatch(stripped)
        if partial is None:
            exact = parse_date(stripped)
            return cls(year=exact.year, month=exact.month, day=exact.day, circa=circa)
        year, era = western_year(partial)
        month = partial["m1"] or partial["m2"]
        if month is not None and not 1 <= int(month) <= 12:  # noqa: PLR2004 - months of a year
            raise impossible()
        if not date.min.year <= year:
            raise unreadable()
        fuzzy = cls(year=year, month=int(month) if month else None, circa=circa)
        refuse_outside(era, fuzzy.earliest, fuzzy.latest)
        return fuzzy

    @classmethod
    def from_edtf(cls, text: str) -> Self:
        """Read the form that :meth:`to_edtf` writes.

        Raises:
            InvalidInput: ``date-unreadable`` or ``date-impossible``.
        """
        match = _EDTF.fullmatch(text)
        if match is None:
            raise unreadable()
        year, month, day, circa = match.groups()
        try:
            return cls(
                year=int(year),
                month=int(month) if month else None,
                day=int(day) if day else None,
                circa=bool(circa),
            )
        except ValidationError:
            raise impossible() from None

    def to_edtf(self) -> str:
        """Write it in ISO 8601-2 (EDTF): ``1975``, ``1975-04``, ``1975-04-01``; 頃 adds ``~``."""
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text + ("~" if self.circa else "")

    @property
    def is_exact(self) -> bool:
        """Whether it is known to the day."""
        return self.day is not None and not self.circa

    @property
    def earliest(self) -> date:
        """The first day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def middle(self) -> date:
        """The day it counts as where one is needed: 1 July of a year, the 15th of a month."""
        if self.month is None:
            return date(self.year, 7, 1)
        return date(self.year, self.month, self.day or 15)

    @property
    def label(self) -> str:
        """How a user reads it: 昭和50年4月頃."""
        text = format_wareki(self.middle)
        if self.month is None:
            text = text[: text.index("年") + 1]
        elif self.day is None:
            text = text[: text.index("月") + 1]
        return text + ("頃" if self.circa else "")
