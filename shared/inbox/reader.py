"""Reads one source in order: each fact takes effect once, and a gap is seen, not guessed.

Every message names the publication before it. One whose predecessor has not taken effect is held
in a buffer, unacknowledged; a batch whose chain is whole is applied in one transaction together
with the position, and only then acknowledged.
"""

from __future__ import annotations

import asyncio
import json
import traceback
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import nats.errors

from shared.calendar import Clock
from shared.cancellation import is_cancelled
from shared.facts.envelope import Received, open_envelope, place_of
from shared.facts.fact import Service
from shared.identity import service_actor
from shared.inbox.dead_letters import DeadLetter, buried_subjects, bury
from shared.inbox.delivery import RETRY_DELAYS_SECONDS, Delivery, Placed
from shared.log import get_logger
from shared.refusal import Refusal
from shared.store import EventStore, Transaction

BATCH = 500
GAP_SECONDS = 0.5
IDLE_SECONDS = 2.0
"""After so long without a message the source is asked whether there is one: the broker may have
lost it, or keep back what an earlier process of this service did not acknowledge."""

ROOM_FOR_REDELIVERY_SECONDS = 1.0
LAST_POSITION = 2**63 - 1
"""The highest place a log can have: both databases keep it in eight bytes."""

Handle = Callable[[Transaction, Received], None]
"""A service's ``handlers.handle``: the effect of one fact, inside the transaction it is given."""

AskForReplay = Callable[[Service, int], Awaitable[list[Delivery]]]
"""Asks a source for the facts behind a position; an empty list if there are none."""

_log = get_logger()


def reason_of(error: BaseException) -> str:
    """Why something failed, without the exception's message: that may hold values."""
    if isinstance(error, Refusal):
        return error.code
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {place}"


class Reader:
    """The inbox of one service for one source.

    Args:
        store: the reading service's store.
        source: the service whose facts are read.
        handle: their effect.
        ask_for_replay: how to get facts that the stream has lost.
        clock: the instant of recording.
    """

    def __init__(
        self,
        store: EventStore,
        source: Service,
        handle: Handle,
        ask_for_replay: AskForReplay,
        clock: Clock,
    ) -> None:
        self._store = store
        self._source = source
        self._handle = handle
        self._ask_for_replay = ask_for_replay
        self._clock = clock
        self._actor = service_actor(store.service, "inbox")
        self._arrived: asyncio.Queue[Delivery] = asyncio.Queue()
        self._held: dict[int, Placed] = {}
        self._failures: dict[int, int] = {}
        self._redelivery_due = 0.0
        self.applied = 0

    async def receive(self, delivery: Delivery) -> None:
        """Take a message in; it is acknowledged once its effect is committed."""
        await self._arrived.put(delivery)

    async def run(self) -> None:
        """Apply facts until cancelled."""
        self.applied = await asyncio.to_thread(self._store.tracked, self._source)
        await self._fetch_missing()
        while not is_cancelled():
            arrived = await self._take_in()
            await self._apply_held()
            if self._incomplete() or not arrived:
                await self._fetch_missing()

    def _incomplete(self) -> bool:
        """Whether something is held behind a gap or was sent back and has not returned."""
        return bool(self._held or self._failures)

    async def _take_in(self) -> bool:
        """Wait for messages, but not for longer than a gap may last; return whether any came."""
        try:
            async with asyncio.timeout(GAP_SECONDS if self._incomplete() else IDLE_SECONDS):
                delivery = await self._arrived.get()
        except TimeoutError:
            return False
        await self._hold(delivery)
        while len(self._held) < BATCH and not self._arrived.empty():
            await self._hold(self._arrived.get_nowait())
        return True

    async def _hold(self, delivery: Delivery) -> None:
        try:
            place = place_of(delivery.headers)
        except Refusal as refusal:
            await self._bury_unreadable(delivery, refusal.code)
            return
        if place.id > LAST_POSITION:
            await self._bury_unreadable(delivery, "impossible-position")
            return
        if place.id <= self.applied:
            await delivery.acknowledge()
            return
        early = self._redelivery_due - asyncio.get_running_loop().time()
        if place.id in self._failures and early > 0:
            await delivery.delay(early)
            return
        self._held[place.id] = Placed(place, delivery)

    async def _apply_held(self) -> None:
        while batch := self._whole_chain():
            await self._apply(batch)

    def _whole_chain(self) -> list[Placed]:
        """Take out of the buffer what follows without a gap on what is applied."""
        chain: list[Placed] = []
        reached = self.applied
        for position in sorted(self._held):
            placed = self._held[position]
            if placed.place.previous > reached or len(chain) == BATCH:
                break
            chain.append(placed)
            reached = position
        return chain

    async def _apply(self, batch: list[Placed]) -> None:
        """Apply a batch at once; if one of its facts fails, one by one up to that fact."""
        try:
            await asyncio.to_thread(self._commit, batch)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is answered here
            if len(batch) > 1:
                for placed in batch:
                    if placed.place.id in self._held:
                        await self._apply([placed])
                    if placed.place.id > self.applied:
                        return
                return
            await self._failed(batch[0], error)
            return
        await self._reach(batch[-1].place.id)

    async def _reach(self, position: int) -> None:
        """Have everything up to a position behind oneself, and tell the broker so."""
        self.applied = position
        for behind in [one for one in self._failures if one <= position]:
            self._failures.pop(behind)
        for behind in sorted(one for one in self._held if one <= position):
            await self._held.pop(behind).delivery.acknowledge()

    def _commit(self, batch: list[Placed]) -> None:
        now = self._clock()
        with self._store.transaction(self._actor, now, cause=batch[-1].letter_id) as tx:
            buried = set(buried_subjects(tx, self._source))
            for placed in batch:
                if placed.place.subject in buried:
                    bury(tx, self._letter(placed, "parked-behind-dead-letter", now))
                    continue
                try:
                    received = open_envelope(placed.delivery.headers, placed.delivery.body)
                except Refusal as refusal:
                    bury(tx, self._letter(placed, refusal.code, now))
                    buried.add(placed.place.subject)
                    continue
                self._handle(tx, received)
            tx.track(self._source, batch[-1].place.id)

    async def _failed(self, placed: Placed, error: BaseException) -> None:
        """Have a fact delivered again later; give it up after the last delay."""
        position = placed.place.id
        elsewhere = await asyncio.to_thread(self._store.tracked, self._source)
        if elsewhere >= position:
            # Two processes of one service bound in the same instant: the other one was quicker.
            _log.warning("inbox.overtaken", source=self._source, position=elsewhere)
            await self._reach(elsewhere)
            return
        failures = self._failures.get(position, 0) + 1
        self._failures[position] = failures
        reason = reason_of(error)
        if failures > len(RETRY_DELAYS_SECONDS):
            await asyncio.to_thread(self._give_up, placed, reason)
            await self._reach(position)
            _log.error("inbox.dead_letter", source=self._source, position=position, reason=reason)
            return
        delay = RETRY_DELAYS_SECONDS[failures - 1]
        _log.warning("inbox.retry", source=self._source, position=position, reason=reason)
        self._held.pop(position, None)
        self._redelivery_due = asyncio.get_running_loop().time() + delay
        await placed.delivery.delay(delay)

    def _give_up(self, placed: Placed, reason: str) -> None:
        now = self._clock()
        with self._store.transaction(self._actor, now, cause=placed.letter_id) as tx:
            bury(tx, self._letter(placed, reason, now))
            tx.track(self._source, placed.place.id)

    async def _fetch_missing(self) -> None:
        """Take from the source what the broker has not delivered and is not about to."""
        while self._arrived.empty() and not self._expects_redelivery():
            try:
                missing = await self._ask_for_replay(self._source, self.applied)
            except (nats.errors.Error, TimeoutError, OSError) as error:
                _log.warning("inbox.replay_unanswered", error=type(error).__name__)
                return
            if not missing:
                return
            _log.warning("inbox.gap", source=self._source, position=self.applied)
            for delivery in missing:
                place = place_of(delivery.headers)
                self._held.setdefault(place.id, Placed(place, delivery))
            await self._apply_held()

    def _expects_redelivery(self) -> bool:
        """Whether a fact that was sent back is still on its way."""
        now = asyncio.get_running_loop().time()
        return now < self._redelivery_due + ROOM_FOR_REDELIVERY_SECONDS

    async def _bury_unreadable(self, delivery: Delivery, reason: str) -> None:
        """Something that is no CloudEvent has no place in the order: it is put aside at once."""
        now = self._clock()
        letter = DeadLetter(
            id=f"{self._source}/seq:{delivery.sequence}",
            source=self._source,
            position=0,
            subject="",
            type="",
            headers=json.dumps(dict(delivery.headers), ensure_ascii=False),
            body=delivery.body.decode(errors="replace"),
            reason=reason,
            dead_at=now,
        )

        def keep() -> None:
            with self._store.transaction(self._actor, now) as tx:
                bury(tx, letter)

        await asyncio.to_thread(keep)
        await delivery.acknowledge()
        _log.error("inbox.dead_letter", source=self._source, reason=reason)

    def _letter(self, placed: Placed, reason: str, now: datetime) -> DeadLetter:
        return DeadLetter(
            id=placed.letter_id,
            source=self._source,
            position=placed.place.id,
            subject=placed.place.subject,
            type=placed.place.type,
            headers=placed.headers_text,
            body=placed.delivery.body.decode(errors="replace"),
            reason=reason,
            dead_at=now,
        )
