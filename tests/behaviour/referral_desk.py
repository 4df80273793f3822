"""A fictional town's placement desk, with agencies that ask and agencies that are asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from services.placement.app import Placement, build
from services.placement.views import remember_agency
from shared.broker import BrokerAccess
from shared.calendar import JST
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.conference import AgencyRegistered
from shared.identity import Actor, Role
from shared.sealing import key_encryption_key
from shared.settings import Home
from tests.town_hall import SECRETARIAT

NEXT_DOOR = "011002"
START = datetime(2026, 6, 1, 9, tzinfo=JST)
_IDS = UUID("5f2d7a80-1b3c-4d5e-8f90-a1b2c3d4e5f6")


def known(name: str) -> UUID:
    """The id of somebody or something by its name."""
    return uuid5(_IDS, name)


def worker(agency: str | UUID, role: Role = "counsellor") -> Actor:
    """Somebody who acts for an agency."""
    agency_id = known(agency) if isinstance(agency, str) else agency
    return Actor(person="w-1", agency=str(agency_id), role=role, purpose="referral")


CITY, NPO, SHOP = worker("city"), worker("npo", "member"), worker("shop", "member")
CONTRACTOR, NEIGHBOUR = worker("contractor"), worker("neighbour")


@dataclass
class ReferralDesk:
    """Placement in an empty folder, which its own city, contractor, npo and shop are known to.

    Attributes:
        folder: its home.
        place: URL and password of its database; else SQLite in the folder.
        broker: how it reaches the broker, if it is to.
        now: the instant of recording.
    """

    folder: Path
    place: tuple[str, str] | None = None
    broker: BrokerAccess | None = None
    now: datetime = START
    placement: Placement = field(init=False)

    def __post_init__(self) -> None:
        home = Home(self.folder)
        settings = home.settings("placement")
        if self.place:
            url, password = self.place
            settings = replace(settings, database_url=url, database_password=password)
        if self.broker:
            settings = replace(settings, broker=self.broker)
        if not home.kek_file.exists():
            home.kek_file.parent.mkdir(parents=True, exist_ok=True)
            key_encryption_key.generate(home.kek_file)
        self.placement = build(settings, lambda: self.now)
        self.placement.migrate()

    @property
    def today(self) -> date:
        """The day of recording."""
        return self.now.date()

    def settle(self) -> None:
        """The register has told of the town's agencies, and of the one next door."""
        ended = self.now + timedelta(days=60)
        self.tell("city", "municipal_department", internal=True)
        self.tell("contractor", "npo", entrusted_from=START, entrusted_until=ended)
        self.tell("npo", "npo")
        self.tell("shop", "employer")
        self.tell("neighbour", "municipal_department", internal=True, municipality=NEXT_DOOR)

    def tell(self, name: str | UUID, kind: str, **told: Any) -> None:
        """The register tells of one agency."""
        agency_id = known(name) if isinstance(name, str) else name
        fact = AgencyRegistered(
            agency_id=str(agency_id),
            agency_kind=kind,
            occurred_on=self.today,
            **{"municipality": DEMO_MUNICIPALITY, "internal": False, **told},
        )
        with self.placement.store.transaction(SECRETARIAT, self.now) as tx:
            remember_agency(tx, fact)

    def do(self, use_case: str, actor: Actor = CITY, **request: Any) -> Any:
        """Call a use case by its name."""
        described, call = self.placement.application.use_cases()[use_case]
        return call(actor, described.request(**request))

    def offer(self, actor: Actor = CITY, **told: Any) -> UUID:
        """A destination is asked: the npo, about the son, unless it is told otherwise."""
        request = {
            "municipality": DEMO_MUNICIPALITY,
            "case_id": known("case"),
            "person_id": known("son"),
            "destination": "npo",
            "to_agency_id": known("npo"),
            "on": self.today,
            **told,
        }
        return UUID(str(self.do("referrals.offer", actor, **request)))

    def step(self, name: str, referral_id: UUID, actor: Actor = CITY, **told: Any) -> None:
        """One step of a referral, today."""
        self.do(
            f"referrals.{name}", actor, **{"referral_id": referral_id, "on": self.today, **told}
        )

    def show(self, referral_id: UUID, actor: Actor = CITY) -> Any:
        """A referral with its history."""
        return self.do("referrals.show", actor, referral_id=referral_id)

    def board(self) -> dict[str, list[UUID]]:
        """The town's board: the referrals by status, empty columns left out."""
        board = self.do("referrals.board", municipality=DEMO_MUNICIPALITY)
        return {
            column.status: [line.referral_id for line in column.referrals]
            for column in board.columns
            if column.count
        }

    def overdue(self) -> list[tuple[UUID, str, int]]:
        """Which referrals are late, with what, for how many days."""
        lines = self.do("referrals.overdue", municipality=DEMO_MUNICIPALITY)
        return [(one.referral_id, one.owing.what, one.owing.days_late) for one in lines]

    def pass_days(self, days: int) -> None:
        """It is later."""
        self.now += timedelta(days=days)


def titles(steps: Iterable[Any]) -> list[str]:
    """What the steps of a history are called."""
    return [one.title for one in steps]
