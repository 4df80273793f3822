"""A service under its operator's eyes, with facts that could not take effect there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from services.command.wiring import build
from shared.calendar import system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.envelope import Received, headers_of
from shared.facts.intake import ConsultationReceived
from shared.identity import service_actor
from shared.inbox.dead_letters import DeadLetter, bury
from shared.service import Service
from shared.settings import Home
from shared.store import EventStore
from tests.behaviour.http_counter import somebody

OPERATOR = somebody("city", "operator")
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@contextmanager
def opened(home: Home, name: Any = "conference") -> Iterator[Service]:
    """A service on its store, for the length of a block."""
    service = build(home.settings(name), system_clock)
    try:
        yield service
    finally:
        service.close()


def put_aside(store: EventStore, case: str, position: int = 7, type_: str | None = None) -> None:
    """A consultation of intake's that could not take effect, kept as the inbox keeps it."""
    fact = ConsultationReceived(
        municipality=DEMO_MUNICIPALITY, occurred_on=NOW.date(), case_id=case, anonymous=False
    )
    headers = headers_of(Received(id=position, previous=position - 1, recorded_at=NOW, fact=fact))
    headers["ce-type"] = type_ or headers["ce-type"]
    letter = DeadLetter(
        id=headers["ce-id"],
        source="intake",
        position=position,
        subject=case,
        type=headers["ce-type"],
        headers=json.dumps(headers),
        body=fact.model_dump_json(),
        reason="OperationalError at views.py:1",
        dead_at=NOW,
    )
    with store.transaction(service_actor(store.service, "inbox"), NOW) as tx:
        bury(tx, letter)
