"""From the sources' logs into fresh tables of observations, and these into their place.

What has taken effect in stats is observed again, and nothing else: up to the place that its inbox
has reached, and without what lies as a dead letter. So the figures are the same before and after,
unless this version observes what an earlier one passed by. The inbox may go on meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from services.command.rebuild.batch import Batch, FactFailed
from services.stats.views import FOREIGN_TABLES
from services.stats.views.anew import Anew, Observed
from shared.facts import Service
from shared.refusal import Refusal
from shared.store import EventStore

EVENTS_PER_COMMIT = 20_000
FEW = 2_000
"""So many may be left to be read while nobody else can write."""

Advance = Callable[[int], None]
"""Is told by how many places the reading has moved on."""


class Source(Protocol):
    """A service whose facts stats observes."""

    @property
    def name(self) -> Service:
        """Which one."""
        ...

    def read(self, after: int, upto: int, buried: frozenset[int]) -> Iterator[Batch]:
        """Observe the facts of a part of its log, in its order.

        Args:
            after: notification id to start behind.
            upto: the last one; a shorter log is read to its end.
            buried: places of the facts that lie as dead letters.

        Raises:
            FactFailed: a fact that is in effect cannot be observed.
        """
        ...


def rebuild_observations(
    store: EventStore, sources: Sequence[Source], advance: Advance = lambda _: None
) -> int:
    """Make the tables of observations anew.

    Args:
        store: of stats.
        sources: every service that it listens to.
        advance: shows progress.

    Returns:
        How many places of the logs were read.

    Raises:
        Refusal: ``fact-failed``, ``source-behind`` or ``overtaken``; the figures stand as before.
    """
    rebuilding = _Rebuilding(store, sources, advance)
    try:
        return rebuilding.run()
    except FactFailed as failed:
        raise failed.refusal() from None


class _Rebuilding:
    def __init__(self, store: EventStore, sources: Sequence[Source], advance: Advance) -> None:
        self._store = store
        self._sources = sources
        self._advance = advance
        self._anew = Anew(store.database, FOREIGN_TABLES)
        self._reached = {source.name: 0 for source in sources}
        self._apart: dict[tuple[Service, int], Observed | None] = {}

    def run(self) -> int:
        self._anew.begin()
        while self._left() > FEW:
            for source in self._sources:
                waiting, first = list[Batch](), self._reached[source.name]
                for batch in self._read(source):
                    waiting.append(batch)
                    if batch.upto - first >= EVENTS_PER_COMMIT:
                        self._anew.add(_together(waiting))
                        waiting, first = [], batch.upto
                self._anew.add(_together(waiting))
        self._anew.take_place(self._last)
        return sum(self._reached.values())

    def _left(self) -> int:
        return sum(self._store.tracked(name) - reached for name, reached in self._reached.items())

    def _read(self, source: Source) -> Iterator[Batch]:
        """What has taken effect since it was read before."""
        name = source.name
        upto = self._store.tracked(name)
        for batch in source.read(self._reached[name], upto, self._buried(name)):
            self._advance(batch.upto - self._reached[name])
            self._reached[name] = batch.upto
            self._apart |= {(name, place): rows for place, rows in batch.apart.items()}
            yield batch
        if self._reached[name] < upto:
            raise Refusal(
                "source-behind",
                f"{name} の記録が、統計がすでに取り込んだところまでありません。",
                "集計は、これまでのまま使えます。"
                f"{name} の記録が古い控えでないかを確かめてください。",
            )

    def _last(self) -> list[Observed]:
        """The rest; and what was a dead letter when it was read, and is none any more."""
        found = [batch.observed for source in self._sources for batch in self._read(source)]
        buried = {name: self._buried(name) for name in self._reached}
        for (name, place), rows in self._apart.items():
            if place in buried[name]:
                continue
            if rows is None:
                raise FactFailed(name, place, "dead-letter")
            found.append(rows)
        return found

    def _buried(self, source: Service) -> frozenset[int]:
        found = self._store.rows(
            "SELECT position FROM dead_letters WHERE source = :source", {"source": source}
        )
        return frozenset(row["position"] for row in found)


def _together(batches: Sequence[Batch]) -> Observed:
    """The rows of several batches, so that each table is written once."""
    found: dict[tuple[str, ...], list[tuple[str | int | None, ...]]] = {}
    for batch in batches:
        for table, rows in batch.observed.items():
            found.setdefault(table, []).extend(rows)
    return found
