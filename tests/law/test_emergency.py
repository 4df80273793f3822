"""The asserted emergency: complete, minimal, to the responders named, or before a human."""

from __future__ import annotations

import pytest

from services.conference.law.bases.consent.reasons import NOT_RECORDED
from services.conference.law.bases.emergency import (
    CONSENT_OBTAINABLE,
    EMERGENCY,
    ESCALATED,
    NO_DANGER,
    NO_REASON,
    NOT_IN_FORCE,
)
from services.conference.law.rule import Finding
from tests.law.records import with_emergency
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    JUST_AFTER,
    JUST_BEFORE,
    NOW,
    Document,
    casework_world,
    decide_cell,
    with_agency,
    with_item,
    with_profile,
)

pytestmark = pytest.mark.rule(42)
ACTING = with_profile(casework_world(), emergency="act")


@pytest.mark.parametrize("danger", ["life", "body", "property"])
def test_a_complete_emergency_opens_the_cell(danger: str) -> None:
    """Danger to life, body or property, with a reason, is a basis, and is said to be one."""
    decision = decide_cell(with_emergency(ACTING, danger=danger))
    assert_full(decision, "emergency")
    assert decision.reasons == (EMERGENCY.reason,)
    assert {1, 2, 42} <= set(decision.rules)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"danger": None}, NO_DANGER),
        ({"reason": None}, NO_REASON),
        ({"reason": ""}, NO_REASON),
        ({"reason": " 　"}, NO_REASON),
        ({"asserted_by": None}, NO_REASON),
        ({"from": JUST_AFTER}, NOT_IN_FORCE),
        ({"to": NOW}, NOT_IN_FORCE),
        ({"to": JUST_BEFORE}, NOT_IN_FORCE),
    ],
)
@pytest.mark.parametrize("holder_class", ["public", "private"])
def test_an_incomplete_emergency_opens_nothing(
    holder_class: str, fields: Document, why: Finding
) -> None:
    """Danger, reason, asserter and time have to be there, and no human is called for nothing."""
    world = with_agency(ACTING, "clinic", holder_class=holder_class)
    decision = decide_cell(with_emergency(world, **fields))
    assert_withheld(decision, why)
    assert "escalate_to_human" not in decision.obligations


@pytest.mark.parametrize("fields", [{"from": NOW}, {"to": JUST_AFTER}])
def test_an_emergency_holds_in_its_period(fields: Document) -> None:
    """From its first instant to before its last."""
    assert_full(decide_cell(with_emergency(ACTING, **fields)), "emergency")


@pytest.mark.parametrize(
    "fields",
    [
        {"responders": ["council", "health"]},
        {"responders": []},
        {"subjects": ["mother"]},
        {"categories": ["health", "work"]},
    ],
)
def test_an_emergency_reaches_what_it_names(fields: Document) -> None:
    """Minimum data to the named responder: nobody else, nothing else, about nobody else."""
    decision = decide_cell(with_emergency(ACTING, **fields))
    assert_withheld(decision, NOT_RECORDED)
    assert decision.rules == NOT_RECORDED.rules


def test_an_emergency_may_name_more() -> None:
    """Further responders, subjects and categories do no harm."""
    wider = {
        "responders": ["council", "npo"],
        "subjects": ["mother", "son"],
        "categories": ["health", "consultation"],
    }
    assert_full(decide_cell(with_emergency(ACTING, **wider)), "emergency")


@pytest.mark.rule(9)
def test_an_emergency_has_to_name_every_subject() -> None:
    """A note that also speaks of the mother stays shut for an emergency of the son's."""
    world = with_item(with_emergency(ACTING), subjects=["son", "mother"])
    assert_withheld(decide_cell(world), NOT_RECORDED)


@pytest.mark.rule(2)
@pytest.mark.parametrize("holder_class", ["public", "private", "individual"])
@pytest.mark.parametrize("hard", [True, False])
def test_a_private_holder_needs_consent_to_be_hard_to_obtain(
    holder_class: str,
    hard: bool,  # noqa: FBT001
) -> None:
    """27条1項2号 asks for both, 69条 for the danger alone."""
    world = with_agency(ACTING, "clinic", holder_class=holder_class)
    decision = decide_cell(with_emergency(world, consent_hard_to_obtain=hard))
    if hard or holder_class == "public":
        assert_full(decision, "emergency")
    else:
        assert_withheld(decision, CONSENT_OBTAINABLE)


def test_by_default_a_human_decides() -> None:
    """Where the municipality escalates, a complete emergency is put before somebody at once."""
    for world in (casework_world(), with_profile(casework_world(), emergency="escalate")):
        decision = decide_cell(with_emergency(world))
        assert_withheld(decision, ESCALATED)
        assert decision.obligations == ("escalate_to_human",)


def test_nobody_is_called_for_an_incomplete_emergency() -> None:
    """What lacks its reason is sent back, not up."""
    decision = decide_cell(with_emergency(casework_world(), reason=None))
    assert_withheld(decision, NO_REASON)
    assert decision.obligations == ()


def test_nobody_is_called_for_somebody_who_is_no_responder() -> None:
    """The council gets neither the note nor a task from an emergency that does not name it."""
    decision = decide_cell(with_emergency(casework_world()), "council")
    assert_withheld(decision, NOT_RECORDED)
    assert decision.obligations == ()


def test_without_an_emergency_there_is_none() -> None:
    """A municipality that acts at once acts only when one is asserted."""
    assert_withheld(decide_cell(ACTING), NOT_RECORDED)
