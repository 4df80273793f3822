"""What the broker tells of itself, with nothing on it created or changed."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import nats.errors
from nats.aio.client import Client

from services.command.doctor.finding import BROKER, Finding, ok, wrong
from shared.broker import connected
from shared.broker.connection import BrokerAccess
from shared.broker.provision import Declared, Difference, drift

WITHIN_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class BrokerSeen:
    """What was seen of a broker.

    Attributes:
        version: of the server.
        said: what its clock said; ``None`` if it is not told.
        heard: when that was, on the monotonic clock.
        drift: how its streams and consumers differ from what is declared.
        waiting: facts on their way to their reader, by the consumer's name.
    """

    version: str
    said: datetime | None
    heard: float
    drift: tuple[Difference, ...]
    waiting: Mapping[str, int]

    @property
    def now(self) -> datetime | None:
        """What its clock says now."""
        return self.said and self.said + timedelta(seconds=time.monotonic() - self.heard)


def look_at_broker(access: BrokerAccess, declared: Declared) -> BrokerSeen | None:
    """Look at streams and consumers; ``None`` without an answer in time."""

    async def look() -> BrokerSeen:
        async with asyncio.timeout(WITHIN_SECONDS), connected(access) as client:
            return await _look(client, declared)

    try:
        return asyncio.run(look())
    except (TimeoutError, OSError, ValueError, nats.errors.Error):
        return None


async def _look(client: Client, declared: Declared) -> BrokerSeen:
    js = client.jetstream()
    found = await drift(js, declared)
    absent = {one.where for one in found if one.is_absence}
    waiting = {}
    for stream, consumer in declared.consumers:
        durable = consumer.durable_name or ""
        if not {f"consumer {durable}", f"stream {stream}"} & absent:
            info = await js.consumer_info(stream, durable)
            waiting[durable] = (info.num_pending or 0) + (info.num_ack_pending or 0)
    version = str(client.connected_server_version)
    first = declared.streams[0].name
    answer = json.loads((await client.request(f"$JS.API.STREAM.INFO.{first}")).data)
    said = datetime.fromisoformat(answer["ts"]) if "ts" in answer else None
    return BrokerSeen(version, said, time.monotonic(), tuple(found), waiting)


def check_broker(seen: BrokerSeen | None, *, expected: bool) -> list[Finding]:
    """Whether streams and consumers are as they are declared."""
    if not expected:
        return [ok("broker", "broker-not-running", "NATS は動いていません（調べていません）。")]
    if seen is None:
        return [
            wrong(
                "broker",
                "broker-unreachable",
                "NATS が時間内に応答しません。",
                "NATS が動いているかと、接続先・鍵・証明書の設定を確かめてください。",
                BROKER,
            )
        ]
    if seen.drift:
        told = "、".join(str(one) for one in seen.drift)
        return [
            wrong(
                "broker",
                "broker-drift",
                f"NATS の設定が宣言と違います（{told}）。",
                "どちらが正しいかを決めて NATS 側を直すか、足りないものを `tsunagu provision`"
                " （1台なら `tsunagu up` の起動し直し）で用意してください。",
                BROKER,
            )
        ]
    return [ok("broker", "broker-as-declared", "NATS のストリームと受信者は、宣言のとおりです。")]
