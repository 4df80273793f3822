"""The lawful road for what some towns call family consent: 個情法69条2項4号 (law rule 8)."""

from __future__ import annotations

import pytest

from services.conference.law.bases.consent.reasons import SELF_AND_FAMILY
from services.conference.law.bases.determination import (
    HOLDER_NOT_PUBLIC,
    NO_FAMILY_WISH,
    NO_UNDERTAKING,
    ROUTE_CLOSED,
    ROUTE_OTHER_PURPOSE,
    ROUTE_OTHER_RECIPIENT,
)
from tests.law.records import scope, with_consent, with_determination
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    JUST_AFTER,
    JUST_BEFORE,
    NOW,
    Document,
    casework_world,
    decide_cell,
    moment,
    with_agency,
    with_item,
    with_person,
    with_profile,
)

BASIS = "appi_69_2_4"


def wished(world: Document, subject: str = "son", **fields: object) -> Document:
    """The world with the mother's wish for somebody on record."""
    return with_consent(world, subject, given_by="mother", capacity="family_wish", **fields)


def road(holder: str = "city", **options: object) -> Document:
    """The city determined that it is clearly in the son's interest; the road is open."""
    world = with_item(casework_world(), holder=holder)
    world = with_profile(world, family_wish_route="best_interest_69_2_4", **options)
    return with_determination(world, "best_interest")


@pytest.mark.rule(1, 2, 8)
def test_a_determination_with_the_familys_wish_is_a_basis() -> None:
    """Not as consent, but as the city's own decision, the family's wish opens the cell."""
    decision = decide_cell(wished(road()))
    assert_full(decision, BASIS)
    assert {1, 2, 8} <= set(decision.rules)


@pytest.mark.rule(8)
def test_the_road_is_closed_by_default() -> None:
    """A municipality that does not use it does not use it."""
    closed = with_profile(road(), family_wish_route="none")
    assert_withheld(decide_cell(wished(closed)), ROUTE_CLOSED, SELF_AND_FAMILY)


@pytest.mark.rule(8)
def test_the_wish_without_the_determination_opens_nothing() -> None:
    """The family's wish is evidence for a decision, and no decision."""
    world = wished(road()) | {"determinations": []}
    assert_withheld(decide_cell(world), SELF_AND_FAMILY)


@pytest.mark.rule(8)
def test_the_determination_without_the_wish_opens_nothing() -> None:
    """On this road the family's wish has to be on record."""
    assert_withheld(decide_cell(road()), NO_FAMILY_WISH)


@pytest.mark.rule(8)
@pytest.mark.parametrize("capacity", ["self", "parental_authority"])
def test_only_a_family_wish_is_a_family_wish(capacity: str) -> None:
    """Another answer of the mother's is not taken for one."""
    world = with_consent(road(), given_by="mother", capacity=capacity)
    assert_withheld(decide_cell(world), NO_FAMILY_WISH)


@pytest.mark.rule(2)
@pytest.mark.parametrize("holder_class", ["private", "individual"])
def test_the_road_is_for_public_holders(holder_class: str) -> None:
    """69条2項4号 does not bind private holders, and does not help them."""
    world = with_agency(wished(road()), "city", holder_class=holder_class)
    assert_withheld(decide_cell(world), HOLDER_NOT_PUBLIC)


@pytest.mark.rule(8, 29)
@pytest.mark.parametrize(
    ("purposes", "opens"),
    [
        (None, True),
        (["consultation"], True),
        (["plan_formation", "consultation"], True),
        (["plan_formation"], False),
        ([], False),
    ],
)
def test_a_municipality_may_name_the_purposes(purposes: list[str] | None, opens: bool) -> None:  # noqa: FBT001
    """Where purposes are named, the road leads to these alone."""
    decision = decide_cell(wished(road(family_wish_purposes=purposes)))
    if opens:
        assert_full(decision, BASIS)
    else:
        assert_withheld(decision, ROUTE_OTHER_PURPOSE)


@pytest.mark.rule(8)
def test_a_municipality_may_keep_it_inside() -> None:
    """With recipients ``internal`` the road ends at the town hall's door."""
    inside_only = road(family_wish_recipients="internal")
    assert_withheld(decide_cell(wished(inside_only)), ROUTE_OTHER_RECIPIENT)
    department = with_agency(inside_only, "npo", internal_to_municipality=True)
    assert_full(decide_cell(wished(department)), BASIS)
    anywhere = with_agency(road(), "npo", internal_to_municipality=True)
    assert_full(decide_cell(wished(anywhere)), BASIS)


@pytest.mark.rule(8, 36)
@pytest.mark.parametrize(
    ("at", "opens"), [(None, False), (JUST_AFTER, False), (NOW, True), (JUST_BEFORE, True)]
)
def test_a_municipality_may_ask_for_an_undertaking(at: str | None, opens: bool) -> None:  # noqa: FBT001
    """Where it does, the recipient's undertaking of secrecy must be on record by now."""
    world = with_agency(road(), "npo", secrecy_undertaking_at=at)
    assert_full(decide_cell(wished(world)), BASIS)
    decision = decide_cell(wished(with_profile(world, family_wish_needs_undertaking=True)))
    if opens:
        assert_full(decision, BASIS)
    else:
        assert_withheld(decision, NO_UNDERTAKING)


@pytest.mark.rule(8, 9)
def test_the_wish_is_needed_for_every_subject() -> None:
    """A wish about the son does not speak for the girl."""
    world = with_item(road(), subjects=["son", "girl"]) | {"determinations": []}
    both = with_determination(world, "best_interest")
    assert_withheld(decide_cell(wished(both)), NO_FAMILY_WISH)
    assert_full(decide_cell(wished(wished(both), "girl")), BASIS)


@pytest.mark.rule(8)
@pytest.mark.parametrize(
    "fields",
    [
        {"state": "refused"},
        {"withdrawn_at": NOW},
        {"to": NOW},
        {"from": JUST_AFTER},
        {"exclusions": {"recipients": ["npo"]}},
    ],
)
def test_a_wish_against_it_ended_or_future_is_none(fields: Document) -> None:
    """The latest wish of the family has to be for the sharing, and in force."""
    assert_withheld(decide_cell(wished(road(), **fields)), NO_FAMILY_WISH)


@pytest.mark.rule(4, 8)
@pytest.mark.parametrize(
    "fields",
    [{"categories": ["health"]}, {"recipients": ["council"]}, {"purposes": ["referral"]}],
)
def test_a_wish_has_a_scope_like_any_answer(fields: Document) -> None:
    """A wish for something else is no wish for this."""
    world = road()
    narrow = wished(world, scope=scope(world, **fields))
    assert_withheld(decide_cell(narrow), NO_FAMILY_WISH)


@pytest.mark.rule(8)
@pytest.mark.parametrize(("days", "opens"), [(-1, False), (-50, True)])
def test_the_latest_wish_counts(days: int, opens: bool) -> None:  # noqa: FBT001
    """A family that came to wish otherwise wishes otherwise."""
    world = wished(wished(road(), state="refused", **{"from": moment(days=days)}))
    if opens:
        assert_full(decide_cell(world), BASIS)
    else:
        assert_withheld(decide_cell(world), NO_FAMILY_WISH)


@pytest.mark.rule(8)
def test_of_one_instant_the_familys_no_counts() -> None:
    """Mother and father who disagree at once wish nothing."""
    for first, second in (("given", "refused"), ("refused", "given")):
        world = wished(wished(road(), state=first), state=second)
        assert_withheld(decide_cell(world), NO_FAMILY_WISH)


@pytest.mark.rule(10)
def test_the_wish_of_a_suspected_abuser_is_no_evidence() -> None:
    """Who is suspected of abusing the son does not speak for the family."""
    suspected = with_person(wished(road()), "mother", suspected_abuser_of=["son"])
    assert_withheld(decide_cell(suspected), NO_FAMILY_WISH)
    about_another = with_person(wished(road()), "mother", suspected_abuser_of=["girl"])
    assert_full(decide_cell(about_another), BASIS)


@pytest.mark.rule(7, 8)
def test_the_road_is_the_citys_own_decision() -> None:
    """What the person answered is for the city to weigh; the determination is its own basis."""
    world = wished(with_consent(road(), state="refused"))
    assert_full(decide_cell(world), BASIS)
