"""Driving the relay and the inbox inside this process until they have caught up."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

from bench.raw import Message
from services.intake.app import Intake
from services.stats.app import Stats
from shared.broker import connected
from shared.broker.topology import OPERATOR, stream_name
from shared.calendar import system_clock
from shared.facts.envelope import Received, headers_of, subject_of
from shared.inbox.inbox import Inbox
from shared.relay import Relay, publications
from shared.settings import Home

LOOK_EVERY_SECONDS = 0.02
CAUGHT_UP_WITHIN_SECONDS = 300.0


def published(intake: Intake) -> Iterator[Received]:
    """Every fact of a store, in order."""
    scanned = previous = 0
    while entries := list(
        publications(intake.store, intake.publish, scanned=scanned, previous=previous)
    ):
        for position, received in entries:
            scanned = position
            if received is not None:
                previous = position
                yield received


def as_messages(facts: list[Received]) -> list[Message]:
    """The same subjects, bodies and headers that the relay sends."""
    return [
        (subject_of(one.fact), one.fact.model_dump_json().encode(), headers_of(one))
        for one in facts
    ]


async def relay_all(home: Home, port: int, intake: Intake, count: int) -> float:
    """Relay a store until the stream holds so many facts; facts per second."""
    access = home.broker("intake", port)
    async with connected(access) as client, connected(home.broker(OPERATOR, port)) as watcher:
        js = watcher.jetstream()
        relay = Relay("intake", intake.store, intake.publish, client)
        began = time.perf_counter()
        task = asyncio.create_task(relay.run())
        try:
            async with asyncio.timeout(CAUGHT_UP_WITHIN_SECONDS):
                while (await js.stream_info(stream_name("intake"))).state.messages < count:  # noqa: ASYNC110 - the server tells nobody
                    await asyncio.sleep(LOOK_EVERY_SECONDS)
            return count / (time.perf_counter() - began)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def consume_all(home: Home, port: int, stats: Stats, last: int, count: int) -> float:
    """Take facts into stats until a position is in effect; facts per second."""
    access = home.broker("stats", port)
    async with connected(access) as client:
        inbox = Inbox(stats.store, stats.handle, access, client, system_clock)
        began = time.perf_counter()
        task = asyncio.create_task(inbox.run())
        try:
            async with asyncio.timeout(CAUGHT_UP_WITHIN_SECONDS):
                while inbox.readers["intake"].applied < last:  # noqa: ASYNC110 - a measurement only looks
                    await asyncio.sleep(LOOK_EVERY_SECONDS)
            return count / (time.perf_counter() - began)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
