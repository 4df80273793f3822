"""The production composition, run as processes on a real nats-server and a real PostgreSQL."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import ssl
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

import nats
import nats.errors
import psycopg
import pytest

from services.command.arrival import wait_for_service
from services.command.wiring import build
from services.conference.app import Conference
from services.intake.app import Intake
from services.placement.app import Placement
from services.placement.application.referrals import OfferReferral, PreparePacket
from shared.calendar import jst_date, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.fact import SERVICES, Service
from shared.service import Service as Wired
from shared.settings import Settings, from_environment
from tests.behaviour.casework import (
    CONFIDENTIAL,
    SUPPORTER,
    confer,
    hand_on,
    hold_the_job,
    receive,
)
from tests.refusals import refused
from tests.servers.deployment import Deployment
from tests.servers.postgres import PostgresServer, postgres_server
from tests.town_hall import agency, department, settle

pytestmark = pytest.mark.timeout(240)

VARIABLES = {"TSUNAGU_MUNICIPALITY": DEMO_MUNICIPALITY}

RELAYED_WITHIN_SECONDS = 30.0

REFUSE_TABLES = """
CREATE FUNCTION refuse_tables() RETURNS event_trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'only a migration makes tables'; END $$;
CREATE EVENT TRIGGER refuse_tables ON ddl_command_start EXECUTE FUNCTION refuse_tables();
"""


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL of this composition's own."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="module")
def deployed(
    postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    """Everything running; once migrated, no database lets anybody make a table any more."""
    deployment = Deployment(tmp_path_factory.mktemp("deployed"), postgres, VARIABLES)
    try:
        deployment.bring_up(set(deployment.containers) - set(SERVICES))
        for service in SERVICES:
            for database in (service, f"{service}_keys"):
                with postgres.connect(database) as connection:
                    connection.execute(REFUSE_TABLES)
        deployment.bring_up(SERVICES)
        yield deployment
    finally:
        deployment.down()


def settings_of(deployed: Deployment, service: Service) -> Settings:
    """A service's settings as its container reads them."""
    return from_environment(service, deployed.environment(service))


@pytest.fixture
def wired(deployed: Deployment, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Wired]]:
    """The three services that people work with, built from their containers' environments."""
    services: dict[str, Wired] = {}
    for service in ("intake", "conference", "placement"):
        for name, value in deployed.environment(service).items():
            if name.startswith("TSUNAGU_"):
                monkeypatch.setenv(name, value)
        services[service] = build(from_environment(service, os.environ), system_clock)
    yield services
    for one in services.values():
        one.close()


def figures(deployed: Deployment) -> dict[str, int]:
    """The prefecture's figures, asked for with the command in the container of stats."""
    today = jst_date(system_clock())
    asked = ["--from", (today - timedelta(days=400)).isoformat(), "--to", today.isoformat()]
    answer = deployed.run("stats", "return", "--template", "road", *asked, "--json")
    tables: list[dict[str, Any]] = json.loads(answer)["tables"]
    return {table["name"]: table["total"] for table in tables}


def broker_files(deployed: Deployment) -> list[Path]:
    """What JetStream has written."""
    files = (path for path in deployed.broker_files.rglob("*") if path.is_file())
    # The running server renames its *.tmp files to names that are listed as well.
    return [path for path in files if path.suffix != ".tmp"]


def wait_until_relayed(deployed: Deployment, case: UUID) -> None:
    """Wait until a stream on the broker's disk speaks of a case; fail if none does in time."""
    deadline = time.monotonic() + RELAYED_WITHIN_SECONDS
    while not any(str(case).encode() in path.read_bytes() for path in broker_files(deployed)):
        assert time.monotonic() < deadline, "the case did not come to the broker"
        time.sleep(0.1)


async def test_case_goes_the_whole_way(deployed: Deployment, wired: dict[str, Wired]) -> None:
    """A case recorded at the counter is counted at every station of its road by stats."""
    intake = cast("Intake", wired["intake"])
    conference = cast("Conference", wired["conference"])
    placement = cast("Placement", wired["placement"])
    began = jst_date(system_clock()) - timedelta(days=300)

    case, person = receive(intake, began)
    await wait_for_service(settings_of(deployed, "conference"))
    settle(conference.store)
    confer(conference, case, began + timedelta(days=14))
    await wait_for_service(settings_of(deployed, "placement"))
    hand_on(placement, case, person, began + timedelta(days=30))
    hold_the_job(placement, case, person, began + timedelta(days=60))

    counted = figures(deployed)
    stations = ("相談受付", "支援会議開催", "つなぎ完了", "就職", "就労定着")
    assert {name: counted[name] for name in stations} == dict.fromkeys(stations, 1)


async def test_placement_asks_the_conference_that_runs(
    deployed: Deployment, wired: dict[str, Wired]
) -> None:
    """A referral's packet is asked for over TLS, and conference's own register and items answer."""
    conference = cast("Conference", wired["conference"])
    placement = cast("Placement", wired["placement"])
    city, npo, today = uuid4(), uuid4(), jst_date(system_clock())
    settle(
        conference.store,
        municipality="011002",
        agencies={city: department(), npo: agency("架空のNPO")},
    )
    await wait_for_service(settings_of(deployed, "placement"))
    supporter = SUPPORTER.model_copy(update={"agency": str(city)})
    to = OfferReferral(
        municipality="011002",
        case_id=uuid4(),
        person_id=uuid4(),
        destination="npo",
        to_agency_id=npo,
        on=today,
    )
    referral = placement.application.referrals.offer(supporter, to)
    prepare = placement.application.referral_packets.prepare
    unknown = PreparePacket(referral_id=referral, items=(uuid4(),))

    with refused("item-not-found"):
        await asyncio.to_thread(prepare, supporter, unknown)
    deployed.stop("conference")
    with refused("conference-not-answering"):
        await asyncio.to_thread(prepare, supporter, unknown)
    deployed.start("conference")
    deployed.wait_until_healthy("conference")


def test_broker_and_logs_hold_nothing_confidential(
    deployed: Deployment, wired: dict[str, Wired]
) -> None:
    """What was said at the counter is readable in intake, and neither in messages nor in logs."""
    intake = cast("Intake", wired["intake"])
    case, _ = receive(intake, jst_date(system_clock()))
    wait_until_relayed(deployed, case)
    files = broker_files(deployed) + [deployed.log(name) for name in (*SERVICES, "nats")]
    for path in files:
        assert CONFIDENTIAL.encode() not in path.read_bytes(), path.name


@pytest.mark.parametrize("database", ["conference", "intake_keys", "postgres"])
def test_role_enters_its_own_database_only(
    deployed: Deployment, postgres: PostgresServer, database: str
) -> None:
    """Intake's password opens intake's database, and no other."""
    password = (deployed.folder / "secrets" / "intake_database_password").read_text().strip()
    url = f"postgresql://intake@127.0.0.1:{postgres.port}"
    psycopg.connect(f"{url}/intake", password=password).close()
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(f"{url}/{database}", password=password)


def test_services_have_made_no_table(deployed: Deployment, postgres: PostgresServer) -> None:
    """All of this module runs on databases in which nobody can make a table any more."""
    password = (deployed.folder / "secrets" / "intake_database_password").read_text().strip()
    url = f"postgresql://intake@127.0.0.1:{postgres.port}/intake"
    with (
        psycopg.connect(url, password=password) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="only a migration"),
    ):
        connection.execute("CREATE TABLE IF NOT EXISTS stray (id INTEGER)")


def test_wrong_password_is_refused(deployed: Deployment, postgres: PostgresServer) -> None:
    """A role cannot be had without its password."""
    assert deployed.is_healthy("intake")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(f"postgresql://intake@127.0.0.1:{postgres.port}/intake", password="wrong")


async def test_broker_turns_strangers_away(deployed: Deployment) -> None:
    """Without an nkey of the composition nobody gets in, even over TLS."""
    authority = ssl.create_default_context(cafile=str(deployed.folder / "secrets/nats_ca.crt"))
    with pytest.raises(nats.errors.Error, match="Authorization"):
        await nats.connect(
            f"tls://127.0.0.1:{deployed.nats_port}",
            tls=authority,
            allow_reconnect=False,
            connect_timeout=5,
        )


async def test_broker_shows_its_certificate(deployed: Deployment) -> None:
    """Whoever trusts public authorities only does not take the broker for the town's own."""
    with pytest.raises(ssl.SSLCertVerificationError):
        await nats.connect(
            f"tls://127.0.0.1:{deployed.nats_port}",
            tls=ssl.create_default_context(),
            allow_reconnect=False,
            connect_timeout=5,
        )


def test_dead_letters_are_those_of_the_service_named(deployed: Deployment) -> None:
    """In a container the command asks which service it is, rather than mistake it for another."""
    listed = deployed.run("stats", "dead-letters", "list", "--service", "stats", "--json")
    assert json.loads(listed) == {"dead_letters": []}
    with pytest.raises(AssertionError, match="service-missing"):
        deployed.run("stats", "dead-letters", "list")


def test_preparations_can_be_repeated(deployed: Deployment) -> None:
    """Starting the composition again provisions again, and finds nothing to change."""
    deployed.run("provision")
    deployed.run("provision")


def test_service_stops_when_asked_and_goes_on(
    deployed: Deployment, wired: dict[str, Wired]
) -> None:
    """A stopped service is unhealthy, ends cleanly, and takes in afterwards what it has missed."""
    before = figures(deployed)["相談受付"]
    assert deployed.stop("stats") == 0
    assert not deployed.is_healthy("stats")
    receive(cast("Intake", wired["intake"]), jst_date(system_clock()))
    deployed.start("stats")
    deployed.wait_until_healthy("stats")
    assert figures(deployed)["相談受付"] == before + 1


def test_lost_broker_volume_is_filled_again(deployed: Deployment, wired: dict[str, Wired]) -> None:
    """With JetStream's files gone, a new start and a new provision bring everything back."""
    intake = cast("Intake", wired["intake"])
    old, _ = receive(intake, jst_date(system_clock()))
    before = figures(deployed)["相談受付"]
    deployed.stop("nats")
    shutil.rmtree(deployed.broker_files)
    deployed.broker_files.mkdir()
    new, _ = receive(intake, jst_date(system_clock()))
    deployed.start_broker()
    deployed.run("provision")
    assert figures(deployed)["相談受付"] == before + 1
    wait_until_relayed(deployed, old)
    wait_until_relayed(deployed, new)
    assert deployed.is_healthy("stats")
