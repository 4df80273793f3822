"""What every subscriber holds, beside what a replay of the sources' logs makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from services.command.wiring import build
from services.conference import views as conference_views
from services.placement import views as placement_views
from services.stats import views as stats_views
from shared.broker.topology import SUBSCRIPTIONS
from shared.calendar import system_clock
from shared.facts.fact import SERVICES, Service
from shared.identity import service_actor
from shared.service import Service as WiredService
from shared.settings import Home
from tests.faults.load import Load
from tests.faults.rig import Rig, read_log

_CREATED = re.compile(r"CREATE TABLE IF NOT EXISTS (\w+)")


def names_of(statements: Sequence[str]) -> tuple[str, ...]:
    """The tables that statements create."""
    return tuple(match[1] for sql in statements if (match := _CREATED.match(sql)))


PROJECTIONS: dict[Service, tuple[str, ...]] = {
    "conference": names_of(conference_views.FOREIGN_TABLES),
    "placement": ("referrals", "employments", *names_of(placement_views.FOREIGN_TABLES)),
    "stats": names_of(stats_views.FOREIGN_TABLES),
}
"""The tables of each subscriber that other services' facts fill."""

Rows = list[tuple[Any, ...]]


def table(service: WiredService, name: str) -> Rows:
    """A table's rows in an order of their own."""
    rows = [tuple(row.values()) for row in service.store.rows(f"SELECT * FROM {name}")]  # noqa: S608
    return sorted(rows, key=repr)


def events_from_facts(service: WiredService) -> list[tuple[str, int, str]]:
    """The events that a service recorded because of a fact, not of time, in its log's order."""
    return [
        (str(one.originator_id), one.originator_version, one.event.model_dump_json())
        for entry in service.store.log(0, 1_000_000)
        if (one := entry.recorded).metadata.actor == service_actor(service.name, "inbox")
    ]


def replayed(rig: Rig, service: Service, folder: Path) -> WiredService:
    """Feed a fresh store with every fact of the sources, in order, by the service's own handle."""
    home = Home(folder)
    home.kek_file.parent.mkdir(parents=True)
    fresh = build(home.settings(service), system_clock)
    fresh.store.migrate()
    actor = service_actor(service, "inbox")
    assert fresh.handle is not None
    for source in SUBSCRIPTIONS[service]:
        with fresh.store.transaction(actor, system_clock()) as tx:
            for received in read_log(rig.stores[source]):
                fresh.handle(tx, received)
    return fresh


def assert_exact(rig: Rig, load: Load, folder: Path) -> None:
    """Nothing is lost or doubled, and everything happened in the order of the sources' logs."""
    assert_complete(rig, load, folder / "complete")
    fresh = replayed(rig, "placement", folder / "order")
    assert events_from_facts(rig.stores["placement"]) == events_from_facts(fresh)
    fresh.close()


def assert_complete(rig: Rig, load: Load, folder: Path) -> None:
    """Nothing is lost or doubled: in no stream, no projection, no history of an aggregate."""
    for service in SERVICES:
        assert rig.stream_of(service) == rig.log_of(service), f"stream of {service}"
        assert not table(rig.stores[service], "dead_letters"), f"dead letters of {service}"
    for service, names in PROJECTIONS.items():
        fresh, live = replayed(rig, service, folder / service), rig.stores[service]
        for name in names:
            found = [row for row in table(live, name) if row[0] not in load.own_referrals]
            assert found == table(fresh, name), f"{service}.{name}"
        assert sorted(events_from_facts(live)) == sorted(events_from_facts(fresh)), service
        fresh.close()
    assert_accepted_work_arrived(rig, load)


def assert_accepted_work_arrived(rig: Rig, load: Load) -> None:
    """What callers were told is accepted stands in the figures, each once."""
    stats = rig.stores["stats"].store

    def ids(sql: str) -> list[str]:
        return sorted(row["id"] for row in stats.rows(sql))

    assert ids("SELECT contact_id AS id FROM contacts") == sorted(load.contacts)
    held = "SELECT DISTINCT conference_id AS id FROM conference_matters"
    assert ids(held) == sorted(load.conferences)
    jobs = "SELECT employment_id AS id FROM employment_steps WHERE step = 'employment-started'"
    assert ids(jobs) == sorted(load.employments)
    offers = "SELECT referral_id AS id FROM referral_steps WHERE step = 'referral-offered'"
    assert load.own_referrals <= set(ids(offers))
