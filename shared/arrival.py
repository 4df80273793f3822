"""Whether every fact that was accepted before this moment has arrived in a service.

The question goes to the sources themselves, by the same request with which an inbox closes a gap:
what is there behind the position that has taken effect here? Nothing, is the answer once all has
arrived, wherever it was on its way.
"""

from __future__ import annotations

import asyncio
import json
import time

import nats.errors
from nats.aio.client import Client

from shared.broker.topology import SUBSCRIPTIONS, replay_subject
from shared.refusal import Refusal
from shared.store.store import EventStore

ASK_EVERY_SECONDS = 0.05
ANSWER_WITHIN_SECONDS = 2.0


async def _is_behind(store: EventStore, client: Client) -> bool:
    for source in SUBSCRIPTIONS[store.service]:
        position = await asyncio.to_thread(store.tracked, source)
        question = json.dumps({"after": position}).encode()
        answer = await client.request(
            replay_subject(source), question, timeout=ANSWER_WITHIN_SECONDS
        )
        if json.loads(answer.data):
            return True
    return False


async def wait_for_arrival(store: EventStore, client: Client, within_seconds: float) -> None:
    """Wait until all facts of the services it listens to have taken effect in a store.

    Args:
        store: of the reading service.
        client: a connection as that service.
        within_seconds: how long without an end is too long.

    Raises:
        Refusal: ``facts-have-not-arrived``.
    """
    deadline = time.monotonic() + within_seconds
    while time.monotonic() < deadline:
        try:
            if not await _is_behind(store, client):
                return
        except (nats.errors.Error, TimeoutError):
            pass  # a source that is just starting does not answer yet
        await asyncio.sleep(ASK_EVERY_SECONDS)
    raise Refusal(
        "facts-have-not-arrived",
        "受け付けた記録が、まだすべては届いていません。",
        "各サービスが動いているかを `tsunagu health` で確かめてから、もう一度実行してください。",
    )
