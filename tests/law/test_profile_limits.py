"""What a municipality's own rule adds: blurring, plans, purposes, kinds of agency, local areas."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.limits.profile import (
    BLURRED_WITHOUT_CONSENT,
    EXCLUDED_KIND,
    HIDDEN_FROM_THE_AREA,
    NOT_NEEDED,
    PENALTY_FOR_NAMES,
    PLAN_BY_CONSENT,
)
from services.conference.law.vocabulary import Mode, StatutoryMode
from tests.law.records import with_consent
from tests.law.verdicts import assert_blurred, assert_full, assert_withheld
from tests.law.ways import under
from tests.law.worlds import (
    CATEGORIES,
    Document,
    casework_world,
    conference_world,
    decide_cell,
    meeting_world,
    with_agency,
    with_conference,
    with_item,
    with_person,
    with_profile,
    with_request,
)

MODES = get_args(Mode)
WAYS = ["consent", "emergency", "abuse_report", "in_purpose"]


@pytest.mark.rule(30)
@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("way", WAYS)
def test_delicate_categories_are_blurred_without_consent(way: str, category: str) -> None:
    """Neither consent, nor an emergency, nor a report of abuse is blurred by it."""
    world = with_item(casework_world(), category=category)
    delicate = decide_cell(under(way, world, blur_without_consent=[category]))
    if way == "in_purpose":
        assert_blurred(delicate, (way,), BLURRED_WITHOUT_CONSENT)
    else:
        assert_full(delicate, way)
    others = [one for one in CATEGORIES if one != category]
    assert_full(decide_cell(under(way, world, blur_without_consent=others)), way)


@pytest.mark.rule(30)
@pytest.mark.parametrize("mode", get_args(StatutoryMode))
def test_a_conference_blurs_what_the_municipality_calls_delicate(mode: str) -> None:
    """With a consent beside it the same cell is shown in full, on the consent alone."""
    world = with_profile(conference_world(mode), blur_without_consent=["consultation"])
    basis = decide_cell(conference_world(mode)).basis
    assert_blurred(decide_cell(world), basis, BLURRED_WITHOUT_CONSENT)
    consented = decide_cell(with_consent(world))
    assert_full(consented, "consent")
    assert BLURRED_WITHOUT_CONSENT.reason not in consented.reasons


@pytest.mark.rule(18, 71)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("way", ["consent", "emergency", "abuse_report"])
def test_names_only_where_a_leak_is_penalised(way: str, mode: str) -> None:
    """Outside the statutory modes nothing is more than blurred, not even with consent."""
    base = casework_world() if mode == "casework" else meeting_world(mode)
    decision = decide_cell(under(way, base, names_only_with_penalty=True))
    if way == "consent" and mode not in get_args(StatutoryMode):
        assert_blurred(decision, ("consent",), PENALTY_FOR_NAMES)
    else:
        assert_full(decision, way)


@pytest.mark.rule(18)
def test_names_only_with_penalty_leaves_the_own_record() -> None:
    """The holder reads its own text."""
    world = under("consent", names_only_with_penalty=True)
    assert_full(decide_cell(world, "clinic"), "own_record")


@pytest.mark.rule(3)
@pytest.mark.parametrize("purpose", ["plan_formation", "plan_review", "consultation", "referral"])
@pytest.mark.parametrize("way", WAYS)
def test_a_plan_is_made_with_consent(way: str, purpose: str) -> None:
    """To make or review a plan consent is needed, unless the municipality chose otherwise."""
    world = with_conference(casework_world(), purpose=purpose)
    decision = decide_cell(under(way, world))
    if way == "in_purpose" and purpose.startswith("plan"):
        assert_withheld(decision, PLAN_BY_CONSENT)
    else:
        assert_full(decision, way)
    assert_full(decide_cell(under(way, world, plan_needs_consent=False)), way)


@pytest.mark.rule(29, 30)
@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("way", WAYS)
def test_only_what_the_purpose_needs(way: str, category: str) -> None:
    """Even with consent nothing beyond the purpose is shown; danger and abuse are excepted."""
    world = with_item(casework_world(), category=category)
    needed = {"consultation": [category], "referral": []}
    assert_full(decide_cell(under(way, world, minimise=needed)), way)
    others = [one for one in CATEGORIES if one != category]
    for unneeded in ({"consultation": others}, {"consultation": []}):
        decision = decide_cell(under(way, world, minimise=unneeded))
        if way in {"emergency", "abuse_report"}:
            assert_full(decision, way)
        else:
            assert_withheld(decision, NOT_NEEDED)
    assert_full(decide_cell(under(way, world, minimise={"referral": []})), way)


@pytest.mark.rule(30)
def test_the_purpose_does_not_limit_the_own_record() -> None:
    """The holder reads its own text, whatever the purpose."""
    world = under("consent", minimise={"consultation": []})
    assert_full(decide_cell(world, "clinic"), "own_record")


@pytest.mark.rule(1)
@pytest.mark.parametrize("way", WAYS)
def test_excluded_kinds_get_nothing_without_consent(way: str) -> None:
    """A kind of agency may be kept out of everything but consent, emergency and abuse report."""
    kinds = ["npo", "child_guidance_center"]
    decision = decide_cell(under(way, excluded_kinds_without_consent=kinds))
    if way == "in_purpose":
        assert_withheld(decision, EXCLUDED_KIND)
    else:
        assert_full(decision, way)
    others = ["employer", "police"]
    assert_full(decide_cell(under(way, excluded_kinds_without_consent=others)), way)


@pytest.mark.rule(1)
@pytest.mark.parametrize("mode", get_args(StatutoryMode))
def test_excluded_kinds_get_nothing_from_a_conference(mode: str) -> None:
    """Not even what the statute would allow."""
    world = with_profile(conference_world(mode), excluded_kinds_without_consent=["npo"])
    assert_withheld(decide_cell(world), EXCLUDED_KIND)


@pytest.mark.rule(1, 18)
def test_excluded_kinds_see_no_case_review_either() -> None:
    """A case without identity is a basis other than consent as well."""
    rule = {"deidentified_case_review": True, "excluded_kinds_without_consent": ["npo"]}
    world = with_profile(meeting_world("case_review"), **rule)
    assert_withheld(decide_cell(world), EXCLUDED_KIND)


def refusing(world: Document, area: str | None = "west", who: str = "son") -> Document:
    """The world in which somebody does not want the agencies of an area to know."""
    world = with_person(world, who, refuses_local_area=area)
    return with_agency(world, "npo", local_area="west")


@pytest.mark.rule(30)
@pytest.mark.parametrize("way", WAYS)
def test_who_does_not_want_the_neighbourhood_to_know_is_not_known_to_it(way: str) -> None:
    """Consent and emergency are bound too; the report of abuse is not."""
    decision = decide_cell(refusing(under(way)))
    if way == "abuse_report":
        assert_full(decision, way)
    else:
        assert_withheld(decision, HIDDEN_FROM_THE_AREA)
    assert_full(decide_cell(refusing(under(way, hide_from_local_area=False))), way)


@pytest.mark.rule(30)
@pytest.mark.parametrize("way", WAYS)
def test_hiding_is_about_the_area_refused(way: str) -> None:
    """Another area, none at all, and somebody else's refusal hide nothing."""
    assert_full(decide_cell(refusing(under(way), "east")), way)
    assert_full(decide_cell(refusing(under(way), None)), way)
    assert_full(decide_cell(refusing(under(way), who="mother")), way)
    everywhere = with_agency(refusing(under(way)), "npo", local_area=None)
    assert_full(decide_cell(everywhere), way)


@pytest.mark.rule(9, 30)
def test_one_subject_who_refuses_the_area_is_enough() -> None:
    """A note about two is hidden when one of them does not want to be known there."""
    world = with_request(with_item(conference_world(), subjects=["son", "mother"]))
    assert decide_cell(world).effect == "full"
    assert_withheld(decide_cell(refusing(world, who="mother")), HIDDEN_FROM_THE_AREA)


@pytest.mark.rule(30)
def test_to_refuse_nothing_is_not_to_refuse_whoever_serves_all() -> None:
    """An agency without an area is not the neighbour of somebody who names none."""
    world = with_item(casework_world(), subjects=["mother"])
    world = refusing(under("in_purpose", world), who="son")
    assert_full(decide_cell(with_agency(world, "npo", local_area=None)), "in_purpose")


@pytest.mark.rule(30)
def test_where_everybody_refuses_the_area_it_is_hidden_too() -> None:
    """The whole neighbourhood may dislike its agency."""
    world = under("consent")
    for who in ("son", "mother", "girl", "stranger"):
        world = refusing(world, who=who)
    assert_withheld(decide_cell(world), HIDDEN_FROM_THE_AREA)


@pytest.mark.rule(30)
def test_the_neighbourhood_keeps_its_own_record() -> None:
    """What the agency of the area itself holds is not hidden from it."""
    world = refusing(under("consent"))
    world = with_agency(world, "clinic", local_area="west")
    assert_full(decide_cell(world, "clinic"), "own_record")
