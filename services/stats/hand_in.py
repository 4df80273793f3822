"""The way of a submission to the prefecture's server, and the proof that it is there.

Each submission is a request that the prefecture's stream answers once it has it on disk; the place
that it answers is noted. What has no place yet is due, so a municipality that joins late, or whose
line was cut, hands everything in as soon as it is heard. Where the stream ends for the municipality
is asked for time and again: one that ends earlier than it did has lost something, and what it lost
is due again (promise R3, on both sides of the line).

The prefecture's JetStream cannot be asked where it stands. But a message that expects an
impossible predecessor is refused without being stored, and the refusal tells where the stream ends.
"""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import nats.errors
from nats.aio.client import Client
from nats.js.api import Header

from services.stats.domain.submission import ReturnSubmitted, submission_id
from services.stats.published import submitted
from services.stats.views.submissions import (
    SubmissionRow,
    last_sequence,
    municipalities_submitting,
    note_handed_in,
    note_lost,
    submissions_of,
)
from shared.broker.topology import hand_in_subject
from shared.calendar import Clock
from shared.cancellation import is_cancelled
from shared.facts.envelope import Received, headers_of
from shared.identity import service_actor
from shared.log import get_logger
from shared.relay import WRONG_LAST_SEQUENCE
from shared.store import EventStore

LOOK_AGAIN_SECONDS = 30.0
"""How often it is asked where the stream ends: it may be lost while nothing is due."""

RETRY_SECONDS = 2.0
TIMEOUT_SECONDS = 5.0
IMPOSSIBLE = str(2**53 - 1)
"""A predecessor that no message has."""

_ENDS_AT = re.compile(r"wrong last sequence: (\d+)")

_log = get_logger()


class NotHeard(Exception):  # noqa: N818 - a signal, caught where it is meant
    """The prefecture's server does not answer, or not as it should."""


class HandIn:
    """Hands the submissions of a store in.

    Args:
        store: submissions, and what of them has arrived.
        clock: the instant of recording.
    """

    def __init__(self, store: EventStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._woken = asyncio.Event()
        self._actor = service_actor(store.service, "hand-in")

    async def run(self, client: Client) -> None:
        """Hand in until cancelled; wake on each commit."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(self._woken.set)

        self._store.on_commit(wake)
        heard = True
        while not is_cancelled():
            was_heard, heard = heard, await self._round(client)
            if was_heard and not heard:
                _log.info("hand_in.waiting")
            await self._sleep(LOOK_AGAIN_SECONDS if heard else RETRY_SECONDS)

    async def _round(self, client: Client) -> bool:
        """Hand in for every municipality; return whether the prefecture was heard for each."""
        heard = True
        for municipality in await asyncio.to_thread(municipalities_submitting, self._store):
            try:
                await self._hand_in(client, municipality)
            except (NotHeard, nats.errors.Error, TimeoutError, OSError):
                heard = False
        return heard

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return
        finally:
            self._woken.clear()

    async def _hand_in(self, client: Client, municipality: str) -> None:
        end = await self._end(client, municipality)
        for row in await asyncio.to_thread(self._due, municipality, end):
            fact = await asyncio.to_thread(self._message, row)
            end = await self._send(client, fact, end)
            await asyncio.to_thread(self._note, row, end)

    async def _end(self, client: Client, municipality: str) -> int:
        """Ask where the stream ends for a municipality; nothing is stored by asking.

        Raises:
            NotHeard: the answer does not tell.
        """
        headers = {Header.EXPECTED_LAST_SUBJECT_SEQUENCE.value: IMPOSSIBLE}
        answer = await self._ask(client, municipality, b"", headers)
        error = answer.get("error") or {}
        found = _ENDS_AT.search(str(error.get("description", "")))
        if error.get("err_code") != WRONG_LAST_SEQUENCE or found is None:
            raise NotHeard
        return int(found[1])

    def _due(self, municipality: str, end: int) -> list[SubmissionRow]:
        """What the stream does not hold; what it has lost is due again."""
        if end < last_sequence(self._store, municipality):
            _log.warning("hand_in.lost", position=end)
            with self._store.transaction(self._actor, self._clock) as tx:
                note_lost(tx, municipality, end)
        return [row for row in submissions_of(self._store, municipality) if not row.handed_in]

    def _message(self, row: SubmissionRow) -> Received:
        """The submission as a fact; its place is its number among the municipality's."""
        for recorded in self._store.history(submission_id(row.return_id)):
            event = recorded.event
            if isinstance(event, ReturnSubmitted) and event.version == row.version:
                at = recorded.metadata.recorded_at
                return Received(row.number, row.number - 1, at, submitted(event))
        raise LookupError("a row of a submission that never happened")

    async def _send(self, client: Client, received: Received, end: int) -> int:
        """Send one submission; return its place in the stream.

        Raises:
            NotHeard: it was refused, say because another process has handed in meanwhile.
        """
        fact = received.fact
        headers = headers_of(received) | {
            Header.MSG_ID.value: f"{fact.municipality}:{fact.subject_id}:{received.id}",
            Header.EXPECTED_LAST_SUBJECT_SEQUENCE.value: str(end),
        }
        body = fact.model_dump_json().encode()
        answer = await self._ask(client, fact.municipality, body, headers)
        if answer.get("error") or not answer.get("seq"):
            _log.warning("hand_in.refused", position=received.id)
            raise NotHeard
        return int(answer["seq"])

    async def _ask(
        self, client: Client, municipality: str, body: bytes, headers: dict[str, str]
    ) -> dict[str, Any]:
        subject = hand_in_subject(municipality)
        answer = await client.request(subject, body, timeout=TIMEOUT_SECONDS, headers=headers)
        try:
            told: dict[str, Any] = json.loads(answer.data)
        except ValueError:
            raise NotHeard from None
        return told

    def _note(self, row: SubmissionRow, sequence: int) -> None:
        with self._store.transaction(self._actor, self._clock) as tx:
            note_handed_in(tx, row, sequence)
