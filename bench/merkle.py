"""The log of disclosures: verified from its first entry, proved entry by entry, appended to."""

from __future__ import annotations

import resource
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import psycopg

from bench.measured import Goal, Line, Measured, Plan, percentiles, thinned
from bench.raw import psycopg_commits, sqlite_commits
from shared.merkle.keys import SigningKey
from shared.merkle.log import MerkleLog
from shared.merkle.proofs import inclusion_holds
from shared.merkle.source import open_source
from shared.merkle.tree import leaf_hash
from shared.merkle.verify import verify
from shared.merkle.witness import Witness
from shared.store.database import Database
from shared.store.open import open_database
from tests.servers.postgres import PostgresServer, postgres_server

ENTRY_BYTES = 400
PER_APPEND = 10
APPENDS_PER_COMMIT = 100
BATCHES = (1, 10, 100)
PROOFS = 2_000
WITHIN_SECONDS = (Goal("時間", "<", 15.0),)
WITHIN_MS = (Goal("p99", "<", 5.0),)

KEY = SigningKey("tsunagu.example/271403/disclosures", bytes(range(32)))
LOG = MerkleLog("disclosures", KEY.name, [KEY.verifier])

Commits = Callable[[list[bytes], int], list[float]]
"""Inserts entries with the driver alone, so many to a commit; milliseconds of each commit."""


def measure(plan: Plan, folder: Path) -> Measured:
    """A long log on SQLite with its witness, a shorter one on PostgreSQL; then single appends."""
    random = Random(plan.seed)  # noqa: S311 - seeded entries, no secret
    long, shorter, appends = plan.size(1_000_000), plan.size(100_000), plan.size(2_000)
    lines, samples = _on_sqlite(folder, long, appends, random)
    with postgres_server() as server:
        more, pg_samples = _on_postgres(server, shorter, appends, random)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    return Measured(
        title="改ざんが分かる記録（RFC 9162 の木、署名付き検査点）",
        lines=(*lines, *more, Line("メモリー（この測定のプロセス）", "MiB", {"最大": peak})),
        samples=samples | pg_samples,
        setting={
            "sqlite_entries": long,
            "postgres_entries": shorter,
            "entry_bytes": ENTRY_BYTES,
            "entries_per_signature": PER_APPEND,
            "appends": appends,
        },
    )


def _on_sqlite(
    folder: Path, size: int, appends: int, random: Random
) -> tuple[list[Line], dict[str, list[float]]]:
    path, witness = folder / "log.sqlite", folder / "witness.jsonl"
    database = open_database(f"sqlite://{path}")
    _fill(database, size, random)
    Witness(witness, LOG, database).catch_up()
    with closing(sqlite3.connect(path)) as connection:
        raw = _seconds(lambda: sum(map(_leaf, connection.execute(_EVERYTHING))))
    lines = [
        _verified(f"SQLite: {size:,} 件を検証", f"sqlite://{path}", "", size, raw, None),
        _verified(f"SQLite: {size:,} 件を控えと検証", f"sqlite://{path}", "", size, raw, witness),
    ]

    def commits(entries: list[bytes], per_commit: int) -> list[float]:
        return sqlite_commits(folder / f"raw-{per_commit}.sqlite", entries, per_commit)

    more, samples = _proved_and_appended("SQLite", database, size, appends, commits, random)
    database.close()
    return [*lines, *more], samples


def _on_postgres(
    server: PostgresServer, size: int, appends: int, random: Random
) -> tuple[list[Line], dict[str, list[float]]]:
    name = server.create_database()
    url = server.url(name)
    database = open_database(url, server.password)
    _fill(database, size, random)
    with server.connect(name) as connection:
        raw = _seconds(lambda: _read_streaming(connection))
        line = _verified(f"PostgreSQL: {size:,} 件を検証", url, server.password, size, raw, None)

        def commits(entries: list[bytes], per_commit: int) -> list[float]:
            return psycopg_commits(connection, entries, per_commit)

        more, samples = _proved_and_appended("PostgreSQL", database, size, appends, commits, random)
    database.close()
    return [line, *more], samples


_EVERYTHING = f"SELECT entry FROM {LOG.entries_table} ORDER BY position"  # noqa: S608


def _read_streaming(connection: psycopg.Connection[tuple[bytes]]) -> None:
    with connection.transaction(), connection.cursor("everything") as cursor:
        cursor.itersize = 4_096
        sum(map(_leaf, cursor.execute(_EVERYTHING)))


def _leaf(row: tuple[bytes]) -> int:
    """Hash an entry and do nothing with it: the least that any verification has to do."""
    return len(leaf_hash(row[0]))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _entries(count: int, random: Random) -> list[bytes]:
    return [random.randbytes(ENTRY_BYTES) for _ in range(count)]


def _fill(database: Database, size: int, random: Random) -> None:
    """Grow a log as acts do, some entries signed at a time, but many acts to a commit."""
    database.migrate(LOG.tables)
    for first in range(0, size, PER_APPEND * APPENDS_PER_COMMIT):
        with database.exclusive() as unit:
            stop = min(size, first + PER_APPEND * APPENDS_PER_COMMIT)
            for start in range(first, stop, PER_APPEND):
                LOG.append(unit, _entries(min(PER_APPEND, stop - start), random), KEY)


def _verified(
    what: str, url: str, password: str, size: int, raw: float, witness: Path | None
) -> Line:
    began = time.perf_counter()
    with open_source(LOG, url, password) as source:
        report = verify(LOG, source, witness)
    took = time.perf_counter() - began
    assert report.is_sound
    assert report.confirmed == size
    return Line(what, "秒", {"時間": took}, {"時間": raw}, "読んでハッシュするだけ", WITHIN_SECONDS)


def _proved_and_appended(
    name: str, database: Database, size: int, appends: int, commits: Commits, random: Random
) -> tuple[list[Line], dict[str, list[float]]]:
    reads, proofs = _proofs(database, size, random)
    what = "鍵で1行を読むだけ"
    lines = [
        Line(
            f"{name}: {size:,} 件のうち1件の証明",
            "ms",
            percentiles(proofs),
            percentiles(reads),
            what,
            WITHIN_MS,
        )
    ]
    samples = {f"{name}_proof_ms": thinned(proofs)}
    for per_commit in BATCHES:
        entries = _entries(appends * per_commit, random)
        took = _appends(database, entries, per_commit)
        raw = commits(entries, per_commit)
        insert = "同じ件数の INSERT だけ"
        what = f"{name}: {per_commit} 件を1回で追記"
        lines.append(Line(what, "ms", percentiles(took), percentiles(raw), insert))
        samples[f"{name}_append_{per_commit}_ms"] = thinned(took)
    return lines, samples


def _proofs(database: Database, size: int, random: Random) -> tuple[list[float], list[float]]:
    """Milliseconds of reading one entry, and of making the proof that it is in the log."""
    root = LOG.root(database, size)
    reads, proofs = [], []
    for position in (random.randrange(size) for _ in range(min(PROOFS, size))):
        began = time.perf_counter()
        entry = LOG.entries(database, position, 1)[0]["entry"]
        read = time.perf_counter()
        proof = LOG.inclusion_proof(database, position, size)
        proofs.append((time.perf_counter() - read) * 1_000)
        reads.append((read - began) * 1_000)
        assert inclusion_holds(leaf_hash(entry), position, size, proof, root)
    return reads, proofs


def _appends(database: Database, entries: list[bytes], per_commit: int) -> list[float]:
    """Milliseconds of each transaction that appends and nothing else."""
    took = []
    for first in range(0, len(entries), per_commit):
        batch = entries[first : first + per_commit]
        began = time.perf_counter()
        with database.exclusive() as unit:
            LOG.append(unit, batch, KEY)
        took.append((time.perf_counter() - began) * 1_000)
    return took
