"""Provisioning a broker for the length of a command, which does not wait for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from nats.js import JetStreamContext

from shared.broker import connected
from shared.broker.topology import OPERATOR
from shared.refusal import Refusal
from shared.settings import broker_from_environment

BROKER_WITHIN_SECONDS = 30.0


def provision_in_time(provision: Callable[[JetStreamContext], Awaitable[None]]) -> None:
    """Provision the broker of the environment, as its operator.

    Raises:
        Refusal: ``broker-unreachable``, ``broker-drift``.
    """
    access = broker_from_environment(OPERATOR)

    async def work() -> None:
        async with asyncio.timeout(BROKER_WITHIN_SECONDS), connected(access) as client:
            await provision(client.jetstream())

    try:
        asyncio.run(work())
    except TimeoutError:
        raise Refusal(
            "broker-unreachable",
            "NATS が時間内に応答しません。",
            "NATS が動いているかと、接続先・鍵・証明書の設定を確かめてください。",
        ) from None
