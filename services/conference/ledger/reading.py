"""Reading the ledger: an index key leads to entries, and what is told is what the log holds."""
# ruff: noqa: S608 - the only names put into SQL are the log's own

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from pydantic import ValidationError

from services.conference.ledger.entry import Entry
from services.conference.ledger.evidence import LOG_NAME
from services.conference.ledger.index import entry_key
from shared.merkle.refusals import LogDamaged
from shared.refusal import Refusal
from shared.store.database import Row, Rows

BEHIND_ALL = 2**31 - 1
_ENTRIES = f"{LOG_NAME}_entries"
_UNDER_A_TERM = (
    f"SELECT e.position, e.entry FROM disclosure_terms t JOIN {_ENTRIES} e"
    " ON e.position = t.position WHERE t.term = :term AND t.position < :before"
    " ORDER BY t.position DESC LIMIT :limit"
)
_AT = f"SELECT position, entry FROM {_ENTRIES} WHERE position = :position"


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and its position in the log."""

    position: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some entries, latest first.

    Attributes:
        entries: as they stand in the log.
        before: where to go on; ``None`` behind the last.
    """

    entries: tuple[Placed, ...]
    before: int | None


def latest(rows: Rows, term: bytes, before: int | None, limit: int) -> Stretch:
    """The entries under an index key, latest first.

    Args:
        rows: the database.
        term: see :mod:`services.conference.ledger.index`.
        before: go on behind this position; ``None`` for the latest.
        limit: at most so many.

    Raises:
        LogDamaged: an entry is no entry any more.
    """
    bound = BEHIND_ALL if before is None else before
    found = rows.rows(_UNDER_A_TERM, {"term": term, "before": bound, "limit": limit})
    more = found[-1]["position"] if len(found) == limit else None
    return Stretch(tuple(map(_placed, found)), more)


def at_position(rows: Rows, position: int) -> Placed:
    """The entry at a position that the index named.

    Raises:
        LogDamaged: there is none, or it is no entry any more.
    """
    found = rows.rows(_AT, {"position": position})
    if not found:
        raise LogDamaged
    return _placed(found[0])


def entry_of(rows: Rows, entry_id: UUID) -> Placed:
    """One entry by its id.

    Raises:
        Refusal: ``ledger-entry-not-found``.
        LogDamaged: it is no entry any more.
    """
    stretch = latest(rows, entry_key(entry_id), None, 1)
    if not stretch.entries:
        raise entry_not_found()
    return stretch.entries[0]


def entry_not_found() -> Refusal:
    """There is no such entry, or none that the asker may know of."""
    return Refusal(
        "ledger-entry-not-found",
        "その番号の提供の記録はありません。",
        "記録の番号を確かめてください。",
    )


def _placed(row: Row) -> Placed:
    try:
        return Placed(row["position"], Entry.read(bytes(row["entry"])))
    except (ValidationError, TypeError):
        raise LogDamaged from None
