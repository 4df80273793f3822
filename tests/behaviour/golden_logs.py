"""Three services' stores with every kind of event that was ever stored, and stats that heard it."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from eventsourcing.persistence import StoredEvent

import services
from services.command.wiring import build
from services.stats.app import Stats
from services.stats.app import build as build_stats
from services.stats.views import FOREIGN_TABLES
from services.stats.views.anew import Anew
from shared.broker.topology import SUBSCRIPTIONS
from shared.calendar import system_clock
from shared.facts import Service
from shared.facts.envelope import Received, headers_of
from shared.identity import service_actor
from shared.inbox.dead_letters import DeadLetter, bury
from shared.relay import publications
from shared.service import Service as WiredService
from shared.settings import Home, Settings
from shared.store.event import registered_events

EVENTS = Path(__file__).parents[1] / "contracts" / "golden" / "events"
SOURCES = SUBSCRIPTIONS["stats"]

for module in pkgutil.walk_packages(services.__path__, "services."):
    if ".domain" in module.name:
        importlib.import_module(module.name)

NO_FACT = ("KeysDestroyed", "CheckpointSigned")
"""Their golden files hold a word where the fact takes a key's id or a signed note only."""

Rows = dict[str, list[tuple[object, ...]]]


def golden_events(service: str) -> list[tuple[str, bytes]]:
    """Topic and stored form of every version of every event of a service."""
    return [
        (topic, path.read_bytes().rstrip(b"\n"))
        for topic in sorted(registered_events())
        if topic.startswith(f"{service}.") and not topic.endswith(NO_FACT)
        for path in sorted(EVENTS.glob(f"{topic}.v*.json"))
    ]


@dataclass
class Town:
    """The sources' stores in a folder, and stats."""

    home: Home
    sources: dict[Service, WiredService]
    stats: Stats

    def record(self, times: int = 1) -> None:
        """Every kind of event happens, in every service."""
        for name, source in self.sources.items():
            first = source.store.position()
            stored = [
                StoredEvent(UUID(int=(first + number) * 8 + SOURCES.index(name)), 1, topic, state)
                for number, (topic, state) in enumerate(golden_events(name) * times)
            ]
            with source.store.database.exclusive() as unit:
                unit.insert_events(stored)

    def facts(self, name: Service) -> list[Received]:
        """What a service publishes, in the order of its log."""
        store, found, scanned = self.sources[name].store, list[Received](), 0
        while window := list(
            publications(
                store,
                self.sources[name].publish,
                scanned=scanned,
                previous=found[-1].id if found else 0,
            )
        ):
            scanned = window[-1][0]
            found += [received for _, received in window if received is not None]
        return found

    def hear(self, *, but: frozenset[int] = frozenset()) -> None:
        """Stats takes in what is new, as its inbox does; ``but`` lies as dead letters."""
        assert self.stats.handle is not None
        store, now = self.stats.store, system_clock()
        for name in SOURCES:
            heard = store.tracked(name)
            new = [one for one in self.facts(name) if one.id > heard]
            with store.transaction(service_actor("stats", "inbox"), now) as tx:
                for received in new:
                    if received.id in but:
                        bury(tx, letter(received))
                    else:
                        self.stats.handle(tx, received)
                tx.track(name, new[-1].id)

    def observed(self) -> Rows:
        """Every table of observations, in an order of its own."""
        return {
            name: sorted(
                (tuple(row.values()) for row in self.stats.store.rows(f"SELECT * FROM {name}")),  # noqa: S608
                key=repr,
            )
            for name in Anew(self.stats.store.database, FOREIGN_TABLES).tables
        }

    def lose(self) -> None:
        """The tables are emptied, and nobody noticed."""
        with self.stats.store.database.exclusive() as unit:
            for name in self.observed():
                unit.execute(f"DELETE FROM {name}")  # noqa: S608


def letter(received: Received) -> DeadLetter:
    """A fact as a dead letter."""
    headers = headers_of(received)
    return DeadLetter(
        id=headers["ce-id"],
        source=received.source,
        position=received.id,
        subject="",
        type=headers["ce-type"],
        headers=json.dumps(headers),
        body=received.fact.model_dump_json(),
        reason="test",
        dead_at=system_clock(),
    )


@contextmanager
def golden_town(folder: Path, place: tuple[str, str]) -> Iterator[Town]:
    """Open the stores; stats' in a database of its own kind.

    Args:
        folder: of the sources.
        place: URL and password of stats' database.
    """
    home = Home(folder)
    home.kek_file.parent.mkdir(parents=True)
    sources = {name: build(home.settings(name), system_clock) for name in SOURCES}
    stats = build_stats(_settings(home, place), system_clock)
    for service in (*sources.values(), stats):
        service.store.migrate()
    try:
        yield Town(home, sources, stats)
    finally:
        for service in (*sources.values(), stats):
            service.close()


def _settings(home: Home, place: tuple[str, str]) -> Settings:
    url, password = place
    return replace(home.settings("stats"), database_url=url, database_password=password)
