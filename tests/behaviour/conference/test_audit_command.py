"""``tsunagu audit`` as an auditor uses it: a real process on a real folder."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from services.conference.app import Conference
from services.conference.domain.worker import WORKER, WorkerDescribed, worker_id
from services.conference.ledger.rule_titles import RULE_TITLES
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.sealing import Sealed
from shared.settings import Home
from shared.store import EventStore
from tests.behaviour.conference_service import open_conference
from tests.disclosures import AUDITOR, NOON, agency, entry, numbered, person, reader
from tests.town_hall import settle

WITHIN_SECONDS = 120


class Ran:
    """What one run of the command printed, and how it ended."""

    def __init__(self, home: Path, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "services.command.main", "audit", *arguments],
            env=os.environ | {"TSUNAGU_HOME": str(home), "COLUMNS": "200"},
            capture_output=True,
            text=True,
            timeout=WITHIN_SECONDS,
            check=False,
        )
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr

    @property
    def answer(self) -> Any:
        """The printed JSON."""
        return json.loads(self.out)


def act(service: Conference, *numbers: int) -> None:
    """One act that is an event, and that records these entries."""
    worker = f"w-event-{numbers[0]}"
    with service.store.transaction(AUDITOR, NOON) as tx:
        service.application.desk.ledger.record(tx, [ENTRIES[number] for number in numbers])
        event = WorkerDescribed(
            municipality=DEMO_MUNICIPALITY,
            worker=worker,
            surname=Sealed("w-1", bytes(12), bytes(20)),
        )
        tx.append(WORKER, tx.load(WORKER, worker_id(worker)), event)


ENTRIES = {
    0: entry(0),
    1: entry(1, act="record_read", basis=(), consents=(), citations=(), actor=reader(7, 2)),
    2: entry(2, effect="withheld", basis=(), consents=(), citations=(), rules=(12,)),
    3: entry(3, basis=("emergency",), emergency_id=numbered(9, 1), consents=()),
    4: entry(4, subjects=(person(2),), holder_id=agency(3)),
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder whose ledger has five entries, recorded in two acts."""
    service = open_conference(tmp_path / "home", lambda: NOON)
    settle(service.store)
    act(service, 0, 1, 2)
    act(service, 3, 4)
    service.close()
    return tmp_path / "home"


def positions(ran: Ran) -> list[int]:
    """Of the entries that were answered."""
    return [one["position"] for one in ran.answer["entries"]]


def asked(home: Path) -> list[tuple[str, str, str | None]]:
    """What is on record of questions."""
    service = open_conference(home, lambda: NOON)
    store: EventStore = service.store
    rows = store.rows("SELECT worker, question, about FROM audit_questions ORDER BY asked_at")
    service.close()
    return [(row["worker"], row["question"], row["about"]) for row in rows]


def test_a_sound_ledger_is_told_to_be_sound(home: Path) -> None:
    """Exit status 0, in Japanese for people and in JSON for machines."""
    read, machine = Ran(home, "verify"), Ran(home, "verify", "--json")

    assert (read.status, machine.status) == (0, 0)
    assert "変わったところはありません" in read.out
    assert machine.answer["sound"] is True
    assert (machine.answer["size"], machine.answer["witnessed"]) == (5, 5)
    assert machine.answer["first_bad_position"] is None


def test_a_changed_ledger_is_told_with_the_first_bad_position(home: Path) -> None:
    """Exit status 1; the position is named, and nothing of the entry."""
    store = Home(home).store("conference")
    with closing(sqlite3.connect(store)) as connection, connection:
        changed = entry(2, effect="full").canonical()
        connection.execute(
            "UPDATE disclosures_entries SET entry = ? WHERE position = 2", (changed,)
        )
    read, machine = Ran(home, "verify"), Ran(home, "verify", "--json")

    assert (read.status, machine.status) == (1, 1)
    assert "3 件目（位置 2）" in read.out
    assert machine.answer["first_bad_position"] == 2
    assert str(entry(2).entry_id) not in read.out + machine.out


def test_somebody_with_the_public_key_and_a_copy_needs_no_settings(
    home: Path, tmp_path: Path
) -> None:
    """Database, key, witness and checkpoints may lie anywhere; a cut end is found by the last."""
    store, evidence = Home(home).store("conference"), Home(home).evidence("conference")
    where = (
        "--database", f"sqlite://{store}", "--key", str(evidence / "disclosures.pub"),
    )  # fmt: skip
    outside = (
        "--witness", str(evidence / "disclosures.witness.jsonl"),
        "--checkpoints", str(evidence / "disclosures.checkpoints"),
    )  # fmt: skip
    assert Ran(tmp_path / "nowhere", "verify", *where, *outside, "--json").status == 0

    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("DELETE FROM disclosures_entries WHERE position >= 3")
        connection.execute("DELETE FROM disclosures_nodes WHERE node_index >= 1 AND level = 1")
        connection.execute("DELETE FROM disclosures_nodes WHERE level = 2")
    cut = Ran(tmp_path / "nowhere", "verify", *where, *outside, "--json")

    assert cut.status == 1
    assert (cut.answer["findings"][0]["kind"], cut.answer["first_bad_position"]) == (
        "log-truncated",
        3,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("--database", "sqlite:///nowhere/at-all.sqlite"),
        ("--database", "mysql://host/db"),
        ("--key", "/nowhere.pub"),
        ("--witness", "/nowhere.jsonl"),
        ("--checkpoints", "/nowhere.checkpoints"),
    ],
)
def test_what_cannot_be_read_is_no_verdict(home: Path, arguments: tuple[str, str]) -> None:
    """Exit status 2 with a reason and a remedy; neither sound nor changed."""
    ran = Ran(home, "verify", *arguments, "--json")

    assert ran.status == 2
    assert set(ran.answer) >= {"error", "message", "remedy"}


def test_every_question_has_its_answer_and_is_on_record(home: Path) -> None:
    """About whom, by whom, on which basis, and why not; who asked stays."""
    run = [
        (Ran(home, "about", str(person(1)), "--json"), [3, 2, 1, 0]),
        (Ran(home, "opened", "--person", str(person(1)), "--json"), [3, 1, 0]),
        (Ran(home, "opened", "--by", "w-7", "--json"), [1]),
        (Ran(home, "basis", "none", "--json"), [1]),
        (Ran(home, "basis", "emergency", "--json"), [3]),
        (Ran(home, "refused", "--json", "--worker", "w-99"), [2]),
        (Ran(home, "held-by", str(agency(1)), "--from", str(agency(3)), "--json"), [4]),
    ]

    assert [positions(ran) for ran, _ in run] == [expected for _, expected in run]
    told = asked(home)
    assert [question for _, question, _ in told].count("audit.opened") == 2
    assert ("auditor", "audit.shared-about", str(person(1))) in told
    assert ("w-99", "audit.refused", None) in told


def test_pages_go_on_where_the_former_one_ended(home: Path) -> None:
    """``--limit`` and ``--before`` walk the answer without gap or overlap."""
    first = Ran(home, "about", str(person(1)), "--limit", "2", "--json")
    second = Ran(
        home, "about", str(person(1)), "--limit", "2", "--json",
        "--before", str(first.answer["before"]),
    )  # fmt: skip

    assert (positions(first), positions(second)) == ([3, 2], [1, 0])


def test_a_refusal_is_told_with_its_rule(home: Path) -> None:
    """Why somebody was refused stands there as the register calls it."""
    ran = Ran(home, "refused")

    assert ran.status == 0
    assert RULE_TITLES[12] in ran.out
    assert RULE_TITLES[8] not in ran.out


def test_a_holder_an_emergency_and_what_cannot_be_recomputed_are_told(home: Path) -> None:
    """Lists for people; an entry whose matter is not on record is neither lawful nor not."""
    held = Ran(home, "held-by", str(agency(1)), "--json")
    assert {one["holder_id"]: one["entries"] for one in held.answer["holdings"]} == {
        str(agency(0)): 3,
        str(agency(3)): 1,
    }
    emergencies = Ran(home, "emergencies", "--json").answer["emergencies"]
    assert [one["emergency_id"] for one in emergencies] == [str(numbered(9, 1))]
    lawful = Ran(home, "lawful", str(entry(0).entry_id), "--json").answer
    assert (lawful["verdict"], bool(lawful["obstacle"])) == ("cannot_tell", True)


def test_unusual_reading_is_listed_with_its_reason(home: Path) -> None:
    """A record read by an agency that has nothing to do with the person."""
    ran = Ran(home, "unusual", "--from", "2026-11-01", "--to", "2026-11-01", "--json")
    found = {(one["worker"], one["reason"]) for one in ran.answer["readings"]}

    assert found == {("w-7", "nobodys_case")}
    assert ran.answer["undescribed"] == ["w-1", "w-7"]
    too_long = Ran(home, "unusual", "--from", "2026-01-01", "--to", "2026-11-01", "--json")
    assert (too_long.status, too_long.answer["error"]) == (2, "audit-period-wrong")


def test_checkpoint_and_proof_are_handed_over(home: Path) -> None:
    """The signed note is printed as it is; a proof names the entry and its path."""
    signed = Ran(home, "checkpoint", "--sign", "--json").answer
    proof = Ran(home, "proof", str(entry(4).entry_id), "--json").answer

    assert signed["size"] == proof["size"] == 5
    assert proof["checkpoint"] == signed["checkpoint"]
    assert proof["told"]["position"] == 4
    shown = Ran(home, "checkpoint").out
    assert signed["checkpoint"] in shown
    assert signed["public_key"] in shown


def test_every_answer_for_people_is_printed(home: Path) -> None:
    """No command fails on its screen, and none shows a sealed value."""
    for arguments in (
        ("about", str(person(1))),
        ("opened", "--packet", str(numbered(8, 1))),
        ("held-by", str(agency(1))),
        ("lawful", str(entry(1).entry_id)),
        ("emergencies",),
        ("unusual", "--from", "2026-11-01", "--to", "2026-11-02"),
        ("proof", str(entry(0).entry_id)),
    ):
        ran = Ran(home, *arguments)
        assert (ran.status, ran.err) == (0, ""), arguments
        assert ran.out.strip()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("about", "no-id"), "id-unreadable"),
        (("basis", "because"), "basis-unknown"),
        (("opened",), "audit-object-unclear"),
        (("proof", str(numbered(3, 99))), "ledger-entry-not-found"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_remedy(
    home: Path, arguments: tuple[str, ...], code: str
) -> None:
    """Exit status 2; the text never repeats what was typed."""
    ran = Ran(home, *arguments, "--json")

    assert (ran.status, ran.answer["error"]) == (2, code)
    assert arguments[-1] not in ran.answer["message"] + ran.answer["remedy"]
