"""An ordinary case review has no statute: nobody is known in it without a consent that says so."""

from __future__ import annotations

import pytest

from services.conference.law.bases.consent.reasons import NOT_RECORDED
from services.conference.law.limits.meeting import (
    CONSENT_NOT_FOR_THIS_MODE,
    DEIDENTIFIED_AT_MOST,
    NOT_SELECTED,
)
from services.conference.law.limits.profile import NO_CASE_REVIEW
from tests.law.records import scope, with_consent, with_determination
from tests.law.verdicts import assert_blurred, assert_full, assert_withheld
from tests.law.worlds import (
    MEETINGS,
    Document,
    decide_cell,
    meeting_world,
    with_item,
    with_member,
    with_profile,
)


def review(**options: object) -> Document:
    """A case review of a municipality that discusses cases without identity."""
    return with_profile(meeting_world("case_review"), deidentified_case_review=True, **options)


@pytest.mark.rule(18)
def test_a_case_review_shows_members_a_case_without_identity() -> None:
    """Where the municipality does so, selected members get the generalised wording."""
    assert_blurred(decide_cell(review()), ("deidentified",), DEIDENTIFIED_AT_MOST)


@pytest.mark.rule(18)
def test_a_case_review_shows_nothing_by_default() -> None:
    """Without that choice there is no basis in a case review."""
    assert_withheld(decide_cell(meeting_world("case_review")), NO_CASE_REVIEW)


@pytest.mark.rule(19, 20)
def test_only_selected_members_get_a_case_without_identity() -> None:
    """Neither an unselected member nor the convener as such is shown a case."""
    assert_withheld(decide_cell(with_member(review(), selected=False)), NOT_SELECTED)
    world = with_profile(review(), internal_sharing="lawful_bases")
    assert_withheld(decide_cell(world, "city"), NOT_RECORDED)
    assert_blurred(decide_cell(with_member(world, "city"), "city"), ("deidentified",))


@pytest.mark.rule(18)
@pytest.mark.parametrize("mode", [one for one in MEETINGS if one != "case_review"])
def test_no_other_meeting_shows_a_case_without_identity(mode: str) -> None:
    """The choice is about ordinary case reviews only."""
    world = with_profile(meeting_world(mode), deidentified_case_review=True)
    assert decide_cell(world).effect == "withheld"


@pytest.mark.rule(4, 18)
def test_a_consent_counts_fully_in_a_case_review_if_it_names_it() -> None:
    """Only a consent that lists the case review lets the case be known there."""
    world = meeting_world("case_review")
    assert_blurred(decide_cell(with_consent(world)), ("consent",), CONSENT_NOT_FOR_THIS_MODE)
    listed = scope(world, modes=["casework", "case_review"])
    assert_full(decide_cell(with_consent(world, scope=listed)), "consent")


@pytest.mark.rule(9, 18)
def test_every_subjects_consent_has_to_name_the_case_review() -> None:
    """One explicit consent does not make the other person known."""
    world = with_item(meeting_world("case_review"), subjects=["son", "mother"])
    listed = scope(world, modes=["case_review"])
    one = with_consent(with_consent(world, scope=listed), "mother")
    assert_blurred(decide_cell(one), ("consent",), CONSENT_NOT_FOR_THIS_MODE)
    both = with_consent(with_consent(world, scope=listed), "mother", scope=listed)
    assert_full(decide_cell(both), "consent")


@pytest.mark.rule(18)
def test_a_determination_identifies_nobody_in_a_case_review() -> None:
    """Whatever else opens the cell there, the case stays without identity."""
    world = with_determination(meeting_world("case_review"), "in_purpose")
    assert_blurred(decide_cell(world), ("in_purpose",), DEIDENTIFIED_AT_MOST)


@pytest.mark.rule(4, 18)
def test_a_broader_consent_leaves_the_one_that_names_the_case_review_standing() -> None:
    """More consent never shows less."""
    world = meeting_world("case_review")
    named = with_consent(world, scope=scope(world, modes=["case_review"]))
    assert_full(decide_cell(with_consent(named)), "consent")
    other = with_consent(with_consent(world), scope=scope(world, modes=["case_review"]))
    assert_full(decide_cell(other), "consent")
