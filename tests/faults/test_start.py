"""Promise R1 in part: everything may start at once, on nothing, in any order."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from shared.sealing import key_encryption_key
from tests.faults.load import Load
from tests.faults.projections import assert_accepted_work_arrived
from tests.faults.rig import ROOT, TSUNAGU, Rig
from tests.servers.postgres import PostgresServer

pytestmark = [pytest.mark.faults, pytest.mark.timeout(120)]

PROCESSES = 6
PREPARE = (
    "import sys, pathlib; from shared.settings import Home;"
    "from services.command.embedded.system import prepare; prepare(Home(pathlib.Path(sys.argv[1])))"
)


def _all_end_well(commands: list[list[str]], environment: dict[str, str] | None = None) -> None:
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        for command in commands
    ]
    outcomes = [(process.communicate(timeout=60)[1], process.returncode) for process in processes]
    assert outcomes == [(error, 0) for error, _ in outcomes]


def test_processes_that_prepare_one_empty_home_at_once(tmp_path: Path) -> None:
    """Six processes on a home that does not exist yet make one set of keys and tables."""
    home = tmp_path / "home"
    _all_end_well([[sys.executable, "-c", PREPARE, str(home)]] * PROCESSES)
    stores = sorted(path.stem for path in (home / "stores").glob("*.sqlite"))
    assert stores == ["conference", "intake", "placement", "stats"]


def test_processes_that_migrate_one_empty_postgres_at_once(
    postgres: PostgresServer, rig: Rig, tmp_path: Path
) -> None:
    """Six processes that migrate the same empty PostgreSQL databases all end well."""
    password = tmp_path / "password"
    password.write_text(postgres.password)
    key_encryption_key.generate(tmp_path / "kek")
    environment = rig.environment(
        TSUNAGU_DATABASE_URL=postgres.url(postgres.create_database()),
        TSUNAGU_DATABASE_PASSWORD_FILE=str(password),
        TSUNAGU_KEYS_URL=postgres.url(postgres.create_database()),
        TSUNAGU_KEYS_PASSWORD_FILE=str(password),
        TSUNAGU_KEK_FILE=str(tmp_path / "kek"),
        TSUNAGU_NATS_URL="nats://127.0.0.1:1",
        TSUNAGU_NATS_SEED_FILE=str(tmp_path / "none.nk"),
        TSUNAGU_HTTP_PORT="1",
    )
    _all_end_well([[*TSUNAGU, "migrate", "intake"]] * PROCESSES, environment)


def test_services_started_before_their_broker_come_up(rig: Rig, load: Load) -> None:
    """Four services that start at once, before there is a broker, wait for it and then work."""
    rig.start()
    load.work(20)
    rig.start_broker()
    rig.wait_until_ready()
    rig.settle()
    assert_accepted_work_arrived(rig, load)
