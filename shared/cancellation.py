"""Stopping: a process that is told to, and a loop that asks the broker."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Collection
from typing import Any

AGAIN_SECONDS = 0.5


def when_told_to_stop(stop: Callable[[], None]) -> None:
    """Have something done in the running event loop at SIGTERM or SIGINT."""
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)


def is_cancelled() -> bool:
    """Whether the running task has been told to stop, even if nobody raised it here.

    nats-py waits for answers with ``asyncio.wait_for``, which before Python 3.12 returns the answer
    and forgets a cancellation that comes in the same turn of the event loop.
    """
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def end(tasks: Collection[asyncio.Task[Any]]) -> None:
    """Cancel tasks until they have ended, since a cancellation may be forgotten on its way."""
    waiting = set(tasks)
    while waiting:
        for task in waiting:
            task.cancel()
        _, waiting = await asyncio.wait(waiting, timeout=AGAIN_SECONDS)
