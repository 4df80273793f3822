"""Whatever happened at the counter: list, search, sheet and export show what ``show`` shows.

Agencies act at random, each in words of its own. Then every query is asked by somebody of every
agency about every case, person and contact there is. A new query is asked as soon as it exists;
one that asks for something this test cannot name makes it fail.
"""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from pydantic import TypeAdapter

from services.intake.application.ledgers import LedgerWritten
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store.open import open_database
from tests.behaviour.intake_service import open_intake
from tests.behaviour.intake_town import (
    BEGINNING,
    CHILDREN,
    CITY,
    NEIGHBOUR,
    NPO,
    SHAKYO,
    TOWN,
    IntakeTown,
)

ACTING = (CITY, CHILDREN, SHAKYO)
EVERYBODY = (*ACTING, NPO, NEIGHBOUR)
STEPS = 60
_ANY: TypeAdapter[Any] = TypeAdapter(Any)
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"


class Counter:
    """A town in which agencies have acted at random.

    Attributes:
        town: the counter.
        noted: the words that each agency noted for itself.
        cases: every case there is.
        persons: every person there is, with their name.
        contacts: every contact there is, with its case.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - chance that can be repeated, nothing secret
        database = open_database(f"sqlite://{folder / 'intake.sqlite'}", "")
        self.town = IntakeTown(open_intake(folder, database, lambda: BEGINNING), BEGINNING)
        self.noted: dict[str, set[str]] = defaultdict(set)
        self.cases: list[UUID] = []
        self.persons: dict[UUID, str] = {}
        self.contacts: dict[UUID, UUID] = {}

    def words(self, actor: Actor) -> str:
        """Words that stand nowhere else, noted by somebody's agency for itself."""
        said = "".join(self._random.choice(_KANA) for _ in range(24))
        self.noted[actor.agency].add(said)
        return said

    def act(self) -> None:
        """Somebody does something, or is refused."""
        actor = self._random.choice(ACTING)
        acts = (self.receive, self.receive, self._contact, self._joint, self._assess)
        try:
            self._random.choice((*acts, self._hand_over, self._amend, self._rest))(actor)
        except Refusal:
            return

    def receive(self, actor: Actor) -> None:
        """Somebody new comes to an agency's counter."""
        name = "".join(self._random.choice(_KANA) for _ in range(12))
        told = {"name": name, "phone": f"0790{self._random.randrange(10**6):06}"}
        self.noted[actor.agency].add(told["phone"])
        contact = self.town.contact(content=self.words(actor))
        case_id = self.town.ask(
            "cases.receive",
            actor,
            municipality=TOWN,
            contact=contact,
            household=[{"details": told}],
        )
        self.cases.append(case_id)
        self.persons[self.town.main(actor, case_id)] = name

    def _contact(self, actor: Actor, **more: Any) -> None:
        case_id = self._random.choice(self.cases)
        asked = self.town.contact(content=self.words(actor), **more)
        self.contacts[self.town.ask("contacts.record", actor, case_id=case_id, **asked)] = case_id

    def _joint(self, actor: Actor) -> None:
        other = self._random.choice([one for one in ACTING if one != actor])
        self._contact(actor, joint_agencies=[other.agency])

    def _assess(self, actor: Actor) -> None:
        asked = {"case_id": self._random.choice(self.cases), "on": self.town.day(0)}
        self.town.ask("cases.assess", actor, **asked, summary=self.words(actor))

    def _rest(self, actor: Actor) -> None:
        asked = {"case_id": self._random.choice(self.cases), "on": self.town.day(0)}
        name = self._random.choice(("cases.suspend", "cases.reopen"))
        self.town.ask(name, actor, **asked, note=self.words(actor))

    def _hand_over(self, actor: Actor) -> None:
        asked = {"case_id": self._random.choice(self.cases), "on": self.town.day(0)}
        to = self._random.choice(ACTING)
        name = self._random.choice(("cases.take-charge", "cases.hand-over"))
        self.town.ask(name, actor, **asked, worker=to.person, agency_id=to.agency)

    def _amend(self, actor: Actor) -> None:
        person_id = self._random.choice(list(self.persons))
        self.town.ask("persons.amend", actor, person_id=person_id, kana=self.persons[person_id])

    def answers(self, actor: Actor) -> Iterator[tuple[str, dict[str, Any], Any]]:
        """Everything that somebody is shown, whatever they ask."""
        for name, (use_case, _) in self.town.intake.use_cases().items():
            if use_case.kind != "query":
                continue
            role = next(
                one for one in (actor.role, *sorted(use_case.roles)) if one in use_case.roles
            )
            asking = actor.model_copy(update={"role": role})
            for asked in self._requests(use_case.request.model_fields):
                try:
                    yield name, asked, self.town.ask(name, asking, **asked)
                except Refusal as refusal:
                    yield name, asked, str(refusal)

    def _requests(self, fields: Any) -> Iterator[dict[str, Any]]:
        """Every request that can be made of what there is."""
        choices: dict[str, list[Any]] = {
            "municipality": [TOWN],
            "case_id": self.cases,
            "contact_id": list(self.contacts),
            "person_id": list(self.persons),
            "about": [*self.persons, *self.cases],
            "name": list(self.persons.values()),
            "show": ["all"],
            "limit": [100],
            "form": ["csv"],
        }
        wanted = [
            one
            for one, field in fields.items()
            if field.is_required() or one in ("name", "show", "form")
        ]
        if "limit" in fields and "show" in fields:
            wanted.append("limit")
        for values in itertools.product(*(choices[one] for one in wanted)):
            asked = dict(zip(wanted, values, strict=True))
            if "contact_id" in asked and self.contacts[asked["contact_id"]] != asked["case_id"]:
                continue
            yield asked

    def _leaks(self, actor: Actor, text: str) -> list[str]:
        others = set().union(*(said for by, said in self.noted.items() if by != actor.agency))
        return [one for one in others if one in text]

    def leaks(self, actor: Actor, answer: Any) -> list[str]:
        """Words of other agencies in an answer."""
        told = json.dumps(_ANY.dump_python(answer, mode="json"), ensure_ascii=False)
        file = answer.content.decode() if isinstance(answer, LedgerWritten) else ""
        return self._leaks(actor, told + file)


@pytest.fixture(params=range(3))
def counter(request: pytest.FixtureRequest, tmp_path: Path) -> Counter:
    """Somewhere, sometime."""
    counter = Counter(tmp_path, request.param)
    counter.receive(CITY)
    for _ in range(STEPS):
        counter.act()
    return counter


def test_nobody_is_shown_what_another_agency_noted(counter: Counter) -> None:
    """Whatever is asked by whomever, no answer and no refusal holds another agency's words."""
    answered = set()
    for actor in EVERYBODY:
        for name, asked, answer in counter.answers(actor):
            assert not counter.leaks(actor, answer), (name, asked)
            answered |= set() if isinstance(answer, str) else {name}

    offered = counter.town.intake.use_cases()
    assert answered == {name for name, (one, _) in offered.items() if one.kind == "query"}


def test_lists_and_searches_show_what_can_be_opened(counter: Counter) -> None:
    """For each agency, what is listed, found and exported is what opens, case by case."""
    town = counter.town
    for actor in ACTING:
        opens = {one for one in counter.cases if _opens(town, "cases.show", actor, case_id=one)}
        knows = {
            one for one in counter.persons if _opens(town, "persons.show", actor, person_id=one)
        }
        listed = town.ask("cases.list", actor, municipality=TOWN, show="all", limit=100)
        found = {
            one.person_id: one
            for name in counter.persons.values()
            for one in town.ask("persons.search", actor, municipality=TOWN, name=name)
        }

        assert {one.case_id for one in listed.cases} == opens
        assert set(found) == knows
        assert {case for one in found.values() for case in one.cases} <= opens
        assert opens
        assert opens < set(counter.cases)
    for stranger in (NPO, NEIGHBOUR):
        assert not [
            one for one in counter.cases if _opens(town, "cases.show", stranger, case_id=one)
        ]


def _opens(town: IntakeTown, name: str, actor: Actor, **asked: Any) -> bool:
    try:
        town.ask(name, actor, **asked)
    except Refusal:
        return False
    return True
