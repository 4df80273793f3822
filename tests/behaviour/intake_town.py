"""A town whose agencies come to intake's counter, each by its use cases alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from services.intake.application import IntakeApplication
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.conference import AgencyRegistered
from shared.identity import Actor, Role, service_actor
from shared.known_agencies import remember_agency
from shared.use_case import read_request

TOWN, ELSEWHERE = DEMO_MUNICIPALITY, "332089"
_PLACE = UUID("0d7c1c52-6f35-4a2e-8f4e-6d3e7d9a1b00")
SAID = "架空の相談内容・いろはにほへと"
SAID_ELSEWHERE = "社協が聞いた架空の話・ちりぬるを"


def named(name: str) -> UUID:
    """The id of something by its name."""
    return uuid5(_PLACE, name)


def worker(agency: str, role: Role = "counsellor", person: str | None = None) -> Actor:
    """Somebody who works for an agency."""
    return Actor(
        person=person or f"w-{agency}", agency=str(named(agency)), role=role, purpose="consultation"
    )


CITY, CITY_TWO = worker("city"), worker("city", person="w-city-2")
SHAKYO, CHILDREN, NPO = worker("shakyo"), worker("children"), worker("npo")
NEIGHBOUR, NOBODY = worker("neighbour"), worker("nobody")
AGENCIES: Mapping[str, tuple[str, str, bool, tuple[int, int] | None]] = {
    "city": (TOWN, "municipal_department", True, None),
    "children": (TOWN, "municipal_department", True, None),
    "shakyo": (TOWN, "social_welfare_council", False, (-400, 400)),
    "npo": (TOWN, "npo", False, None),
    "neighbour": (ELSEWHERE, "municipal_department", True, None),
}
"""Where each is registered, its kind, whether it is a department, and its contract in days from
now; ``nobody`` is registered nowhere."""


class IntakeTown:
    """The counter of a town with two departments, an entrusted 社協 and an NPO that is not.

    Attributes:
        intake: the application.
        now: the instant; it moves when it is moved.
    """

    def __init__(self, intake: IntakeApplication, now: datetime) -> None:
        self.intake = intake
        self.now = now
        for name, (municipality, kind, internal, contract) in AGENCIES.items():
            begins, ends = contract or (None, None)
            self.register(name, municipality, kind, internal=internal, begins=begins, ends=ends)

    @property
    def today(self) -> date:
        """The day in Japan."""
        return self.intake.today

    def day(self, ago: int) -> str:
        """So many days ago."""
        return (self.today - timedelta(days=ago)).isoformat()

    def register(
        self,
        name: str,
        municipality: str,
        kind: str,
        *,
        internal: bool = False,
        begins: int | None = None,
        ends: int | None = None,
    ) -> None:
        """Let intake hear from the register of agencies."""
        fact = AgencyRegistered(
            municipality=municipality,
            occurred_on=self.today,
            agency_id=str(named(name)),
            agency_kind=kind,
            internal=internal,
            entrusted_from=None if begins is None else self.now + timedelta(days=begins),
            entrusted_until=None if ends is None else self.now + timedelta(days=ends),
        )
        with self.intake.store.transaction(service_actor("conference", "told"), self.now) as tx:
            remember_agency(tx, fact)

    def ask(self, name: str, actor: Actor, /, **asked: Any) -> Any:
        """Ask for one use case, as a document from outside."""
        use_case, call = self.intake.use_cases()[name]
        return call(actor, read_request(use_case.request, asked))

    def contact(self, ago: int = 0, **told: Any) -> dict[str, Any]:
        """A call of the mother."""
        return {
            "on": self.day(ago),
            "method": "phone",
            "consulter": "mother",
            "content": SAID,
            **told,
        }

    def receive(self, actor: Actor, ago: int = 0, /, **details: Any) -> UUID:
        """相談受付 of somebody who is not known yet."""
        told = {"name": "架空 太郎", "kana": "カクウ タロウ", "gender": "male", **details}
        case_id: UUID = self.ask(
            "cases.receive",
            actor,
            municipality=TOWN,
            contact=self.contact(ago),
            household=[{"details": told}],
        )
        return case_id

    def show(self, actor: Actor, case_id: UUID) -> Any:
        """A case as somebody sees it."""
        return self.ask("cases.show", actor, case_id=case_id)

    def main(self, actor: Actor, case_id: UUID) -> UUID:
        """Whom a case is mainly about."""
        person_id: UUID = self.show(actor, case_id).persons[0].person_id
        return person_id


BEGINNING = datetime(2026, 6, 1, 3, tzinfo=UTC)
