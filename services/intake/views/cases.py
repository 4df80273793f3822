"""The worklist: which cases there are, how they stand, and when somebody was last in contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.intake.domain import case
from services.intake.domain.case import Standing
from shared.store import Recorded, Rows, Transaction


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in the worklist; no personal data.

    Attributes:
        case_id: the case.
        municipality: 全国地方公共団体コード.
        standing: 継続・中断・終結・移管・名寄せ済み.
        standing_since: since when.
        opened_on: 受付日.
        anonymous: opened for a caller who gave no name.
        last_contact_on: day of the latest contact.
        contacts: number of contacts on record.
    """

    case_id: UUID
    municipality: str
    standing: Standing
    standing_since: date
    opened_on: date
    anonymous: bool
    last_contact_on: date | None
    contacts: int


_STANDING_AFTER: dict[type[case.CaseEvent], Standing] = {
    case.CaseSuspended: Standing.SUSPENDED,
    case.CaseClosed: Standing.CLOSED,
    case.CaseReopened: Standing.OPEN,
    case.CaseTransferredOut: Standing.TRANSFERRED,
    case.AnonymousLinked: Standing.LINKED,
}


class CaseList:
    """Table ``cases``: one row per case."""

    names = ("cases",)
    tables = (
        """CREATE TABLE IF NOT EXISTS cases (
            case_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            standing TEXT NOT NULL,
            standing_since TEXT NOT NULL,
            opened_on TEXT NOT NULL,
            anonymous INTEGER NOT NULL,
            last_contact_on TEXT,
            contacts INTEGER NOT NULL,
            last_moved_on TEXT NOT NULL,
            worker_id TEXT,
            main_subject TEXT
        )""",
        "CREATE INDEX IF NOT EXISTS cases_by_municipality ON cases (municipality, opened_on)",
        """CREATE INDEX IF NOT EXISTS cases_by_movement
            ON cases (municipality, last_moved_on, case_id)""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        event, case_id = recorded.event, str(recorded.originator_id)
        match event:
            case case.CaseOpened():
                tx.execute(
                    "INSERT INTO cases VALUES"
                    " (:case_id, :municipality, 'open', :on_day, :on_day, :anonymous, NULL, 0,"
                    " :on_day, NULL, NULL)",
                    {
                        "case_id": case_id,
                        "municipality": event.municipality,
                        "on_day": event.on.isoformat(),
                        "anonymous": int(event.anonymous),
                    },
                )
            case case.ContactRecorded():
                tx.execute(
                    "UPDATE cases SET contacts = contacts + 1, last_contact_on ="
                    " CASE WHEN last_contact_on IS NULL OR last_contact_on < :on_day"
                    " THEN :on_day ELSE last_contact_on END, last_moved_on ="
                    " CASE WHEN last_moved_on < :on_day THEN :on_day ELSE last_moved_on END"
                    " WHERE case_id = :case_id",
                    {"case_id": case_id, "on_day": event.on.isoformat()},
                )
            case (
                case.PersonAdded(role=case.Role.MAIN, person_id=person_id)
                | case.MainSubjectChanged(person_id=person_id)
            ):
                tx.execute(
                    "UPDATE cases SET main_subject = :person_id WHERE case_id = :case_id",
                    {"case_id": case_id, "person_id": str(person_id)},
                )
            case case.WorkerAssigned() | case.CaseHandedOver():
                tx.execute(
                    "UPDATE cases SET worker_id = :worker_id WHERE case_id = :case_id",
                    {"case_id": case_id, "worker_id": str(event.worker_id)},
                )
            case case.CaseEvent() if type(event) in _STANDING_AFTER:
                tx.execute(
                    "UPDATE cases SET standing = :standing, standing_since = :on_day,"
                    " last_moved_on ="
                    " CASE WHEN last_moved_on < :on_day THEN :on_day ELSE last_moved_on END"
                    " WHERE case_id = :case_id",
                    {
                        "case_id": case_id,
                        "standing": _STANDING_AFTER[type(event)].value,
                        "on_day": event.on.isoformat(),
                    },
                )


def list_cases(
    rows: Rows, municipality: str, *, after: str = "", limit: int = 100
) -> list[CaseLine]:
    """Return a page of the worklist, in the order of case ids.

    Args:
        rows: the store.
        municipality: whose cases.
        after: id of the last case of the page before.
        limit: at most so many.
    """
    found = rows.rows(
        "SELECT * FROM cases WHERE municipality = :municipality AND case_id > :after_id"
        " ORDER BY case_id LIMIT :page",
        {"municipality": municipality, "after_id": after, "page": limit},
    )
    return [
        CaseLine(
            case_id=UUID(row["case_id"]),
            municipality=row["municipality"],
            standing=Standing(row["standing"]),
            standing_since=date.fromisoformat(row["standing_since"]),
            opened_on=date.fromisoformat(row["opened_on"]),
            anonymous=bool(row["anonymous"]),
            last_contact_on=row["last_contact_on"] and date.fromisoformat(row["last_contact_on"]),
            contacts=row["contacts"],
        )
        for row in found
    ]
