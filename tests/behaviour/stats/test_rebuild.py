"""Statistics made anew from the sources' logs: the same rows, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import services.command.rebuild.batch as batch_room
from services.command.embedded.nats_server import NatsServer
from services.command.rebuild import Source, rebuild_observations
from services.command.rebuild.batch import Batch, FactFailed
from services.command.rebuild.log_files import LogFileSource, observe_log
from services.command.rebuild.replayed import replayed_sources
from services.stats.views import FOREIGN_TABLES
from services.stats.views.anew import Anew
from shared.broker import BrokerAccess, connected, provision
from shared.broker.credentials import seed_file
from shared.broker.topology import OPERATOR
from shared.calendar import system_clock
from shared.facts import Service
from shared.identity import service_actor
from shared.inbox import dead_letters, retry_dead_letters
from shared.refusal import Refusal
from shared.relay import Relay
from shared.store.log_file import LogFile
from tests.behaviour.golden_logs import Town, golden_town
from tests.conftest import NewPlace


@pytest.fixture
def town(tmp_path: Path, new_place: NewPlace) -> Iterator[Town]:
    """Every kind of event happened, and stats heard it; stats on SQLite, then on PostgreSQL."""
    with golden_town(tmp_path / "town", new_place()) as opened:
        opened.record()
        yield opened


@pytest.fixture
def readers() -> Iterator[ThreadPoolExecutor]:
    """Who reads the logs."""
    with ThreadPoolExecutor(1) as opened:
        yield opened


def sources(town: Town, readers: ThreadPoolExecutor) -> list[Source]:
    """The sources' logs as they lie on disk."""
    return [
        LogFileSource(name, LogFile(town.home.store(name)), service.publish, readers)
        for name, service in town.sources.items()
    ]


@dataclass
class Meanwhile:
    """A source; while it is read, something else happens once."""

    source: Source
    happens: list[object] = field(default_factory=list)

    @property
    def name(self) -> Service:
        """Whose log."""
        return self.source.name

    def read(self, after: int, upto: int, buried: frozenset[int]) -> Iterator[Batch]:
        """Read, and let it happen before the last batch is handed on."""
        for batch in self.source.read(after, upto, buried):
            while self.happens:
                happens = self.happens.pop()
                assert callable(happens)
                happens()
            yield batch


def left_beside(town: Town) -> list[str]:
    """Fresh and former tables that are still there."""
    found = []
    for name in town.observed():
        for one in (f"{name}_anew", f"{name}_former"):
            try:
                town.stats.store.rows(f"SELECT 1 FROM {one}")  # noqa: S608
            except Exception:  # noqa: BLE001, S112 - each database has its own
                continue
            found.append(one)
    return found


def test_what_was_heard_is_observed_again_and_lost_rows_are_back(
    town: Town, readers: ThreadPoolExecutor
) -> None:
    """Every kind of fact, undone steps among them; nothing is left beside."""
    town.hear()
    before = town.observed()
    assert before["undone_steps"]
    assert sum(map(len, before.values())) > 25
    town.lose()

    rebuild_observations(town.stats.store, sources(town, readers))

    assert town.observed() == before
    assert left_beside(town) == []


def test_a_second_rebuilding_and_a_migration_find_everything_as_after_the_first(
    town: Town, readers: ThreadPoolExecutor
) -> None:
    """The tables have their own names and indexes again; the inbox goes on with them."""
    town.hear()
    for _ in range(2):
        rebuild_observations(town.stats.store, sources(town, readers))
        town.stats.store.migrate()
    town.record()
    town.hear()
    before = town.observed()

    rebuild_observations(town.stats.store, sources(town, readers))

    assert town.observed() == before


def test_what_has_not_been_heard_yet_is_left_to_the_inbox(
    town: Town, readers: ThreadPoolExecutor
) -> None:
    """No place is moved: what comes later comes once."""
    town.hear()
    before = town.observed()
    town.record()

    rebuild_observations(town.stats.store, sources(town, readers))
    assert town.observed() == before

    town.hear()
    assert len(town.observed()["contacts"]) == 2 * len(before["contacts"])


def test_a_dead_letter_stays_one_and_can_be_tried_again(
    town: Town, readers: ThreadPoolExecutor
) -> None:
    """Its fact is in no figure before and after, and in effect once it is tried again."""
    dead = town.facts("intake")[0]
    town.hear(but=frozenset({dead.id}))
    buried, before = len(dead_letters(town.stats.store)), town.observed()

    rebuild_observations(town.stats.store, sources(town, readers))
    assert town.observed() == before
    assert len(dead_letters(town.stats.store)) == buried > 0

    retry(town)
    assert dead_letters(town.stats.store) == []
    after = town.observed()
    rebuild_observations(town.stats.store, sources(town, readers))
    assert town.observed() == after != before


def retry(town: Town) -> None:
    """Try every dead letter again."""
    assert town.stats.handle is not None
    retry_dead_letters(
        town.stats.store, town.stats.handle, service_actor("stats", "test"), system_clock
    )


def test_what_is_heard_or_tried_again_meanwhile_is_in_the_fresh_tables_as_well(
    town: Town, readers: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The inbox goes on while the logs are read, and a dead letter takes effect."""
    monkeypatch.setattr("services.command.rebuild.rebuilding.FEW", 0)
    dead = town.facts("intake")[0]
    town.hear(but=frozenset({dead.id}))
    town.record()
    read = [Meanwhile(one) for one in sources(town, readers)]
    read[-1].happens += [town.hear, lambda: retry(town)]

    rebuild_observations(town.stats.store, read)

    assert not read[-1].happens
    after = town.observed()
    assert dead_letters(town.stats.store) == []
    town.lose()
    rebuild_observations(town.stats.store, sources(town, readers))
    assert town.observed() == after
    assert dead.id in {row[1] for rows in after.values() for row in rows}


def test_a_fact_that_fails_leaves_the_figures_as_they_were(
    town: Town, readers: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operator learns which fact, and no value of it; the next attempt works."""
    town.hear()
    before = town.observed()
    last = town.facts("placement")[-1]

    def fails(_tx: object, received: object) -> None:
        if received == last:
            raise RuntimeError("架空の値")

    with monkeypatch.context() as broken:
        broken.setattr(batch_room, "handle", fails)
        with pytest.raises(Refusal, match="fact-failed") as refused:
            rebuild_observations(town.stats.store, sources(town, readers))
    assert f"{last.id:,}" in str(refused.value)
    assert "架空の値" not in str(refused.value)

    assert town.observed() == before
    rebuild_observations(town.stats.store, sources(town, readers))
    assert town.observed() == before


def test_whoever_reads_a_log_closes_it_when_a_fact_fails(
    town: Town, readers: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite lets no other thread close it, so nothing of it is left to whoever collects it."""
    complaints: list[object] = []

    def fails(_tx: object, _received: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(batch_room, "handle", fails)
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    log, publish = LogFile(town.home.store("intake")), town.sources["intake"].publish
    reading = readers.submit(observe_log, "intake", log, publish, 0, log.end(), frozenset())
    assert isinstance(reading.exception(), FactFailed)

    del reading
    gc.collect()

    assert complaints == []


def test_a_source_that_lost_what_stats_has_heard_is_not_believed(
    town: Town, readers: ThreadPoolExecutor
) -> None:
    """An older copy of a log would take figures away in silence."""
    town.hear()
    before = town.observed()
    place = town.stats.store.tracked("conference")
    with town.stats.store.transaction(service_actor("stats", "test"), system_clock()) as tx:
        tx.track("conference", place + 1_000)

    with pytest.raises(Refusal, match="source-behind"):
        rebuild_observations(town.stats.store, sources(town, readers))

    assert town.observed() == before


def test_of_two_rebuildings_at_once_the_first_gives_way(
    town: Town, readers: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both fill tables of the same names: half of one and half of the other would be wrong."""
    town.hear()
    before = town.observed()
    monkeypatch.setattr("services.command.rebuild.rebuilding.FEW", 0)
    read = [Meanwhile(one) for one in sources(town, readers)]
    second = Anew(town.stats.store.database, FOREIGN_TABLES)
    read[0].happens.append(second.begin)

    with pytest.raises(Refusal, match="overtaken"):
        rebuild_observations(town.stats.store, read)

    assert town.observed() == before


async def test_in_production_the_sources_answer_for_their_logs_over_the_broker(
    town: Town, nats_server: NatsServer, tmp_path: Path
) -> None:
    """Nobody reads another's database; dead letters and positions count as with files."""
    town.hear(but=frozenset({town.facts("placement")[0].id}))
    before = town.observed()
    town.lose()

    def access(user: str) -> BrokerAccess:
        url = f"nats://127.0.0.1:{nats_server.port}"
        return BrokerAccess(url, user, seed_file(tmp_path / "credentials", user))

    def rebuild() -> None:
        with replayed_sources(access("stats")) as found:
            rebuild_observations(town.stats.store, found)

    async with AsyncExitStack() as open_:
        operator = await open_.enter_async_context(connected(access(OPERATOR)))
        await provision(operator.jetstream())
        relays = []
        for name, service in town.sources.items():
            client = await open_.enter_async_context(connected(access(name)))
            relay = Relay(name, service.store, service.publish, client)
            relays.append(asyncio.ensure_future(relay.run()))
        await asyncio.sleep(0.5)
        try:
            await asyncio.to_thread(rebuild)
        finally:
            for relay in relays:
                relay.cancel()
            await asyncio.gather(*relays, return_exceptions=True)

    assert town.observed() == before


def test_a_source_that_does_not_answer_leaves_the_figures_as_they_were(
    town: Town, nats_server: NatsServer, tmp_path: Path
) -> None:
    """The refusal names the service to look at."""
    town.hear()
    before = town.observed()
    url = f"nats://127.0.0.1:{nats_server.port}"
    access = BrokerAccess(url, "stats", seed_file(tmp_path / "credentials", "stats"))

    with (
        replayed_sources(access) as found,
        pytest.raises(Refusal, match="source-silent"),
    ):
        rebuild_observations(town.stats.store, found)

    assert town.observed() == before
