"""The witness follows what is committed, survives crashes, and never writes what was not signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.merkle.findings import Kind
from shared.merkle.log import SIGNED_EVERY
from shared.merkle.refusals import LogDamaged
from shared.merkle.witness import Witness, WitnessUnreadable
from shared.store.open import open_database
from tests.behaviour.shared.merkle_superuser import BATCHES, ENTRIES, SIZE, Crime, keep, new_log
from tests.conftest import NewPlace


@pytest.fixture
def log(new_place: NewPlace, tmp_path: Path) -> Crime:
    """A log whose witness has seen everything; on SQLite, then PostgreSQL."""
    place = new_place()
    return Crime.prepared(open_database(*place), place, tmp_path / "witness" / "log.jsonl")


def count_lines(log: Crime) -> int:
    """How many whole lines the witness has written."""
    return log.witness.read_bytes().count(b"\n")


def cut(path: Path, lines: int) -> None:
    """Leave the first lines only."""
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:lines]))


def test_a_witness_writes_one_line_for_each_append(log: Crime) -> None:
    """Only its owner can read it, and nothing is written where nothing has come."""
    assert count_lines(log) == len(BATCHES)
    assert log.witness.stat().st_mode & 0o077 == 0
    before = log.witness.read_bytes()
    assert log.follow() == 0
    assert log.witness.read_bytes() == before


def test_a_witness_catches_up_after_a_crash_before_it_wrote(log: Crime) -> None:
    """What was committed meanwhile is written by the next process that follows, once."""
    log.record([b"committed"])
    assert not log.verify(witness=True).findings
    assert log.verify(witness=True).witnessed == SIZE
    assert log.follow() == 1
    assert log.follow() == 0
    assert log.verify(witness=True).witnessed == SIZE + 1


@pytest.mark.parametrize("left", [1, 20, 200, -1])
def test_a_line_that_a_crash_has_torn_is_written_anew(log: Crime, left: int) -> None:
    """However much of it had reached the disk."""
    whole = log.witness.read_bytes()
    last = whole.splitlines(keepends=True)[-1]
    log.witness.write_bytes(whole[: -len(last)] + last[:left])
    assert log.verify(witness=True).is_sound
    assert log.follow() == BATCHES[-1]
    assert log.witness.read_bytes() == whole


@pytest.mark.parametrize("lines", [0, 1, 5])
def test_a_witness_file_that_is_missing_or_behind_is_filled_again(log: Crime, lines: int) -> None:
    """From the signed log, byte for byte; by a process that knew more as well."""
    whole = log.witness.read_bytes()
    running = Witness(log.witness, new_log(), log.database)
    assert running.catch_up() == 0
    for witness in (running, Witness(log.witness, new_log(), log.database)):
        cut(log.witness, lines)
        if not lines:
            log.witness.unlink()
        assert witness.catch_up() == SIZE - sum(BATCHES[:lines])
        assert log.witness.read_bytes() == whole


def test_a_process_remembers_what_it_has_seen(log: Crime) -> None:
    """File and database are both put back: a witness that runs on refuses, again and again."""
    running = Witness(log.witness, new_log(), log.database)
    running.catch_up()
    cut(log.witness, 4)
    log.replace(ENTRIES[:6], keep, since=0)
    for _ in range(2):
        with pytest.raises(LogDamaged):
            running.catch_up()
    assert log.follow() == 0


def test_two_witnesses_on_one_file_write_everything_once(log: Crime) -> None:
    """Whoever comes first; the other goes on behind it."""
    one = Witness(log.witness, new_log(), log.database)
    other = Witness(log.witness, new_log(), log.database)
    for number, witness in enumerate((one, other, other, one, other)):
        log.record([b"more %d" % number])
        assert witness.catch_up() == 1
    assert (one.catch_up(), other.catch_up()) == (0, 0)
    assert count_lines(log) == len(BATCHES) + 5
    assert log.verify(witness=True).witnessed == SIZE + 5


def test_a_large_append_is_witnessed_in_pieces(log: Crime) -> None:
    """Signed in between, so that nobody has to hold all of it."""
    log.record([b"many %d" % number for number in range(2 * SIGNED_EVERY + 1)])
    assert log.follow() == 2 * SIGNED_EVERY + 1
    assert count_lines(log) == len(BATCHES) + 3
    assert log.verify(witness=True).is_sound


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM disclosures_entries WHERE position >= 10",
        "DELETE FROM disclosures_entries WHERE position = 11",
        "UPDATE disclosures_entries SET checkpoint = NULL WHERE position = 11",
        "INSERT INTO disclosures_entries VALUES (12, 'hash', 'forged', NULL)",
        "INSERT INTO disclosures_entries VALUES (13, 'hash', 'forged', NULL)",
        "DELETE FROM disclosures_entries",
    ],
)
def test_a_witness_takes_nothing_that_does_not_continue_what_it_has_seen(
    log: Crime, sql: str
) -> None:
    """Neither a shorter log nor an unsigned one; nothing is written, in any process."""
    running = Witness(log.witness, new_log(), log.database)
    running.catch_up()
    before = log.witness.read_bytes()
    log.run(sql)
    for witness in (running, Witness(log.witness, new_log(), log.database)):
        with pytest.raises(LogDamaged):
            witness.catch_up()
    assert log.witness.read_bytes() == before


@pytest.mark.parametrize("tail", [b"rubbish\n", b"rubbish", b'{"leaf_hashes":["AA=="]}\n', b"\0"])
def test_a_file_that_no_crash_has_left_so_is_not_written_to(log: Crime, tail: bytes) -> None:
    """Somebody has changed it: that is told, and the file stays as it is found."""
    with log.witness.open("ab") as file:
        file.write(tail)
    before = log.witness.read_bytes()
    with pytest.raises(WitnessUnreadable):
        log.follow()
    assert log.witness.read_bytes() == before


def test_a_witness_file_that_was_changed_is_told_from_a_changed_log(log: Crime) -> None:
    """The log's own signed notes vouch for its entries: the line of the file is the bad one."""
    lines = log.witness.read_bytes().splitlines(keepends=True)
    leaf, other = lines[2].split(b'"')[3], lines[0].split(b'"')[3]
    log.witness.write_bytes(b"".join([*lines[:2], lines[2].replace(leaf, other), *lines[3:]]))
    [found] = log.verify(witness=True).findings
    assert (found.kind, found.first, found.stop) == (Kind.WITNESS_CHANGED, 2, 3)
    log.witness.write_bytes(b"".join([lines[0], *lines[2:]]))
    [found] = log.verify(witness=True).findings
    assert (found.kind, found.first, found.stop) == (Kind.WITNESS_UNREADABLE, 1, 2)
    log.witness.write_bytes(b"".join([*lines[:2], b"rubbish\n", *lines[3:]]))
    [found] = log.verify(witness=True).findings
    assert (found.kind, found.first, found.stop) == (Kind.WITNESS_UNREADABLE, 2, 5)
    log.witness.write_bytes(b"".join([*lines, lines[-1]]))
    [found] = log.verify(witness=True).findings
    assert found.kind is Kind.WITNESS_CHANGED


def test_a_gap_in_the_witness_does_not_hide_which_entry_was_changed(log: Crime) -> None:
    """A line is missing before it: the next one still proves the position to the entry."""
    lines = log.witness.read_bytes().splitlines(keepends=True)
    log.witness.write_bytes(b"".join([*lines[:3], *lines[4:]]))
    log.run("UPDATE disclosures_entries SET entry = 'forged' WHERE position = 7")
    found = log.verify(witness=True).first_bad
    assert found is not None
    assert (found.kind, found.first, found.stop) == (Kind.ENTRY_CHANGED, 7, 8)
