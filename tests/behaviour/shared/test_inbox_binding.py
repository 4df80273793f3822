"""Two processes of one service that listen: one works, the other stands by, whoever came first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace

import pytest
from nats.js.api import ConsumerInfo
from nats.js.manager import JetStreamManager

from shared.broker.topology import Consumer
from shared.calendar import system_clock
from shared.facts.envelope import Received
from shared.facts.fact import Service
from shared.inbox import dead_letters
from shared.inbox.delivery import Delivery
from shared.inbox.inbox import Inbox
from shared.inbox.reader import Reader
from tests.behaviour.road import Road, delivery_of, running, until

FACTS = 200


class Hasty(Inbox):
    """Looked whether anybody was bound just before somebody was; from then on it looks properly."""

    looked = 0

    async def _wait_for(self, consumer: Consumer) -> None:
        self.looked += 1
        if self.looked > len(self.readers):
            await super()._wait_for(consumer)


@asynccontextmanager
async def hasty(road: Road) -> AsyncIterator[Hasty]:
    """One more process of the reader, which binds without knowing of another; it must not end."""
    async with road.as_user("stats") as client:
        inbox = Hasty(road.reader, road.handle, road.access("stats"), client, system_clock)
        async with running(inbox.run()) as work:
            yield inbox
            assert not work.done(), "a process of the service has ended"


async def test_whoever_is_outrun_at_binding_stands_by_and_takes_over(road: Road) -> None:
    """Being refused is no failure; when the one at work ends, the other goes on."""
    async with road.relaying(), AsyncExitStack() as at_work:
        first = await at_work.enter_async_context(road.reading())
        async with hasty(road) as second:
            await until(lambda: second.looked > len(second.readers))
            road.count(1)
            await road.arrived()
            assert first.ready
            assert not second.ready
            await at_work.aclose()
            road.count(2)
            await road.arrived()
            assert second.ready


async def test_two_that_start_in_the_same_instant_both_live_and_nothing_is_lost(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the two cross each other at binding, facts arrive once and nothing is put aside."""
    both, info_of = asyncio.Barrier(2), JetStreamManager.consumer_info

    async def read_by_both_before_either_binds(
        manager: JetStreamManager, stream: str, consumer: str
    ) -> ConsumerInfo:
        info = await info_of(manager, stream, consumer)
        if both.n_waiting or not info.push_bound:
            with suppress(TimeoutError, asyncio.BrokenBarrierError):
                async with asyncio.timeout(0.2):
                    await both.wait()
        return info

    monkeypatch.setattr(JetStreamManager, "consumer_info", read_by_both_before_either_binds)
    async with road.relaying(), hasty(road) as one, hasty(road) as other:
        await until(lambda: one.ready or other.ready)
        for number in range(FACTS):
            road.count(number)
        await road.arrived()
    assert dead_letters(road.reader) == []


async def test_two_that_are_given_the_same_facts_both_come_to_their_end(road: Road) -> None:
    """One is quicker; the other sees that, goes on behind it and has every message answered."""
    for number in range(FACTS):
        road.count(number)
    facts, answered = road.facts(), [0, 0]

    def delivery_for(which: int, fact: Received) -> Delivery:
        async def acknowledge() -> None:
            answered[which] += 1

        return replace(delivery_of(fact), acknowledge=acknowledge)

    async def nothing(_source: Service, _after: int) -> list[Delivery]:
        return []

    readers = [Reader(road.reader, "intake", road.handle, nothing, system_clock) for _ in answered]
    async with running(readers[0].run()) as one, running(readers[1].run()) as other:
        for fact in facts:
            for which, reader in enumerate(readers):
                await reader.receive(delivery_for(which, fact))
            await asyncio.sleep(0)
        await until(lambda: answered == [FACTS, FACTS])
        assert not one.done()
        assert not other.done()
    assert [reader.applied for reader in readers] == [facts[-1].id] * 2
    assert road.seen() == road.published()
    assert dead_letters(road.reader) == []
