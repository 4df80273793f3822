"""Promises R2 and R3: whatever dies while work goes on, every fact takes effect once, in order."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.facts.fact import Service
from tests.faults.conftest import SEED
from tests.faults.load import Load
from tests.faults.projections import assert_exact
from tests.faults.rig import Rig

pytestmark = [pytest.mark.faults, pytest.mark.timeout(3_600)]

STEPS = 12
ROUNDS_BETWEEN_LOOKS = 5
CONSUMERS: tuple[Service, ...] = ("conference", "placement", "stats")


class Breaker:
    """Breaks one thing, or several at once, as the seed says."""

    def __init__(self, rig: Rig, seed: int) -> None:
        self._rig = rig
        self._random = random.Random(seed)  # noqa: S311
        self._faults: dict[str, Callable[[], None]] = {
            "relay": lambda: self._rig.kill("intake"),
            "consumer": lambda: self._rig.kill(self._random.choice(CONSUMERS)),
            "broker": self._rig.nats.kill,
            "streams": self._rig.lose_streams,
        }
        self._order: list[str] = []

    def break_something(self) -> str:
        """Break it; return what was broken. Each kind comes up once in five rounds."""
        if not self._order:
            self._order = [*self._faults, "several"]
            self._random.shuffle(self._order)
        time.sleep(self._random.uniform(0, 0.15))
        chosen = self._order.pop()
        several = self._random.sample(sorted(self._faults), k=self._random.randint(2, 4))
        for name in several if chosen == "several" else [chosen]:
            self._faults[name]()
        return chosen


def test_projections_equal_a_replay_whatever_is_killed(
    rig: Rig, load: Load, rounds: int, tmp_path: Path
) -> None:
    """Killing the relay, consumers and the broker, and losing all streams, loses nothing."""
    breaker = Breaker(rig, SEED)
    rig.start_broker()
    rig.start()
    broken: set[str] = set()
    for number in range(1, rounds + 1):
        if number % 2:
            rig.get_ready()
        load.work(STEPS)
        broken.add(breaker.break_something())
        load.work(STEPS)
        rig.revive()
        if number % ROUNDS_BETWEEN_LOOKS == 0 or number == rounds:
            rig.settle()
            load.have_arrived()
            assert_exact(rig, load, tmp_path / f"replay-{number}")
    assert rounds < ROUNDS_BETWEEN_LOOKS or len(broken) == ROUNDS_BETWEEN_LOOKS
    assert load.conferences or rounds <= ROUNDS_BETWEEN_LOOKS
