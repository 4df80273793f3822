"""From one service's log into another's tables, over a real nats-server: once, and in order."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import nats.errors
import pytest

import shared.inbox.reader as reader_room
from services.command.embedded.nats_server import NatsServer
from shared.broker import provision
from shared.broker.topology import OPERATOR, replay_subject, stream_name
from shared.calendar import system_clock
from shared.facts.envelope import headers_of
from shared.identity import service_actor
from shared.inbox import Received, dead_letters, retry_dead_letters
from shared.inbox.delivery import Delivery
from shared.refusal import Refusal
from shared.relay import publications
from shared.store import Transaction
from shared.store.database import Database
from tests.behaviour.road import INSIDE, Road, note, open_road, publish, until


@pytest.fixture
async def road(nats_server: NatsServer, database: Database, tmp_path: Path) -> Road:
    """A provisioned road whose source lies in SQLite, then in PostgreSQL."""
    opened = open_road(nats_server, tmp_path / "credentials", database, tmp_path)
    await opened.provision()
    return opened


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a failing fact up after a blink, and see a gap after another."""
    monkeypatch.setattr(reader_room, "RETRY_DELAYS_SECONDS", (0.05, 0.05))
    monkeypatch.setattr(reader_room, "ROOM_FOR_REDELIVERY_SECONDS", 0.2)
    monkeypatch.setattr(reader_room, "GAP_SECONDS", 0.05)


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


async def test_a_relay_that_is_restarted_goes_on_where_the_stream_ends(road: Road) -> None:
    """No position is kept outside the stream, and nothing is published twice."""
    for number in range(5):
        road.count(number)
        async with road.relaying(), road.reading():
            await road.arrived()

    async with road.as_user("intake") as client:
        info = await client.jetstream().stream_info(stream_name("intake"))
    assert info.state.messages == 5


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
        await _stream_holds(road, 11)


async def _stream_holds(road: Road, number: int) -> None:
    async with road.as_user("intake") as client, asyncio.timeout(20):
        js = client.jetstream()
        while (await js.stream_info(stream_name("intake"))).state.messages != number:
            await asyncio.sleep(0.05)


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
    """Two relays at once: the stream holds each fact once, in order."""
    async with road.relaying(), road.relaying(), road.reading():
        for number in range(60):
            road.count(number)
            await asyncio.sleep(0.005)
        await road.arrived()

    async with road.as_user("intake") as client:
        js = client.jetstream()
        state = (await js.stream_info(stream_name("intake"))).state
        places = [
            int(((await js.get_msg(stream_name("intake"), seq=seq)).headers or {})["ce-sequence"])
            for seq in range(state.first_seq, state.last_seq + 1)
        ]
    assert places == road.published()


async def test_facts_that_come_in_any_order_and_twice_take_effect_in_order_and_once(
    road: Road,
) -> None:
    """A fact whose predecessor is missing waits for it; a repeated one is passed over."""
    for number in range(12):
        road.count(number, by=INSIDE if number % 4 == 3 else 1)
    facts = [
        one
        for _, one in publications(road.source, publish, scanned=0, previous=0)
        if one is not None
    ]
    effects: list[int] = []
    road.handle = lambda tx, received: (effects.append(received.id), note(tx, received))[1]

    async with road.reading() as inbox:
        reader = inbox.readers["intake"]
        for index in (3, 1, 1, 0, 8, 5, 2, 0, 4, 7, 6):
            one = facts[index]
            body = one.fact.model_dump_json().encode()
            await reader.receive(Delivery(headers_of(one), body))
        await road.arrived()

    assert effects == road.published()


@pytest.mark.usefixtures("impatient")
async def test_a_fact_that_the_stream_has_lost_is_asked_for_at_the_source(road: Road) -> None:
    """A gap is seen by the predecessor's id and closed by the source's own log."""
    for number in range(6):
        road.count(number)
    facts = [one for _, one in publications(road.source, publish, scanned=0, previous=0) if one]
    async with road.as_user("intake") as client:
        asked: list[int] = []

        async def answer(message: object) -> None:
            asked.append(json.loads(message.data)["after"])  # type: ignore[attr-defined]
            lost = [
                {"headers": headers_of(one), "body": one.fact.model_dump_json()}
                for one in facts
                if one.id > asked[-1]
            ]
            await message.respond(json.dumps(lost).encode())  # type: ignore[attr-defined]

        await client.subscribe(replay_subject("intake"), cb=answer)
        async with road.reading() as inbox:
            last = facts[-1]
            body = last.fact.model_dump_json().encode()
            await inbox.readers["intake"].receive(Delivery(headers_of(last), body))
            await road.arrived()

    assert asked


@pytest.mark.usefixtures("impatient")
async def test_a_handler_that_fails_for_a_while_loses_nothing(road: Road) -> None:
    """The fact is delivered again after a delay and then takes effect once."""
    failures = iter([True, True])

    def fail_twice(tx: Transaction, received: Received) -> None:
        if received.id == 3 and next(failures, False):
            raise RuntimeError
        note(tx, received)

    road.handle = fail_twice
    async with road.relaying(), road.reading():
        for number in range(6):
            road.count(number)
        await road.arrived()

    assert dead_letters(road.reader) == []


@pytest.mark.usefixtures("impatient")
async def test_a_handler_that_keeps_failing_leaves_a_dead_letter_and_parks_its_case_behind_it(
    road: Road,
) -> None:
    """Facts of the same case wait in order; other cases go on; retrying brings them in."""
    failing = True
    attempts: list[int] = []

    def fail_for_case_one(tx: Transaction, received: Received) -> None:
        if failing and received.fact.subject_id.endswith("1"):
            attempts.append(received.id)
            raise RuntimeError("架空の値")
        note(tx, received)

    road.handle = fail_for_case_one
    async with road.relaying(), road.reading():
        for number in (0, 1, 2, 1, 3):
            road.count(number)
        await until(lambda: road.seen() == [1, 3, 5])

    letters = dead_letters(road.reader)
    assert [letter.position for letter in letters] == [2, 4]
    assert letters[0].reason.startswith("RuntimeError at test_relay_and_inbox.py:")
    assert letters[1].reason == "parked-behind-dead-letter"
    assert "架空の値" not in str(letters)
    assert 3 <= attempts.count(2) <= 6

    failing = False
    actor = service_actor("stats", "test")
    outcomes = retry_dead_letters(road.reader, road.handle, actor, system_clock)
    assert [outcome.reason for outcome in outcomes] == [None, None]
    assert dead_letters(road.reader) == []
    assert road.seen() == road.published()


@pytest.mark.usefixtures("impatient")
async def test_what_cannot_be_read_becomes_a_dead_letter_at_once(road: Road) -> None:
    """An unreadable message, an unknown type and a broken body stop nothing but their case."""
    [(_, good)] = [road.count(0)] and list(
        publications(road.source, publish, scanned=0, previous=0)
    )
    assert good is not None
    headers = headers_of(good)
    body = good.fact.model_dump_json().encode()
    async with road.reading() as inbox:
        reader = inbox.readers["intake"]
        await reader.receive(Delivery({}, b"no cloud event", sequence=7))
        await reader.receive(Delivery(headers | {"ce-type": "tsunagu.intake.unheard-of.v1"}, body))
        for place, changed in (
            (2, {"ce-type": "tsunagu.intake.consultation-received.v9"}),
            (3, {}),
        ):
            await reader.receive(
                Delivery(
                    headers
                    | {
                        "ce-id": f"intake:{place}",
                        "ce-sequence": str(place),
                        "ce-previous": str(place - 1),
                        "ce-subject": f"case-{place}",
                    }
                    | changed,
                    b"{}",
                )
            )
        await until(lambda: len(dead_letters(road.reader)) == 4)

    reasons = {letter.id: letter.reason for letter in dead_letters(road.reader)}
    assert reasons == {
        "intake/seq:7": "unreadable-envelope",
        "intake:1": "unknown-fact",
        "intake:2": "unknown-fact",
        "intake:3": "invalid-fact",
    }


async def test_a_user_can_neither_publish_nor_hear_what_is_not_its_own(road: Road) -> None:
    """The broker itself denies other services' subjects, deliveries and the JetStream API."""
    for user, subject in (
        ("stats", "tsunagu.271403.intake.consultation-received"),
        ("placement", "$JS.API.STREAM.DELETE.INTAKE"),
        ("intake", "$JS.API.STREAM.PURGE.INTAKE"),
        (OPERATOR, "tsunagu.271403.intake.consultation-received"),
    ):
        async with road.as_user(user) as client:
            with pytest.raises((nats.errors.TimeoutError, nats.errors.NoRespondersError)):
                await client.request(subject, b"{}", timeout=0.3)

    async with road.as_user("stats") as listener, road.relaying():
        heard: list[object] = []

        async def hear(message: object) -> None:
            heard.append(message)

        for subject in (">", "tsunagu.>", "tsunagu-deliver.placement.intake", "_INBOX_intake.>"):
            await listener.subscribe(subject, cb=hear)
        road.count(1)
        await _stream_holds(road, 1)
        await asyncio.sleep(0.2)
    assert heard == []


async def test_provisioning_again_changes_nothing_and_a_difference_is_refused(
    road: Road,
) -> None:
    """Drift is named setting by setting, and nothing is changed in passing."""
    await road.provision()
    async with road.as_user(OPERATOR) as client:
        js = client.jetstream()
        config = (await js.stream_info("INTAKE")).config
        config.duplicate_window = 5
        await js.update_stream(config)

        with pytest.raises(Refusal) as refused:
            await provision(js)

        assert refused.value.code == "broker-drift"
        assert "stream INTAKE duplicate_window: 宣言 120 / 実際 5" in refused.value.message
        assert (await js.stream_info("INTAKE")).config.duplicate_window == 5
