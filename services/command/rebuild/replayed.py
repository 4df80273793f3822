"""The sources in production: nobody reads another's database, so their relays are asked."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import nats.errors
from nats.aio.client import Client

from services.command.rebuild.batch import Batch, observe_facts
from shared.broker import connected
from shared.broker.connection import BrokerAccess
from shared.broker.topology import SUBSCRIPTIONS, replay_subject
from shared.facts import Service
from shared.facts.envelope import Received, open_envelope, place_of
from shared.refusal import Refusal

ANSWER_WITHIN_SECONDS = 30.0

_Answer = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ReplayedSource:
    """A service that answers, from its own log, which facts there are behind a place.

    Attributes:
        name: the service.
        client: a connection as stats.
        loop: the event loop that the connection lives on, in a thread of its own.
    """

    name: Service
    client: Client
    loop: asyncio.AbstractEventLoop

    def read(self, after: int, upto: int, buried: frozenset[int]) -> Iterator[Batch]:
        """Observe a part of the log; see :class:`services.command.rebuild.rebuilding.Source`.

        While an answer is taken in, the source is already working on the next one.
        """
        position, asked = after, self._ask(after)
        while position < upto:
            answer = asked.result()
            if not answer:
                return
            position = place_of(answer[-1]["headers"]).id
            if position < upto:
                asked = self._ask(position)
            facts = _opened(answer, upto, buried)
            yield observe_facts(self.name, min(position, upto), facts, buried)

    def _ask(self, after: int) -> Future[_Answer]:
        return asyncio.run_coroutine_threadsafe(self._request(after), self.loop)

    async def _request(self, after: int) -> _Answer:
        question = json.dumps({"after": after}).encode()
        try:
            answer = await self.client.request(
                replay_subject(self.name), question, timeout=ANSWER_WITHIN_SECONDS
            )
        except (nats.errors.Error, TimeoutError):
            raise Refusal(
                "source-silent",
                f"{self.name} が、記録の問い合わせに答えません。",
                "集計は、これまでのまま使えます。"
                f"`tsunagu health {self.name}` で確かめてから、もう一度実行してください。",
            ) from None
        facts: _Answer = json.loads(answer.data)
        return facts


def _opened(answer: _Answer, upto: int, buried: frozenset[int]) -> Iterator[Received]:
    """The facts of an answer; a dead letter that still cannot be opened lies where it lay."""
    for told in answer:
        position = place_of(told["headers"]).id
        if position > upto:
            return
        try:
            yield open_envelope(told["headers"], told["body"].encode())
        except Refusal:
            if position not in buried:
                raise


@contextmanager
def replayed_sources(access: BrokerAccess) -> Iterator[tuple[ReplayedSource, ...]]:
    """Every service that stats listens to, over the broker.

    Raises:
        Refusal: the broker cannot be reached.
    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    connection = connected(access)
    try:
        client = _on(loop, connection.__aenter__())
        try:
            yield tuple(ReplayedSource(name, client, loop) for name in SUBSCRIPTIONS["stats"])
        finally:
            _on(loop, connection.__aexit__(None, None, None))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _on(loop: asyncio.AbstractEventLoop, work: Any) -> Any:  # noqa: ANN401 - a coroutine of any kind
    return asyncio.run_coroutine_threadsafe(work, loop).result()
