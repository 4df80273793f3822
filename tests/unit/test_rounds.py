"""Rounds: what is done because time passes, piece by piece, until somebody stops it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from shared import rounds
from shared.cancellation import end
from shared.rounds import Rounds


async def run_until(done: Callable[[], bool], work: Callable[[], bool]) -> None:
    """Run rounds until something has come about, then stop them; they end."""
    task = asyncio.create_task(Rounds(work).run())
    async with asyncio.timeout(30):
        while not done():
            await asyncio.sleep(0.01)
    await end([task])
    assert task.cancelled()


async def test_a_round_goes_on_while_something_is_left() -> None:
    """What is left is done at once; the next round is waited for."""
    left = iter([True, True, False])
    done: list[bool] = []

    def work() -> bool:
        done.append(next(left))
        return done[-1]

    await run_until(lambda: len(done) == 3, work)

    assert done == [True, True, False]


async def test_a_round_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service goes on; the next round does what this one could not."""
    monkeypatch.setattr(rounds, "EVERY_SECONDS", 0.01)
    tries: list[int] = []

    def work() -> bool:
        tries.append(len(tries))
        if len(tries) < 3:
            raise OSError("the disk is full")
        return False

    await run_until(lambda: len(tries) >= 3, work)

    assert tries[:3] == [0, 1, 2]
