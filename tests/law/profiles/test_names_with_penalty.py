"""Municipality 13: names only where a leak is penalised."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.limits.profile import PENALTY_FOR_NAMES
from services.conference.law.vocabulary import Mode, StatutoryMode
from tests.law.profiles.worlds import consented, decided, inside, public_note, rule_of
from tests.law.records import scope, with_consent, with_determination
from tests.law.verdicts import assert_blurred, assert_withheld
from tests.law.worlds import casework_world, meeting_world, with_member, without_member

STATUTORY = get_args(StatutoryMode)
OTHERS = [one for one in get_args(Mode) if one not in {*STATUTORY, "casework"}]


@pytest.mark.rule(18)
@pytest.mark.parametrize("recipient", ["npo", "welfare"])
@pytest.mark.parametrize("mode", STATUTORY)
def test_every_penalised_conference_names_the_person(mode: str, recipient: str) -> None:
    """The gate is the penalty, not the consent: each statutory conference has one."""
    decision = decided(13, inside(mode), recipient)
    assert decision.effect == "full"
    assert decision.basis != ("consent",)


@pytest.mark.rule(18)
@pytest.mark.parametrize("mode", OTHERS)
def test_elsewhere_not_even_consent_names_the_person(mode: str) -> None:
    """A meeting without a penalty gets what tells nobody who it is."""
    world = meeting_world(mode)
    agreed = with_consent(world, scope=scope(world, modes=[mode]))
    decision = decided(13, agreed)
    assert decision.effect == "blurred"
    assert "consent" in decision.basis
    assert PENALTY_FOR_NAMES.reason in decision.reasons


@pytest.mark.rule(18)
def test_outside_any_meeting_nobody_is_named() -> None:
    """By consent and by recorded reason alike."""
    assert_blurred(decided(13, consented(casework_world())), ("consent",), PENALTY_FOR_NAMES)
    world = with_determination(public_note(), "public_need", recipients=["health"])
    assert_blurred(decided(13, world, "health"), ("appi_69_2_3",), PENALTY_FOR_NAMES)


@pytest.mark.rule(18)
def test_a_case_review_is_held_without_names() -> None:
    """Selected members discuss the case without knowing whose it is; others see nothing."""
    world = meeting_world("case_review")
    assert_blurred(decided(13, world), ("deidentified",))
    assert decided(13, without_member(world)).effect == "withheld"
    assert decided(13, with_member(world, selected=False)).effect == "withheld"


@pytest.mark.rule(18)
@pytest.mark.parametrize("number", [n for n in range(1, 15) if n != 13])
def test_elsewhere_there_is_no_case_review_without_consent(number: int) -> None:
    """The others never spoke of it."""
    assert_withheld(decided(number, meeting_world("case_review")))


@pytest.mark.rule(1)
def test_it_is_warned_that_trust_is_no_basis() -> None:
    """The relationship of trust opens nothing."""
    (warning,) = rule_of(13).warnings
    assert "信頼関係は開示の根拠にならず（規則1、" in warning
