"""What was counted before, as long as nothing has come in that could change it.

The commonest look is at the figures of this instant, again and again: nothing of what has been
recorded lies behind it, so it is the count of everything, and stays it until another fact takes
effect. Only answers without units are kept, so no person is remembered here; whether somebody may
ask is no matter of this room, and is asked before every time.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock
from types import MappingProxyType
from typing import NamedTuple

from services.stats.application.arriving import TakenEffect, taken_effect
from services.stats.domain.measures import Profiles
from services.stats.domain.scope import Scope
from services.stats.views import Question, counted_in
from services.stats.views.anew import standing_tables
from services.stats.views.observations import recorded_behind, recorded_until
from shared.store import EventStore

MOST = 200_000
"""So many combinations of values are kept at most, of all answers together; some 60 MB."""

EVERYTHING = datetime.max.replace(tzinfo=UTC)
"""Stands for every instant behind which nothing is recorded."""


class _Here(NamedTuple):
    """How things stand in the store; while it is the same, every count is.

    Attributes:
        facts: which are in effect.
        tables: which making anew the tables are from.
    """

    facts: TakenEffect
    tables: str | None


class Remembered:
    """Counts in a store, and remembers.

    Args:
        store: the observations.
        most: so many combinations are kept.
    """

    def __init__(self, store: EventStore, most: int = MOST) -> None:
        self._store = store
        self._ask = counted_in(store)
        self._most = most
        self._lock = Lock()
        self._here: _Here | None = None
        self._until = EVERYTHING
        self._kept: OrderedDict[tuple[Question, Scope], Profiles] = OrderedDict()
        self._size = 0

    def __call__(self, question: Question, scope: Scope) -> Profiles:
        """Answer from memory, or count; see :data:`services.stats.views.Ask`."""
        here = self._as_it_stands()
        with self._lock:
            if here != self._here:
                self._forget(here)
            key = (question, self._named(scope))
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = MappingProxyType(dict(self._ask(question, scope)))
        if self._as_it_stands() == here:
            with self._lock:
                self._keep(here, key, found)
        return found

    def _as_it_stands(self) -> _Here:
        return _Here(taken_effect(self._store), standing_tables(self._store))

    def _forget(self, here: _Here) -> None:
        """Begin anew; what comes in meanwhile makes the instant only later than it has to be."""
        self._until = self._recorded_until(here)
        self._here = here
        self._kept.clear()
        self._size = 0

    def _recorded_until(self, here: _Here) -> datetime:
        """The latest instant of anything; of what was there before, it is known."""
        before = self._here
        if before is None or (before.tables, before.facts.waiting) != (
            here.tables,
            here.facts.waiting,
        ):
            return recorded_until(self._store)  # something may have come in before what is known
        return max(self._until, recorded_behind(self._store, dict(before.facts.places)))

    def _named(self, scope: Scope) -> Scope:
        """The same for every instant behind which nothing is recorded."""
        return scope if scope.as_of < self._until else replace(scope, as_of=EVERYTHING)

    def _keep(self, here: _Here, key: tuple[Question, Scope], found: Profiles) -> None:
        if here != self._here or key in self._kept:
            return
        self._kept[key] = found
        self._size += len(found)
        while self._size > self._most:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest)
