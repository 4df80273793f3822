"""The production composition, run as processes on a real nats-server and a real PostgreSQL."""

from __future__ import annotations

import json
import os
import shutil
import ssl
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

import nats
import nats.errors
import psycopg
import pytest

from services.command.arrival import wait_for_service
from services.command.wiring import build
from services.conference.app import Conference
from services.conference.application import ConferenceNote
from services.conference.domain.conference import AgendaItem
from services.intake.app import Intake
from services.intake.application import ContactNote, PersonDetails
from services.placement.app import Placement
from services.placement.domain.employment import Employment
from services.placement.domain.referral import Referral
from services.placement.domain.retention import Checkpoint, CheckpointMonth
from shared.calendar import jst_date, months_after, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.fact import SERVICES, Service
from shared.identity import Actor
from shared.service import Service as Wired
from shared.settings import Settings, from_environment
from tests.servers.deployment import Deployment
from tests.servers.postgres import PostgresServer, postgres_server

pytestmark = [pytest.mark.xdist_group("deployment"), pytest.mark.timeout(180)]

WORKER = Actor(person="w-1", agency="a-1", role="counsellor", purpose="consultation")
SUPPORTER = Actor(person="w-2", agency="a-1", role="employment_supporter", purpose="retention")
SECRETARIAT = Actor(person="w-3", agency="a-1", role="secretariat", purpose="conference")
CONFIDENTIAL = "架空の相談内容・三味線座布団"
VARIABLES = {"TSUNAGU_MUNICIPALITY": DEMO_MUNICIPALITY, "TSUNAGU_RUNS_JUSO": "yes"}

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


def receive(intake: Intake, on: date) -> tuple[UUID, UUID]:
    """相談受付 of a fictional person; return the case and the person."""
    details = PersonDetails(name="架空 花子", gender="female")
    person = intake.application.register_person(WORKER, DEMO_MUNICIPALITY, details)
    note = ContactNote(
        on=on, method="visit_office", consulter="person", content=CONFIDENTIAL, age=31
    )
    return intake.application.receive(WORKER, DEMO_MUNICIPALITY, note, (person,)), person


def confer(conference: Conference, case: UUID, on: date) -> None:
    """支援会議開催 under 社会福祉法106条の6, which needs no consent."""
    item = AgendaItem(case_id=case, with_consent=False, purpose="information_exchange")
    note = ConferenceNote(
        municipality=DEMO_MUNICIPALITY,
        legal_mode="shien_kaigi_106_6",
        convened_by="municipality",
        held_on=on,
        agenda=(item,),
    )
    conference.application.hold_conference(SECRETARIAT, note)


def hand_on(placement: Placement, case: UUID, person: UUID, on: date) -> None:
    """打診 → 受理 → つなぎ完了."""
    work = placement.application
    to = Referral(case_id=case, person_id=person, destination="farm")
    referral = work.offer(SUPPORTER, DEMO_MUNICIPALITY, to, on)
    work.accept(SUPPORTER, referral, on + timedelta(days=3))
    work.complete(SUPPORTER, referral, "started", on + timedelta(days=7))


def hold_the_job(placement: Placement, case: UUID, person: UUID, on: date) -> None:
    """就職, and the checkpoints that lead to 就労定着."""
    work = placement.application
    who = Employment(case_id=case, person_id=person, kind="non_regular")
    job = work.start_employment(SUPPORTER, DEMO_MUNICIPALITY, who, on)
    months: tuple[CheckpointMonth, ...] = (1, 3, 6)
    for month in months:
        found = Checkpoint(month=month, status="continuing", checked_on=months_after(on, month))
        work.check(SUPPORTER, job, found)


def figures(deployed: Deployment) -> dict[str, int]:
    """The prefecture's figures, asked for with the command in the container of stats."""
    today = jst_date(system_clock())
    asked = ["--from", (today - timedelta(days=400)).isoformat(), "--to", today.isoformat()]
    answer = deployed.run("stats", "return", "--template", "road", *asked, "--json")
    tables: list[dict[str, Any]] = json.loads(answer)["tables"]
    return {table["name"]: table["total"] for table in tables}


async def test_case_goes_the_whole_way(deployed: Deployment, wired: dict[str, Wired]) -> None:
    """A case recorded at the counter is counted at every station of its road by stats."""
    intake = cast("Intake", wired["intake"])
    conference = cast("Conference", wired["conference"])
    placement = cast("Placement", wired["placement"])
    began = jst_date(system_clock()) - timedelta(days=300)

    case, person = receive(intake, began)
    await wait_for_service(settings_of(deployed, "conference"))
    confer(conference, case, began + timedelta(days=14))
    hand_on(placement, case, person, began + timedelta(days=30))
    hold_the_job(placement, case, person, began + timedelta(days=60))

    counted = figures(deployed)
    stations = ("相談受付", "支援会議開催", "つなぎ完了", "就職", "就労定着")
    assert {name: counted[name] for name in stations} == dict.fromkeys(stations, 1)


def test_broker_and_logs_hold_nothing_confidential(
    deployed: Deployment, wired: dict[str, Wired]
) -> None:
    """What was said at the counter is readable in intake, and neither in messages nor in logs."""
    intake = cast("Intake", wired["intake"])
    case, _ = receive(intake, jst_date(system_clock()))
    figures(deployed)
    files = [path for path in deployed.broker_files.rglob("*") if path.is_file()]
    assert any(str(case).encode() in path.read_bytes() for path in files)
    files += [deployed.log(name) for name in (*SERVICES, "nats")]
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
    before = figures(deployed)["相談受付"]
    deployed.stop("nats")
    shutil.rmtree(deployed.broker_files)
    deployed.broker_files.mkdir()
    receive(cast("Intake", wired["intake"]), jst_date(system_clock()))
    deployed.start_broker()
    deployed.run("provision")
    for service in SERVICES:
        deployed.wait_until_healthy(service)
    assert figures(deployed)["相談受付"] == before + 1
