"""Which agency holds what kind of information about whom, and before what it lies: no words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from services.conference.domain.item import (
    ItemContributed,
    ItemCorrected,
    ItemOffered,
    ItemTakenBack,
)
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Row


class Items:
    """Tables ``items``, ``item_subjects`` and ``item_offers``.

    No row is ever taken out: which items lay before an agenda item on a past day is asked of every
    item that ever did, and its own history tells.
    """

    names = ("items", "item_subjects", "item_offers")
    tables = (
        """CREATE TABLE IF NOT EXISTS items (
            item_id TEXT PRIMARY KEY,
            holder_id TEXT NOT NULL,
            category TEXT NOT NULL,
            source_kind TEXT NOT NULL,
            purpose TEXT NOT NULL,
            flags TEXT NOT NULL,
            revision INTEGER NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS items_by_holder ON items (holder_id, item_id)",
        """CREATE TABLE IF NOT EXISTS item_subjects (
            person_id TEXT NOT NULL,
            item_id TEXT NOT NULL,
            PRIMARY KEY (person_id, item_id)
        )""",
        "CREATE INDEX IF NOT EXISTS item_subjects_by_item ON item_subjects (item_id)",
        """CREATE TABLE IF NOT EXISTS item_offers (
            agenda_id TEXT NOT NULL,
            item_id TEXT NOT NULL,
            request_id TEXT,
            lies INTEGER NOT NULL,
            offered INTEGER NOT NULL,
            PRIMARY KEY (agenda_id, item_id)
        )""",
        "CREATE INDEX IF NOT EXISTS item_offers_by_item ON item_offers (item_id)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        item_id = str(recorded.originator_id)
        match recorded.event:
            case ItemContributed() as item:
                _insert(tx, item_id, item)
            case ItemCorrected():
                tx.execute(
                    "UPDATE items SET revision = revision + 1 WHERE item_id = :item_id",
                    {"item_id": item_id},
                )
            case ItemOffered() as offer:
                tx.execute(
                    "INSERT INTO item_offers SELECT :agenda_id, :item_id, :request_id, 1,"
                    " COALESCE(MAX(offered), 0) + 1 FROM item_offers WHERE agenda_id = :agenda_id"
                    " ON CONFLICT (agenda_id, item_id) DO UPDATE SET request_id = :request_id,"
                    " lies = 1, offered = EXCLUDED.offered",
                    {
                        "agenda_id": str(offer.agenda_id),
                        "item_id": item_id,
                        "request_id": str(offer.request_id) if offer.request_id else None,
                    },
                )
            case ItemTakenBack() as taken:
                tx.execute(
                    "UPDATE item_offers SET lies = 0"
                    " WHERE agenda_id = :agenda_id AND item_id = :item_id",
                    {"agenda_id": str(taken.agenda_id), "item_id": item_id},
                )


def _insert(tx: Transaction, item_id: str, item: ItemContributed) -> None:
    tx.execute(
        "INSERT INTO items VALUES (:item_id, :holder, :category, :source, :purpose, :flags, 1)",
        {
            "item_id": item_id,
            "holder": str(item.holder_id),
            "category": item.category,
            "source": item.source_kind,
            "purpose": item.purpose,
            "flags": " ".join(item.flags),
        },
    )
    tx.execute_many(
        "INSERT INTO item_subjects VALUES (:person_id, :item_id)",
        [{"person_id": str(one), "item_id": item_id} for one in item.subjects],
    )


def items_before(rows: Rows, agenda_id: UUID) -> list[UUID]:
    """The items that lie before an agenda item, in order of offering."""
    found = rows.rows(
        "SELECT item_id FROM item_offers WHERE agenda_id = :agenda_id AND lies = 1"
        " ORDER BY offered, item_id",
        {"agenda_id": str(agenda_id)},
    )
    return [UUID(row["item_id"]) for row in found]


def items_ever_before(rows: Rows, agenda_id: UUID) -> list[UUID]:
    """The items that lie or once lay before an agenda item, for questions about a past day."""
    found = rows.rows(
        "SELECT item_id FROM item_offers WHERE agenda_id = :agenda_id ORDER BY offered, item_id",
        {"agenda_id": str(agenda_id)},
    )
    return [UUID(row["item_id"]) for row in found]


def items_about(rows: Rows, person_id: UUID) -> list[UUID]:
    """Every item of any holder that says something about a person: for their own rights alone."""
    found = rows.rows(
        "SELECT item_id FROM item_subjects WHERE person_id = :person_id ORDER BY item_id",
        {"person_id": str(person_id)},
    )
    return [UUID(row["item_id"]) for row in found]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as its holder's list knows it: ids and codes.

    Attributes:
        item_id: which.
        category: code list ``item_categories``.
        source_kind: code list ``source_kinds``.
        purpose: 利用目的.
        flags: what must be minded.
        revision: of its wording.
        subjects: whom it says something about.
        before: the agenda items it lies before.
    """

    item_id: UUID
    category: str
    source_kind: str
    purpose: str
    flags: tuple[str, ...]
    revision: int
    subjects: tuple[UUID, ...]
    before: tuple[UUID, ...]


def items_held(
    rows: Rows,
    holder_id: UUID,
    *,
    agenda_id: UUID | None = None,
    person_id: UUID | None = None,
) -> list[ItemRow]:
    """What one agency holds, in order of id; there is no list across holders.

    Args:
        rows: the database.
        holder_id: whose.
        agenda_id: only what lies before this agenda item.
        person_id: only what says something about this person.
    """
    sql = (
        "SELECT i.item_id, i.category, i.source_kind, i.purpose, i.flags, i.revision FROM items i"
        " WHERE i.holder_id = :holder"
    )
    if agenda_id is not None:
        sql += (
            " AND EXISTS (SELECT 1 FROM item_offers o WHERE o.item_id = i.item_id"
            " AND o.agenda_id = :agenda AND o.lies = 1)"
        )
    if person_id is not None:
        sql += (
            " AND EXISTS (SELECT 1 FROM item_subjects s WHERE s.item_id = i.item_id"
            " AND s.person_id = :person)"
        )
    found = rows.rows(
        sql + " ORDER BY i.item_id",
        {
            "holder": str(holder_id),
            "agenda": str(agenda_id),
            "person": str(person_id),
        },
    )
    return [_item_row(rows, row) for row in found]


def _item_row(rows: Rows, row: Row) -> ItemRow:
    which = {"item_id": row["item_id"]}
    subjects = rows.rows(
        "SELECT person_id AS id FROM item_subjects WHERE item_id = :item_id ORDER BY person_id",
        which,
    )
    before = rows.rows(
        "SELECT agenda_id AS id FROM item_offers WHERE item_id = :item_id AND lies = 1"
        " ORDER BY agenda_id",
        which,
    )
    return ItemRow(
        item_id=UUID(row["item_id"]),
        category=row["category"],
        source_kind=row["source_kind"],
        purpose=row["purpose"],
        flags=tuple(row["flags"].split()),
        revision=row["revision"],
        subjects=_ids(subjects),
        before=_ids(before),
    )


def _ids(rows: Iterable[Row]) -> tuple[UUID, ...]:
    return tuple(UUID(row["id"]) for row in rows)
