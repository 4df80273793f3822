"""Every way of asking over HTTP that is measured, and the lines that come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random

import uvloop

from bench.http_asks import Asks
from bench.http_load import Answered, Ask, closed_loop, open_loop
from bench.measured import Goal, Line, tail, thinned

AT_ONCE = (8, 32)
PER_SECOND = (100, 500)
"""What a city's counters together may ask for, and the goal."""

RAW = "何もしない経路"
ANSWERED, FIRST_BYTE = Goal("p99", "<", 20.0), Goal("p99", "<", 100.0)


@dataclass
class Runs:
    """Measures one kind of request after the other.

    Attributes:
        seconds: of each run.
        settle: waits until what came of the run before has gone its way.
        seed: of the order in which different requests come.
        lines: of the table.
        samples: by line.
    """

    seconds: float
    settle: Callable[[], None]
    seed: int
    lines: list[Line] = field(default_factory=list)
    samples: dict[str, list[float]] = field(default_factory=dict)
    _raw: dict[str, dict[str, float]] = field(default_factory=dict)

    def begin(self, nothing: Asks) -> None:
        """The route that does nothing, which the others stand beside."""
        self.measure(RAW, nothing)
        self._raw = {line.what.partition(": ")[2]: dict(line.figures) for line in self.lines}

    def measure(self, name: str, asks: Asks, goals: tuple[Goal, ...] = ()) -> None:
        """One kind of request: one by one, as fast as it goes, and at its own pace."""
        self._line(name, "1つずつ", "ms", self._kept(name, self._closed(name, endless(asks), 1)))
        rates = {
            f"同時{many}": self._closed(name, endless(asks), many).per_second for many in AT_ONCE
        }
        self._line(name, "休みなく", "件/秒", rates)
        for pace in PER_SECOND:
            self._paced(name, [asks], pace, goals)

    def mix(self, kinds: Sequence[Asks]) -> None:
        """All kinds, each as often as the next, at their own pace."""
        for pace in PER_SECOND:
            self._paced(f"{len(kinds)}つを混ぜて", kinds, pace, (ANSWERED,))

    def look(self, name: str, page: Asks, times: int) -> None:
        """A page, opened so often, one person after the other; its first byte counts."""
        found = self._closed(name, islice(endless(page), times), 1)
        self.samples[name] = thinned(found.first_ms)
        self._line(name, "最初の1バイトまで", "ms", tail(found.first_ms), (FIRST_BYTE,))

    def _closed(self, name: str, asks: Iterator[Ask], at_once: int) -> Answered:
        self.settle()
        first = next(asks)  # not counted: what a process makes once, it has made then
        uvloop.run(closed_loop(iter((first,)), first.port, 1, self.seconds))
        found = uvloop.run(closed_loop(asks, first.port, at_once, self.seconds))
        return found.expect_right(name)

    def _paced(self, name: str, kinds: Sequence[Asks], pace: int, goals: tuple[Goal, ...]) -> None:
        self.settle()
        chance = Random(self.seed)  # noqa: S311 - an order, nothing secret
        asks = [chance.choice(kinds)() for _ in range(round(pace * self.seconds))]
        found = uvloop.run(open_loop(asks, pace)).expect_right(name)
        how = f"毎秒{pace}件"
        figures = self._kept(f"{name} {how}", found)
        told = f"{name}（打ち切り {found.given_up:,} 件）" if found.given_up else name
        self._line(told, how, "ms", figures, goals)

    def _kept(self, name: str, found: Answered) -> dict[str, float]:
        self.samples[name] = thinned(found.ms)
        return tail(found.ms)

    def _line(
        self,
        name: str,
        how: str,
        unit: str,
        figures: dict[str, float],
        goals: tuple[Goal, ...] = (),
    ) -> None:
        raw = self._raw.get(how, {})
        self.lines.append(Line(f"{name}: {how}", unit, figures, raw, RAW if raw else "", goals))


def endless(asks: Asks) -> Iterator[Ask]:
    """Requests without end."""
    while True:
        yield asks()
