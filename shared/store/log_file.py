"""A service's log in its SQLite file, read from outside: nothing can be written through it."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from shared.store.outline import OutlineMapper
from shared.store.recorded import Recorded

_mapper = OutlineMapper()

Stored = tuple[int, str, int, str, bytes]
"""Notification id, id of the aggregate (32 digits), its version, topic and state of an event."""


def outline(stored: Stored) -> Recorded:
    """An event without what is sealed in it.

    Raises:
        Refusal: as :meth:`shared.store.recorded.EventMapper.to_domain_event`.
    """
    return _mapper.outline(*stored[1:])


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

    def stored(self, after: int, upto: int) -> Generator[Stored, None, None]:
        """The events of a part of the log as they lie there, in its order.

        Whoever stops before the end closes it, in the thread that began.

        Args:
            after: notification id to start behind.
            upto: the last one.
        """
        with closing(self._open()) as connection:
            yield from connection.execute(
                "SELECT rowid, originator_id, originator_version, topic, state"
                " FROM stored_events WHERE rowid > ? AND rowid <= ? ORDER BY rowid",
                (after, upto),
            )

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{quote(str(self.path))}?mode=ro", uri=True)
