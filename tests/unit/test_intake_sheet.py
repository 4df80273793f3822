"""相談票: what each field of intake is as a piece of information, and in whose words it is told."""

from __future__ import annotations

from typing import get_args
from uuid import UUID

import pytest

from services.conference.law.vocabulary import Category, Flag, SourceKind
from services.intake.domain.sheet import (
    ASSESSED,
    ASSESSMENT_CATEGORY,
    CONTACT_CATEGORY,
    FACTOR_CATEGORIES,
    PROFILE_FIELDS,
    PROMISED_SILENCE,
    Section,
    category_of_factor,
    source_of_contact,
)
from shared.codes import CONSULTERS, FACTORS, ITEM_CATEGORIES, SOURCE_KINDS


def test_every_factor_is_a_kind_of_information() -> None:
    """Given the list of factors, then each has its kind, and what is unknown goes nowhere."""
    assert set(FACTOR_CATEGORIES) == {one.code for one in FACTORS}
    assert category_of_factor("something-new") == "other"


@pytest.mark.rule(31)
@pytest.mark.parametrize(
    ("factor", "category"),
    [
        ("illness", "health"),
        ("mental_illness", "health"),
        ("disability", "disability"),
        ("abuse", "abuse"),
        ("dv", "abuse"),
        ("debt", "income_assets_debt"),
        ("family_relations", "family"),
        ("withdrawal", "life_history"),
    ],
)
def test_a_sensitive_factor_is_no_mere_assessment(factor: str, category: str) -> None:
    """Given a factor that gives an illness or violence away, then it is of that kind."""
    assert category_of_factor(factor) == category


def test_the_sheet_speaks_in_the_codes_of_decisions() -> None:
    """Every kind, source and mark that a sheet can hold is one that the law knows."""
    kinds = {category for _, category in PROFILE_FIELDS.values()}
    kinds |= {CONTACT_CATEGORY, ASSESSMENT_CATEGORY, *FACTOR_CATEGORIES.values()}

    assert kinds <= set(get_args(Category))
    assert kinds <= {one.code for one in ITEM_CATEGORIES}
    assert ASSESSED in get_args(SourceKind)
    assert PROMISED_SILENCE in get_args(Flag)


@pytest.mark.rule(34)
def test_the_source_is_what_was_noted_or_follows_from_who_came() -> None:
    """Given a contact, then a noted source goes first; a caller nobody knows leaves it open."""
    sources = {one.code: source_of_contact(None, one.code) for one in CONSULTERS}

    assert source_of_contact("observation", "mother") == "observation"
    assert (sources["person"], sources["mother"]) == ("person_statement", "family_statement")
    assert sources["school"] == "other_agency"
    assert [sources[code] for code in ("neighbour", "anonymous", "unknown")] == [None] * 3
    assert {one for one in sources.values() if one} <= {one.code for one in SOURCE_KINDS}


@pytest.mark.rule(37)
def test_an_address_is_of_its_own_kind() -> None:
    """Given a profile, then the address is an address and all else of it says who somebody is."""
    assert PROFILE_FIELDS["address"] == ("住所", "address")
    assert {kind for name, (_, kind) in PROFILE_FIELDS.items() if name != "address"} == {"identity"}
    assert "number" not in PROFILE_FIELDS


def test_a_section_does_not_show_its_text() -> None:
    """When a section is printed, then its words are not in it."""
    section = Section(
        "s", "内容", "consultation", None, (UUID(int=1),), "架空の相談・東京特許許可局"
    )

    assert "東京特許許可局" not in repr(section)
