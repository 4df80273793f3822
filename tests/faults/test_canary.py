"""Promise C2 in part: what was told in confidence is nowhere but sealed in the stores."""

from __future__ import annotations

import base64
import json
import os
import sqlite3
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast
from uuid import UUID, uuid4

import pytest

from services.command.arrival import wait_for_everything
from services.command.embedded.system import System, prepare
from services.command.ledger import import_file
from services.command.wiring import build
from services.conference.app import Conference
from services.conference.application import ConferenceNote, PlanDraft
from services.conference.domain.conference import AgendaItem
from services.intake.app import Intake
from services.intake.application import ContactNote, PersonDetails
from services.intake.domain import case
from services.intake.domain.case import TransferBasis
from shared.calendar import system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.conference import PlanDecided
from shared.facts.fact import SERVICES
from shared.facts.intake import CaseClosed, CaseTransferred
from shared.settings import Home
from tests.faults.canaries import CONFIDENTIAL, Canaries, found_below, found_in, write_rows
from tests.faults.conftest import SEED
from tests.faults.load import COUNSELLOR
from tests.faults.rig import ROOT, TSUNAGU, stream_messages
from tests.servers.postgres import PostgresServer
from tests.town_hall import SECRETARIAT, settle

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]

CASES = 8
DAY = date(2025, 1, 15)
ELSEWHERE = "271403"


def _details(canaries: Canaries) -> PersonDetails:
    fields = ("number", "name", "kana", "address", "phone")
    return PersonDetails(**{field: canaries.make(field) for field in fields})


def _note(canaries: Canaries) -> ContactNote:
    return ContactNote(DAY, "phone", "person", content=canaries.make("content"))


def _receive(intake: Intake, canaries: Canaries) -> tuple[UUID, UUID]:
    person_id = intake.application.register_person(
        COUNSELLOR, DEMO_MUNICIPALITY, _details(canaries)
    )
    case_id = intake.application.receive(
        COUNSELLOR, DEMO_MUNICIPALITY, _note(canaries), (person_id,)
    )
    return case_id, person_id


def _work_at_the_counter(intake: Intake, canaries: Canaries) -> list[UUID]:
    """Every use case of intake that takes a confidential text; return the open cases."""
    use, who = intake.application, COUNSELLOR
    open_case, person_id = _receive(intake, canaries)
    use.assess(who, open_case, canaries.make("summary"), factors=(), needs_conference=True, on=DAY)
    use.assign_worker(who, open_case, case.Worker(worker_id=uuid4()), DAY)
    worker = case.Worker(worker_id=uuid4())
    use.hand_over(who, open_case, worker, canaries.make("handover"), DAY)
    use.suspend(who, open_case, canaries.make("suspension"), DAY)
    use.reopen(who, open_case, canaries.make("reopening"), DAY)
    use.amend_person(who, person_id, _details(canaries))
    closed, _ = _receive(intake, canaries)
    use.close(who, closed, "goal_achieved", canaries.make("evaluation"), DAY)
    moved, _ = _receive(intake, canaries)
    reason = canaries.make("transfer")
    use.transfer_out(who, moved, ELSEWHERE, TransferBasis.APPI_69_2_3, reason, DAY)
    anonymous = use.receive(who, DEMO_MUNICIPALITY, _note(canaries))
    link = canaries.make("link")
    use.link_anonymous(who, anonymous, open_case, person_id, uuid4(), link, DAY)
    return [open_case]


def _confer(conference: Conference, cases: list[UUID], canaries: Canaries) -> None:
    """A conference with a title, and a plan with its five contents."""
    settle(conference.store)
    note = ConferenceNote(
        municipality=DEMO_MUNICIPALITY,
        convened_by="municipality",
        held_on=DAY,
        agenda=tuple(
            AgendaItem(
                case_id=one, legal_mode="juso_kaigi", with_consent=True, purpose="plan_formation"
            )
            for one in cases
        ),
        title=canaries.make("title"),
    )
    conference_id = conference.application.meetings.hold_conference(SECRETARIAT, note)
    draft = PlanDraft(
        will_and_issues=canaries.make("will"),
        goals=((canaries.make("goal"), DAY),),
        services=canaries.make("services"),
        roles=((uuid4(), canaries.make("role")),),
        integration=canaries.make("integration"),
    )
    conference.application.plans.decide_plan(
        SECRETARIAT, cases[0], conference_id, draft,
        by="municipality", decided_on=DAY, consented_on=DAY, next_review=date(2025, 4, 15),
    )  # fmt: skip


def _run(home: Home, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*TSUNAGU, *arguments],
        cwd=ROOT,
        env=os.environ | {"TSUNAGU_HOME": str(home.folder)},
        capture_output=True,
        timeout=100,
        check=False,
    )


def _bad_rows(canaries: Canaries) -> list[Mapping[str, str]]:
    """Rows that are wrong in every way in which what a cell holds might be repeated."""
    good = {
        "受付日": "2024-05-01",
        "方法": "電話",
        "相談者": "母",
        "ケース番号": canaries.make("ケース番号"),
        "対象者番号": canaries.make("対象者番号"),
        "氏名": canaries.make("氏名"),
    }
    columns = (
        "受付日", "生年月日", "年齢", "性別", "方法", "相談者", "経路", "課題", "同意", "接触",
        "つなぎ結果", "つなぎ日", "就労", "就職日", "離職日", "状態",
    )  # fmt: skip
    return [good | {column: canaries.make(column)} for column in columns]


def _outputs(home: Home, folder: Path, canaries: Canaries) -> dict[str, bytes]:
    """Everything that commands say, of figures and of bad input."""
    write_rows(folder / "bad.csv", _bad_rows(canaries))
    (folder / "headless.csv").write_text(",".join(canaries.make("氏名") for _ in range(4)) + "\n")
    period = ("--from", "2024-04-01", "--to", "2025-03-31")
    word = canaries.make("argument")
    commands = {
        "basic": ("return", "--template", "basic", *period, "--json"),
        "road": ("return", "--template", "road", *period),
        "bad rows": ("import", str(folder / "bad.csv"), "--json"),
        "bad rows in words": ("import", str(folder / "bad.csv")),
        "no header": ("import", str(folder / "headless.csv"), "--json"),
        "bad code": ("import", str(folder / "bad.csv"), "--municipality", word, "--json"),
        "bad template": ("return", "--template", word, *period, "--json"),
        "bad period": ("return", "--from", word, "--to", word, "--json"),
        "bad instant": ("return", *period, "--as-of", word, "--json"),
        "dead letters": ("dead-letters", "list", "--json"),
    }
    said = {}
    for name, arguments in commands.items():
        done = _run(home, *arguments)
        assert done.returncode in (0, 2, 3), done.stderr.decode()
        said[name] = done.stdout + done.stderr
    return said


def test_no_canary_leaves_the_sealed_stores(tmp_path: Path) -> None:
    """A caseload full of canaries goes the whole way, and none is found on disk or on the wire."""
    canaries, home, ledger = Canaries(SEED), Home(tmp_path / "home"), tmp_path / "ledger.csv"
    write_rows(ledger, canaries.ledger_rows(CASES))
    with System(home).running() as ports:
        answer = _run(home, "import", str(ledger), "--json")
        assert json.loads(answer.stdout)["imported"] == 2 * CASES
        intake = cast("Intake", build(home.settings("intake"), system_clock))
        conference = cast("Conference", build(home.settings("conference"), system_clock))
        cases = _work_at_the_counter(intake, canaries)
        wait_for_everything(home, ports)
        _confer(conference, cases, canaries)
        wait_for_everything(home, ports)
        said = _outputs(home, tmp_path, canaries) | {"import": answer.stdout + answer.stderr}
        messages = {
            f"{service} {message.seq}": repr(message.headers).encode()
            + (message.subject or "").encode()
            + (message.data or b"")
            for service in SERVICES
            for message in stream_messages(home, ports, service)
        }
        on_disk_at_work = found_below(home.folder, canaries.all)
        intake.close()
        conference.close()
    leaks = {name: found_in(text, canaries.all) for name, text in said.items()}
    assert {name: found for name, found in leaks.items() if found} == {}
    whole = b"".join(messages.values()).decode()
    assert all(one.NAME in whole for one in (CaseClosed, CaseTransferred, PlanDecided))
    assert found_in(whole.encode(), canaries.all) == set()
    assert (on_disk_at_work, found_below(home.folder, canaries.all)) == ({}, {})
    _assert_that_they_were_taken_in(home, tmp_path, ledger)


def _assert_that_they_were_taken_in(home: Home, folder: Path, ledger: Path) -> None:
    """The search means something: who may read the ledger gets every canary back."""
    exported = folder / "exported.csv"
    assert _run(home, "export", str(exported)).returncode == 0
    in_ledger = Canaries(SEED)
    list(in_ledger.ledger_rows(CASES))
    assert found_in(ledger.read_bytes(), in_ledger.all) == set(in_ledger.all)
    assert found_in(exported.read_bytes(), in_ledger.all) == set(in_ledger.all)


def test_no_canary_is_in_a_postgres_database_or_its_files(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    """On PostgreSQL neither the tables nor the server's files, its journal included, hold one."""
    home, canaries, ledger = Home(tmp_path / "home"), Canaries(SEED + 1), tmp_path / "ledger.csv"
    prepare(home)
    write_rows(ledger, canaries.ledger_rows(CASES))
    databases = [postgres.create_database(), postgres.create_database()]
    settings = replace(
        home.settings("intake"),
        database_url=postgres.url(databases[0]),
        database_password=postgres.password,
        keys_url=postgres.url(databases[1]),
        keys_password=postgres.password,
    )
    intake = cast("Intake", build(settings, system_clock))
    intake.migrate()
    assert import_file(intake, ledger, DEMO_MUNICIPALITY).imported == 2 * CASES
    _work_at_the_counter(intake, canaries)
    intake.close()
    dump = b"".join(_dump(postgres, database) for database in databases)
    assert b"intake.ContactRecorded" in dump
    assert found_in(dump, canaries.all) == set()
    with postgres.connect() as connection:
        connection.execute("CHECKPOINT")
        row = connection.execute("SHOW data_directory").fetchone()
    assert row is not None
    assert found_below(Path(row[0]), canaries.all) == {}


def _dump(postgres: PostgresServer, database: str) -> bytes:
    """Every value of every table."""
    with postgres.connect(database) as connection:
        names = connection.execute(
            "SELECT table_schema, table_name FROM information_schema.tables"
            " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        assert names
        values = [
            value
            for schema, name in names
            for row in connection.execute(f'SELECT * FROM "{schema}"."{name}"')  # noqa: S608
            for value in row
        ]
    return b"\n".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for value in values
    )


@pytest.mark.parametrize("place", ["log", "table", "file name", "base64", "escaped", "utf-16"])
def test_a_canary_that_escaped_would_be_found(place: str, tmp_path: Path) -> None:
    """The search finds a canary that was planted in a log, a table, a name, or encoded."""
    canaries = Canaries(SEED)
    leaked, _kept = canaries.make("氏名"), canaries.make("住所")
    if place == "table":
        with sqlite3.connect(tmp_path / "planted") as database:
            database.execute("CREATE TABLE rows (text TEXT)")
            database.execute("INSERT INTO rows VALUES (?)", (f"話: {leaked}。",))
        database.close()
    elif place == "file name":
        (tmp_path / leaked).touch()
    else:
        plain = f"x{leaked}x".encode()
        written = {
            "log": plain,
            "base64": base64.b64encode(plain),
            "escaped": json.dumps(leaked).encode(),
            "utf-16": leaked.encode("utf-16-le"),
        }
        (tmp_path / "planted").write_bytes(written[place])
    assert set().union(*found_below(tmp_path, canaries.all).values()) == {leaked}


def test_every_confidential_column_has_its_canary() -> None:
    """No confidential column of the ledger is left out of the caseload."""
    rows = list(Canaries(SEED).ledger_rows(1))
    assert all("カナリア" in row[column] for row in rows for column in CONFIDENTIAL)
