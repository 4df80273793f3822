"""From attended days and hours to yen: what one payee is owed for a month.

- A day that is paid by the day counts once for each person and payee, whatever steps and programmes
  fall on it: the highest rate counts.
- Hours of a day at one rate add up; what is left of a yen is dropped once, from the day's amount
  (国等の債権債務等の金額の端数計算に関する法律2条1項); the limit of the day comes after that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple
from uuid import UUID

from pydantic import Field

from services.placement.domain.incentive.rates import PayeeKind, PayingProgramme, Per, Rate, Yen
from shared.facts.fact import Code
from shared.store.event import Detail

MINUTES_PER_HOUR = 60

WhyUnpaid = Literal["no_programme", "no_rate", "minutes_missing", "day_counted"]
"""事業なし・この日の単価なし・時間の記録なし・同じ日を数え済み."""


@dataclass(frozen=True, slots=True)
class Attended:
    """A day on which somebody was there.

    Attributes:
        attendance_id: the evidence.
        subject: who was, as a token that only this payee's month knows.
        kind: code list ``step_kinds``.
        programme: the programme; ``None`` outside of programmes.
        on: the day.
        minutes: how long, if somebody has said.
    """

    attendance_id: UUID
    subject: UUID
    kind: str
    programme: str | None
    on: date
    minutes: int | None


class Line(Detail):
    """What a rate brings for one person's day.

    Attributes:
        subject: whose day it was, as a token that only this payee's month knows.
        on: the day.
        programme: the programme that pays.
        rate: which of its rates.
        per: for what it pays.
        yen: so much for each.
        days: 1; in a correction, by how many days it changes what was paid (1, 0 or -1).
        minutes: how long, where hours count; in a correction, as it stands now.
        amount: yen; in a correction, the difference.
        evidence: the attendances it rests on; none where nothing is left of it.
    """

    subject: UUID
    on: date
    programme: Code
    rate: Code
    per: Per
    yen: Yen
    days: int = Field(ge=-1, le=1)
    minutes: int | None = Field(default=None, ge=0)
    amount: int
    evidence: tuple[UUID, ...]


class Unpaid(NamedTuple):
    """An attendance that brings nothing, and why."""

    attendance_id: UUID
    on: date
    why: WhyUnpaid


@dataclass(frozen=True, slots=True)
class Computed:
    """What a month comes to.

    Attributes:
        lines: what is paid, in the order of days.
        unpaid: what is not, for somebody to look at.
    """

    lines: tuple[Line, ...]
    unpaid: tuple[Unpaid, ...]

    @property
    def total(self) -> int:
        """Yen."""
        return total_of(self.lines)


def total_of(lines: Iterable[Line]) -> int:
    """The sum in yen."""
    return sum(line.amount for line in lines)


def compute(
    attended: Iterable[Attended],
    programmes: Mapping[str, PayingProgramme],
    to: PayeeKind,
) -> Computed:
    """Compute what one payee is owed.

    Args:
        attended: the days that are this payee's: a person's own, or all people's at an employer.
        programmes: those that pay in the municipality, by their ids.
        to: which kind of payee it is.
    """
    lines: list[Line] = []
    unpaid: list[Unpaid] = []
    for _, day in groupby(sorted(attended, key=_order), key=lambda one: (one.on, one.subject)):
        found = _rated(day, programmes, to)
        unpaid += found.unpaid
        by_the_hour = [one for one in found.at_rates if one.rate.per == "hour"]
        by_the_day = [one for one in found.at_rates if one.rate.per == "day"]
        lines += map(_hours, by_the_hour)
        if by_the_day:
            counted = max(by_the_day, key=lambda one: one.rate.yen)
            lines.append(counted.line(minutes=None, amount=counted.rate.yen))
            unpaid += [
                Unpaid(day_of.attendance_id, day_of.on, "day_counted")
                for other in by_the_day
                if other is not counted
                for day_of in other.days
            ]
    return Computed(tuple(lines), tuple(unpaid))


def _order(one: Attended) -> tuple[object, ...]:
    return one.on, one.subject, one.programme or "", one.kind, one.attendance_id


@dataclass(frozen=True, slots=True)
class _AtRate:
    """One person's attendances of one day that one rate pays for."""

    programme: str
    rate: Rate
    days: list[Attended]

    def line(self, *, minutes: int | None, amount: int) -> Line:
        first = self.days[0]
        return Line(
            subject=first.subject,
            on=first.on,
            programme=self.programme,
            rate=self.rate.id,
            per=self.rate.per,
            yen=self.rate.yen,
            days=1,
            minutes=minutes,
            amount=amount,
            evidence=tuple(one.attendance_id for one in self.days),
        )


@dataclass(frozen=True, slots=True)
class _Rated:
    """One person's day, rate by rate."""

    by_rate: dict[tuple[str, str], _AtRate] = field(default_factory=dict)
    unpaid: list[Unpaid] = field(default_factory=list)

    @property
    def at_rates(self) -> tuple[_AtRate, ...]:
        return tuple(self.by_rate.values())


def _rated(
    day: Iterator[Attended], programmes: Mapping[str, PayingProgramme], to: PayeeKind
) -> _Rated:
    found = _Rated()
    for one in day:
        programme = programmes.get(one.programme or "")
        rate = None if programme is None else programme.rate_on(one.on, one.kind, to)
        if one.programme is None:
            found.unpaid.append(Unpaid(one.attendance_id, one.on, "no_programme"))
        elif rate is None:
            found.unpaid.append(Unpaid(one.attendance_id, one.on, "no_rate"))
        elif rate.per == "hour" and one.minutes is None:
            found.unpaid.append(Unpaid(one.attendance_id, one.on, "minutes_missing"))
        else:
            fresh = _AtRate(one.programme, rate, [])
            found.by_rate.setdefault((one.programme, rate.id), fresh).days.append(one)
    return found


def _hours(at_rate: _AtRate) -> Line:
    """The hours of a day; what is left of a yen is dropped, then the limit holds."""
    minutes = sum(one.minutes or 0 for one in at_rate.days)
    amount = minutes * at_rate.rate.yen // MINUTES_PER_HOUR
    if at_rate.rate.daily_limit is not None:
        amount = min(amount, at_rate.rate.daily_limit)
    return at_rate.line(minutes=minutes, amount=amount)
