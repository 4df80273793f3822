"""Ending tasks whose libraries may forget that they were cancelled."""

from __future__ import annotations

import asyncio

from shared.cancellation import end, is_cancelled


async def test_end_outlasts_a_forgotten_cancellation() -> None:
    """A task that swallows its first cancellation is ended all the same."""
    forgotten = 0

    async def forgetful() -> None:
        nonlocal forgotten
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            forgotten += 1
        await asyncio.sleep(60)

    task = asyncio.create_task(forgetful())
    await asyncio.sleep(0)
    await asyncio.wait_for(end([task]), 5)
    assert task.cancelled()
    assert forgotten == 1


async def test_a_loop_can_see_a_cancellation_that_was_forgotten() -> None:
    """A swallowed cancellation still shows, so that a loop can stop by itself."""

    async def loop() -> str:
        while not is_cancelled():
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                continue
        return "stopped"

    task = asyncio.create_task(loop())
    await asyncio.sleep(0)
    task.cancel()
    assert await asyncio.wait_for(task, 5) == "stopped"
