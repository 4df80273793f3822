"""Chance, for invented worlds: choices, instants at the edge, periods that hold or just do not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from typing import Any, TypeVar

from shared.calendar import JST

T = TypeVar("T")

MOMENT = timedelta(microseconds=1)
_OFFSETS = (540, 540, 540, 540, 0, 0, -210, 840, -720, 345)
_TURNS = (
    datetime(2021, 4, 1, tzinfo=JST),
    datetime(2025, 4, 1, tzinfo=JST),
    datetime(2025, 6, 1, tzinfo=JST),
    datetime(2027, 4, 1, tzinfo=JST),
)
"""Days on which the law changes."""


class Draws:
    """One stream of chance and the instant around which everything is dated.

    Small draws mean the plain case, so that a stream of zeros is a dull world.

    Args:
        random: where chance comes from.
    """

    def __init__(self, random: Random) -> None:
        self.random = random
        self.at = self._instant_to_decide_for()

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.random.random() > 1 - share

    def one(self, among: Sequence[T]) -> T:
        """One of several."""
        return among[self.random.randrange(len(among))]

    def some(self, among: Sequence[T], least: int = 0, most: int | None = None) -> list[T]:
        """Several, none twice, in any order."""
        top = len(among) if most is None else min(most, len(among))
        return self.random.sample(list(among), self.random.randint(min(least, top), top))

    def most(self, among: Sequence[T], share: float) -> list[T]:
        """Each with a probability, but at least one, in their order."""
        return [one for one in among if self.chance(share)] or [self.one(among)]

    def written(self, instant: datetime) -> str:
        """An instant as it is written somewhere in the world."""
        offset = self.one(_OFFSETS)
        text = instant.astimezone(timezone(timedelta(minutes=offset))).isoformat()
        if offset == 0 and self.chance(0.7):
            return text[:-6] + "Z"
        return text

    def past(self, days: int = 200, late: float = 0.03) -> datetime:
        """An instant that has come: now and then only just; with a share, not yet."""
        draw = self.random.random()
        if draw > 1 - late:
            return self.at + self.one((MOMENT, timedelta(days=3)))
        if draw > 0.9 - late:
            return self.at - self.one((timedelta(0), MOMENT))
        return self.at - timedelta(days=self.random.randint(1, days), minutes=self.one((0, 7, 600)))

    def end(self, start: datetime, over: float = 0.05) -> str | None:
        """An end after a start: mostly none or to come; with a share, it has come."""
        draw = self.random.random()
        if draw < 0.7:
            return None
        end = self.at + self.one((MOMENT, timedelta(days=30)))
        if draw > 1 - over:
            end = self.at - self.one((timedelta(0), timedelta(0), timedelta(hours=5)))
        return self.written(end if end > start else start + timedelta(days=40))

    def span(self, days: int = 200, fault: float = 0.05) -> dict[str, Any]:
        """A period that holds at the instant, but for a share of faults."""
        start = self.past(days, late=fault / 2)
        return {"from": self.written(start), "to": self.end(start, over=fault)}

    def moment(self, missing: float = 0.05) -> str | None:
        """When something was done, if it was."""
        return None if self.chance(missing) else self.written(self.past())

    def _instant_to_decide_for(self) -> datetime:
        draw = self.random.random()
        if draw > 0.9:
            return self.one(_TURNS) + self.one((timedelta(0), -MOMENT, MOMENT))
        first = datetime(2025, 6, 1, tzinfo=JST)
        day = first + timedelta(days=self.random.randint(0, 900))
        if draw > 0.7:
            return day + self.one((timedelta(0), -MOMENT))
        return (day + timedelta(minutes=self.random.randint(0, 1439))).astimezone(UTC)
