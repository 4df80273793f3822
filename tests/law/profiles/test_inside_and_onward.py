"""Municipality 9: the members of its conference yes, onward no."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.limits.profile import (
    NOT_BY_THIS_MODE,
    ONWARD_BY_CONSENT,
    OUTSIDE_IN_OTHER_MODES,
)
from services.conference.law.vocabulary import Mode, StatutoryMode
from tests.law.profiles.worlds import consented, decided, inside, public_note
from tests.law.records import scope, with_consent, with_determination
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import casework_world, meeting_world, with_item, without_member

KONKYU = "shien_kaigi_konkyu_9"
OTHERS = [one for one in get_args(Mode) if one not in {KONKYU, "casework"}]


@pytest.mark.rule(17, 18)
@pytest.mark.parametrize("recipient", ["npo", "welfare"])
def test_members_of_the_conference_see_it(recipient: str) -> None:
    """The 支援会議 of 生活困窮者自立支援法9条 shares without consent, inside and outside."""
    assert_full(decided(9, inside(KONKYU), recipient), "conference_konkyu_9")


@pytest.mark.rule(19)
def test_others_do_not() -> None:
    """Who is no member sees nothing, even with consent."""
    assert decided(9, consented(without_member(inside(KONKYU)))).effect == "withheld"


@pytest.mark.rule(18)
@pytest.mark.parametrize("mode", [one for one in get_args(StatutoryMode) if one != KONKYU])
def test_no_other_conference_goes_outside(mode: str) -> None:
    """Another statute opens it for departments, and for nobody else."""
    assert_withheld(decided(9, inside(mode)), NOT_BY_THIS_MODE)
    assert decided(9, inside(mode), "welfare").effect == "full"


@pytest.mark.rule(4, 18)
@pytest.mark.parametrize("mode", OTHERS)
def test_consent_leads_outside_within_the_conference_only(mode: str) -> None:
    """Outside agencies are told within the frame of the 支援会議, with consent or without."""
    world = meeting_world(mode)
    agreed = with_consent(world, scope=scope(world, modes=[mode]))
    assert_withheld(decided(9, agreed), OUTSIDE_IN_OTHER_MODES)
    assert_withheld(decided(9, consented(casework_world())), OUTSIDE_IN_OTHER_MODES)
    assert "consent" in decided(9, consented(inside(KONKYU))).basis


@pytest.mark.rule(23)
def test_what_another_conference_told_stays_there() -> None:
    """Onward only with the person's consent, in this conference too."""
    world = with_item(inside(KONKYU), provenance="another")
    assert_withheld(decided(9, world), ONWARD_BY_CONSENT)
    assert_withheld(decided(9, world, "welfare"), ONWARD_BY_CONSENT)
    assert_full(decided(9, consented(world)), "consent")


@pytest.mark.rule(23)
def test_what_the_conference_told_does_not_go_on_from_it() -> None:
    """A department cannot use it elsewhere by a reason of its own."""
    world = with_item(public_note(), provenance="conference")
    world = with_determination(world, "internal_need", recipients=["welfare"])
    assert_withheld(decided(9, world, "welfare"), ONWARD_BY_CONSENT)


@pytest.mark.rule(2)
def test_departments_share_what_they_have_reason_to() -> None:
    """Inside the town hall the law's own bases suffice; outside they do not."""
    world = with_determination(public_note(), "internal_need", recipients=["welfare"])
    assert_full(decided(9, world, "welfare"), "appi_69_2_2")
    outside = with_determination(public_note(), "public_need", recipients=["health"])
    assert_withheld(decided(9, outside, "health"), OUTSIDE_IN_OTHER_MODES)
