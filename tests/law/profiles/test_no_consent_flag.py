"""Municipality 6: 「これは本人の同意がないケースである」 travels with everything."""

from __future__ import annotations

import pytest

from services.conference.law.bases.consent.reasons import NOT_RECORDED
from tests.law.profiles.worlds import (
    FIRST_OF_APRIL,
    LAST_OF_MARCH,
    consented,
    decided,
    inside,
    public_note,
    rule_of,
)
from tests.law.records import with_determination
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import casework_world

FLAG = "no_consent_flag"
WORLDS = [
    inside("jiritsu_kyogikai", LAST_OF_MARCH),
    inside("jiritsu_kyogikai", FIRST_OF_APRIL),
    inside("shien_kaigi_106_6", FIRST_OF_APRIL),
]


@pytest.mark.parametrize("recipient", ["npo", "welfare"])
@pytest.mark.parametrize("world", WORLDS)
def test_the_flag_is_on_every_page_without_consent(
    world: dict[str, object], recipient: str
) -> None:
    """In its 自立支援協議会 and its 支援会議, for each recipient."""
    decision = decided(6, world, recipient)
    assert decision.effect == "full"
    assert FLAG in decision.obligations


@pytest.mark.parametrize("kind", ["internal_need", "in_purpose"])
def test_the_flag_is_on_what_departments_tell_each_other(kind: str) -> None:
    """A recorded reason opens the note inside; it is no consent."""
    world = with_determination(public_note(), kind, recipients=["welfare"])
    decision = decided(6, world, "welfare")
    assert decision.effect == "full"
    assert FLAG in decision.obligations


@pytest.mark.parametrize("world", WORLDS)
def test_with_consent_there_is_no_flag(world: dict[str, object]) -> None:
    """The flag says what is true."""
    assert FLAG not in decided(6, consented(world)).obligations


@pytest.mark.rule(1)
def test_being_a_supporter_is_no_basis() -> None:
    """Exchange among supporters outside a conference shows nothing, and the rule says so."""
    assert_withheld(decided(6, casework_world()), NOT_RECORDED)
    (warning,) = rule_of(6).warnings
    for named in ("規則1、", "個人情報保護法27条・69条", "法の下限が優先", "社会福祉法106条の6"):
        assert named in warning


@pytest.mark.rule(4)
def test_with_consent_supporters_exchange_freely() -> None:
    """What the person agreed to is shared without any meeting."""
    assert_full(decided(6, consented(casework_world())), "consent")
