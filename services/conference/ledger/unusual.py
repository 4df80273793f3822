"""Unusual reading, as far as counting tells: many cases at once, many more than this reader's own.

What is found is a reason to ask, and no verdict: an office has busy days (law rule 54).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from shared.store.database import Rows

UnusualReason = Literal[
    "many_in_an_hour",
    "many_in_a_day",
    "beyond_the_usual",
    "nobodys_case",
    "own_family_name",
]
"""一時間に多い・一日に多い・ふだんより多い・担当のないケース・同じ姓."""

USUAL_DAYS = 90
"""How far a reader's own average looks back."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A reader looked into a matter within an hour.

    Attributes:
        day: in Japan.
        reader: opaque id of the worker.
        hour: of the day, in Japan.
        matter: the matter, or the person where there is none.
        outside: by oneself, outside any packet.
        position: of the first entry that says so.
    """

    day: date
    reader: str
    hour: int
    matter: str
    outside: bool
    position: int


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From how many different matters on reading is unusual."""

    in_an_hour: int
    in_a_day: int
    times_the_usual: int


@dataclass(frozen=True, slots=True)
class Crowded:
    """A reader looked into many matters.

    Attributes:
        looked: the first time.
        reason: what is unusual.
        matters: how many.
        hour: of the day, if it is about an hour.
    """

    looked: Looked
    reason: UnusualReason
    matters: int
    hour: int | None = None


def looked_between(rows: Rows, first: date, last: date) -> list[Looked]:
    """Who looked into what, by day, reader and hour."""
    found = rows.rows(
        "SELECT day, reader, hour, matter, outside, position FROM disclosure_readings"
        " WHERE day >= :first AND day <= :last ORDER BY day, reader, hour, matter, outside",
        {"first": first.isoformat(), "last": last.isoformat()},
    )
    return [
        Looked(
            day=date.fromisoformat(row["day"]),
            reader=row["reader"],
            hour=row["hour"],
            matter=row["matter"],
            outside=bool(row["outside"]),
            position=row["position"],
        )
        for row in found
    ]


def usual_matters(rows: Rows, reader: str, before: date) -> float:
    """How many matters a reader looked into on an average day on which they read at all."""
    found = rows.rows(
        "SELECT COUNT(DISTINCT matter) AS matters FROM disclosure_readings"
        " WHERE reader = :reader AND day >= :first AND day < :before GROUP BY day",
        {
            "reader": reader,
            "first": (before - timedelta(days=USUAL_DAYS)).isoformat(),
            "before": before.isoformat(),
        },
    )
    return sum(row["matters"] for row in found) / len(found) if found else 0.0


def crowded(rows: Rows, looked: Iterable[Looked], limits: Thresholds) -> Iterator[Crowded]:
    """The days and hours on which somebody looked into many matters.

    Args:
        rows: the database, for what is usual.
        looked: by day, reader and hour.
        limits: what is many.
    """
    for (day, reader), group in groupby(looked, key=lambda one: (one.day, one.reader)):
        of_the_day = list(group)
        yield from _hours(of_the_day, limits.in_an_hour)
        matters = len({one.matter for one in of_the_day})
        if matters >= limits.in_a_day:
            yield Crowded(of_the_day[0], "many_in_a_day", matters)
        # Who looks into fewer in a day than is much for one hour has no usual that counts.
        elif matters >= limits.in_an_hour:
            usual = usual_matters(rows, reader, day)
            if usual and matters >= limits.times_the_usual * usual:
                yield Crowded(of_the_day[0], "beyond_the_usual", matters)


def _hours(of_the_day: Sequence[Looked], many: int) -> Iterator[Crowded]:
    for hour, group in groupby(of_the_day, key=lambda one: one.hour):
        within = list(group)
        matters = len({one.matter for one in within})
        if matters >= many:
            yield Crowded(within[0], "many_in_an_hour", matters, hour)
