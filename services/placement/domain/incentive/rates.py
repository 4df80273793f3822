"""What a programme pays for a day or an hour, to whom, and since when."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from shared.facts.fact import Code

PayeeKind = Literal["person", "employer"]
"""Who is paid: 利用者・事業者."""

Per = Literal["day", "hour"]

Yen = Annotated[int, Field(ge=1, le=1_000_000)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Prefix = Annotated[str, StringConstraints(pattern=r"^(\d{2}|\d{6})?$")]


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, populate_by_name=True
    )


class Rate(_Part):
    """One rate.

    Attributes:
        id: its name within the programme; it stays when the amount changes.
        kinds: for which steps, code list ``step_kinds``.
        to: who is paid.
        per: for what.
        yen: so much for each.
        daily_limit: yen that a day brings at most; only where hours count.
    """

    id: Code
    kinds: tuple[Code, ...] = Field(min_length=1)
    to: PayeeKind
    per: Per
    yen: Yen
    daily_limit: Yen | None = None


class RateVersion(_Part):
    """The rates from one day to another.

    Attributes:
        start: first day (``from``).
        end: first day on which they no longer hold (``to``); ``None`` while nobody has said.
        rates: empty while the programme pays nothing.
    """

    start: Annotated[date, Field(alias="from")]
    end: Annotated[date | None, Field(alias="to")] = None
    rates: tuple[Rate, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.start <= day and (self.end is None or day < self.end)

    def rate_for(self, kind: str, to: PayeeKind) -> Rate | None:
        """What a step of a kind brings somebody."""
        return next((one for one in self.rates if one.to == to and kind in one.kinds), None)


class PayingProgramme(_Part):
    """A programme that pays for steps towards work (インセンティブ制度).

    Attributes:
        id: its code, as attendances carry it.
        name: as its public body calls it.
        on_paper: as it is called on a statement: in words that do not tell who the payee is.
        applies_to: beginnings of the codes of municipalities: none for all, a prefecture, one.
        source: where its rates stand.
        versions: in the order of time, one beginning where the one before ends.
    """

    id: Code
    name: Text
    on_paper: Text
    applies_to: tuple[Prefix, ...] = Field(min_length=1)
    source: Text
    versions: tuple[RateVersion, ...] = Field(min_length=1)

    def pays_in(self, municipality: str) -> bool:
        """Whether it is there for a municipality."""
        return municipality.startswith(self.applies_to)

    def rate_on(self, day: date, kind: str, to: PayeeKind) -> Rate | None:
        """What a day of a step of a kind brings somebody; ``None`` for nothing."""
        version = next((one for one in self.versions if one.holds_on(day)), None)
        return None if version is None else version.rate_for(kind, to)
