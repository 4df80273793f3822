"""What one machine does with a slice of the country: a small prefecture's year, for real.

The year lies in the stores as :mod:`bench.prefecture` writes it; a few thousand contacts go through
the service itself, because only that writes its tables and keys; and the biggest town's returns go
over its own server to a prefecture's, as a leaf node.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from random import Random
from uuid import uuid4

from bench.caseload import Household, fill, intake_in, notes, open_households, record
from bench.national_draw import Municipality
from bench.national_hub import file_size, hand_in, join
from bench.national_model import Slice
from bench.prefecture import MUNICIPALITIES, Prefecture
from bench.running import broker
from bench.shapes import SHAPES
from bench.wire import published, relay_all
from services.command.embedded.system import prepare
from services.command.rebuild import rebuild_observations
from services.command.rebuild.sources import log_files_of
from services.command.wiring import build
from services.intake.app import Intake
from services.stats.app import Stats
from shared.broker import connected
from shared.broker.topology import OPERATOR, SUBSCRIPTIONS, stream_name
from shared.calendar import system_clock
from shared.facts.fact import Service
from shared.identity import service_actor
from shared.relay import publications
from shared.settings import Home
from tests.behaviour.prefecture_world import Hub, Town

TOWNS, MOST_EVENTS, CONTACTS = 40, 60_000, 4_000
"""A prefecture of so many towns, at most so many events; so many contacts through the service."""

HOUSEHOLDS, ONE_BY_ONE = 100, 500
ENOUGH_TO_START = 20_000
"""Reading so many events starts every process there is to read."""

LONGER = 20
"""A longer note is so many times the usual one."""

_LAST_SIZE = "SELECT length(state) AS size FROM stored_events ORDER BY rowid DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Year:
    """The year as it was written.

    Attributes:
        counts: events by service.
        contacts: how many of them are contacts.
        written: events a second.
    """

    counts: dict[Service, int]
    contacts: int
    written: float

    @property
    def events(self) -> int:
        """Of all services."""
        return sum(self.counts.values())


def events_of_a_prefecture(country: tuple[Municipality, ...], seed: int) -> int:
    """How many contacts forty drawn towns have in a year; no more than a bench may take."""
    chosen = Random(seed).sample(country, TOWNS)  # noqa: S311 - a made-up prefecture
    return min(MOST_EVENTS, round(sum(one.contacts for one in chosen)))


def measure_slice(folder: Path, events: int, contacts: int, seed: int) -> Slice:
    """Measure everything that the model asks for.

    Args:
        folder: for what is written.
        events: how many the prefecture's year has.
        contacts: how many go through the service itself.
        seed: of everything random.
    """
    hub, town = Hub(folder / "hub"), Town(MUNICIPALITIES[0], folder / "town")
    year = _write(town.home, events, seed)
    bare = _size(town.home, SUBSCRIPTIONS["stats"]) / year.events
    facts = _facts(town.home) / year.events
    rebuilt = _rebuild(town.stats, town.home, year)
    stats_bytes = _size(town.home, ("stats",)) / year.events
    return_bytes, hub_bytes = asyncio.run(hand_in(hub, town))
    joined = join(folder / "prefecture", MUNICIPALITIES)
    through = _through_the_service(folder / "service", contacts, seed)
    in_intake = year.counts["intake"] / year.events
    return Slice(
        events_per_contact=year.events / year.contacts,
        facts_per_event=facts,
        accepted=through.accepted,
        written=year.written,
        empty_bytes=_empty(folder / "empty"),
        store_bytes=in_intake * through.store_bytes + (1 - in_intake) * bare,
        character_bytes=through.character_bytes,
        stats_bytes=stats_bytes,
        stream_bytes=through.stream_bytes,
        return_bytes=return_bytes,
        hub_bytes=hub_bytes,
        hub_mib=joined.hub_mib,
        leaf_mib=joined.leaf_mib,
        rejoined=joined.rejoined,
        rebuilt=rebuilt,
    )


def rounded(measured: Slice) -> Slice:
    """Four digits of each figure: what the document shows, and the model goes on from."""
    return Slice(*(float(f"{value:.4g}") for value in astuple(measured)))


def by_name(measured: Slice) -> dict[str, float]:
    """The figures by their names."""
    return {one.name: getattr(measured, one.name) for one in fields(measured)}


def _write(home: Home, events: int, seed: int) -> Year:
    began = time.perf_counter()
    counts = Prefecture(home, events, seed).write()
    took = time.perf_counter() - began
    with closing(sqlite3.connect(home.store("intake"))) as connection:
        rows = connection.execute("SELECT topic, COUNT(*) FROM stored_events GROUP BY topic")
        contacts = dict(rows.fetchall())[SHAPES["contact"].topic]
    return Year(counts, contacts, sum(counts.values()) / took)


def _size(home: Home, services: tuple[Service, ...]) -> int:
    """Bytes of stores, with nothing left in their write-ahead logs."""
    return sum(file_size(home.store(name)) for name in services)


def _empty(folder: Path) -> int:
    """Bytes of everything that one municipality has before anything is recorded."""
    prepare(Home(folder))
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())


def _facts(home: Home) -> int:
    return sum(1 for name in SUBSCRIPTIONS["stats"] for _ in _published(home, name))


def _published(home: Home, name: Service) -> Iterator[object]:
    with closing(build(home.settings(name), system_clock)) as service:
        scanned = previous = 0
        while entries := list(
            publications(service.store, service.publish, scanned=scanned, previous=previous)
        ):
            for position, received in entries:
                scanned = position
                if received is not None:
                    previous = position
                    yield received


def _rebuild(stats: Stats, home: Home, year: Year) -> float:
    """Events a second into fresh tables of statistics, by all processes once they are up."""
    with stats.store.transaction(service_actor("stats", "bench"), system_clock()) as tx:
        for source, last in year.counts.items():
            tx.track(source, last)
    with log_files_of(home) as sources:
        for source in sources:
            deque(source.read(0, ENOUGH_TO_START, frozenset()), maxlen=0)
        began = time.perf_counter()
        assert rebuild_observations(stats.store, sources) == year.events
        return year.events / (time.perf_counter() - began)


@dataclass(frozen=True, slots=True)
class Through:
    """What the service itself writes; the attributes are those of :class:`Slice`."""

    accepted: float
    store_bytes: float
    character_bytes: float
    stream_bytes: float


def _through_the_service(folder: Path, contacts: int, seed: int) -> Through:
    home = Home(folder)
    with closing(intake_in(folder)) as intake:
        households = open_households(intake, HOUSEHOLDS, seed)
        accepted = _accept(intake, households, seed)
        fill(intake, households, contacts, seed)
        events = intake.store.position()
        kept = _size(home, ("intake",)) + file_size(home.key_store("intake"))
        character = _longer(intake, households[0], seed)
        stream = _relayed(home, intake)  # the last: its relay hears of every later commit
    return Through(accepted, kept / events, character, stream)


def _accept(intake: Intake, households: list[Household], seed: int) -> float:
    told = notes(seed)
    began = time.perf_counter()
    for number in range(ONE_BY_ONE):
        record(intake, households[number % len(households)], next(told))
    return ONE_BY_ONE / (time.perf_counter() - began)


def _relayed(home: Home, intake: Intake) -> float:
    """Bytes in JetStream for each fact."""
    count = sum(1 for _ in published(intake))
    with broker(home) as ports:
        return asyncio.run(_stream_bytes(home, ports.nats, intake, count))


async def _stream_bytes(home: Home, port: int, intake: Intake, count: int) -> float:
    await relay_all(home, port, intake, count)
    async with connected(home.broker(OPERATOR, port)) as client:
        state = (await client.jetstream().stream_info(stream_name("intake"))).state
    return float(state.bytes / state.messages)


def _longer(intake: Intake, household: Household, seed: int) -> float:
    """How many bytes more an event takes for each further character of its note."""
    note = next(notes(seed))
    assert note.content is not None
    sizes = []
    for content in (note.content, note.content * LONGER):
        record(intake, household, replace(note, contact_id=uuid4(), content=content))
        [found] = intake.store.rows(_LAST_SIZE)
        sizes.append(int(found["size"]))
    short, long = sizes
    return (long - short) / (len(note.content) * (LONGER - 1))
