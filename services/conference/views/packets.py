"""Which packets there are: for whom, of which matter, whether they can still be opened."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from services.conference.domain.packet import PacketBuilt, PacketEnded
from shared.store import Recorded, Rows, Transaction


class Packets:
    """Table ``packets``: one row each."""

    names = ("packets",)
    tables = (
        """CREATE TABLE IF NOT EXISTS packets (
            packet_id TEXT PRIMARY KEY,
            matter_id TEXT NOT NULL,
            conference_id TEXT,
            recipient_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            ended TEXT
        )""",
        "CREATE INDEX IF NOT EXISTS packets_by_matter ON packets (matter_id, number)",
        "CREATE INDEX IF NOT EXISTS packets_by_recipient ON packets (recipient_id, ended)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        packet_id = str(recorded.originator_id)
        match recorded.event:
            case PacketBuilt() as built:
                tx.execute(
                    "INSERT INTO packets VALUES"
                    " (:packet_id, :matter_id, :conference_id, :recipient_id, :number, NULL)",
                    {
                        "packet_id": packet_id,
                        "matter_id": str(built.matter_id),
                        "conference_id": built.conference_id and str(built.conference_id),
                        "recipient_id": str(built.recipient_id),
                        "number": built.number,
                    },
                )
            case PacketEnded() as ended:
                tx.execute(
                    "UPDATE packets SET ended = :how WHERE packet_id = :packet_id",
                    {"packet_id": packet_id, "how": ended.how},
                )


def last_number(rows: Rows, matter_id: UUID) -> int:
    """The highest 資料番号 of a matter; 0 before the first."""
    found = rows.rows(
        "SELECT coalesce(max(number), 0) AS number FROM packets WHERE matter_id = :matter_id",
        {"matter_id": str(matter_id)},
    )
    return int(found[0]["number"])


def open_packets_of_matter(rows: Rows, matter_id: UUID) -> list[UUID]:
    """The packets of a matter that have not ended, by number."""
    found = rows.rows(
        "SELECT packet_id FROM packets WHERE matter_id = :matter_id AND ended IS NULL"
        " ORDER BY number",
        {"matter_id": str(matter_id)},
    )
    return [UUID(row["packet_id"]) for row in found]


class PacketRow(NamedTuple):
    """A packet of a matter.

    Attributes:
        ended: how it ended; ``None`` while it can be opened.
    """

    packet_id: UUID
    number: int
    recipient_id: UUID
    ended: str | None


def packets_of_matter(rows: Rows, matter_id: UUID) -> list[PacketRow]:
    """Every packet of a matter, by number."""
    found = rows.rows(
        "SELECT packet_id, number, recipient_id, ended FROM packets"
        " WHERE matter_id = :matter_id ORDER BY number",
        {"matter_id": str(matter_id)},
    )
    return [
        PacketRow(UUID(row["packet_id"]), row["number"], UUID(row["recipient_id"]), row["ended"])
        for row in found
    ]


def open_packets_for(rows: Rows, recipient_id: UUID) -> list[UUID]:
    """The packets for an agency that have not ended, by number."""
    found = rows.rows(
        "SELECT packet_id FROM packets WHERE recipient_id = :recipient_id AND ended IS NULL"
        " ORDER BY number, packet_id",
        {"recipient_id": str(recipient_id)},
    )
    return [UUID(row["packet_id"]) for row in found]
