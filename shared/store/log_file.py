"""A service's log in its SQLite file, read from outside: nothing can be written through it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from shared.store.outline import OutlineMapper
from shared.store.store import Logged

_mapper = OutlineMapper()


@dataclass(frozen=True, slots=True)
class LogFile:
    """The event log of one service on one machine.

    Attributes:
        path: the service's store.
    """

    path: Path

    def end(self) -> int:
        """Notification id of the last event, 0 for an empty log."""
        with closing(self._open()) as connection:
            [(last,)] = connection.execute("SELECT MAX(rowid) FROM stored_events")
            return int(last or 0)

    def outlines(self, after: int, upto: int) -> Iterator[Logged]:
        """The events of a part of the log, in its order, without what is sealed in them.

        Args:
            after: notification id to start behind.
            upto: the last one; all of them are held at once.
        """
        with closing(self._open()) as connection:
            found = connection.execute(
                "SELECT rowid, originator_id, originator_version, topic, state"
                " FROM stored_events WHERE rowid > ? AND rowid <= ? ORDER BY rowid",
                (after, upto),
            ).fetchall()
        for position, *columns in found:
            yield Logged(position, _mapper.outline(*columns))

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{quote(str(self.path))}?mode=ro", uri=True)
