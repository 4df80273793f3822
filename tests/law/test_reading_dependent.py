"""Fields of a world that another field makes necessary, or forbids."""

from __future__ import annotations

import pytest

from tests.law.documents import error_of
from tests.law.records import with_answer, with_consent
from tests.law.worlds import (
    agency,
    casework_world,
    conference_world,
    meeting_world,
    moment,
    read,
    with_agency,
    with_conference,
    with_request,
)

WORLD = conference_world()


MODES_WITH_A_CONVENER = ["shien_kaigi_106_6", "juso_kaigi", "case_review", "agreement"]


@pytest.mark.parametrize("mode", MODES_WITH_A_CONVENER)
def test_every_meeting_has_a_convener(mode: str) -> None:
    """Only casework has none."""
    error = error_of(with_conference(meeting_world(mode), convened_by=None))
    assert (error.error, error.path) == ("schema", "/conference/convened_by")
    assert error.message == "ほかの項目の値により、この項目が必要です。"
    assert read(with_conference(casework_world(), convened_by=None))


def test_a_meeting_under_an_agreement_has_one() -> None:
    """Mode and agreement go together."""
    error = error_of(with_conference(meeting_world("agreement"), agreement=None))
    assert (error.error, error.path) == ("schema", "/conference/agreement")
    assert read(with_conference(meeting_world("kodoku"), agreement=None))


def test_an_answer_in_part_tells_which_part() -> None:
    """An empty part is one; none at all is an error."""
    assert error_of(with_request(WORLD, answer="part")).path == "/conference/requests/0/provided"
    assert read(with_request(WORLD, answer="part", provided=[]))
    assert read(with_request(WORLD, answer="all"))


def test_the_persons_screen_is_somebodys() -> None:
    """With ``person_self`` the reader is named; no other kind needs it."""
    screen = agency("screen", "person_self", "individual")
    world = WORLD | {"agencies": [*WORLD["agencies"], screen]}
    assert error_of(world).path == "/agencies/7/person"
    assert read(with_agency(world, "screen", person="son"))


@pytest.mark.parametrize("field", ["scope", "given_by", "capacity", "method"])
def test_a_consent_is_complete(field: str) -> None:
    """What was given has a scope, somebody who gave it, a capacity and a method."""
    error = error_of(with_consent(WORLD, **{field: None}))
    assert (error.error, error.path) == ("schema", f"/consents/0/{field}")
    assert read(with_answer(WORLD, "refused", **{field: None}))


@pytest.mark.parametrize("state", ["not_asked", "not_obtainable"])
def test_what_nobody_said_cannot_be_withdrawn(state: str) -> None:
    """Only an answer of somebody's is withdrawn."""
    error = error_of(with_answer(WORLD, state, withdrawn_at=moment()))
    assert (error.error, error.path) == ("schema", "/consents/0/withdrawn_at")
    assert error.message == "ほかの項目の値により、この項目には値を入れられません。"
    assert read(with_answer(WORLD, "refused", withdrawn_at=moment()))
    assert read(with_answer(WORLD, state))
