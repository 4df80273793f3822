"""The worklist of an agency: its cases, the one longest without movement first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.intake.domain.case import Standing
from services.intake.views.holders import among
from shared.store import Rows
from shared.store.database import Row


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One case as the worklist has it.

    Attributes:
        case_id: the case.
        standing: how it stands.
        standing_since: since when.
        opened_on: 受付日.
        anonymous: opened for a caller who gave no name.
        last_contact_on: day of the latest contact.
        last_moved_on: the latest day on which anything happened: a contact, a rest, a re-opening.
        worker_id: who is in charge.
        main_subject: 主たる対象者; ``None`` for an anonymous caller.
    """

    case_id: UUID
    standing: Standing
    standing_since: date
    opened_on: date
    anonymous: bool
    last_contact_on: date | None
    last_moved_on: date
    worker_id: UUID | None
    main_subject: UUID | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases are asked for.

    Attributes:
        municipality: whose.
        names: of the agency that asks.
        standings: how they stand.
        worker_id: only those that this worker is in charge of.
        quiet_before: only open ones in which nothing happened since this day, and
        resting_before: only resting ones in which nothing happened since this day.
        after: behind which case, by the day and id of it.
    """

    municipality: str
    names: Collection[str]
    standings: Collection[Standing]
    worker_id: UUID | None = None
    quiet_before: date | None = None
    resting_before: date | None = None
    after: tuple[date, UUID] | None = None


def worklist(rows: Rows, wanted: Wanted, limit: int) -> list[WorkRow]:
    """At most so many cases of an agency, the one longest without movement first."""
    listed, values = among(wanted.names, "holder")
    standings, stood = among([one.value for one in wanted.standings], "standing")
    held = f"SELECT 1 FROM case_holders h WHERE h.case_id = c.case_id AND h.holder IN ({listed})"  # noqa: S608 - placeholders
    conditions = [
        "c.municipality = :municipality",
        f"c.standing IN ({standings})",
        f"EXISTS ({held})",
    ]
    values |= {"municipality": wanted.municipality, "most": limit, **stood}
    if wanted.worker_id is not None:
        conditions.append("c.worker_id = :worker_id")
        values["worker_id"] = str(wanted.worker_id)
    if wanted.quiet_before is not None and wanted.resting_before is not None:
        conditions.append(
            "((c.standing = 'open' AND c.last_moved_on < :quiet)"
            " OR (c.standing = 'suspended' AND c.last_moved_on < :resting))"
        )
        values["quiet"] = wanted.quiet_before.isoformat()
        values["resting"] = wanted.resting_before.isoformat()
    if wanted.after is not None:
        conditions.append(
            "(c.last_moved_on > :after_day"
            " OR (c.last_moved_on = :after_day AND c.case_id > :after_id))"
        )
        values["after_day"] = wanted.after[0].isoformat()
        values["after_id"] = str(wanted.after[1])
    found = rows.rows(
        f"SELECT c.* FROM cases c WHERE {' AND '.join(conditions)}"  # noqa: S608 - placeholders
        " ORDER BY c.last_moved_on, c.case_id LIMIT :most",
        values,
    )
    return [_read(row) for row in found]


def _read(row: Row) -> WorkRow:
    return WorkRow(
        case_id=UUID(row["case_id"]),
        standing=Standing(row["standing"]),
        standing_since=date.fromisoformat(row["standing_since"]),
        opened_on=date.fromisoformat(row["opened_on"]),
        anonymous=bool(row["anonymous"]),
        last_contact_on=date.fromisoformat(row["last_contact_on"])
        if row["last_contact_on"]
        else None,
        last_moved_on=date.fromisoformat(row["last_moved_on"]),
        worker_id=UUID(row["worker_id"]) if row["worker_id"] else None,
        main_subject=UUID(row["main_subject"]) if row["main_subject"] else None,
    )
