"""The conference service of the town, in which time passes with every event."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from services.conference.app import Conference
from shared.identity import Actor
from shared.sealing import Sealer
from shared.store import Aggregate, Event
from tests.behaviour.conference_service import open_conference
from tests.behaviour.town.names import SECRETARIAT

START = datetime(2026, 6, 1, 0, tzinfo=UTC)


@dataclass
class Service:
    """A conference service in which time passes one minute with every event.

    Attributes:
        folder: its home.
        place: URL and password of its database; else SQLite in the folder.
        now: the instant of recording.
    """

    folder: Path
    place: tuple[str, str] | None = None
    now: datetime = START
    conference: Conference = field(init=False)

    def __post_init__(self) -> None:
        self.conference = open_conference(self.folder, lambda: self.now, self.place)

    @property
    def sealer(self) -> Sealer:
        """The service's keys."""
        return self.conference.sealer

    def offer(self, use_case: str, actor: Actor, **request: Any) -> Any:
        """Call a use case by its name, a minute later."""
        self.now += timedelta(minutes=1)
        described, call = self.conference.application.use_cases()[use_case]
        return call(actor, described.request(**request))

    def given(self, aggregate: Aggregate[Any], stream_id: UUID, *events: Event) -> None:
        """Something has happened; a minute passes."""
        self.now += timedelta(minutes=1)
        with self.at_work() as tx:
            tx.append(aggregate, tx.load(aggregate, stream_id), *events)

    @contextmanager
    def at_work(self, actor: Actor = SECRETARIAT) -> Any:
        """A transaction of the secretariat."""
        with self.conference.store.transaction(actor, self.now) as tx:
            yield tx
