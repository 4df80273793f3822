"""Promise R4: a second copy of a fact does not get round the delay table."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from uuid import UUID

from shared.calendar import Clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.envelope import Received, headers_of
from shared.facts.intake import ConsultationReceived
from shared.inbox import TABLES
from shared.inbox.delivery import RETRY_DELAYS_SECONDS, Delivery
from shared.inbox.reader import Reader
from shared.store import EventStore, Transaction
from shared.store.open import open_database


async def test_copy_of_a_fact_that_waits_for_its_retry_is_sent_back(
    tmp_path: Path, clock: Clock
) -> None:
    """A copy that comes while its fact waits is delayed as well, and the handler is left alone."""
    store = EventStore("stats", open_database(f"sqlite://{tmp_path / 's.sqlite'}"), (), TABLES)
    store.migrate()
    attempts: list[int] = []
    sent_back: list[float] = []
    opened = ConsultationReceived(
        municipality=DEMO_MUNICIPALITY,
        occurred_on=date(2026, 11, 1),
        case_id=str(UUID(int=1)),
        anonymous=False,
    )
    received = Received(1, 0, clock(), opened)

    def fail(_: Transaction, failing: Received) -> None:
        attempts.append(failing.id)
        raise ZeroDivisionError

    async def nothing_is_missing(*_: object) -> list[Delivery]:
        return []

    async def delay(seconds: float) -> None:
        sent_back.append(seconds)

    body = opened.model_dump_json().encode()
    copy = Delivery(headers_of(received), body, delay=delay)
    reader = Reader(store, "intake", fail, nothing_is_missing, clock)
    running = asyncio.create_task(reader.run())
    await reader.receive(copy)
    async with asyncio.timeout(5):
        while not sent_back:
            await asyncio.sleep(0.005)
        await reader.receive(copy)
        while len(sent_back) == 1:
            await asyncio.sleep(0.005)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    store.close()
    assert attempts == [1]
    assert sent_back[0] == RETRY_DELAYS_SECONDS[0]
    assert 0 < sent_back[1] <= RETRY_DELAYS_SECONDS[0]
