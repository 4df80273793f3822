"""Municipalities 3, 4, 11 and 14: in which conference without consent, and for what."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.bases.consent.reasons import SELF_AND_FAMILY
from services.conference.law.limits.profile import NEVER, NOT_BY_THIS_MODE, PLAN_BY_CONSENT
from services.conference.law.vocabulary import StatutoryMode
from tests.law.profiles.worlds import (
    consented,
    decided,
    family_consented,
    inside,
    public_note,
    rule_of,
)
from tests.law.records import with_determination
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import meeting_world, with_conference

MODES = get_args(StatutoryMode)
VEHICLES = {3: {"yotaikyo", "shien_kaigi_106_6"}, 4: {"shien_kaigi_106_6"}}
PLANS = ["plan_formation", "plan_review"]


@pytest.mark.rule(18)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("number", sorted(VEHICLES))
def test_only_the_conferences_it_names(number: int, mode: str) -> None:
    """3 names 要対協 and the 支援会議 of 重層, 4 the meeting of 重層; others open nothing."""
    decision = decided(number, inside(mode))
    if mode in VEHICLES[number]:
        assert decision.effect == "full"
        assert len(decision.basis) == 1
    else:
        assert_withheld(decision, NOT_BY_THIS_MODE)


@pytest.mark.rule(18)
@pytest.mark.parametrize("number", sorted(VEHICLES))
def test_departments_sit_in_it_as_well(number: int) -> None:
    """The departments among the members read what the conference asked for."""
    assert_full(decided(number, inside("shien_kaigi_106_6"), "welfare"), "conference_106_6")


@pytest.mark.rule(3)
@pytest.mark.parametrize("purpose", PLANS)
@pytest.mark.parametrize("recipient", ["npo", "welfare"])
def test_municipality_4_makes_no_plan_without_consent(recipient: str, purpose: str) -> None:
    """To exchange is one thing; the plan takes shape with the person."""
    world = with_conference(inside("shien_kaigi_106_6"), purpose=purpose)
    assert decided(4, world, recipient).effect == "withheld"
    used = with_determination(world, "in_purpose", recipients=[recipient])
    assert_withheld(decided(4, used, recipient), PLAN_BY_CONSENT)
    assert_full(decided(4, consented(world, recipient), recipient), "consent")


@pytest.mark.rule(3)
@pytest.mark.parametrize("purpose", ["information_exchange", *PLANS])
def test_municipality_4_needs_consent_in_the_plans_own_meeting(purpose: str) -> None:
    """The same sitting under the hat of 重層的支援会議 shows nothing without consent."""
    world = with_conference(meeting_world("juso_kaigi"), purpose=purpose)
    assert decided(4, world).effect == "withheld"
    assert_full(decided(4, consented(world)), "consent")


@pytest.mark.rule(8)
def test_municipality_4_may_be_let_in_by_the_family_but_not_told() -> None:
    """That the family opens the door for a visit is no consent to sharing; it is warned."""
    world = family_consented(public_note("outreach_visit"))
    assert_withheld(decided(4, world), SELF_AND_FAMILY)
    (warning,) = rule_of(4).warnings
    assert "訪問" in warning
    assert "規則8" in warning


@pytest.mark.rule(17)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("number", [11, 14])
def test_no_conference_is_used_where_none_was_named(number: int, mode: str) -> None:
    """11 has no body that joins the agencies, 14 only hopes for one: consent alone leads out."""
    assert_withheld(decided(number, inside(mode)), NEVER)
