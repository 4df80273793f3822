"""The tables of observations made anew: filled beside those that stand, and put in their place.

Whatever ends the work before, a defect or the plug, leaves the figures as they were; what it leaves
beside them goes when the next one begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from uuid import uuid4

from shared.refusal import Refusal
from shared.store.database import Database, Rows, UnitOfWork, Value

Observed = Mapping[tuple[str, ...], Sequence[tuple[Value, ...]]]
"""Rows by their table and the names of their columns, in this order."""

_TABLE = re.compile(r"CREATE TABLE IF NOT EXISTS (?P<name>\w+) (?P<columns>\(.*\))", re.DOTALL)
_INDEX = re.compile(r"CREATE INDEX IF NOT EXISTS (?P<name>\w+) ON .*", re.DOTALL)
REBUILDING_TABLES: tuple[str, ...] = (
    "CREATE TABLE IF NOT EXISTS rebuilding (one INTEGER PRIMARY KEY, run TEXT NOT NULL)",
)
"""Which making anew is under way, and which was the last whose tables took their place."""

_UNDER_WAY, _TOOK_PLACE = 1, 2


def standing_tables(rows: Rows) -> str | None:
    """Which making anew the tables that stand are from; ``None`` if they never were made anew."""
    return _run(rows, _TOOK_PLACE)


def _run(rows: Rows, what: int) -> str | None:
    found = rows.rows("SELECT run FROM rebuilding WHERE one = :what", {"what": what})
    return found[0]["run"] if found else None


class Anew:
    """One making anew.

    Indexes are made at the end, of all rows at once; until then nobody asks the fresh tables.

    Args:
        database: of stats.
        statements: as the tables and their indexes are created by a migration.

    Raises:
        ValueError: a statement creates neither a table nor an index.
    """

    def __init__(self, database: Database, statements: Sequence[str]) -> None:
        self._database = database
        self._run = uuid4().hex
        self._tables: dict[str, str] = {}
        self._indexes: dict[str, str] = {}
        for statement in statements:
            if table := _TABLE.fullmatch(statement):
                self._tables[table["name"]] = table["columns"]
            elif index := _INDEX.fullmatch(statement):
                self._indexes[index["name"]] = statement
            else:
                raise ValueError("tables of observations are only created")

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables."""
        return tuple(self._tables)

    def begin(self) -> None:
        """Make the fresh tables; whoever was filling some before can do so no more."""
        with self._database.exclusive() as unit:
            for statement in REBUILDING_TABLES:
                unit.execute(statement)
            self._note(unit, _UNDER_WAY)
            self._drop(unit, "former", "anew")
            for name, columns in self._tables.items():
                unit.execute(f"CREATE TABLE {name}_anew {columns}")

    def add(self, observed: Observed) -> None:
        """Fill in rows, in a transaction of their own.

        Raises:
            Refusal: ``overtaken``: somebody else has begun to make the tables anew.
        """
        with self._alone() as unit:
            self._insert(unit, observed)

    def take_place(self, last: Callable[[], Sequence[Observed]]) -> None:
        """Put the fresh tables in the place of those that stand, in one transaction.

        Args:
            last: gives what has come in meanwhile; it is asked when nothing can come in any more.

        Raises:
            Refusal: as :meth:`add`.
        """
        with self._alone() as unit:
            for observed in last():
                self._insert(unit, observed)
            for index in self._indexes:
                unit.execute(f"DROP INDEX IF EXISTS {index}")
            for name in self._tables:
                unit.execute(f"ALTER TABLE {name} RENAME TO {name}_former")
                unit.execute(f"ALTER TABLE {name}_anew RENAME TO {name}")
            for statement in self._indexes.values():
                unit.execute(statement)
            self._note(unit, _TOOK_PLACE)
        with self._alone() as unit:
            self._drop(unit, "former")

    @contextmanager
    def _alone(self) -> Iterator[UnitOfWork]:
        with self._database.exclusive() as unit:
            if _run(unit, _UNDER_WAY) != self._run:
                raise Refusal(
                    "overtaken",
                    "集計の元の表の作り直しを、別の人が始めました。",
                    "そちらが終わるのを待ってください。集計は、これまでどおり使えます。",
                )
            yield unit

    def _note(self, unit: UnitOfWork, what: int) -> None:
        unit.execute(
            "INSERT INTO rebuilding VALUES (:what, :run)"
            " ON CONFLICT (one) DO UPDATE SET run = :run",
            {"what": what, "run": self._run},
        )

    def _drop(self, unit: UnitOfWork, *which: str) -> None:
        for name in self._tables:
            for one in which:
                unit.execute(f"DROP TABLE IF EXISTS {name}_{one}")

    @staticmethod
    def _insert(unit: UnitOfWork, observed: Observed) -> None:
        for (table, *columns), rows in observed.items():
            unit.insert_rows(f"{table}_anew", columns, rows)
