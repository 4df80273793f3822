"""What lies in the tables may be anything: it is judged, never trusted, and never raises."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared.merkle import notary
from shared.merkle.checkpoint import Checkpoint, sign_checkpoint
from shared.merkle.findings import MESSAGES, Finding, Kind
from shared.merkle.keys import SigningKey
from shared.merkle.log import MerkleLog
from shared.merkle.refusals import LogDamaged
from shared.merkle.source import DatabaseSource
from shared.merkle.tree import Frontier, leaf_hash
from shared.merkle.verify import verify
from tests.merkle_trees import MemoryDatabase

KEY = SigningKey("example.org/log", bytes(range(32)))
OLDER = SigningKey(KEY.name, bytes(range(1, 33)))
ENTRIES = [b"entry %d" % number for number in range(30)]


def new_log() -> MerkleLog:
    """The log as somebody opens it who knows both of its keys."""
    return MerkleLog("things", KEY.name, [KEY.verifier, OLDER.verifier])


@pytest.fixture
def database() -> Iterator[MemoryDatabase]:
    """A log of thirty entries, appended one by one; the key changed after ten."""
    opened, log = MemoryDatabase(), new_log()
    for statement in log.tables:
        opened.rows(statement)
    for number, entry in enumerate(ENTRIES):
        log.append(opened, [entry], KEY if number >= 10 else OLDER)
    yield opened
    opened.close()


def findings(database: MemoryDatabase, *checkpoints: str) -> tuple[Finding, ...]:
    """What a verification finds."""
    log = new_log()
    return verify(log, DatabaseSource(log, database.select), None, checkpoints).findings


def test_every_kind_of_damage_has_its_words() -> None:
    """In Japanese, and each its own."""
    assert set(MESSAGES) == set(Kind)
    assert len(set(MESSAGES.values())) == len(Kind)


def test_a_log_signed_with_one_key_after_the_other_is_sound(database: MemoryDatabase) -> None:
    """Whoever trusts both is told nothing; whoever knows the newer alone, of the older's notes."""
    assert findings(database) == ()
    log = MerkleLog("things", KEY.name, [KEY.verifier])
    told = verify(log, DatabaseSource(log, database.select))
    assert {(one.kind, one.source) for one in told.findings} == {
        (Kind.CHECKPOINT_UNKNOWN_KEY, "database")
    }
    assert told.confirmed == 30


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE things_nodes SET hash = 'text' WHERE level = 4 AND node_index = 0",
        "UPDATE things_nodes SET hash = x'00' WHERE level = 4 AND node_index = 0",
        "DELETE FROM things_nodes WHERE level = 4 AND node_index = 0",
        "UPDATE things_entries SET checkpoint = CAST(checkpoint AS BLOB)",
        "UPDATE things_entries SET checkpoint = NULL",
        "UPDATE things_entries SET checkpoint = '' WHERE position = 29",
        "DELETE FROM things_entries WHERE position = 29",
        "DELETE FROM things_entries",
        "INSERT INTO things_entries VALUES (4000000000000, 0, 0, NULL)",
    ],
)
def test_nothing_is_appended_to_what_was_not_signed_so(database: MemoryDatabase, sql: str) -> None:
    """Whatever stands there instead, it is refused as damage, and nothing is written."""
    database.rows(sql)
    before = database.rows("SELECT count(*) AS entries FROM things_entries")
    with pytest.raises(LogDamaged):
        new_log().append(database, [b"next"], KEY)
    assert database.rows("SELECT count(*) AS entries FROM things_entries") == before


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE things_nodes SET hash = 'text' WHERE level = 3",
        "UPDATE things_nodes SET hash = x'00' WHERE level = 3",
        "DELETE FROM things_nodes WHERE level = 3",
    ],
)
def test_no_proof_is_made_of_what_is_no_hash(database: MemoryDatabase, sql: str) -> None:
    """A node that is missing, or of another form, is told as damage and not handed out."""
    database.rows(sql)
    with pytest.raises(LogDamaged):
        new_log().inclusion_proof(database, 3, 30)


@pytest.mark.parametrize(
    ("sql", "kind", "first"),
    [
        ("UPDATE things_entries SET entry = 5 WHERE position = 7", Kind.ENTRY_CHANGED, 7),
        ("UPDATE things_entries SET entry = 'text' WHERE position = 7", Kind.ENTRY_CHANGED, 7),
        ("UPDATE things_entries SET leaf_hash = 5 WHERE position = 7", Kind.NODE_CHANGED, 7),
        ("UPDATE things_entries SET checkpoint = 5 WHERE position = 7", Kind.CHECKPOINT_CHANGED, 7),
        (
            "INSERT INTO things_entries VALUES (-4000000000000, 0, 0, NULL)",
            Kind.ENTRY_INSERTED,
            -4_000_000_000_000,
        ),
        (
            "INSERT INTO things_entries VALUES (9223372036854775807, 0, 0, NULL)",
            Kind.ENTRY_MISSING,
            30,
        ),
    ],
)
def test_values_of_any_type_and_size_are_named(
    database: MemoryDatabase, sql: str, kind: Kind, first: int
) -> None:
    """SQLite keeps whatever it is given; a verification ends with a finding all the same."""
    database.rows(sql)
    found = findings(database)[0]
    assert (found.kind, found.first) == (kind, first)


@pytest.fixture
def sparing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three signatures of a log are verified, as are ten thousand of one with a million."""
    monkeypatch.setattr(notary, "MOST_SIGNATURES", 3)


@pytest.mark.usefixtures("sparing")
def test_a_long_log_is_confirmed_by_few_signatures(database: MemoryDatabase) -> None:
    """Each speaks for all entries before it, and the last one is always among them."""
    log = new_log()
    told = verify(log, DatabaseSource(log, database.select))
    assert told.is_sound
    assert (told.confirmed, told.checkpoints) == (30, 30)
    assert told.signatures <= 4


@pytest.mark.usefixtures("sparing")
@pytest.mark.parametrize("forged", [1, 2, 25])
def test_where_forged_entries_begin_is_exact_however_few_signatures_are_verified(
    database: MemoryDatabase, forged: int
) -> None:
    """Their roots fit and their signatures do not: those before them are looked at again."""
    rows = database.rows("SELECT checkpoint FROM things_entries WHERE position = 29")
    signature = rows[0]["checkpoint"].split("\n\n")[1]
    tree = Frontier()
    for entry in ENTRIES:
        tree.append(leaf_hash(entry))
    for number in range(30, 30 + forged):
        made = tree.append(leaf_hash(b"forged"))
        note = Checkpoint(KEY.name, tree.size, tree.root()).text + "\n" + signature
        row = {"at": number, "leaf": leaf_hash(b"forged"), "entry": b"forged", "note": note}
        database.execute_many(
            "INSERT INTO things_entries VALUES (:at, :leaf, :entry, :note)", [row]
        )
        for (level, index), node in made:
            place = {"level": level, "index": index, "node": node}
            database.execute_many(
                "INSERT INTO things_nodes VALUES (:level, :index, :node)", [place]
            )
    found = findings(database)[0]
    assert (found.kind, found.first, found.stop) == (Kind.ENTRY_UNSIGNED, 30, 30 + forged)


def test_checkpoints_that_contradict_each_other_are_told(database: MemoryDatabase) -> None:
    """Two of one size, both signed: the one that agrees with the log does not excuse the other."""
    good = database.rows("SELECT checkpoint FROM things_entries WHERE position = 19")
    bad = sign_checkpoint(Checkpoint(KEY.name, 20, bytes(32)), [KEY])
    for kept in ([good[0]["checkpoint"], bad], [bad, good[0]["checkpoint"]]):
        [found] = findings(database, *kept)
        assert (found.kind, found.first) == (Kind.CHECKPOINT_CONTRADICTED, 19)
    empty = sign_checkpoint(Checkpoint(KEY.name, 0, bytes(32)), [KEY])
    assert findings(database, empty)[0].kind is Kind.CHECKPOINT_CONTRADICTED
