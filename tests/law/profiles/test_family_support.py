"""Municipality 10: support for the family, within what that needs."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest

from services.conference.law.bases.consent.reasons import SELF_AND_FAMILY
from services.conference.law.bases.determination import ROUTE_OTHER_PURPOSE
from services.conference.law.limits.profile import INSIDE_BY_CONSENT, NOT_NEEDED
from services.conference.law.vocabulary import Category, Purpose
from tests.law.profiles.worlds import (
    FIRST_OF_APRIL,
    LAST_OF_MARCH,
    consented,
    decided,
    family_consented,
    in_the_sons_interest,
    public_note,
    rule_of,
)
from tests.law.records import with_determination
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import Document, with_item

BASIS = "appi_69_2_4"
SUPPORT = "family_support"
NOT_FOR_IT = ["crime", "tax_arrears", "school", "work", "life_history"]
FOR_IT = [one for one in get_args(Category) if one not in {*NOT_FOR_IT, "other"}]
DATES = [LAST_OF_MARCH, FIRST_OF_APRIL]
PLANS = {"plan_formation", "plan_review"}


def road(world: Document) -> Document:
    """The family wishes it, and the city found it clearly in the son's interest."""
    return in_the_sons_interest(family_consented(world))


@pytest.mark.rule(8, 29)
@pytest.mark.parametrize("at", DATES)
def test_the_familys_wish_leads_to_family_support(at: datetime) -> None:
    """With the city's own finding, for this purpose, before 重層 and after."""
    assert_full(decided(10, road(public_note(SUPPORT, at))), BASIS)


@pytest.mark.rule(8)
def test_the_wish_alone_does_not() -> None:
    """The family's consent is not the person's, for this purpose either."""
    assert_withheld(decided(10, family_consented(public_note(SUPPORT))), SELF_AND_FAMILY)


@pytest.mark.rule(8, 29)
@pytest.mark.parametrize("at", DATES)
@pytest.mark.parametrize("purpose", [p for p in get_args(Purpose) if p not in {SUPPORT, *PLANS}])
def test_it_leads_nowhere_else(purpose: str, at: datetime) -> None:
    """Supporting the family is not passing on the person, before 重層 and after."""
    assert_withheld(decided(10, road(public_note(purpose, at))), ROUTE_OTHER_PURPOSE)


@pytest.mark.rule(30)
@pytest.mark.parametrize("at", DATES)
@pytest.mark.parametrize("category", NOT_FOR_IT)
def test_what_the_family_does_not_need_stays(category: str, at: datetime) -> None:
    """The necessary range ends before the person's own past, crime and arrears."""
    world = with_item(public_note(SUPPORT, at), category=category)
    assert_withheld(decided(10, road(world)), NOT_NEEDED)


@pytest.mark.rule(30)
@pytest.mark.parametrize("category", FOR_IT)
def test_what_the_family_needs_is_shown(category: str) -> None:
    """How the household lives, and what weighs on it."""
    assert_full(decided(10, road(with_item(public_note(SUPPORT), category=category))), BASIS)


@pytest.mark.rule(9)
def test_the_mother_consents_for_herself() -> None:
    """Facts about the family are the family's own to share; those about the son are not."""
    about_her = with_item(public_note(SUPPORT), subjects=["mother"])
    assert_full(decided(10, consented(about_her, subject="mother")), "consent")
    about_both = with_item(public_note(SUPPORT), subjects=["son", "mother"])
    assert decided(10, consented(about_both, subject="mother")).effect == "withheld"


@pytest.mark.rule(9)
def test_it_is_warned_that_the_family_speaks_for_itself() -> None:
    """The rule, the statute and the lawful road are named."""
    (warning,) = rule_of(10).warnings
    for named in ("規則9", "個人情報保護法2条4項", "法の下限が優先", "69条2項4号"):
        assert named in warning


@pytest.mark.rule(2)
@pytest.mark.parametrize("at", DATES)
@pytest.mark.parametrize("category", ["tax_arrears", "disability"])
def test_departments_share_delicate_matters_directly(category: str, at: datetime) -> None:
    """What another city blurs is exchanged here between windows, with a recorded reason."""
    world = with_item(public_note("benefit_screening", at), category=category)
    world = with_determination(world, "internal_need", recipients=["welfare"])
    assert_full(decided(10, world, "welfare"), "appi_69_2_2")
    assert_withheld(decided(12, world, "welfare"), INSIDE_BY_CONSENT)
