"""Municipalities 8 and 12: nothing without the person's own consent."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.bases.consent.reasons import SELF_AND_FAMILY
from services.conference.law.limits.profile import EXCLUDED_KIND, INSIDE_BY_CONSENT, NEVER
from services.conference.law.vocabulary import StatutoryMode
from tests.law.profiles.worlds import (
    consented,
    decided,
    family_consented,
    in_the_sons_interest,
    inside,
    public_note,
    rule_of,
)
from tests.law.records import with_answer, with_determination
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    JUST_AFTER,
    LONG_AGO,
    NOW,
    Document,
    casework_world,
    with_agency,
    with_conference,
    with_person,
)

BOTH = [8, 12]
MODES = get_args(StatutoryMode)


def wishing(world: Document, purpose: str = "consultation", at: str = NOW) -> Document:
    """The son said what he wants."""
    return with_person(world, "son", wishes=[{"purpose": purpose, "confirmed_at": at}])


@pytest.mark.rule(17)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("number", BOTH)
@pytest.mark.parametrize("state", ["not_obtainable", "refused", "not_asked"])
def test_no_conference_opens_anything(number: int, mode: str, state: str) -> None:
    """Though 12 runs 重層 and could, and whatever is known of the person's will."""
    world = with_answer(inside(mode), state)
    assert_withheld(decided(number, world), EXCLUDED_KIND)
    assert_withheld(decided(number, world, "welfare"), INSIDE_BY_CONSENT)


@pytest.mark.rule(1)
@pytest.mark.parametrize("number", BOTH)
@pytest.mark.parametrize("kind", ["entrustment", "in_purpose", "public_need", "child_welfare"])
def test_no_recorded_reason_opens_anything_outside(number: int, kind: str) -> None:
    """Not even the contractor is told without consent."""
    contract = {"from": LONG_AGO, "to": None}
    holder_class = "public" if kind == "public_need" else "private"
    world = public_note() if kind == "public_need" else casework_world()
    world = with_agency(world, "npo", entrusted=contract, holder_class=holder_class)
    reasoned = with_determination(world, kind, consent_difficult=True)
    assert_withheld(decided(number, reasoned), EXCLUDED_KIND)


@pytest.mark.rule(8)
@pytest.mark.parametrize("number", BOTH)
def test_the_familys_wish_opens_nothing(number: int) -> None:
    """Neither alone nor with a finding of the person's interest."""
    world = family_consented(public_note())
    assert_withheld(decided(number, world), SELF_AND_FAMILY)
    assert decided(number, in_the_sons_interest(world)).effect == "withheld"
    assert rule_of(number).warnings == ()


@pytest.mark.rule(4)
def test_in_municipality_12_the_persons_consent_opens() -> None:
    """Only then is information given and the case passed on."""
    for recipient in ("npo", "welfare"):
        world = consented(public_note("referral"), recipient)
        assert_full(decided(12, world, recipient), "consent")
    for mode in MODES:
        assert decided(12, consented(inside(mode))).basis == ("consent",)


@pytest.mark.rule(4)
def test_in_municipality_8_consent_follows_the_persons_wish() -> None:
    """A consent counts when the son was asked what support he wants, and wants this."""
    world = consented(public_note())
    assert decided(8, world).effect == "withheld"
    assert_full(decided(8, wishing(world)), "consent")


@pytest.mark.rule(4)
@pytest.mark.parametrize(
    ("purpose", "at"), [("employment_support", NOW), ("consultation", JUST_AFTER)]
)
def test_in_municipality_8_another_wish_is_none(purpose: str, at: str) -> None:
    """A wish for something else, or one confirmed only later, does not carry the consent."""
    assert decided(8, wishing(consented(public_note()), purpose, at)).effect == "withheld"


@pytest.mark.rule(4, 8)
def test_in_municipality_8_the_family_cannot_have_the_person_passed_on() -> None:
    """That the family wants him to work does not make it his wish."""
    world = wishing(public_note("employment_support"), "consultation")
    assert decided(8, family_consented(world)).effect == "withheld"
    own = wishing(consented(public_note("employment_support")), "employment_support")
    assert_full(decided(8, own), "consent")


@pytest.mark.rule(17)
@pytest.mark.parametrize("number", BOTH)
def test_no_conference_opens_anything_to_that_centre(number: int) -> None:
    """Kept out of the list of kinds, it is bound by the rule itself all the same."""
    world = with_agency(inside("shien_kaigi_106_6"), "npo", kind="child_guidance_center")
    assert_withheld(decided(number, world), NEVER)


@pytest.mark.rule(45)
@pytest.mark.parametrize("number", BOTH)
def test_a_child_guidance_centre_may_still_be_answered(number: int) -> None:
    """A request under 児童虐待防止法13条の4 is not closed: that would bind what protects."""
    world = with_agency(public_note(), "npo", kind="child_guidance_center", holder_class="public")
    asked = {"requested_by": "child_guidance_center_head", "answer": "provided"}
    world = with_determination(world, "abuse_request_13_4", **asked)
    world = with_conference(world, purpose="abuse_response")
    assert_full(decided(number, world), "abuse_request_13_4")
