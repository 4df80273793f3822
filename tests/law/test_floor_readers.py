"""What statute keeps from certain readers: the person's own screen, outsiders, employers."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.bases.consent.reasons import EXCLUDED
from services.conference.law.limits.floor import (
    EMPLOYER,
    NOT_TO_THE_PERSON,
    YOTAIKYO_FIRST,
)
from services.conference.law.vocabulary import AgencyKind, Mode
from tests.law.records import scope, with_consent, with_determination
from tests.law.verdicts import assert_blurred, assert_full, assert_withheld
from tests.law.ways import WAYS, opened
from tests.law.worlds import (
    CATEGORIES,
    Document,
    agency,
    casework_world,
    conference_world,
    decide_cell,
    meeting_world,
    with_agency,
    with_item,
    with_person,
    with_request,
)


def on_the_persons_screen(world: Document) -> Document:
    """The NPO's place is taken by the son's own screen."""
    others = [one for one in world["agencies"] if one["id"] != "npo"]
    screen = agency("npo", "person_self", "individual", person="son")
    return world | {"agencies": [*others, screen]}


@pytest.mark.rule(35)
@pytest.mark.parametrize("flag", ["do_not_tell_person", "confidential_informant"])
@pytest.mark.parametrize("way", ["consent", "emergency", "in_purpose"])
def test_what_was_told_in_confidence_is_not_on_the_persons_screen(way: str, flag: str) -> None:
    """「本人に言わないで」 holds on the person's own screen, and nowhere else."""
    world = opened(way, flags=[flag])
    assert_full(decide_cell(world), way)
    assert_withheld(decide_cell(on_the_persons_screen(world)), NOT_TO_THE_PERSON)


@pytest.mark.rule(35)
@pytest.mark.parametrize("flags", [[], ["unjust_harm_risk"], ["reporter_identity"]])
def test_the_persons_screen_shows_what_was_not_told_in_confidence(flags: list[str]) -> None:
    """Other flags do not make it a confidence."""
    decision = decide_cell(on_the_persons_screen(opened("consent", flags=flags)))
    assert NOT_TO_THE_PERSON.reason not in decision.reasons
    if "reporter_identity" not in flags:
        assert_full(decision, "consent")


@pytest.mark.rule(35)
def test_beside_the_persons_screen_others_see_what_was_told_in_confidence() -> None:
    """A confidence is kept from the person, not from the NPO that sits beside the screen."""
    world = opened("consent", flags=["do_not_tell_person"])
    screen = agency("screen", "person_self", "individual", person="son")
    both = world | {"agencies": [*world["agencies"], screen]}
    assert_full(decide_cell(both), "consent")
    assert_withheld(decide_cell(both, "screen"), NOT_TO_THE_PERSON)


@pytest.mark.rule(46)
@pytest.mark.parametrize("mode", get_args(Mode))
def test_abuse_of_a_registered_child_lives_in_yotaikyo(mode: str) -> None:
    """Outside 要対協 those who are not its members get the blurred wording."""
    base = casework_world() if mode == "casework" else meeting_world(mode)
    world = opened("consent", base, category="abuse")
    registered = with_person(world, "son", registered_yotaikyo=True)
    assert_full(decide_cell(world), "consent")
    member = with_agency(registered, "npo", yotaikyo_member=True)
    assert_full(decide_cell(member), "consent")
    decision = decide_cell(registered)
    if mode == "yotaikyo":
        assert_full(decision, "consent")
    else:
        assert_blurred(decision, ("consent",), YOTAIKYO_FIRST)


@pytest.mark.rule(46)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("category", CATEGORIES)
def test_yotaikyo_keeps_abuse_alone_and_never_a_report(way: str, category: str) -> None:
    """An emergency is blurred too; the abuse report and the own record are not touched."""
    world = with_person(opened(way, category=category), "son", registered_yotaikyo=True)
    if category == "abuse" and way not in {"abuse_report", "own_record"}:
        assert_blurred(decide_cell(world), (way,), YOTAIKYO_FIRST)
    else:
        assert_full(decide_cell(world), way)


@pytest.mark.rule(46)
def test_yotaikyo_asks_about_the_subjects_of_the_note() -> None:
    """That the girl is registered does not blur a note about the son; a mixed one it does."""
    world = with_person(opened("consent", category="abuse"), "girl", registered_yotaikyo=True)
    assert_full(decide_cell(world), "consent")
    mixed = with_determination(with_item(world, subjects=["son", "girl"]), "in_purpose")
    assert_blurred(decide_cell(mixed), ("in_purpose",), YOTAIKYO_FIRST)


def to_the_employer(way: str, category: str) -> Document:
    """The note opened in this way to a recipient that is an employer."""
    return with_agency(opened(way, category=category), "npo", kind="employer")


@pytest.mark.rule(38)
@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("way", ["consent", "emergency", "in_purpose", "own_record"])
def test_an_employer_learns_of_illness_by_a_consent_that_names_it(way: str, category: str) -> None:
    """Health, disability and life history go to an employer on no other ground."""
    decision = decide_cell(to_the_employer(way, category))
    delicate = category in {"health", "disability", "life_history"}
    if delicate and way in {"emergency", "in_purpose"}:
        assert_withheld(decision, EMPLOYER)
    else:
        assert_full(decision, way)


@pytest.mark.rule(4, 38)
@pytest.mark.parametrize("category", ["health", "disability", "life_history", "work"])
def test_a_consent_for_employers_in_general_names_none(category: str) -> None:
    """「雇用主」 as a kind is not this employer."""
    world = with_item(casework_world(), category=category)
    in_general = scope(world, recipients=[], recipient_kinds=["employer"])
    decision = decide_cell(with_consent(world, scope=in_general), "boss")
    if category == "work":
        assert_full(decision, "consent")
    else:
        assert_withheld(decision, EMPLOYER)


@pytest.mark.rule(9, 38)
def test_every_subject_has_to_name_the_employer() -> None:
    """A note about two needs the employer named by both."""
    world = with_item(casework_world(), category="health", subjects=["son", "mother"])
    named, kind = scope(world, recipients=["boss"]), {"recipient_kinds": ["employer"]}
    one = with_consent(
        with_consent(world, scope=named), "mother", scope=scope(world, recipients=[], **kind)
    )
    assert_withheld(decide_cell(one, "boss"), EMPLOYER)
    both = with_consent(with_consent(world, scope=named), "mother", scope=named)
    assert_full(decide_cell(both, "boss"), "consent")


@pytest.mark.rule(38)
def test_a_named_employer_may_be_reached_on_another_basis_too() -> None:
    """Where the consent names it, a conference's own basis stands beside the consent."""
    world = with_item(conference_world(), category="health")
    world = with_agency(with_request(world), "npo", kind="employer")
    assert_withheld(decide_cell(world), EMPLOYER)
    assert_full(decide_cell(with_consent(world)), "consent", "conference_106_6")


@pytest.mark.rule(38)
@pytest.mark.parametrize(
    "kind", [one for one in get_args(AgencyKind) if one not in {"employer", "person_self"}]
)
def test_no_other_kind_needs_to_be_named(kind: str) -> None:
    """A consent for a kind of agency reaches the agencies of that kind."""
    world = with_agency(with_item(casework_world(), category="health"), "npo", kind=kind)
    general = scope(world, recipients=[], recipient_kinds=[kind])
    assert_full(decide_cell(with_consent(world, scope=general)), "consent")


@pytest.mark.rule(4, 38)
def test_an_employer_that_is_named_is_told_why_it_still_does_not_count() -> None:
    """A consent that names the employer and leaves the illness out: both reasons stand there."""
    world = with_agency(with_item(casework_world(), category="health"), "npo", kind="employer")
    decision = decide_cell(with_consent(world, exclusions={"categories": ["health"]}))
    assert_withheld(decision, EMPLOYER, EXCLUDED)
