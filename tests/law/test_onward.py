"""What one conference learned is not reused elsewhere without a fresh basis (law rule 23)."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.limits.profile import ONWARD_BY_CONSENT
from services.conference.law.vocabulary import StatutoryMode
from tests.law.records import with_consent, with_determination, with_emergency
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    Document,
    casework_world,
    conference_world,
    decide_cell,
    with_agency,
    with_item,
    with_profile,
)

pytestmark = pytest.mark.rule(23)


def learned(world: Document, where: str | None = "another-matter") -> Document:
    """The world in which the clinic has the note from a conference."""
    return with_item(world, provenance=where)


@pytest.mark.parametrize("mode", get_args(StatutoryMode))
def test_what_another_conference_learned_needs_consent_here(mode: str) -> None:
    """The own conference's material is open, another's is not."""
    world = conference_world(mode)
    assert_withheld(decide_cell(learned(world)), ONWARD_BY_CONSENT)
    assert decide_cell(learned(world, "matter")).effect == "full"
    assert decide_cell(learned(world, None)).effect == "full"


def test_consent_lets_it_out() -> None:
    """The person may agree to what the conference may not do."""
    world = with_consent(learned(conference_world()))
    assert_full(decide_cell(world), "consent")


def test_a_municipality_may_take_any_fresh_basis() -> None:
    """With ``fresh_basis`` whatever stands on its own here is enough, and nothing is not."""
    world = with_profile(learned(conference_world()), onward_sharing="fresh_basis")
    assert_full(decide_cell(world), "conference_106_6")
    bare = with_profile(learned(casework_world()), onward_sharing="fresh_basis")
    assert decide_cell(bare).effect == "withheld"


@pytest.mark.parametrize("kind", ["in_purpose", "child_welfare"])
def test_a_determination_does_not_let_it_out(kind: str) -> None:
    """Tax collection and benefit screening are not what the conference was told for."""
    world = learned(with_profile(casework_world(), without_consent="allowed"))
    world = with_determination(world, kind, consent_difficult=True)
    assert_withheld(decide_cell(world), ONWARD_BY_CONSENT)
    assert decide_cell(learned(world, None)).effect == "full"


def test_an_emergency_is_bound_and_an_abuse_report_is_not() -> None:
    """Only the report of abuse passes without consent, and the holder's own look."""
    world = learned(with_profile(casework_world(), emergency="act"))
    assert_withheld(decide_cell(with_emergency(world)), ONWARD_BY_CONSENT)
    assert_full(decide_cell(with_emergency(learned(world, None))), "emergency")
    receiver = with_agency(world, "npo", kind="welfare_office")
    report = with_determination(receiver, "abuse_report", victim_kind="child")
    assert_full(decide_cell(report), "abuse_report")
    assert_full(decide_cell(world, "clinic"), "own_record")
