"""What the superuser of the database does to a log is found, and the first bad entry is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.merkle.findings import Kind, Report
from shared.merkle.refusals import LogDamaged
from shared.store.open import open_database
from tests.behaviour.shared.merkle_superuser import (
    EARLY,
    ENTRIES,
    SIZE,
    Crime,
    Resign,
    by_stranger,
    drop,
    keep,
    under_old_signature,
)
from tests.conftest import NewPlace

BAD, SIGNED_BEFORE, SIGNED_AFTER = 7, 6, 10
"""The attacked position, in the append of the entries 6 to 9."""

FORGED = b"forged"


@pytest.fixture
def crime(new_place: NewPlace, tmp_path: Path) -> Crime:
    """A log and its witness; on SQLite, then PostgreSQL."""
    place = new_place()
    return Crime.prepared(open_database(*place), place, tmp_path / "witness" / "log.jsonl")


def first(report: Report) -> tuple[Kind, int, int]:
    """What an auditor looks at first: kind, first position, position behind the last."""
    found = report.first_bad
    assert found is not None
    return found.kind, found.first, found.stop


def test_a_log_that_nobody_touched_is_sound(crime: Crime) -> None:
    """With witness, kept checkpoints, or neither; without, nothing counts as witnessed."""
    late = crime.checkpoint(SIZE)
    for report in (crime.verify(witness=True), crime.verify(late), crime.verify()):
        assert report.is_sound
        assert (report.size, report.read, report.confirmed) == (SIZE, SIZE, SIZE)
    assert crime.verify(late).witnessed == SIZE
    assert crime.verify().witnessed == 0


Told = tuple[Kind, int, int]
"""Kind, first position, position behind the last."""

CHANGED = (Kind.ENTRY_CHANGED, BAD, BAD + 1)
IN_ITS_APPEND = (Kind.ENTRY_CHANGED, SIGNED_BEFORE, SIGNED_AFTER)
NOT_FITTING = (Kind.NODE_CHANGED, 6, 8)


def always(told: Told) -> tuple[Told, Told, Told]:
    """Told the same whatever evidence there is."""
    return told, told, told


PLAIN: dict[str, tuple[str, tuple[Told, Told, Told]]] = {
    "update": (
        "UPDATE disclosures_entries SET entry = 'forged' WHERE position = 7",
        always(CHANGED),
    ),
    "delete": (
        "DELETE FROM disclosures_entries WHERE position = 7",
        always((Kind.ENTRY_MISSING, BAD, BAD + 1)),
    ),
    "delete the beginning": (
        "DELETE FROM disclosures_entries WHERE position < 2",
        always((Kind.ENTRY_MISSING, 0, 2)),
    ),
    "reorder": (
        """UPDATE disclosures_entries SET position = CASE position WHEN 7 THEN 111 ELSE 107 END
            WHERE position IN (7, 11);
        UPDATE disclosures_entries SET position = position - 100 WHERE position > 100""",
        ((Kind.ENTRY_MOVED, BAD, BAD + 1), IN_ITS_APPEND, IN_ITS_APPEND),
    ),
    "truncate within an append": (
        "DELETE FROM disclosures_entries WHERE position >= 8",
        (
            (Kind.LOG_TRUNCATED, 8, SIGNED_AFTER),
            (Kind.LOG_TRUNCATED, SIGNED_BEFORE, SIZE),
            (Kind.ENTRY_UNSIGNED, SIGNED_BEFORE, 8),
        ),
    ),
    "truncate behind an append": (
        "DELETE FROM disclosures_entries WHERE position >= 10",
        (
            (Kind.LOG_TRUNCATED, SIGNED_AFTER, SIZE),
            (Kind.LOG_TRUNCATED, SIGNED_AFTER, SIZE),
            (Kind.NODE_SURPLUS, SIGNED_AFTER, SIGNED_AFTER + 1),
        ),
    ),
    "forge": (
        "INSERT INTO disclosures_entries VALUES (12, 'hash', 'forged', NULL)",
        always((Kind.ENTRY_UNSIGNED, SIZE, SIZE + 1)),
    ),
    "forge before all": (
        "INSERT INTO disclosures_entries VALUES (-1, 'hash', 'forged', NULL)",
        always((Kind.ENTRY_INSERTED, -1, 0)),
    ),
    "forge far away": (
        "INSERT INTO disclosures_entries VALUES (2147483647, 'hash', 'forged', NULL)",
        always((Kind.ENTRY_MISSING, SIZE, 2_147_483_647)),
    ),
    "change a leaf hash": (
        """UPDATE disclosures_entries SET leaf_hash = (SELECT leaf_hash FROM disclosures_entries
            WHERE position = 0) WHERE position = 7""",
        always((Kind.NODE_CHANGED, BAD, BAD + 1)),
    ),
    "change a node": (
        "UPDATE disclosures_nodes SET hash = 'hash' WHERE level = 1 AND node_index = 3",
        always(NOT_FITTING),
    ),
    "delete a node": (
        "DELETE FROM disclosures_nodes WHERE level = 1 AND node_index = 3",
        always(NOT_FITTING),
    ),
    "forge a node": (
        "INSERT INTO disclosures_nodes VALUES (1, 99, 'hash')",
        always((Kind.NODE_SURPLUS, SIZE, SIZE + 1)),
    ),
}
"""SQL, and what is told first: with the witness, with kept checkpoints, with neither."""


@pytest.mark.parametrize("attack", PLAIN)
def test_sql_upon_the_tables_is_found_and_the_first_bad_position_named(
    crime: Crime, attack: str
) -> None:
    """Exactly with the witness; without, as exactly as the stored hashes and notes still tell."""
    sql, (with_witness, with_kept, with_neither) = PLAIN[attack]
    kept = crime.checkpoint(EARLY), crime.checkpoint(SIZE)
    crime.run(*sql.split(";"))
    assert first(crime.verify(witness=True)) == with_witness
    assert first(crime.verify(*kept)) == with_kept
    assert first(crime.verify()) == with_neither


REHASHED: dict[str, tuple[list[bytes], Kind]] = {
    "change": ([*ENTRIES[:BAD], FORGED, *ENTRIES[BAD + 1 :]], Kind.ENTRY_CHANGED),
    "delete": (ENTRIES[:BAD] + ENTRIES[BAD + 1 :], Kind.ENTRY_MISSING),
    "insert": ([*ENTRIES[:BAD], FORGED, *ENTRIES[BAD:]], Kind.ENTRY_INSERTED),
    "reorder": (
        [*ENTRIES[:BAD], ENTRIES[11], *ENTRIES[BAD + 1 : 11], ENTRIES[BAD]],
        Kind.ENTRY_MOVED,
    ),
}
"""What the whole log is replaced by, and how that is called."""


@pytest.mark.parametrize("resign", [keep, drop, by_stranger, under_old_signature])
@pytest.mark.parametrize("attack", REHASHED)
def test_a_log_hashed_anew_throughout_is_not_what_the_witness_has_seen(
    crime: Crime, attack: str, resign: Resign
) -> None:
    """The entry is named and what happened to it, whatever became of the signed notes."""
    entries, kind = REHASHED[attack]
    crime.replace(entries, resign, since=BAD)
    assert first(crime.verify(witness=True)) == (kind, BAD, BAD + 1)


@pytest.mark.parametrize("attack", REHASHED)
def test_without_witness_the_signed_notes_tell_in_which_append_it_lies(
    crime: Crime, attack: str
) -> None:
    """Where they were left, they are enough: the range from the last that fits to the first."""
    late = crime.checkpoint(SIZE)
    crime.replace(REHASHED[attack][0], keep, since=BAD)
    assert first(crime.verify(late)) == first(crime.verify()) == IN_ITS_APPEND


@pytest.mark.parametrize("resign", [drop, by_stranger, under_old_signature])
@pytest.mark.parametrize("attack", REHASHED)
def test_without_signed_notes_everything_behind_the_last_is_told_as_unsigned(
    crime: Crime, attack: str, resign: Resign
) -> None:
    """Nobody else can sign: what was hashed anew ends at the last note that still fits."""
    entries, _ = REHASHED[attack]
    crime.replace(entries, resign, since=BAD)
    told = crime.verify()
    assert first(told) == (Kind.ENTRY_UNSIGNED, SIGNED_BEFORE, len(entries))
    assert told.confirmed == SIGNED_BEFORE


@pytest.mark.parametrize(
    ("resign", "since"), [(drop, EARLY), (by_stranger, SIGNED_BEFORE), (under_old_signature, 6)]
)
def test_a_kept_checkpoint_contradicts_a_log_without_signed_notes(
    crime: Crime, resign: Resign, since: int
) -> None:
    """From the last note that fits; from the last kept one where the log's own note is missing."""
    kept = crime.checkpoint(EARLY), crime.checkpoint(SIZE)
    crime.replace(REHASHED["change"][0], resign, since=BAD)
    assert first(crime.verify(*kept)) == (Kind.ENTRY_CHANGED, since, SIZE)


def test_a_kept_checkpoint_tells_that_a_log_hashed_anew_is_too_short(crime: Crime) -> None:
    """An entry taken out, all others moved up, all notes removed: one is missing."""
    late = crime.checkpoint(SIZE)
    crime.replace(REHASHED["delete"][0], drop, since=BAD)
    assert first(crime.verify(late)) == (Kind.LOG_TRUNCATED, SIGNED_BEFORE, SIZE)


@pytest.mark.parametrize("resign", [keep, by_stranger, under_old_signature])
def test_an_entry_that_was_forged_behind_the_last_is_unsigned(crime: Crime, resign: Resign) -> None:
    """Fitting hashes do not help, nor does a stranger's signature under the log's name."""
    late = crime.checkpoint(SIZE)
    crime.replace([*ENTRIES, FORGED], resign, since=SIZE)
    for report in (crime.verify(witness=True), crime.verify(late), crime.verify()):
        assert first(report) == (Kind.ENTRY_UNSIGNED, SIZE, SIZE + 1)
    with pytest.raises(LogDamaged):
        crime.record([b"honest"])
    with pytest.raises(LogDamaged):
        crime.follow()


def test_a_log_cut_where_an_append_ended_looks_whole_to_itself(crime: Crime) -> None:
    """Witness or kept checkpoint name the first missing entry; without, nothing is witnessed."""
    late = crime.checkpoint(SIZE)
    crime.replace(ENTRIES[:SIGNED_AFTER], keep, since=0)
    for report in (crime.verify(witness=True), crime.verify(late)):
        assert first(report) == (Kind.LOG_TRUNCATED, SIGNED_AFTER, SIZE)
    alone = crime.verify()
    assert alone.is_sound
    assert (alone.size, alone.witnessed) == (SIGNED_AFTER, 0)


def test_a_rollback_of_file_and_database_is_found_by_somebody_else(crime: Crime) -> None:
    """Both were put back to an older state and agree; a checkpoint kept elsewhere does not."""
    late = crime.checkpoint(SIZE)
    lines = crime.witness.read_bytes().splitlines(keepends=True)
    crime.witness.write_bytes(b"".join(lines[:-2]))
    crime.replace(ENTRIES[:SIGNED_BEFORE], keep, since=0)
    assert crime.verify(witness=True).is_sound
    told = crime.verify(late, witness=True)
    assert first(told) == (Kind.LOG_TRUNCATED, SIGNED_BEFORE, SIZE)
    assert told.findings[0].source == "checkpoint:1"


@pytest.mark.parametrize("again", [1, 6])
def test_a_log_put_back_and_continued_by_the_service_is_found(crime: Crime, again: int) -> None:
    """Every note of it is good: the witness names the first lost entry, and takes no new one.

    It says so where the log's own note vouches for that entry alone. A kept checkpoint gives the
    range back to the last kept one that still fits, also where a new witness speaks for the new
    log; alone, such a log is as good as any.
    """
    kept = crime.checkpoint(EARLY), crime.checkpoint(SIZE)
    crime.replace(ENTRIES[:SIGNED_BEFORE], keep, since=0)
    for done in range(0, 6, again):
        crime.record([b"other %d" % number for number in range(done, done + again)])
    kind = Kind.LOG_REWOUND if again == 1 else Kind.ENTRY_CHANGED
    assert first(crime.verify(witness=True)) == (kind, 6, 7)
    assert first(crime.verify(*kept)) == (Kind.LOG_REWOUND, EARLY, SIZE)
    assert crime.verify().is_sound
    with pytest.raises(LogDamaged):
        crime.follow()
    crime.witness.unlink()
    assert crime.follow() == SIZE
    assert crime.verify(witness=True).is_sound
    assert first(crime.verify(*kept, witness=True)) == (Kind.LOG_REWOUND, EARLY, SIZE)


def test_the_first_of_several_damages_is_named(crime: Crime) -> None:
    """An entry changed in the same append before one that is gone comes before it."""
    crime.run(
        "UPDATE disclosures_entries SET entry = 'forged' WHERE position = 7",
        "DELETE FROM disclosures_entries WHERE position = 8",
    )
    told = crime.verify(witness=True)
    assert [(one.kind, one.first) for one in told.findings] == [
        (Kind.ENTRY_CHANGED, 7),
        (Kind.ENTRY_MISSING, 8),
    ]
    assert first(crime.verify()) == CHANGED


def test_notes_that_were_removed_are_missed_by_the_witness_only(crime: Crime) -> None:
    """The entries are good as long as a later note speaks for them; without any, unsigned."""
    late = crime.checkpoint(SIZE)
    crime.run("UPDATE disclosures_entries SET checkpoint = NULL WHERE position = 5")
    assert first(crime.verify(witness=True)) == (Kind.CHECKPOINT_MISSING, 5, 6)
    assert crime.verify().is_sound
    crime.run("UPDATE disclosures_entries SET checkpoint = NULL")
    assert first(crime.verify(witness=True)) == (Kind.CHECKPOINT_MISSING, 0, 1)
    assert crime.verify(late).is_sound
    assert first(crime.verify()) == (Kind.ENTRY_UNSIGNED, 0, SIZE)


def test_a_note_that_was_exchanged_is_told_beside_the_good_one_of_the_witness(crime: Crime) -> None:
    """A signature that does not fit its text, and one that fits at another size."""
    crime.replace(ENTRIES, by_stranger, since=SIZE - 1)
    assert first(crime.verify(witness=True)) == (Kind.CHECKPOINT_UNKNOWN_KEY, 11, 12)
    crime.run(
        "UPDATE disclosures_entries SET checkpoint = (SELECT checkpoint FROM disclosures_entries"
        " WHERE position = 9) WHERE position = 11"
    )
    assert first(crime.verify(witness=True)) == (Kind.CHECKPOINT_CHANGED, 11, 12)
