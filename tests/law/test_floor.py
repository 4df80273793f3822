"""What statute keeps shut, whatever the basis and whatever a municipality decides."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.limits.floor import (
    ANONYMOUS,
    INDIVIDUAL_NUMBER,
    PROTECTED_ADDRESS,
    PROTECTED_WHEREABOUTS,
    REPORTER,
    UNCLASSIFIED,
    UNJUST_HARM,
)
from services.conference.law.vocabulary import StatutoryMode
from tests.law.records import with_consent
from tests.law.verdicts import assert_blurred, assert_full, assert_withheld
from tests.law.ways import WAYS, opened
from tests.law.worlds import (
    CATEGORIES,
    MEETINGS,
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


@pytest.mark.rule(1)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("category", CATEGORIES)
def test_each_way_opens_each_category_where_no_floor_is(way: str, category: str) -> None:
    """The neighbour of every test below: without the flag the same cell is open."""
    assert_full(decide_cell(opened(way, category=category)), way)


@pytest.mark.rule(32)
@pytest.mark.parametrize("way", WAYS)
def test_an_individual_number_is_shown_to_nobody(way: str) -> None:
    """個人番号 is not even shown to the body whose record it is."""
    decision = decide_cell(opened(way, flags=["individual_number"]))
    assert_withheld(decision, INDIVIDUAL_NUMBER)


@pytest.mark.rule(30)
@pytest.mark.parametrize("way", WAYS)
def test_what_nobody_classified_is_not_shown(way: str) -> None:
    """Category ``other`` stays with its holder."""
    decision = decide_cell(opened(way, category="other"))
    if way == "own_record":
        assert_full(decision, "own_record")
    else:
        assert_withheld(decision, UNCLASSIFIED)


@pytest.mark.rule(30)
@pytest.mark.parametrize("mode", get_args(StatutoryMode))
def test_what_nobody_classified_is_not_shown_in_a_conference(mode: str) -> None:
    """A request for the unclassified opens nothing."""
    world = with_request(with_item(conference_world(mode), category="other"))
    assert_withheld(decide_cell(world), UNCLASSIFIED)


@pytest.mark.rule(44)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("category", ["abuse", "identity", "consultation"])
def test_who_reported_is_known_to_the_receiver_alone(way: str, category: str) -> None:
    """Neither consent nor an emergency tells anybody else who reported."""
    decision = decide_cell(opened(way, category=category, flags=["reporter_identity"]))
    if way in {"own_record", "abuse_report"}:
        assert_full(decision, way)
    else:
        assert_withheld(decision, REPORTER)


@pytest.mark.rule(44)
@pytest.mark.parametrize("mode", get_args(StatutoryMode))
def test_who_reported_is_in_no_conference_pack(mode: str) -> None:
    """要対協 included."""
    world = with_item(conference_world(mode), flags=["reporter_identity"])
    assert_withheld(decide_cell(world), REPORTER)


@pytest.mark.rule(12)
@pytest.mark.parametrize("holder_class", ["public", "private", "individual"])
@pytest.mark.parametrize("way", WAYS)
def test_consent_does_not_legalise_unjust_harm(way: str, holder_class: str) -> None:
    """A public holder waits for a supervisor; only an abuse report and an emergency do not."""
    world = opened(way, flags=["unjust_harm_risk"])
    holder = world["items"][0]["holder"]
    decision = decide_cell(with_agency(world, holder, holder_class=holder_class))
    if holder_class == "public" and way in {"consent", "in_purpose"}:
        assert_withheld(decision, UNJUST_HARM)
        assert decision.obligations == ("supervisor_review",)
    else:
        assert_full(decision, way)


@pytest.mark.rule(37)
@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("mode", MEETINGS)
def test_protected_whereabouts_stay_out_of_every_meeting(mode: str, category: str) -> None:
    """The address is withheld, school and work are blurred, whatever the consent says."""
    world = opened("consent", meeting_world(mode), category=category)
    decision = decide_cell(with_person(world, "son", protected_address=True))
    if category == "address":
        assert_withheld(decision, PROTECTED_ADDRESS)
    elif category in {"school", "work"}:
        assert_blurred(decision, ("consent",), PROTECTED_WHEREABOUTS)
    else:
        assert_full(decision, "consent")


@pytest.mark.rule(37)
@pytest.mark.parametrize("category", ["address", "school", "work"])
@pytest.mark.parametrize("way", WAYS)
def test_protection_binds_every_basis_in_a_meeting(way: str, category: str) -> None:
    """Not even an emergency or an abuse report shows a protected address in a meeting."""
    world = opened(way, meeting_world("yotaikyo"), category=category)
    decision = decide_cell(with_person(world, "son", protected_address=True))
    if way == "own_record":
        assert_full(decision, "own_record")
    elif category == "address":
        assert_withheld(decision, PROTECTED_ADDRESS)
    else:
        assert_blurred(decision, (way,), PROTECTED_WHEREABOUTS)


@pytest.mark.rule(37)
@pytest.mark.parametrize("category", ["address", "school", "work"])
def test_protection_is_about_meetings_and_subjects(category: str) -> None:
    """In casework, and for somebody else's protection, the consent counts."""
    world = opened("consent", category=category)
    assert_full(decide_cell(with_person(world, "son", protected_address=True)), "consent")
    meeting = opened("consent", meeting_world("kodoku"), category=category)
    assert_full(decide_cell(with_person(meeting, "mother", protected_address=True)), "consent")
    both = with_item(with_consent(meeting, "mother"), subjects=["son", "mother"])
    guarded = decide_cell(with_person(both, "mother", protected_address=True))
    assert guarded.effect != "full"


@pytest.mark.rule(39)
@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("way", WAYS)
def test_an_anonymous_caller_is_not_identified(way: str, category: str) -> None:
    """Name and address of who has none on record go nowhere, but for danger and abuse."""
    world = with_person(opened(way, category=category), "son", anonymous=True)
    decision = decide_cell(world)
    if category in {"identity", "address"} and way in {"consent", "in_purpose"}:
        assert_withheld(decision, ANONYMOUS)
    else:
        assert_full(decision, way)


@pytest.mark.rule(39)
def test_one_anonymous_subject_is_enough() -> None:
    """What would identify two does identify the anonymous one."""
    world = with_item(casework_world(), category="identity", subjects=["son", "mother"])
    world = with_consent(with_consent(world), "mother")
    assert_full(decide_cell(world), "consent")
    assert_withheld(decide_cell(with_person(world, "mother", anonymous=True)), ANONYMOUS)
    assert_full(decide_cell(with_person(world, "girl", anonymous=True)), "consent")


LOOSEST = {
    "without_consent": "allowed",
    "internal_sharing": "lawful_bases",
    "deidentified_case_review": True,
    "plan_needs_consent": False,
    "secrecy_acknowledgement": False,
    "onward_sharing": "fresh_basis",
    "hide_from_local_area": False,
    "emergency": "act",
    "consent_valid_days": None,
    "oral_consent_needs_witness": False,
}


@pytest.mark.rule(12, 30, 32, 37, 38, 39, 44)
@pytest.mark.parametrize(
    ("note", "person"),
    [
        ({"flags": ["individual_number"]}, {}),
        ({"flags": ["reporter_identity"]}, {}),
        ({"flags": ["unjust_harm_risk"], "holder": "health"}, {}),
        ({"category": "other"}, {}),
        ({"category": "address"}, {"protected_address": True}),
        ({"category": "identity"}, {"anonymous": True}),
        ({"category": "health"}, {"birth_date": "1986-04-02"}),
    ],
)
def test_the_floor_does_not_yield_to_a_municipal_rule(note: Document, person: Document) -> None:
    """With every option at its loosest the floor holds."""
    world = with_profile(with_item(conference_world(), **note), **LOOSEST)
    world = with_person(with_request(world), "son", **person)
    if note.get("category") == "health":
        world = with_agency(world, "npo", kind="employer")
    else:
        world = with_consent(world)
    assert decide_cell(world).effect == "withheld"
    assert decide_cell(with_conference(world, purpose="support_system_review")).basis == ()
