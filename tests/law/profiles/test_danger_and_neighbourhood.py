"""Municipality 7: danger to life is acted on, and who fears the neighbourhood is hidden from it."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.bases.emergency import ESCALATED, NO_DANGER
from services.conference.law.limits.profile import HIDDEN_FROM_THE_AREA, NEVER
from services.conference.law.vocabulary import StatutoryMode
from tests.law.profiles.worlds import (
    MUNICIPALITIES,
    consented,
    decided,
    family_consented,
    in_the_sons_interest,
    inside,
    public_note,
)
from tests.law.records import with_answer, with_determination, with_emergency
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import LONG_AGO, Document, casework_world, with_agency, with_person


@pytest.mark.rule(42)
def test_danger_to_life_is_acted_on_at_once() -> None:
    """Without the person's and without the family's consent, loudly and reviewed."""
    world = with_answer(casework_world(), "refused")
    decision = decided(7, with_emergency(family_consented(world, state="refused")))
    assert_full(decision, "emergency")
    assert {"emergency_review", "no_consent_flag"} <= set(decision.obligations)


@pytest.mark.rule(42)
def test_without_danger_there_is_no_emergency() -> None:
    """The exception is for danger, not for haste."""
    assert_withheld(decided(7, with_emergency(casework_world(), danger=None)), NO_DANGER)


@pytest.mark.rule(42)
@pytest.mark.parametrize("number", [n for n in MUNICIPALITIES if n != 7])
def test_elsewhere_a_human_decides(number: int) -> None:
    """The thirteen that never spoke of an emergency do not act by themselves."""
    decision = decided(number, with_emergency(casework_world()))
    assert_withheld(decision)
    assert "escalate_to_human" in decision.obligations
    if number != 9:  # where nothing goes outside a conference at all, that is told first
        assert ESCALATED.reason in decision.reasons


@pytest.mark.rule(43)
@pytest.mark.parametrize("number", MUNICIPALITIES)
def test_abuse_is_reported_everywhere(number: int) -> None:
    """No municipal rule stands in the way of a report."""
    world = with_agency(casework_world(), "npo", kind="child_guidance_center")
    world = with_determination(world, "abuse_report", victim_kind="child")
    assert_full(decided(number, world), "abuse_report")


def refusing(world: Document) -> Document:
    """The son does not want the centre of his own quarter to know."""
    centre = {"kind": "community_support_center", "local_area": "west"}
    contract = {"entrusted": {"from": LONG_AGO, "to": None}}
    local = with_agency(world, "npo", **centre, **contract)
    return with_person(local, "son", refuses_local_area="west")


@pytest.mark.rule(30)
def test_the_centre_next_door_does_not_see_it() -> None:
    """Not by contract, not by consent, not by the family's wish, not in an emergency."""
    ways = (
        with_determination(public_note(), "entrustment"),
        consented(public_note()),
        in_the_sons_interest(family_consented(public_note())),
        with_emergency(public_note()),
    )
    for world in ways:
        assert_withheld(decided(7, refusing(world)), HIDDEN_FROM_THE_AREA)


@pytest.mark.rule(55)
def test_another_centre_and_the_town_hall_see_it() -> None:
    """The city takes the case itself, and only the refused quarter is kept out."""
    elsewhere = with_agency(
        refusing(with_determination(public_note(), "entrustment")), "npo", local_area="east"
    )
    assert_full(decided(7, elsewhere), "entrustment")
    assert_full(decided(7, refusing(consented(public_note(), "welfare")), "welfare"), "consent")


@pytest.mark.rule(17)
@pytest.mark.parametrize("mode", get_args(StatutoryMode))
def test_it_has_no_conference(mode: str) -> None:
    """Neither 重層 nor 生活困窮 is run: no conference opens anything without consent."""
    assert_withheld(decided(7, inside(mode)), NEVER)
