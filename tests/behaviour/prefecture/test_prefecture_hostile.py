"""What a broken or hostile municipality sends must not keep the others from being heard."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from nats.aio.client import Client

import services.stats.hand_in as hand_in_room
import services.stats.prefecture.reception as reception_room
from shared.broker import connected
from shared.broker.topology import hand_in_subject
from tests.behaviour.prefecture_world import APRIL, MAY, Hub, Town, until

HERE, THERE = "011002", "012025"


@pytest.fixture
def ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Hub, Town, Town]]:
    """A hub and two municipalities that have joined it."""
    monkeypatch.setattr(hand_in_room, "RETRY_SECONDS", 0.2)
    monkeypatch.setattr(reception_room, "RETRY_DELAYS_SECONDS", (0.1,))
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


async def raw(client: Client, head: bytes, body: bytes) -> None:
    """Hand in with header bytes of one's own, which no client library would write."""
    subject, reply = hand_in_subject(HERE).encode(), client.new_inbox().encode()
    sizes = f"{len(head)} {len(head) + len(body)}".encode()
    await client._send_command(b"HPUB %b %b %b\r\n%b%b\r\n" % (subject, reply, sizes, head, body))
    await client.flush()


async def kept(hub: Hub) -> int:
    """How many messages the hub's stream holds."""
    async with hub.watcher("PREFECTURE") as client:
        return (await client.jetstream().stream_info("RETURNS")).state.messages


async def hand_in_raw(hub: Hub, town: Town, head: bytes, body: bytes) -> None:
    """Hand in until the hub has it on disk."""
    before = await kept(hub)
    async with connected(town.home.broker("stats", town.server.port)) as client:
        async with asyncio.timeout(20):
            while await kept(hub) == before:
                await raw(client, head, body)
                await asyncio.sleep(0.1)


NESTED = b"[" * 200_000


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param(b"NATS/1.0\r\nce-id: x\r\n\r\n", NESTED, id="nested too deeply"),
        pytest.param(b"NATS/1.0\r\nStatus: 503\r\n\r\n", b"{}", id="speaks as the server"),
        pytest.param(b"NATS/1.0 503 \xff\r\n\r\n", b"{}", id="speaks as the server, no text"),
        pytest.param(b"NATS/1.0\r\nce-id: \xff\r\n\r\n", b"\xff\x00", id="no text"),
    ],
)
async def test_what_cannot_be_read_is_put_aside_and_others_are_heard(
    ends: tuple[Hub, Town, Town], head: bytes, body: bytes
) -> None:
    """Neither the returns before it nor those behind it wait, and the hub goes on running."""
    hub, here, there = ends
    for end in ends:
        await end.start()
    there.report(APRIL)
    async with there.handing_in():
        await until(there.all_handed_in)
    await hand_in_raw(hub, here, head, body)
    there.report(MAY)
    async with hub.receiving(), there.handing_in():
        await until(lambda: hub.arrived() == [(THERE, 1), (THERE, 1)])
        await until(lambda: hub.service.application.put_aside() >= 1)
    rows = hub.service.store.rows("SELECT DISTINCT source, reason, position FROM dead_letters")
    assert [tuple(row.values()) for row in rows] == [(HERE, "unreadable-envelope", 0)]
