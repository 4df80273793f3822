"""What the conference asked for and what the holder answered (law rules 21, 22)."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.bases.conference import (
    IN_PART,
    NOT_HELD,
    NOT_PROVIDED,
    NOT_REQUESTED,
    UNANSWERED,
    UNREASONED,
)
from services.conference.law.rule import Finding
from services.conference.law.vocabulary import StatutoryMode
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    JUST_AFTER,
    JUST_BEFORE,
    NOW,
    Document,
    conference_world,
    decide_cell,
    request,
    with_conference,
    with_item,
    with_person,
    with_request,
)

WORLD = conference_world()
BASIS = "conference_106_6"


@pytest.mark.rule(21)
@pytest.mark.parametrize("mode", get_args(StatutoryMode))
def test_without_a_request_the_conference_opens_nothing(mode: str) -> None:
    """Information comes to the conference because the conference asked."""
    assert_withheld(
        decide_cell(with_conference(conference_world(mode), requests=[])), NOT_REQUESTED
    )


@pytest.mark.rule(21)
@pytest.mark.parametrize(
    "fields",
    [
        {"to_agency": "council"},
        {"categories": ["health", "work"]},
        {"subjects": ["mother"]},
        {"subjects": [], "household": "another-home"},
        {"subjects": []},
        {"made_at": JUST_AFTER},
    ],
)
def test_a_request_for_something_else_does_not_cover_the_note(fields: Document) -> None:
    """Holder, category, person and time have to fit."""
    assert_withheld(decide_cell(with_request(WORLD, **fields)), NOT_REQUESTED)


@pytest.mark.rule(21)
@pytest.mark.parametrize(
    "fields",
    [
        {"categories": ["health", "consultation"]},
        {"subjects": ["mother", "son"]},
        {"subjects": [], "household": "home"},
        {"subjects": ["mother"], "household": "home"},
        {"made_at": NOW},
        {"made_at": JUST_BEFORE},
    ],
)
def test_a_request_may_be_broader_than_the_note(fields: Document) -> None:
    """More categories, more persons and a whole household include the note."""
    assert_full(decide_cell(with_request(WORLD, **fields)), BASIS)


@pytest.mark.rule(9, 21)
def test_a_request_covers_every_subject_of_a_note() -> None:
    """One person may be named and the other be of the household; none may be left out."""
    world = with_item(WORLD, subjects=["son", "mother"])
    assert_withheld(decide_cell(with_request(world, subjects=["son"])), NOT_REQUESTED)
    assert_full(decide_cell(with_request(world, subjects=["son"], household="home")), BASIS)
    moved = with_person(world, "mother", household=None)
    on_agenda = with_conference(moved, subjects=["son", "mother"])
    assert_withheld(
        decide_cell(with_request(on_agenda, subjects=[], household="home")), NOT_REQUESTED
    )
    both = with_request(on_agenda, subjects=["mother"], household="home")
    assert_full(decide_cell(both), BASIS)


@pytest.mark.rule(21)
def test_no_household_asked_about_is_nobodys_household() -> None:
    """A request for no household does not cover a person of whom none is known."""
    world = with_person(WORLD, "son", household=None)
    assert_withheld(decide_cell(with_request(world, subjects=[])), NOT_REQUESTED)


@pytest.mark.rule(21)
@pytest.mark.parametrize("necessity", [None, "", " ", "　\t\n"])
def test_a_request_without_its_necessity_does_not_count(necessity: str | None) -> None:
    """「必要があると認めるとき」: why it is necessary has to be on record."""
    assert_withheld(decide_cell(with_request(WORLD, necessity=necessity)), UNREASONED)


@pytest.mark.rule(22)
@pytest.mark.parametrize(
    ("answer", "why"),
    [(None, UNANSWERED), ("not_provided", NOT_PROVIDED), ("not_held", NOT_HELD)],
)
def test_the_holder_may_say_no(answer: str | None, why: Finding) -> None:
    """No answer, a no and 「保有なし」 keep the cell shut, each with its own words."""
    assert_withheld(decide_cell(with_request(WORLD, answer=answer)), why)


@pytest.mark.rule(22)
@pytest.mark.parametrize("mode", get_args(StatutoryMode))
def test_what_is_provided_in_part_is_open_in_that_part(mode: str) -> None:
    """With 「一部」 only the categories provided are open."""
    world = conference_world(mode)
    inside = with_request(world, answer="part", provided=["work", "consultation"])
    assert decide_cell(inside).effect == "full"
    for provided in (["work"], []):
        outside = with_request(world, answer="part", provided=provided)
        assert_withheld(decide_cell(outside), IN_PART)


@pytest.mark.rule(22)
@pytest.mark.parametrize("answer", [None, "not_provided", "not_held"])
def test_a_list_of_what_is_provided_counts_only_with_an_answer_in_part(answer: str | None) -> None:
    """What stands in the list does not turn a no into a yes."""
    world = with_request(WORLD, answer=answer, provided=["consultation"])
    assert decide_cell(world).effect == "withheld"


@pytest.mark.rule(21, 22)
def test_one_good_request_is_enough() -> None:
    """A declined, an unreasoned and a future request take nothing from an answered one."""
    good = request(WORLD, "good")
    for other in (
        request(WORLD, "other", answer="not_provided"),
        request(WORLD, "other", necessity=None),
        request(WORLD, "other", made_at=JUST_AFTER),
        request(WORLD, "other", to_agency="council"),
    ):
        for requests in ([good, other], [other, good]):
            assert_full(decide_cell(with_conference(WORLD, requests=requests)), BASIS)


@pytest.mark.rule(22)
def test_the_request_that_came_nearest_is_told() -> None:
    """Of several requests that did not succeed the one that came nearest is the reason."""
    declined, open_one = (
        request(WORLD, "first", answer="not_provided"),
        request(WORLD, "second", answer=None),
    )
    for requests in ([declined, open_one], [open_one, declined]):
        decision = decide_cell(with_conference(WORLD, requests=requests))
        assert_withheld(decision, NOT_PROVIDED)
        assert UNANSWERED.reason not in decision.reasons
