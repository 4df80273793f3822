"""Municipality 1: in the 支援会議 without consent, and what is delicate is blurred."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.bases.conference import UNACKNOWLEDGED
from services.conference.law.limits.profile import BLURRED_WITHOUT_CONSENT, NOT_BY_THIS_MODE
from services.conference.law.vocabulary import Category, StatutoryMode
from tests.law.profiles.worlds import consented, decided, inside
from tests.law.records import with_determination
from tests.law.verdicts import assert_blurred, assert_full, assert_withheld
from tests.law.worlds import (
    Document,
    conference_world,
    with_item,
    with_request,
    without_acknowledgement,
)

BASIS = "conference_106_6"
NAMED = ["tax_arrears", "health"]
CHOSEN = ["income_assets_debt", "disability", "crime", "abuse"]
PLAIN = [one for one in get_args(Category) if one not in {*NAMED, *CHOSEN, "other"}]


def about(category: str, mode: str = "shien_kaigi_106_6") -> Document:
    """A conference in order that asked for a note of this category."""
    return with_request(with_item(inside(mode), category=category))


@pytest.mark.rule(30)
@pytest.mark.parametrize("recipient", ["npo", "welfare"])
@pytest.mark.parametrize("category", NAMED)
def test_tax_arrears_and_illness_are_blurred(category: str, recipient: str) -> None:
    """Within the 支援会議, inside the town hall and outside, only a general wording is shown."""
    decision = decided(1, about(category), recipient)
    assert_blurred(decision, (BASIS,), BLURRED_WITHOUT_CONSENT)
    assert "no_consent_flag" in decision.obligations


@pytest.mark.rule(30)
@pytest.mark.parametrize("category", CHOSEN)
def test_what_stands_beside_them_is_blurred_too(category: str) -> None:
    """「など」 is read as money, sensitive information by statute, and violence suffered."""
    assert_blurred(decided(1, about(category)), (BASIS,), BLURRED_WITHOUT_CONSENT)


@pytest.mark.rule(18, 21)
@pytest.mark.parametrize("category", PLAIN)
def test_the_rest_is_shown_as_it_is(category: str) -> None:
    """To divide the work the members read what is not delicate."""
    assert_full(decided(1, about(category)), BASIS)


@pytest.mark.rule(4)
@pytest.mark.parametrize("category", NAMED)
def test_the_person_may_have_it_shown_in_full(category: str) -> None:
    """With the person's own consent nothing is blurred."""
    assert_full(decided(1, consented(about(category))), "consent")


@pytest.mark.rule(25)
def test_the_members_are_bound_to_secrecy_first() -> None:
    """The 支援会議 is opened after the duty of secrecy was put on its members."""
    world = without_acknowledgement(conference_world())
    assert_withheld(decided(1, world), UNACKNOWLEDGED)


@pytest.mark.rule(18)
@pytest.mark.parametrize("mode", [m for m in get_args(StatutoryMode) if m != "shien_kaigi_106_6"])
def test_no_other_conference_is_its_vehicle(mode: str) -> None:
    """Only 社会福祉法106条の6 is named."""
    assert_withheld(decided(1, about("consultation", mode)), NOT_BY_THIS_MODE)


@pytest.mark.rule(18)
def test_outside_the_conference_consent_is_needed() -> None:
    """A public body's good reason does not carry a note out in another meeting."""
    world = with_item(inside("kodoku"), holder="city")
    world = with_determination(world, "public_need", recipients=["health"])
    assert decided(1, world, "health").effect == "withheld"
