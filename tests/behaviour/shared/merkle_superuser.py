"""Whoever owns the database of a log but not its key: any SQL, our code, every note ever signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from shared.merkle.checkpoint import Checkpoint, sign_checkpoint
from shared.merkle.findings import Report
from shared.merkle.keys import SigningKey
from shared.merkle.log import MerkleLog
from shared.merkle.source import open_source
from shared.merkle.tree import Frontier, leaf_hash
from shared.merkle.verify import verify
from shared.merkle.witness import Witness
from shared.store.database import Database

KEY = SigningKey("example.org/271403/disclosures", bytes(range(32)))
STRANGER = SigningKey(KEY.name, bytes(range(1, 33)))
BATCHES = (1, 1, 3, 1, 4, 2)
SIZE = sum(BATCHES)
EARLY = 2
"""The size of which somebody has kept the checkpoint long ago."""

Resign = Callable[[str | None, Checkpoint], str | None]
"""What becomes of the note beside an entry of a log that was changed: the old one, the new root."""


def keep(note: str | None, _: Checkpoint) -> str | None:
    """Leave the signed notes where they are."""
    return note


def drop(_: str | None, __: Checkpoint) -> str | None:
    """Take the notes away."""
    return None


def by_stranger(_: str | None, now: Checkpoint) -> str | None:
    """Sign with a key of one's own, under the log's name."""
    return sign_checkpoint(now, [STRANGER])


def under_old_signature(note: str | None, now: Checkpoint) -> str | None:
    """Put the new root above the signature of the old one."""
    return None if note is None else now.text + "\n" + note.split("\n\n")[1]


def new_log() -> MerkleLog:
    """A log as each process opens it for itself."""
    return MerkleLog("disclosures", KEY.name, [KEY.verifier])


def entry(number: int) -> bytes:
    """What is recorded at a position."""
    return b"entry %d" % number


ENTRIES = [entry(number) for number in range(SIZE)]


@dataclass(frozen=True, slots=True)
class Crime:
    """A log of twelve entries in six appends, with its witness, in the hands of its superuser.

    Attributes:
        database: the superuser's.
        place: its URL and password.
        witness: the file that the superuser cannot write.
    """

    database: Database
    place: tuple[str, str]
    witness: Path

    @classmethod
    def prepared(cls, database: Database, place: tuple[str, str], witness: Path) -> Crime:
        """Record, sign and witness everything."""
        crime, log = cls(database, place, witness), new_log()
        database.migrate(log.tables)
        for first, count in zip((0, 1, 2, 5, 6, 10), BATCHES, strict=True):
            crime.record([entry(number) for number in range(first, first + count)])
        assert crime.follow() == SIZE
        return crime

    def record(self, entries: Sequence[bytes]) -> None:
        """Append as the service does, with the key."""
        with self.database.exclusive() as unit:
            new_log().append(unit, entries, KEY)

    def follow(self) -> int:
        """Let the witness catch up, as a process that has just started."""
        return Witness(self.witness, new_log(), self.database).catch_up()

    def notes(self) -> list[str | None]:
        """The note beside each entry, or none."""
        return [row["checkpoint"] for row in new_log().entries(self.database, 0, 99)]

    def checkpoint(self, size: int) -> str:
        """The signed checkpoint of a size, to be kept by somebody else."""
        note = self.notes()[size - 1]
        assert note is not None
        return note

    def run(self, *statements: str) -> None:
        """Run SQL."""
        with self.database.exclusive() as unit:
            for statement in statements:
                unit.execute(statement)

    def replace(self, entries: Sequence[bytes], resign: Resign, since: int) -> None:
        """Write the whole log anew, every hash fitting; notes from a position on are dealt with."""
        notes, tree, log = self.notes(), Frontier(), new_log()
        rows, nodes = [], []
        for position, one in enumerate(entries):
            made = tree.append(leaf_hash(one))
            nodes += [{"lv": level, "ix": index, "hash": node} for (level, index), node in made]
            note = notes[position] if position < len(notes) else None
            if position >= since:
                note = resign(note, Checkpoint(KEY.name, tree.size, tree.root()))
            rows.append({"at": position, "leaf": leaf_hash(one), "entry": one, "note": note})
        with self.database.exclusive() as unit:
            unit.execute(f"DELETE FROM {log.entries_table}")  # noqa: S608
            unit.execute(f"DELETE FROM {log.nodes_table}")  # noqa: S608
            unit.execute_many(
                f"INSERT INTO {log.entries_table} VALUES (:at, :leaf, :entry, :note)",  # noqa: S608
                rows,
            )
            unit.execute_many(
                f"INSERT INTO {log.nodes_table} VALUES (:lv, :ix, :hash)",  # noqa: S608
                nodes,
            )

    def verify(self, *checkpoints: str, witness: bool = False) -> Report:
        """What an auditor is told, with the witness or without, and with kept checkpoints."""
        log = new_log()
        with open_source(log, *self.place) as source:
            return verify(log, source, self.witness if witness else None, checkpoints)
