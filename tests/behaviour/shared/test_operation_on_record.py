"""再処理の記録: who had which dead letter tried again is kept, on both databases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from services.command.embedded.system import prepare
from shared.calendar import system_clock
from shared.facts.envelope import Received
from shared.identity import Actor
from shared.inbox import dead_letters, recorded_retries, retry_dead_letters
from shared.inbox.dead_letters import TABLES as BEFORE
from shared.settings import Home
from shared.store import EventStore, Transaction
from shared.store.database import Database
from tests.behaviour.operated import NOW, OPERATOR, opened, put_aside
from tests.behaviour.road import SEEN, note, open_reader

CASE = str(uuid4())


def tsunagu(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line on a folder."""
    return subprocess.run(
        [sys.executable, "-m", "services.command.main", *arguments],
        env=dict(os.environ) | {"TSUNAGU_HOME": str(home.folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def broken(_tx: Transaction, _received: Received) -> None:
    """A handler with a defect, whose message names a value."""
    raise RuntimeError(CASE)


def half(tx: Transaction, received: Received) -> None:
    """A handler that writes, and then breaks."""
    note(tx, received)
    raise RuntimeError(CASE)


def outcome(store: EventStore) -> list[tuple[int, str, Actor, str | None]]:
    """What is on record, the first first."""
    return [
        (one.number, one.letter, one.by, one.reason) for one in reversed(recorded_retries(store))
    ]


def test_each_try_is_kept_with_who_had_it_tried(database: Database) -> None:
    """One that fails and one that works: both are there, in order, without the message's words."""
    store = open_reader(database)
    put_aside(store, CASE)
    other = OPERATOR.model_copy(update={"person": "w-2"})
    for handle, by in ((broken, OPERATOR), (half, OPERATOR), (note, other)):
        retry_dead_letters(store, handle, by, lambda: NOW)
    failed = "RuntimeError at test_operation_on_record.py:"
    (first, second, third) = outcome(store)
    assert first[:3] == (1, "intake:7", OPERATOR)
    assert (first[3] or "").startswith(failed)
    assert (second[3] or "").startswith(failed)
    assert third == (3, "intake:7", other, None)
    assert {one.tried_at for one in recorded_retries(store)} == {NOW}
    assert CASE not in repr(recorded_retries(store))


def test_an_effect_and_its_record_commit_together(
    database: Database,
) -> None:
    """Given the record cannot be written, then the fact has no effect and stays a dead letter."""
    store = open_reader(database)
    put_aside(store, CASE)
    with database.exclusive() as unit:
        unit.execute("ALTER TABLE dead_letter_retries RENAME TO away")
    with pytest.raises(Exception, match="dead_letter_retries"):
        retry_dead_letters(store, note, OPERATOR, system_clock)
    assert store.rows("SELECT 1 FROM seen") == []
    assert [one.id for one in dead_letters(store)] == ["intake:7"]


def test_a_store_of_before_is_given_its_record(database: Database) -> None:
    """Given a store with a dead letter and without the table, then migrating adds it alone."""
    before = EventStore("stats", database, (), (SEEN, *BEFORE))
    before.migrate()
    put_aside(before, CASE)
    store = open_reader(database)
    assert recorded_retries(store) == []
    retry_dead_letters(store, note, OPERATOR, system_clock)
    assert outcome(store) == [(1, "intake:7", OPERATOR, None)]


def test_the_command_keeps_and_lists_it(tmp_path: Path) -> None:
    """Whoever has letters tried again says their number; the list tells it, and the place."""
    home = Home(tmp_path / "home")
    prepare(home)
    with opened(home) as service:
        put_aside(service.store, CASE)
    unsaid = tsunagu(home, "dead-letters", "retry")
    assert unsaid.returncode == 2
    told = tsunagu(home, "dead-letters", "retry", "--worker", "w-7", "--json")
    assert json.loads(told.stdout)["retried"] == [
        {"service": "conference", "id": "intake:7", "reason": None}
    ]
    listed = tsunagu(home, "dead-letters", "retries", "--json")
    (line,) = json.loads(listed.stdout)["retries"]
    assert (line["service"], line["id"], line["reason"]) == ("conference", "intake:7", None)
    assert (line["by"]["person"], line["by"]["role"]) == ("w-7", "operator")
    assert "w-7" in tsunagu(home, "dead-letters", "retries").stdout
    assert CASE not in listed.stdout


def test_the_hub_of_a_prefecture_has_its_own_record(tmp_path: Path) -> None:
    """Its operator asks it in the same words, and a retry without a number is refused there too."""
    home = Home(tmp_path / "home")
    assert "再処理の記録はありません" in tsunagu(home, "prefecture", "retries").stdout
    assert tsunagu(home, "prefecture", "retry").returncode == 2
    assert tsunagu(home, "prefecture", "retry", "--worker", "w-7").returncode == 0
