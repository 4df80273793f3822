"""What cannot cross between a municipality and the prefecture, tried by those who would like to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import nats.errors
import pytest
from nats.aio.client import Client

import services.stats.hand_in as hand_in_room
from shared.broker import connected
from shared.broker.topology import OPERATOR, hand_in_subject, return_subject
from shared.facts import Fact, conference, intake
from shared.facts.envelope import Received, headers_of, subject_of
from tests.behaviour.prefecture_world import (
    NOON,
    Hub,
    Town,
    bare_client,
    intruding,
    until,
)

HERE, THERE = "011002", "012025"
CANARY = "5f0c6a52-6d0e-4d1b-9a53-0a4c1f7e2b10"
"""The id of a person's case; nothing at the hub may ever hold it."""

SETTLED_SECONDS = 0.5
"""After so long, what was going to arrive has arrived."""

NOBODY = (nats.errors.NoRespondersError, nats.errors.TimeoutError)


@pytest.fixture
def joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Hub, Town, Town]]:
    """A hub and two municipalities that have joined it, all running."""
    monkeypatch.setattr(hand_in_room, "RETRY_SECONDS", 0.2)
    hub = Hub(tmp_path / "hub")
    here, there = Town(HERE, tmp_path / HERE), Town(THERE, tmp_path / THERE)
    for town in (here, there):
        town.join(hub.enrol(town.code), hub)
    yield hub, here, there
    for one in (here, there, hub):
        one.server.stop()
    here.stats.close()
    there.stats.close()
    hub.service.close()


async def start(*ends: Hub | Town) -> None:
    """Start servers, the hub's first."""
    for end in ends:
        await end.start()


PROBE = {"Nats-Expected-Last-Subject-Sequence": hand_in_room.IMPOSSIBLE}
"""With it a stream answers, and keeps nothing."""


async def is_answered(client: Client, subject: str) -> bool:
    """Whether anybody answers a question."""
    try:
        await client.request(subject, b"{}", timeout=1.0, headers=PROBE)
    except NOBODY:
        return False
    return True


def personal_facts() -> list[Fact]:
    """Facts about one case, as they go round in a municipality all day."""
    day = date(2026, 4, 1)
    return [
        intake.ConsultationReceived(
            municipality=HERE, occurred_on=day, case_id=CANARY, anonymous=False
        ),
        conference.CheckpointSigned(
            municipality=HERE,
            occurred_on=day,
            ledger_id=CANARY,
            origin=f"tsunagu/disclosures/{CANARY}",
            size=1,
            root="0" * 64,
            note="A" * 40,
        ),
    ]


async def a_day_at_work(town: Town) -> int:
    """Publish personal facts on the municipality's own server; return how many it has kept."""
    for fact in personal_facts():
        async with connected(town.home.broker(fact.SERVICE, town.server.port)) as client:
            await client.jetstream().publish(
                subject_of(fact),
                fact.model_dump_json().encode(),
                headers=headers_of(Received(1, 0, NOON, fact)),
            )
    async with connected(town.home.broker(OPERATOR, town.server.port)) as client:
        js = client.jetstream()
        states = [(await js.stream_info(name)).state for name in ("INTAKE", "CONFERENCE")]
    return sum(state.messages for state in states)


async def test_nothing_but_aggregates_is_to_be_heard_at_the_hub(
    joined: tuple[Hub, Town, Town],
) -> None:
    """Whoever listens to everything in every account hears returns and their acknowledgements."""
    hub, here, there = joined
    await start(hub, here, there)
    async with hub.listening(), hub.receiving(), here.handing_in():
        here.report()
        await until(lambda: hub.arrived() == [(HERE, 1)])
        assert await a_day_at_work(here) == 2
        here.report()
        await until(lambda: len(hub.arrived()) == 2)
        await asyncio.sleep(SETTLED_SECONDS)

    subjects = {one.subject for one in hub.heard if one.account != "PREFECTURE"}
    assert {one for one in subjects if not one.startswith("_R_.")} == {return_subject(HERE)}
    assert {one.account for one in hub.heard} == {"PREFECTURE", f"M{HERE}"}
    crossed = {one.subject for one in hub.heard if one.subject.startswith("tsunagu")}
    assert crossed == {return_subject(HERE)}
    assert not any(CANARY.encode() in one.data for one in hub.heard)
    files = [one for one in hub.folder.rglob("*") if one.is_file()]
    assert any(b"tables" in one.read_bytes() for one in files)
    assert not any(CANARY.encode() in one.read_bytes() for one in files)


FORBIDDEN = (
    return_subject(THERE),
    f"tsunagu.{HERE}.stats.return-issued",
    f"tsunagu.{HERE}.intake.contact-recorded",
    "tsunagu-replay.stats",
    "anything",
    "$JS.API.INFO",
    "$JS.API.STREAM.NAMES",
    "$JS.API.STREAM.INFO.RETURNS",
    "$JS.API.STREAM.MSG.GET.RETURNS",
    "$JS.API.STREAM.PURGE.RETURNS",
    "$JS.API.CONSUMER.CREATE.RETURNS",
    "$JS.API.CONSUMER.MSG.NEXT.RETURNS.prefecture-returns",
    "$SYS.REQ.SERVER.PING",
)


async def test_whoever_has_a_municipality_s_key_can_say_nothing_else(
    joined: tuple[Hub, Town, Town], tmp_path: Path
) -> None:
    """On a server of their own, without any rule, all other subjects end at the hub's door."""
    hub, here, there = joined
    await start(hub, there)
    own = intruding(tmp_path / "own", here.seed, hub, return_subject(HERE), *FORBIDDEN)
    async with hub.listening(), own as intruder:
        assert await is_answered(intruder.asking, f"ask.{return_subject(HERE)}")
        await asyncio.sleep(SETTLED_SECONDS)
        hub.heard.clear()
        for subject in FORBIDDEN:
            assert not await is_answered(intruder.asking, f"ask.{subject}"), subject
            await intruder.saying.publish(subject, CANARY.encode())
        await intruder.saying.flush()
        await asyncio.sleep(SETTLED_SECONDS)

    told = [one.subject for one in hub.heard if not one.subject.startswith("_INBOX")]
    assert told == []


async def test_whoever_has_a_municipality_s_key_hears_nothing_of_another(
    joined: tuple[Hub, Town, Town], tmp_path: Path
) -> None:
    """Listening to everything with one's own key brings nothing of the other's returns."""
    hub, here, there = joined
    heard: list[str] = []

    async def hear(message: Any) -> None:
        heard.append(message.subject)

    await start(hub, there)
    own = intruding(tmp_path / "own", here.seed, hub)
    async with hub.receiving(), there.handing_in(), own as intruder:
        await intruder.saying.subscribe(">", cb=hear)
        await intruder.saying.flush()
        await asyncio.sleep(SETTLED_SECONDS)
        there.report()
        await until(lambda: hub.arrived() == [(THERE, 1)])
        await asyncio.sleep(SETTLED_SECONDS)
    assert heard == []


async def test_a_municipality_s_key_opens_no_client_s_door(
    joined: tuple[Hub, Town, Town], tmp_path: Path
) -> None:
    """The key is good for a leaf node only, on the door for leaf nodes."""
    hub, here, _ = joined
    await start(hub)
    seed = tmp_path / "stolen.nk"
    seed.write_text(here.seed)
    with pytest.raises((nats.errors.Error, asyncio.TimeoutError, OSError)):
        async with bare_client(hub.server.port, seed, allow_reconnect=False):
            pass


async def test_a_key_that_was_renewed_lets_nobody_in(
    joined: tuple[Hub, Town, Town],
) -> None:
    """After a renewal the former key hands nothing in any more; the new one does."""
    hub, here, _ = joined
    await start(hub, here)
    register, seed = hub.service.application.register.renewed(HERE)
    register.write()
    hub.server.stop()
    hub.server.start()
    async with hub.receiving(), here.handing_in():
        here.report()
        await asyncio.sleep(4 * SETTLED_SECONDS)
        assert hub.arrived() == []
        here.server.stop()
        here.join(seed, hub)
        here.server.start()
        await until(lambda: hub.arrived() == [(HERE, 1)])


@pytest.mark.parametrize("account", ["PREFECTURE", f"M{HERE}", f"M{THERE}"])
async def test_the_hub_reaches_nothing_at_a_municipality(
    joined: tuple[Hub, Town, Town], account: str
) -> None:
    """Even who may do everything at the hub reaches neither streams nor services of a town."""
    hub, here, there = joined
    await start(hub, here, there)
    assert await a_day_at_work(here) == 2
    heard: list[str] = []

    async def hear(message: Any) -> None:
        heard.append(message.subject)

    async with (
        hub.watcher(account) as client,
        connected(here.home.broker("stats", here.server.port)) as stats,
    ):
        await stats.subscribe("tsunagu-replay.stats", cb=hear)
        await stats.flush()
        for name in ("INTAKE", "CONFERENCE", "STATS"):
            for question in ("INFO", "MSG.GET", "PURGE"):
                try:
                    reply = await client.request(
                        f"$JS.API.STREAM.{question}.{name}", b'{"seq":1}', timeout=1.0
                    )
                except NOBODY:
                    continue
                assert b"error" in reply.data, "the hub's own JetStream has no such stream"
        for subject in ("tsunagu-replay.stats", hand_in_subject(HERE), "tsunagu-ask.>"[:-2]):
            assert not await is_answered(client, subject)
            await client.publish(subject, b"{}")
        await client.publish(f"tsunagu.{HERE}.intake.contact-recorded", b"{}")
        await client.flush()
        await asyncio.sleep(SETTLED_SECONDS)
    assert heard == []
    async with connected(here.home.broker(OPERATOR, here.server.port)) as operator:
        assert (await operator.jetstream().stream_info("INTAKE")).state.messages == 1


async def sent(client: Client, body: bytes, headers: dict[str, str]) -> None:
    """Hand something in at a municipality's own server."""
    answer = await client.request(hand_in_subject(HERE), body, timeout=5, headers=headers)
    assert b'"seq":' in answer.data
    assert b"error" not in answer.data


@pytest.fixture
async def stats_of_here(joined: tuple[Hub, Town, Town]) -> AsyncIterator[Client]:
    """Somebody who has taken over stats of one municipality."""
    hub, here, _ = joined
    await start(hub, here)
    async with connected(here.home.broker("stats", here.server.port)) as client:
        async with asyncio.timeout(20):
            while not await is_answered(client, hand_in_subject(HERE)):
                await asyncio.sleep(0.1)
        yield client


async def test_what_speaks_for_another_municipality_is_put_aside(
    joined: tuple[Hub, Town, Town], stats_of_here: Client
) -> None:
    """The subject says who has sent it: neither headers nor content make it another's return."""
    hub, _, there = joined
    there.report()
    (forged,) = there.published()
    body = forged.fact.model_dump_json().encode()
    async with hub.receiving():
        await sent(stats_of_here, body, headers_of(forged))
        await sent(stats_of_here, b"no json at all", {"ce-id": "x"})
        await until(lambda: hub.service.application.put_aside() >= 2)
    assert hub.arrived() == []
    rows = hub.service.store.rows("SELECT source, position, reason FROM dead_letters")
    assert {row["source"] for row in rows} == {HERE}
    assert {row["reason"] for row in rows} == {"sent-by-another", "unreadable-envelope"}
    assert {row["position"] for row in rows} == {0}


async def test_what_is_no_return_is_put_aside_and_can_be_tried_again(
    joined: tuple[Hub, Town, Town], stats_of_here: Client
) -> None:
    """A fact with a person in it, sent by a broken or hostile stats, never becomes a row."""
    hub, *_ = joined
    fact = personal_facts()[0]
    async with hub.receiving():
        await sent(
            stats_of_here, fact.model_dump_json().encode(), headers_of(Received(1, 0, NOON, fact))
        )
        await until(lambda: hub.service.application.put_aside() == 1)
    assert hub.arrived() == []
    (row,) = hub.service.store.rows("SELECT reason, position FROM dead_letters")
    assert row["reason"] == "not-a-return"
    assert row["position"] > 0
