"""Municipality 2: without consent only when the person's will cannot be confirmed."""

from __future__ import annotations

import pytest

from services.conference.law.limits.profile import (
    INSIDE_BY_CONSENT,
    NOT_BY_THIS_MODE,
    WILL_CAN_BE_ASKED,
)
from tests.law.profiles.worlds import consented, decided, inside
from tests.law.records import with_answer, with_determination
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import casework_world, moment, with_agency, with_item, with_request

WORLD = inside("shien_kaigi_106_6")
BASIS = "conference_106_6"


@pytest.mark.rule(7, 17)
def test_a_will_that_cannot_be_confirmed_opens_the_conference() -> None:
    """Tried and not reached: the members see it, flagged as without consent."""
    decision = decided(2, with_answer(WORLD, "not_obtainable"))
    assert_full(decision, BASIS)
    assert "no_consent_flag" in decision.obligations


@pytest.mark.rule(5, 7)
@pytest.mark.parametrize("state", ["refused", "not_asked"])
def test_a_refusal_and_silence_do_not(state: str) -> None:
    """Who said no, and who was not yet asked, is not shown even in the 支援会議."""
    assert_withheld(decided(2, with_answer(WORLD, state)), WILL_CAN_BE_ASKED)


@pytest.mark.rule(7)
def test_nothing_on_record_does_not_either() -> None:
    """That the will cannot be confirmed has to be on record."""
    assert_withheld(decided(2, WORLD), WILL_CAN_BE_ASKED)


@pytest.mark.rule(7)
def test_a_refusal_after_the_search_counts() -> None:
    """Once the person is reached and says no, the conference is closed again."""
    earlier = with_answer(WORLD, "not_obtainable", **{"from": moment(days=-60)})
    assert_withheld(decided(2, with_answer(earlier, "refused")), WILL_CAN_BE_ASKED)


@pytest.mark.rule(9)
def test_a_note_about_two_needs_it_for_both() -> None:
    """That the son cannot be reached says nothing about the mother."""
    world = with_request(with_item(WORLD, subjects=["son", "mother"]))
    lone = with_answer(world, "not_obtainable")
    assert_withheld(decided(2, lone), WILL_CAN_BE_ASKED)
    assert_full(decided(2, with_answer(lone, "not_obtainable", "mother")), BASIS)


@pytest.mark.rule(18)
def test_only_in_the_conference_of_juso() -> None:
    """Another conference, and a reason outside any, are no way around."""
    other = with_answer(inside("shien_kaigi_konkyu_9"), "not_obtainable")
    assert_withheld(decided(2, other), NOT_BY_THIS_MODE)
    world = with_agency(with_item(casework_world(), holder="city"), "npo", holder_class="public")
    reason = with_determination(with_answer(world, "not_obtainable"), "public_need")
    assert_withheld(decided(2, reason), NOT_BY_THIS_MODE)


@pytest.mark.rule(1)
def test_inside_the_town_hall_consent_alone() -> None:
    """Of the two readings the narrower: opening it inside would show refused notes as well."""
    assert_withheld(decided(2, with_answer(WORLD, "not_obtainable"), "welfare"), INSIDE_BY_CONSENT)
    assert "consent" in decided(2, consented(WORLD, "welfare"), "welfare").basis


@pytest.mark.rule(4)
def test_with_consent_it_is_shared() -> None:
    """The rule itself: shared only when the person consented."""
    assert_full(decided(2, consented(casework_world())), "consent")
