"""Municipalities 5, 6 and 10: rules that change on the first of April 2025."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest

from services.conference.law.limits.profile import (
    INSIDE_BY_CONSENT,
    NEVER,
    NOT_BY_THIS_MODE,
    WILL_CAN_BE_ASKED,
)
from services.conference.law.vocabulary import StatutoryMode
from shared.calendar import JST
from tests.law.profiles.worlds import (
    FIRST_OF_APRIL,
    LAST_OF_MARCH,
    MUNICIPALITIES,
    consented,
    decided,
    inside,
    public_note,
    rule_of,
)
from tests.law.records import with_answer
from tests.law.verdicts import assert_full, assert_withheld

MODES = get_args(StatutoryMode)
KONKYU, JUSO = "shien_kaigi_konkyu_9", "shien_kaigi_106_6"


@pytest.mark.rule(15, 17)
def test_municipality_5_shares_nothing_until_its_conference_exists() -> None:
    """The same conference a moment before and at the beginning of the fiscal year."""
    assert_withheld(decided(5, inside(KONKYU, LAST_OF_MARCH)), NEVER)
    assert_full(decided(5, inside(KONKYU, FIRST_OF_APRIL)), "conference_konkyu_9")


@pytest.mark.rule(1, 15)
def test_municipality_5_shares_nothing_inside_either_until_then() -> None:
    """Its departments, too, read without consent only what the conference asks for."""
    before, after = inside(KONKYU, LAST_OF_MARCH), inside(KONKYU, FIRST_OF_APRIL)
    assert_withheld(decided(5, before, "welfare"), INSIDE_BY_CONSENT)
    assert_full(decided(5, after, "welfare"), "conference_konkyu_9")


@pytest.mark.rule(15, 18)
@pytest.mark.parametrize("mode", [one for one in MODES if one != KONKYU])
def test_municipality_5_waits_for_this_conference(mode: str) -> None:
    """What begins is the 支援会議 of 生活困窮者自立支援法9条 and no other."""
    before, after = inside(mode, LAST_OF_MARCH), inside(mode, FIRST_OF_APRIL)
    assert decided(5, before).effect == "withheld"
    assert_withheld(decided(5, after), NOT_BY_THIS_MODE)


@pytest.mark.rule(4, 15)
@pytest.mark.parametrize("at", [LAST_OF_MARCH, FIRST_OF_APRIL])
def test_municipality_5_always_shares_with_consent(at: datetime) -> None:
    """Who agrees to be supported is supported together, before and after."""
    assert_full(decided(5, consented(public_note(at=at))), "consent")


@pytest.mark.rule(1)
def test_municipality_5_is_warned_of_talk_in_the_corridor() -> None:
    """Talk instead of a meeting leaves no record; it is told what is lawful."""
    (warning,) = rule_of(5).warnings
    assert "立ち話" in warning
    assert "規則1、" in warning


@pytest.mark.rule(15, 17)
def test_municipality_6_gains_a_conference() -> None:
    """When 重層 begins, the 支援会議 of 社会福祉法106条の6 becomes its vehicle."""
    assert_withheld(decided(6, inside(JUSO, LAST_OF_MARCH)), NOT_BY_THIS_MODE)
    assert_full(decided(6, inside(JUSO, FIRST_OF_APRIL)), "conference_106_6")


@pytest.mark.rule(18)
@pytest.mark.parametrize("mode", [m for m in MODES if m not in {JUSO, "jiritsu_kyogikai"}])
@pytest.mark.parametrize("number", [6, 10])
def test_no_other_conference_is_gained(number: int, mode: str) -> None:
    """What began is 重層; the conferences of other statutes stay as they were."""
    world = with_answer(inside(mode, FIRST_OF_APRIL), "not_obtainable")
    assert_withheld(decided(number, world), NOT_BY_THIS_MODE)


@pytest.mark.rule(7, 15)
def test_municipality_10_gains_a_conference_for_whom_it_cannot_ask() -> None:
    """From the beginning of 重層 it shares there when the will cannot be confirmed."""
    before = with_answer(inside(JUSO, LAST_OF_MARCH), "not_obtainable")
    after = with_answer(inside(JUSO, FIRST_OF_APRIL), "not_obtainable")
    assert_withheld(decided(10, before), NEVER)
    assert_full(decided(10, after), "conference_106_6")
    refused = with_answer(inside(JUSO, FIRST_OF_APRIL), "refused")
    assert_withheld(decided(10, refused), WILL_CAN_BE_ASKED)


@pytest.mark.rule(15)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("number", MUNICIPALITIES)
def test_before_the_survey_the_defaults_hold(number: int, mode: str) -> None:
    """Nobody knows what the rule was before somebody asked: then consent alone."""
    before = datetime(2024, 11, 30, 23, 59, 59, tzinfo=JST)
    world = inside(mode, before)
    assert decided(number, world).effect == "withheld"
    assert decided(number, world, "welfare").effect == "withheld"
    assert "consent" in decided(number, consented(world)).basis
