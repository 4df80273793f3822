"""Erasures, holds, and what is on record about whom: ids, codes and days only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from uuid import UUID

from services.conference.domain import erasure as erasures
from services.conference.domain.conference import AgendaItemPlaced, ConferenceHeld
from services.conference.domain.determination import DeterminationMade
from services.conference.domain.hold import HoldLifted, HoldPlaced
from services.conference.domain.item import ItemContributed
from services.conference.domain.person import PersonDescribed
from services.conference.domain.plan import PlanDecided
from services.conference.retention import ClassId
from services.conference.views.retention import sign
from shared.calendar import jst_date
from shared.sealing.sealed import Sealed
from shared.store import Event, Recorded, Rows, Transaction
from shared.store.event import Detail

_STATUS: dict[type[Event], erasures.Status] = {
    erasures.ErasureRejected: "rejected",
    erasures.ErasureApproved: "approved",
    erasures.ErasureStopped: "stopped",
    erasures.ErasureCompleted: "completed",
}
_ABUSE_KINDS = {"abuse_report", "child_welfare", "abuse_request_13_4"}


class Erasures:
    """Tables ``erasures``, ``holds``, ``retention_records``, ``stream_keys``, ``stream_subjects``.

    ``stream_keys`` holds the aggregates that seal texts under an id of their own, and
    ``stream_subjects`` whom each aggregate is about: together they tell which keys besides the
    person's own go when a person is erased, whatever is added to this service.
    """

    names = ("erasures", "holds", "retention_records", "stream_keys", "stream_subjects")
    tables = (
        """CREATE TABLE IF NOT EXISTS erasures (
            erasure_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            person_id TEXT NOT NULL,
            status TEXT NOT NULL,
            answers_due TEXT
        )""",
        "CREATE INDEX IF NOT EXISTS erasures_by_person ON erasures (person_id)",
        """CREATE TABLE IF NOT EXISTS holds (
            hold_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            subject_id TEXT NOT NULL,
            until TEXT,
            lifted INTEGER NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS holds_by_subject ON holds (subject_id)",
        """CREATE TABLE IF NOT EXISTS retention_records (
            subject_id TEXT NOT NULL,
            class_id TEXT NOT NULL,
            last_on TEXT NOT NULL,
            PRIMARY KEY (subject_id, class_id)
        )""",
        "CREATE TABLE IF NOT EXISTS stream_keys (stream_id TEXT PRIMARY KEY)",
        """CREATE TABLE IF NOT EXISTS stream_subjects (
            subject_id TEXT NOT NULL,
            stream_id TEXT NOT NULL,
            PRIMARY KEY (subject_id, stream_id)
        )""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        event, own_id = recorded.event, str(recorded.originator_id)
        _project_erasure(tx, event, own_id)
        _project_records(tx, recorded)
        for subject in subjects_of(event):
            tx.execute(
                "INSERT INTO stream_subjects VALUES (:subject_id, :stream_id)"
                " ON CONFLICT (subject_id, stream_id) DO NOTHING",
                {"subject_id": str(subject), "stream_id": own_id},
            )
        if may_seal(type(event)) and own_id in {one.key_id for one in sealed_in(event)}:
            tx.execute(
                "INSERT INTO stream_keys VALUES (:id) ON CONFLICT (stream_id) DO NOTHING",
                {"id": own_id},
            )


def _project_erasure(tx: Transaction, event: Event, own_id: str) -> None:
    match event:
        case erasures.ErasureProposed():
            tx.execute(
                "INSERT INTO erasures VALUES (:id, :municipality, :person_id, 'proposed', NULL)",
                {
                    "id": own_id,
                    "municipality": event.municipality,
                    "person_id": str(event.person_id),
                },
            )
        case HoldPlaced():
            tx.execute(
                "INSERT INTO holds VALUES (:id, :municipality, :subject_id, :until, 0)",
                {
                    "id": own_id,
                    "municipality": event.municipality,
                    "subject_id": str(event.person_id or event.case_id),
                    "until": event.until.isoformat() if event.until else None,
                },
            )
        case HoldLifted():
            tx.execute("UPDATE holds SET lifted = 1 WHERE hold_id = :id", {"id": own_id})
        case _ if type(event) in _STATUS:
            due = event.answers_due if isinstance(event, erasures.ErasureApproved) else None
            tx.execute(
                "UPDATE erasures SET status = :status, answers_due = COALESCE(:due, answers_due)"
                " WHERE erasure_id = :id",
                {
                    "id": own_id,
                    "status": _STATUS[type(event)],
                    "due": due.isoformat() if due else None,
                },
            )


def _project_records(tx: Transaction, recorded: Recorded) -> None:
    """Note of which class there are records, about whom, and the day of the latest."""
    for class_id, subject, on in _records(recorded):
        sign(tx, "retention_records", str(subject), class_id, on)


def _records(recorded: Recorded) -> Iterator[tuple[ClassId, UUID, date]]:
    on = jst_date(recorded.metadata.recorded_at)
    match recorded.event:
        case AgendaItemPlaced() as matter:
            for subject in (matter.case_id, *matter.subjects):
                yield "conference", subject, on
        case ConferenceHeld() as held:
            for item in held.agenda:
                yield "conference", item.case_id, held.held_on
        case PlanDecided() as plan:
            yield "plan", plan.case_id, plan.decided_on
        case ItemContributed() | DeterminationMade() as told if _speaks_of_abuse(told):
            for subject in told.subjects:
                yield "abuse_child", subject, on
        case PersonDescribed() as person if person.registered_yotaikyo:
            yield "abuse_child", recorded.originator_id, on


def _speaks_of_abuse(told: ItemContributed | DeterminationMade) -> bool:
    if isinstance(told, ItemContributed):
        return told.category == "abuse"
    return told.kind in _ABUSE_KINDS


def subjects_of(event: Event) -> set[UUID]:
    """The persons and cases that an event names as what it is about."""
    named = (getattr(event, name, None) for name in ("case_id", "person_id"))
    found = {one for one in named if isinstance(one, UUID)}
    found |= {one for one in getattr(event, "subjects", ()) if isinstance(one, UUID)}
    if isinstance(event, ConferenceHeld):
        found |= {item.case_id for item in event.agenda}
    return found


@cache
def may_seal(event_class: type[Event]) -> bool:
    """Whether an event of a class can hold a sealed text at all."""
    return "tsunagu-sealed" in json.dumps(event_class.model_json_schema())


def sealed_in(value: object) -> Iterator[Sealed]:
    """Every sealed text within an event, at any depth."""
    if isinstance(value, Sealed):
        yield value
    elif isinstance(value, Detail):
        for name in type(value).model_fields:
            yield from sealed_in(getattr(value, name))
    elif isinstance(value, tuple | list | frozenset | set):
        for one in value:
            yield from sealed_in(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from sealed_in(one)


def streams_sealed_about(rows: Rows, subjects: list[UUID]) -> list[str]:
    """Key ids of aggregates that seal under their own id and are about one of the subjects.

    A person's own aggregate has the person's id: of others than the erased they stay.
    """
    found: set[str] = set()
    for subject in subjects:
        sealed = rows.rows(
            "SELECT s.stream_id FROM stream_subjects s"
            " JOIN stream_keys k ON k.stream_id = s.stream_id"
            " WHERE s.subject_id = :subject_id AND NOT EXISTS"
            " (SELECT 1 FROM retention_persons p WHERE p.person_id = s.stream_id)",
            {"subject_id": str(subject)},
        )
        found |= {row["stream_id"] for row in sealed}
    return sorted(found)


def holds_on(rows: Rows, subjects: list[UUID], today: date) -> list[UUID]:
    """The holds in force on persons or cases, by id."""
    found: set[UUID] = set()
    for subject in subjects:
        held = rows.rows(
            "SELECT hold_id FROM holds WHERE subject_id = :subject_id AND lifted = 0"
            " AND (until IS NULL OR until >= :today)",
            {"subject_id": str(subject), "today": today.isoformat()},
        )
        found |= {UUID(row["hold_id"]) for row in held}
    return sorted(found)


def holds_of(rows: Rows, municipality: str) -> list[UUID]:
    """Every hold of a municipality, lifted ones included, by id."""
    found = rows.rows(
        "SELECT hold_id FROM holds WHERE municipality = :municipality ORDER BY hold_id",
        {"municipality": municipality},
    )
    return [UUID(row["hold_id"]) for row in found]


def erasures_of(rows: Rows, person_id: UUID, *statuses: erasures.Status) -> list[UUID]:
    """The erasures of a person that stand so, by id."""
    found = rows.rows(
        "SELECT erasure_id, status FROM erasures WHERE person_id = :person_id ORDER BY erasure_id",
        {"person_id": str(person_id)},
    )
    return [UUID(row["erasure_id"]) for row in found if row["status"] in statuses]


def list_erasures(
    rows: Rows, municipality: str, status: erasures.Status | None
) -> list[tuple[UUID, datetime | None]]:
    """The erasures of a municipality with the instant by which proofs are due, by id."""
    found = rows.rows(
        "SELECT erasure_id, status, answers_due FROM erasures"
        " WHERE municipality = :municipality ORDER BY erasure_id",
        {"municipality": municipality},
    )
    return [
        (
            UUID(row["erasure_id"]),
            datetime.fromisoformat(row["answers_due"]) if row["answers_due"] else None,
        )
        for row in found
        if status is None or row["status"] == status
    ]
