"""Placement's directory of resources in a fictional town, with the agencies that come to it."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from services.placement import published, views
from services.placement.application.resources import (
    RESOURCE_TABLE,
    Directory,
    FindResources,
    RegisterResource,
    ResourceImportReport,
    ResourceLine,
    ResourceNotes,
    Resources,
    ResourceTable,
)
from services.placement.views import remember_agency
from shared.calendar import JST
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.desk import Desk
from shared.facts import conference as told
from shared.identity import Actor, Role
from shared.sealing import Sealer, key_encryption_key, open_key_store
from shared.store import EventStore
from shared.store.database import Database
from tests.town_hall import BEGAN, SECRETARIAT, TOWN_HALL, told_to_placement

NOON = datetime(2026, 11, 1, 12, tzinfo=JST)
NEXT_TOWN = "011002"
Row = dict[str, str]
FARM: Row = {"種類": "農家", "名称": "つなぎ農園（架空）", "定員": "3", "最終確認日": "2026-10-01"}
CAFE: Row = {"種類": "サロン", "名称": "カフェ（架空）", "地域": "東地区"}
NPO, ENTRUSTED, NEXT_DOOR = (UUID(f"00000000-0000-4000-8000-00000000b00{n}") for n in (1, 2, 3))


def who(agency: UUID | str = TOWN_HALL, role: Role = "employment_supporter") -> Actor:
    """Somebody who works in an agency; by default in the town hall."""
    return Actor(person="w-7", agency=str(agency), role=role, purpose="support")


@dataclass
class Town:
    """The directory, and a clock that can be moved."""

    folder: Path
    database: Database
    now: datetime = NOON
    desk: Desk = field(init=False)
    resources: Resources = field(init=False)
    notes: ResourceNotes = field(init=False)
    directory: Directory = field(init=False)

    def __post_init__(self) -> None:
        key_encryption_key.generate(self.folder / "kek")
        keys = open_key_store(f"sqlite://{self.folder / 'keys.sqlite'}")
        keys.migrate()
        store = EventStore("placement", self.database, views.VIEWS, views.FOREIGN_TABLES)
        store.migrate()
        self.desk = Desk(store, Sealer(keys, self.folder / "kek"), lambda: self.now)
        self.resources = Resources(self.desk)
        self.notes = ResourceNotes(self.desk)
        self.directory = Directory(self.desk)
        told_to_placement(store)
        told_to_placement(store, NEXT_DOOR, municipality=NEXT_TOWN)
        self.register(NPO)
        self.register(ENTRUSTED, until=NOON + timedelta(days=30))

    def register(self, agency_id: UUID, *, until: datetime | None = None) -> None:
        """Tell placement of an agency outside the town hall, entrusted if its contract ends."""
        fact = told.AgencyRegistered(
            municipality=DEMO_MUNICIPALITY,
            occurred_on=BEGAN.date(),
            agency_id=str(agency_id),
            agency_kind="npo",
            internal=False,
            entrusted_from=BEGAN if until else None,
            entrusted_until=until,
        )
        with self.desk.store.transaction(SECRETARIAT, BEGAN) as tx:
            remember_agency(tx, fact)

    def enter(self, name: str = "つなぎ農園（架空）", kind: str = "farm", **more: Any) -> UUID:
        """Register a resource as the town hall."""
        asked = {"municipality": DEMO_MUNICIPALITY, "kind": kind, "name": name} | more
        return self.resources.register(who(), RegisterResource.model_validate(asked))

    def written(self) -> str:
        """All that lies in the log and in the directory's rows, as it lies there."""
        events = self.database.recorder.select_notifications(1, 10_000)
        rows = self.database.rows("SELECT * FROM resources")
        return "".join(one.state.decode() for one in events) + "".join(map(str, map(dict, rows)))

    def facts(self) -> list[object]:
        """What has left the service."""
        log = self.desk.store.log(0, 10_000)
        return [fact for one in log if (fact := published.publish(one.recorded)) is not None]


def write(folder: Path, *rows: Row, name: str = "resources.csv") -> Path:
    """Write rows as a CSV table."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, RESOURCE_TABLE.headers, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def take_in(town: Town, path: Path, actor: Actor | None = None) -> ResourceImportReport:
    """Import one file."""
    return ResourceTable(town.desk, path, DEMO_MUNICIPALITY, actor or who()).take_in()


def listed(town: Town) -> list[ResourceLine]:
    """The directory."""
    asked = FindResources(municipality=DEMO_MUNICIPALITY)
    return list(town.directory.find(who(), asked).resources)
