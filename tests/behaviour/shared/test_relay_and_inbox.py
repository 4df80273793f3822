"""From one service's log into another's tables, over a real nats-server: once, and in order."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace

import pytest

import shared.relay as relay_room
from services.command.embedded.nats_server import NatsServer
from shared.broker.topology import OPERATOR, replay_subject, stream_name
from shared.inbox import dead_letters
from shared.store.open import open_database
from tests.behaviour.road import INSIDE, Road, delivery_of, note, open_reader, until
from tests.behaviour.sample import open_tally_store
from tests.conftest import NewPlace


async def test_every_published_fact_takes_effect_once_and_what_stays_inside_does_not(
    road: Road,
) -> None:
    """The reader's table holds exactly the publications, though the log holds more."""
    async with road.relaying(), road.reading():
        for number in range(40):
            road.count(number % 5, by=INSIDE if number % 3 == 0 else 1)
        await road.arrived()

    assert len(road.seen()) == 26


async def test_facts_that_were_recorded_before_anybody_ran_arrive_as_well(road: Road) -> None:
    """The log is the outbox: relay and inbox start behind it and catch up."""
    for number in range(10):
        road.count(number)

    async with road.relaying(), road.reading():
        await road.arrived()


async def test_relay_and_inbox_wait_for_their_streams_and_consumers(
    unprovisioned_road: Road,
) -> None:
    """Started before the broker is provisioned, both wait for it and make nothing themselves."""
    road = unprovisioned_road
    road.count(1)

    async def provision_later() -> int:
        await asyncio.sleep(0.3)
        async with road.as_user(OPERATOR) as operator:
            found = (await operator.jetstream().account_info()).streams
        await road.provision()
        return int(found)

    later = asyncio.create_task(provision_later())
    async with road.relaying(), road.reading():
        await road.arrived()

    assert await later == 0


async def test_a_relay_that_is_restarted_goes_on_where_the_stream_ends(road: Road) -> None:
    """No position is kept outside the stream, and nothing is published twice."""
    for number in range(5):
        road.count(number)
        async with road.relaying(), road.reading():
            await road.arrived()
            await road.filled()


async def test_a_reader_that_is_restarted_goes_on_where_its_effects_end(road: Road) -> None:
    """Position and effect are one commit, so a new process neither skips nor repeats."""
    async with road.relaying():
        for number in range(5):
            road.count(number)
            async with road.reading():
                await road.arrived()


async def test_a_lost_stream_is_filled_again_from_the_store(
    road: Road, nats_server: NatsServer
) -> None:
    """After the JetStream directory is deleted every fact is there again, and counted once."""
    for number in range(10):
        road.count(number)
    async with road.relaying(), road.reading():
        await road.arrived()
        nats_server.kill()
        shutil.rmtree(nats_server.store)
        road.count(10)
        nats_server.start()
        await road.provision()
        await road.arrived()
        await road.filled()


async def test_a_broker_that_is_down_holds_up_no_command(
    road: Road, nats_server: NatsServer
) -> None:
    """Commands are accepted while NATS is away; their facts follow when it is back."""
    async with road.relaying(), road.reading():
        nats_server.kill()
        for number in range(5):
            road.count(number)
        nats_server.start()
        await road.arrived()


async def test_a_second_relay_on_the_same_store_is_fenced(road: Road) -> None:
    """Two relays at once, for some hundred facts: the stream holds each once, in order."""
    async with road.relaying(), road.relaying(), road.reading():
        for number in range(200):
            road.count(number)
            await asyncio.sleep(0.002)
        await road.arrived()
        await road.filled()


async def test_a_long_run_of_events_that_stay_inside_does_not_hold_the_relay_up(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking at the stream again, as the relay often does, does not send it back to its end."""
    monkeypatch.setattr(relay_room, "WINDOW", 4)
    monkeypatch.setattr(relay_room, "LOOK_AGAIN_SECONDS", 0.0)
    road.count(1)
    for _ in range(10):
        road.count(1, by=INSIDE)
    road.count(1)

    async with road.relaying():
        await road.filled()


async def test_facts_that_come_in_any_order_and_twice_take_effect_in_order_and_once(
    road: Road,
) -> None:
    """A fact whose predecessor is missing waits for it; a repeated one is passed over."""
    for number in range(12):
        road.count(number, by=INSIDE if number % 4 == 3 else 1)
    facts = road.facts()
    effects: list[int] = []
    road.handle = lambda tx, received: (effects.append(received.id), note(tx, received))[1]

    async with road.reading() as inbox:
        for index in (3, 1, 1, 0, 8, 5, 2, 0, 4, 7, 6):
            await inbox.readers["intake"].receive(delivery_of(facts[index]))
        await road.arrived()

    assert effects == road.published()


async def test_a_reader_that_is_set_back_takes_what_it_lacks_from_the_source(
    road: Road, new_place: NewPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database from an old backup: the broker delivers nothing again, the source's log does."""
    for number in range(25):
        road.count(number, by=1 if number % 8 == 0 else INSIDE)
    async with road.relaying(), road.reading():
        await road.arrived()
    road.reader.close()

    road.reader = open_reader(open_database(*new_place()))
    monkeypatch.setattr(relay_room, "WINDOW", 3)  # the answers hold runs of nothing to publish
    async with road.relaying(), road.reading():
        await road.arrived()
    road.reader.close()

    assert len(road.published()) == 4


@pytest.mark.usefixtures("impatient")
async def test_a_gap_is_seen_and_closed_while_what_is_behind_it_waits(road: Road) -> None:
    """Of six facts only the last is delivered: the five before it are asked for first."""
    for number in range(6):
        road.count(number)
    effects: list[int] = []
    road.handle = lambda tx, received: (effects.append(received.id), note(tx, received))[1]
    last = road.facts()[-1]

    async with road.reading() as inbox:
        await inbox.readers["intake"].receive(delivery_of(last))
        await asyncio.sleep(0.3)
        assert effects == []  # nobody answers yet
        async with road.relaying():
            await road.arrived()

    assert effects == road.published()


async def test_a_source_answers_into_an_inbox_and_nowhere_else(road: Road) -> None:
    """Nobody can have intake write into a stream by asking for an answer to be sent there."""
    road.count(1)
    async with (
        road.relaying(),
        road.as_user("stats") as stats,
        road.as_user(OPERATOR) as operator,
    ):
        await road.filled()
        await stats.publish(
            replay_subject("intake"), b'{"after": 0}', reply="tsunagu.271403.conference.forged"
        )
        answer = await stats.request(replay_subject("intake"), b'{"after": 0}', timeout=5)
        state = (await operator.jetstream().stream_info(stream_name("conference"))).state

    assert b"consultation-received" in answer.data
    assert state.messages == 0


async def test_nothing_was_put_aside_on_the_way(road: Road) -> None:
    """An undisturbed road leaves no dead letters."""
    async with road.relaying(), road.reading():
        for number in range(10):
            road.count(number % 2)
        await road.arrived()

    assert dead_letters(road.reader) == []


async def test_a_store_older_than_its_stream_publishes_nothing_until_somebody_decides(
    road: Road, new_place: NewPlace
) -> None:
    """After an old copy was restored new facts would be taken for known; the relay says so."""
    for number in range(5):
        road.count(number)
    async with road.relaying(), road.reading():
        await road.arrived()
    older = open_tally_store(open_database(*new_place()))
    older.migrate()
    restored = replace(road, source=older)
    restored.count(1)

    async with restored.relaying() as relay:
        await until(lambda: relay.stream_is_ahead)
        await asyncio.sleep(0.3)
        async with road.as_user("intake") as client:
            state = (await client.jetstream().stream_info(stream_name("intake"))).state

    assert state.messages == 5
    older.close()
