"""Placement's read model of the directory of resources; nothing that is sealed is in it."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from uuid import UUID

from services.placement.domain.resource import (
    OUTDATED_AFTER_DAYS,
    FreshnessRuleSet,
    ResourceAmended,
    ResourceConfirmed,
    ResourceDetails,
    ResourceRegistered,
    ResourceReopened,
    ResourceWithdrawn,
)
from shared.calendar import jst_date
from shared.codes.municipality import MunicipalityCode
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Row


class ResourceRow(ResourceDetails):
    """A resource as the directory lists it.

    Attributes:
        last_confirmed: when somebody last asked the place; ``None`` if nobody ever did.
        free_places: what was answered then; ``None`` if nobody has said.
        withdrawn_on: since when nobody is referred there; ``None`` while people are.
    """

    resource_id: UUID
    municipality: MunicipalityCode
    last_confirmed: date | None
    free_places: int | None
    withdrawn_on: date | None

    @property
    def ages(self) -> tuple[int | None, int | None]:
        """Whole years from and up to which it takes people, both inclusive."""
        return self.min_age, self.max_age

    def takes_age(self, age: int) -> bool:
        """Whether it takes somebody who has this age, in whole years, on the day."""
        above = self.min_age is None or self.min_age <= age
        return above and (self.max_age is None or age <= self.max_age)

    def open_in(self, month: int) -> bool:
        """Whether it takes people in a month (1–12)."""
        return not self.season or month in self.season

    def serves(self, area: str) -> bool:
        """Whether it lies in an area, or is bound to none."""
        return self.area is None or folded(self.area) == folded(area)

    def is_outdated(self, today: date, after_days: int) -> bool:
        """Whether nobody has asked the place for more than so many days."""
        return self.last_confirmed is None or (today - self.last_confirmed).days > after_days


def folded(text: str) -> str:
    """A name as it is compared: in one width and case, without any space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


_OWN_COLUMNS = ("resource_id", "municipality", "last_confirmed", "free_places", "withdrawn_on")


class Resources:
    """Tables ``resources`` (one row each) and ``freshness_rules`` (one for each municipality).

    ``place`` is what makes two entries the same place: kind, name and area, however they are
    written.
    """

    names = ("resources", "freshness_rules")
    tables = (
        """CREATE TABLE IF NOT EXISTS resources (
            resource_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            kind TEXT NOT NULL,
            place TEXT NOT NULL,
            details TEXT NOT NULL,
            registered_on TEXT NOT NULL,
            last_confirmed TEXT,
            free_places INTEGER,
            withdrawn_on TEXT
        )""",
        "CREATE INDEX IF NOT EXISTS resources_by_place ON resources (municipality, place)",
        """CREATE TABLE IF NOT EXISTS freshness_rules (
            municipality TEXT PRIMARY KEY,
            outdated_after_days INTEGER NOT NULL
        )""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        identity = {"id": str(recorded.originator_id)}
        match recorded.event:
            case ResourceRegistered() | ResourceAmended() as event:
                details = ResourceDetails.carried_by(event)
                tx.execute(
                    "INSERT INTO resources"
                    " (resource_id, municipality, kind, place, details, registered_on)"
                    " VALUES (:id, :municipality, :kind, :place, :details, :on_day)"
                    " ON CONFLICT (resource_id) DO UPDATE SET"
                    " kind = :kind, place = :place, details = :details",
                    identity
                    | {
                        "municipality": event.municipality,
                        "kind": details.kind,
                        "place": _place(details),
                        "details": details.model_dump_json(),
                        "on_day": jst_date(recorded.metadata.recorded_at).isoformat(),
                    },
                )
            case ResourceConfirmed() as event:
                tx.execute(
                    "UPDATE resources SET last_confirmed = :on_day, free_places = :free"
                    " WHERE resource_id = :id",
                    identity | {"on_day": event.on.isoformat(), "free": event.free_places},
                )
            case ResourceWithdrawn(on=since):
                _set_withdrawn(tx, identity["id"], since.isoformat())
            case ResourceReopened():
                _set_withdrawn(tx, identity["id"], None)
            case FreshnessRuleSet() as rule:
                tx.execute(
                    "INSERT INTO freshness_rules VALUES (:municipality, :days)"
                    " ON CONFLICT (municipality) DO UPDATE SET outdated_after_days = :days",
                    {"municipality": rule.municipality, "days": rule.outdated_after_days},
                )


def resource(rows: Rows, resource_id: UUID) -> ResourceRow | None:
    """A resource of any municipality, also a withdrawn one."""
    found = rows.rows("SELECT * FROM resources WHERE resource_id = :id", {"id": str(resource_id)})
    return _row(found[0]) if found else None


def resources_of(
    rows: Rows, municipality: str, *, kind: str | None = None, withdrawn: bool = False
) -> tuple[ResourceRow, ...]:
    """The resources of a municipality by kind and place.

    Args:
        rows: where to ask.
        municipality: whose directory.
        kind: of code list ``resource_kinds``; every kind if ``None``.
        withdrawn: also those to which nobody is referred any more.
    """
    found = rows.rows(
        "SELECT * FROM resources WHERE municipality = :municipality"
        " ORDER BY kind, place, resource_id",
        {"municipality": municipality},
    )
    return tuple(
        _row(row)
        for row in found
        if kind in (None, row["kind"]) and (withdrawn or row["withdrawn_on"] is None)
    )


def resources_known_since(rows: Rows, municipality: str) -> tuple[tuple[UUID, date], ...]:
    """The resources people are referred to, each with the day of its last confirmation.

    Of one that nobody has ever asked it is the day on which it was entered.
    """
    found = rows.rows(
        "SELECT resource_id, COALESCE(last_confirmed, registered_on) AS known_on FROM resources"
        " WHERE municipality = :municipality AND withdrawn_on IS NULL ORDER BY resource_id",
        {"municipality": municipality},
    )
    return tuple((UUID(row["resource_id"]), date.fromisoformat(row["known_on"])) for row in found)


def resource_at(rows: Rows, municipality: str, details: ResourceDetails) -> UUID | None:
    """The resource that is entered under the same kind, name and area; not a withdrawn one."""
    found = rows.rows(
        "SELECT resource_id FROM resources WHERE municipality = :municipality AND place = :place"
        " AND withdrawn_on IS NULL ORDER BY resource_id LIMIT 1",
        {"municipality": municipality, "place": _place(details)},
    )
    return UUID(found[0]["resource_id"]) if found else None


def outdated_after_days(rows: Rows, municipality: str) -> int:
    """After how many days without asking an entry of the municipality is out of date."""
    found = rows.rows(
        "SELECT outdated_after_days FROM freshness_rules WHERE municipality = :municipality",
        {"municipality": municipality},
    )
    return int(found[0]["outdated_after_days"]) if found else OUTDATED_AFTER_DAYS


def _set_withdrawn(tx: Transaction, resource_id: str, since: str | None) -> None:
    tx.execute(
        "UPDATE resources SET withdrawn_on = :since WHERE resource_id = :id",
        {"id": resource_id, "since": since},
    )


def _place(details: ResourceDetails) -> str:
    return "|".join((details.kind, folded(details.name), folded(details.area or "")))


def _row(row: Row) -> ResourceRow:
    entry = {name: row[name] for name in _OWN_COLUMNS}
    return ResourceRow.model_validate(json.loads(row["details"]) | entry)
