"""What was submitted to the prefecture, and what of it the prefecture's server has on disk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.stats.domain.submission import ReturnSubmitted
from shared.store import Recorded, Rows, Transaction

HANDED_IN_TABLES: tuple[str, ...] = (
    """CREATE TABLE IF NOT EXISTS handed_in (
        return_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        municipality TEXT NOT NULL,
        sequence BIGINT NOT NULL,
        PRIMARY KEY (return_id, version)
    )""",
)
"""The place in the prefecture's stream at which a submission was acknowledged: told by another
server, so no rebuilding from the own log empties it."""


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One submission.

    Attributes:
        municipality: 全国地方公共団体コード.
        return_id: the return.
        version: which one.
        number: how manieth submission of this municipality it is, from 1.
        template: id of the report template.
        period_from: first day.
        period_to: last day, inclusive.
        submitted_on: the day of submission.
        handed_in: whether the prefecture's server has acknowledged it.
    """

    municipality: str
    return_id: UUID
    version: int
    number: int
    template: str
    period_from: date
    period_to: date
    submitted_on: date
    handed_in: bool


class Submissions:
    """Table ``submissions``: one row per submitted version."""

    names = ("submissions",)
    tables = (
        """CREATE TABLE IF NOT EXISTS submissions (
            municipality TEXT NOT NULL,
            number INTEGER NOT NULL,
            return_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            template TEXT NOT NULL,
            period_from TEXT NOT NULL,
            period_to TEXT NOT NULL,
            submitted_on TEXT NOT NULL,
            PRIMARY KEY (municipality, number)
        )""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Number what a municipality submits."""
        event = recorded.event
        if not isinstance(event, ReturnSubmitted):
            return
        tx.execute(
            "INSERT INTO submissions SELECT :municipality, COALESCE(MAX(number), 0) + 1,"
            " :return_id, :version, :template, :first, :last, :submitted_on"
            " FROM submissions WHERE municipality = :municipality",
            {
                "municipality": event.municipality,
                "return_id": str(event.return_id),
                "version": event.version,
                "template": event.template,
                "first": event.period_from.isoformat(),
                "last": event.period_to.isoformat(),
                "submitted_on": event.submitted_on.isoformat(),
            },
        )


_ROWS = """SELECT s.*, h.sequence FROM submissions s
    LEFT JOIN handed_in h ON h.return_id = s.return_id AND h.version = s.version"""


def submissions_of(rows: Rows, municipality: str) -> list[SubmissionRow]:
    """Everything that a municipality submitted, in order."""
    found = rows.rows(
        f"{_ROWS} WHERE s.municipality = :code ORDER BY s.number",
        {"code": municipality},
    )
    return [
        SubmissionRow(
            municipality=row["municipality"],
            return_id=UUID(row["return_id"]),
            version=row["version"],
            number=row["number"],
            template=row["template"],
            period_from=date.fromisoformat(row["period_from"]),
            period_to=date.fromisoformat(row["period_to"]),
            submitted_on=date.fromisoformat(row["submitted_on"]),
            handed_in=bool(row["sequence"]),
        )
        for row in found
    ]


def municipalities_submitting(rows: Rows) -> list[str]:
    """Every municipality that ever submitted a return here."""
    found = rows.rows("SELECT DISTINCT municipality FROM submissions ORDER BY municipality")
    return [row["municipality"] for row in found]


def last_sequence(rows: Rows, municipality: str) -> int:
    """The last place in the prefecture's stream that holds something of a municipality, or 0."""
    found = rows.rows(
        "SELECT COALESCE(MAX(sequence), 0) AS last FROM handed_in WHERE municipality = :code",
        {"code": municipality},
    )
    return int(found[0]["last"])


def note_handed_in(tx: Transaction, row: SubmissionRow, sequence: int) -> None:
    """Note that the prefecture's server has a submission on disk at a place of its stream."""
    tx.execute(
        "INSERT INTO handed_in VALUES (:return_id, :version, :municipality, :sequence)"
        " ON CONFLICT (return_id, version) DO UPDATE SET sequence = :sequence",
        {
            "return_id": str(row.return_id),
            "version": row.version,
            "municipality": row.municipality,
            "sequence": sequence,
        },
    )


def note_lost(tx: Transaction, municipality: str, behind: int) -> None:
    """Note that the prefecture's stream ends earlier than it did: what came after is due again."""
    tx.execute(
        "UPDATE handed_in SET sequence = 0 WHERE municipality = :code AND sequence > :behind",
        {"code": municipality, "behind": behind},
    )
