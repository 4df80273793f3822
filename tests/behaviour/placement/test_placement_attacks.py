"""What somebody entitled to sign in tries on placement's records that are not theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from services.placement.http import catalogue
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.refusal import Refusal
from tests.behaviour.operation_names import OF_OPERATION
from tests.behaviour.placement.raided import (
    CLERK,
    JUNE,
    Raided,
    answered,
    elsewhere,
    filled,
    roles_of,
)
from tests.behaviour.placement.raids import (
    BY_ID,
    BY_TOWN,
    CHOOSING_AN_ID,
    OF_THE_OWN_AGENCY,
    asked_of,
    asked_of_a_town,
)
from tests.behaviour.referral_desk import CITY, NEXT_DOOR, START, known, worker

STRANGERS = ("neighbour", "contractor", "npo", "shop", "nobody")
"""Next door; whose contract has ended; an agency and an employer that were not asked; nobody."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Raided]:
    """A desk that nobody's attempts change."""
    with filled(tmp_path_factory.mktemp("raided")) as desk:
        yield desk


@pytest.fixture
def own_town(tmp_path: Path) -> Iterator[Raided]:
    """A desk on which something is recorded."""
    with filled(tmp_path) as desk:
        yield desk


def test_every_use_case_is_attacked() -> None:
    """Whatever is offered is asked for here by its record's id, by its town, or of the own."""
    assert sorted((*BY_ID, *BY_TOWN, *OF_THE_OWN_AGENCY)) == sorted(
        catalogue().keys() - OF_OPERATION
    )


def test_the_towns_own_workers_do_find_it(own_town: Raided) -> None:
    """Given the same requests by the city, then nothing is answered as if it were not there."""
    not_found = set()
    for use_case, asked in asked_of(own_town.ids).items():
        try:
            own_town.do(use_case, worker("city", roles_of(use_case)[0]), **asked)
        except Refusal as no:
            if no.code.endswith("-not-found"):
                not_found.add(no.code)

    assert not_found == {"attendance-not-found"}  # nobody has such a token


@pytest.mark.parametrize("use_case", BY_ID)
def test_a_record_of_others_is_answered_like_none(town: Raided, use_case: str) -> None:
    """When a stranger asks by the right id, in any role, on any version, then as by a wrong one."""
    before, there = town.position(), asked_of(town.ids)[use_case]
    nowhere = asked_of(elsewhere(town.ids))[use_case]
    versions: tuple[dict[str, int], ...] = ({},)
    if "expected_version" in catalogue()[use_case].request.model_fields:
        versions = ({}, {"expected_version": 1}, {"expected_version": 99})
    for agency in STRANGERS:
        for role in roles_of(use_case):
            actor = worker(agency, role)
            told = {answered(town, use_case, actor, **there, **one) for one in versions}

            assert told == {answered(town, use_case, actor, **nowhere)}
    assert town.position() == before


@pytest.mark.parametrize("use_case", BY_TOWN)
def test_a_town_of_others_is_asked_in_vain(town: Raided, use_case: str) -> None:
    """When a stranger names this municipality, then it is none of their work, whatever is there."""
    before = town.position()
    for agency in STRANGERS:
        code = "own-agency-not-registered" if agency == "nobody" else "not-of-this-municipality"
        for role in roles_of(use_case):
            for ids in (town.ids, elsewhere(town.ids)):
                asked = asked_of_a_town(ids, DEMO_MUNICIPALITY)[use_case]
                assert answered(town, use_case, worker(agency, role), **asked)[0] == code
    assert town.position() == before


@pytest.mark.parametrize("use_case", CHOOSING_AN_ID)
def test_an_id_of_others_is_taken_and_nothing_more_is_told(town: Raided, use_case: str) -> None:
    """When next door chooses the id of this town's record, then as of anything that has one."""
    actor = worker("neighbour", roles_of(use_case)[0])
    if use_case == "routing.decide":
        clerk = worker("neighbour", "secretariat")
        town.do("routing-rules.adopt", clerk, municipality=NEXT_DOOR, name="aki")
    asked = asked_of_a_town(town.ids, NEXT_DOOR)[use_case]
    (own_id,) = (name for name, value in asked.items() if value in town.ids.values())
    another = {**asked, own_id: town.ids["late" if own_id != "referral_id" else "step_id"]}

    told = answered(town, use_case, actor, **asked)

    assert told[0] == "id-taken"
    assert told == answered(town, use_case, actor, **another)


ELSEWHERE_IN_A_RECORD: list[tuple[str, dict[str, Any], str, str]] = [
    ("steps.take", {"kind": "trial", "on": START.date()}, "resource_id", "resource_id"),
    ("steps.plan", {"kind": "trial", "on": START.date()}, "resource_id", "resource_id"),
    ("employments.start", {"kind": "regular", "on": START.date()}, "employer_id", "resource_id"),
    ("employments.start", {"kind": "regular", "on": START.date()}, "step_id", "step_id"),
    ("employments.start", {"kind": "regular", "on": START.date()}, "follows", "employment_id"),
    ("outcomes.reach", {"kind": "going_out", "on": START.date()}, "resource_id", "resource_id"),
    ("referrals.offer", {"destination": "farm", "on": START.date()}, "resource_id", "resource_id"),
    ("referrals.offer", {"destination": "farm", "on": START.date()}, "follows", "referral_id"),
    ("needs.record", {"gap": "housing"}, "routing_id", "routing_id"),
]


@pytest.mark.parametrize(("use_case", "more", "field", "kind"), ELSEWHERE_IN_A_RECORD)
def test_nothing_next_door_rests_on_what_is_here(
    town: Raided, use_case: str, more: dict[str, Any], field: str, kind: str
) -> None:
    """When next door's record refers to this town's by id, then as to something that is not."""
    about = {"municipality": NEXT_DOOR, "case_id": known("case"), "person_id": known("son")}
    actor = worker("neighbour")
    before = town.position()

    theirs = answered(town, use_case, actor, **about, **more, **{field: town.ids[kind]})

    assert theirs == answered(town, use_case, actor, **about, **more, **{field: uuid4()})
    assert theirs[0].endswith("-not-found")
    assert town.position() == before


def test_a_place_next_door_is_not_run_by_an_agency_of_here(town: Raided) -> None:
    """When next door says that this town's firm runs its place, then it knows of no such firm."""
    place = {"municipality": NEXT_DOOR, "kind": "farm", "name": "架空の隣の畑"}
    told = [
        answered(town, "resources.register", worker("neighbour"), **place, agency_id=agency)
        for agency in (known("firm"), uuid4())
    ]

    assert told[0] == told[1]
    assert told[0][0] == "agency-not-found"


@pytest.mark.parametrize(
    "use_case",
    [
        "employments.due-checkpoints",
        "employments.list",
        "incentives.list",
        "needs.list",
        "outcomes.list",
        "programmes.list",
        "routing.list",
        "referrals.overdue",
        "steps.awaiting-review",
        "steps.list",
        "tasks.list",
    ],
)
def test_no_list_next_door_holds_anything_of_here(town: Raided, use_case: str) -> None:
    """When next door lists its own, even by this town's case, then there is nothing."""
    asked = asked_of_a_town(town.ids, NEXT_DOOR)[use_case]

    assert len(town.do(use_case, worker("neighbour", roles_of(use_case)[0]), **asked)) == 0


def test_no_count_next_door_holds_anything_of_here(town: Raided) -> None:
    """When next door counts its referrals, places and payments, then there are none."""
    here: dict[str, Any] = {"municipality": NEXT_DOOR}
    clerk = worker("neighbour", "secretariat")
    board = town.do("referrals.board", worker("neighbour"), **here)
    listed = town.do("resources.list", clerk, **here, free_places=True, withdrawn=True)
    outdated = town.do("resources.outdated", clerk, **here)
    paid = town.do("incentives.draft", clerk, **here, month=JUNE, person_id=known("son"))

    assert sum(column.count for column in board.columns) == 0
    assert (listed.resources, listed.room_unknown, outdated.resources) == ((), 0, ())
    assert (paid.lines, paid.unpaid, paid.total) == ((), (), 0)


def test_what_next_door_records_about_the_same_person_is_not_mixed_in(own_town: Raided) -> None:
    """Given a person who is known next door too, then each town lists and pays its own alone."""
    about = {"municipality": NEXT_DOOR, "case_id": known("case"), "person_id": known("son")}
    here = {"municipality": DEMO_MUNICIPALITY, "case_id": known("case")}
    month = {"municipality": DEMO_MUNICIPALITY, "month": JUNE, "person_id": known("son")}
    lists = ("steps.list", "outcomes.list", "employments.list", "routing.list", "tasks.list")
    before = [own_town.do(one, **here) for one in lists]
    unpaid = own_town.do("incentives.draft", CLERK, **month).unpaid
    on = own_town.today

    neighbour = worker("neighbour")
    step_id = own_town.do("steps.take", neighbour, **about, kind="trial", on=on)
    own_town.do("steps.attend", neighbour, step_id=step_id, on=on)
    own_town.do("outcomes.reach", neighbour, **about, kind="going_out", on=on)
    own_town.do("employments.start", neighbour, **about, kind="regular", on=on)

    assert [own_town.do(one, **here) for one in lists] == before
    assert own_town.do("incentives.draft", CLERK, **month).unpaid == unpaid


def test_with_the_contract_ends_everything_at_that_instant(own_town: Raided) -> None:
    """Given a new contract, then the contractor works; after its end it is a stranger again."""
    ends = own_town.now + timedelta(days=5)
    own_town.tell("contractor", "npo", entrusted_from=own_town.now, entrusted_until=ends)
    step = {"step_id": own_town.ids["step_id"]}
    actor = worker("contractor")
    own_town.do("steps.attend", actor, **step, on=own_town.today)
    own_town.pass_days(6)

    told = answered(own_town, "steps.attend", actor, **step, on=own_town.today)

    assert told == answered(own_town, "steps.attend", actor, step_id=uuid4(), on=own_town.today)


@pytest.mark.parametrize("kind", ["case", "son", "city", "resource", "step", "nothing"])
def test_an_id_of_something_else_is_answered_like_none(town: Raided, kind: str) -> None:
    """When the id of a case, a person or a place is given for a referral's, then there is none."""
    guessed = town.ids.get(f"{kind}_id", known(kind))
    told = answered(town, "referrals.show", CITY, referral_id=guessed)

    assert told == answered(town, "referrals.show", CITY, referral_id=uuid4())
