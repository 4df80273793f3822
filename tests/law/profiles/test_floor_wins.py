"""Under none of the fourteen rules, with everything else in order, does the floor yield."""

from __future__ import annotations

import pytest

from services.conference.law.limits.floor import (
    INDIVIDUAL_NUMBER,
    REPORTER,
    UNCLASSIFIED,
    UNJUST_HARM,
)
from services.conference.law.rule import Limit
from tests.law.profiles.worlds import MUNICIPALITIES, consented, decided, inside
from tests.law.verdicts import assert_withheld
from tests.law.worlds import Document, with_item, with_person, with_request

FLOOR = [
    ({"flags": ["individual_number"]}, INDIVIDUAL_NUMBER),
    ({"flags": ["reporter_identity"]}, REPORTER),
    ({"category": "other"}, UNCLASSIFIED),
    ({"flags": ["unjust_harm_risk"], "holder": "city"}, UNJUST_HARM),
]


def in_order(**note: object) -> Document:
    """A conference in order, and the son's consent to what he wishes."""
    wishes = [{"purpose": "information_exchange", "confirmed_at": "2026-01-10T09:00:00+09:00"}]
    world = with_person(inside("shien_kaigi_konkyu_9"), "son", wishes=wishes)
    return consented(with_request(with_item(world, **note)))


@pytest.mark.rule(12, 30, 32, 44)
@pytest.mark.parametrize("number", MUNICIPALITIES)
@pytest.mark.parametrize(("note", "stop"), FLOOR)
def test_no_rule_opens_what_statute_keeps_shut(number: int, note: Document, stop: Limit) -> None:
    """Not with the person's consent, in a conference that asked and was answered."""
    assert decided(number, in_order()).effect == "full"
    decision = decided(number, in_order(**note))
    assert_withheld(decision, stop)


@pytest.mark.rule(21)
@pytest.mark.parametrize("number", MUNICIPALITIES)
@pytest.mark.parametrize("mode", ["shien_kaigi_106_6", "shien_kaigi_konkyu_9", "yotaikyo"])
def test_no_rule_spares_the_conference_its_reason(number: int, mode: str) -> None:
    """What a conference asked for without saying why is shown to nobody, inside or outside."""
    unasked = with_request(inside(mode), necessity=None)
    assert_withheld(decided(number, unasked))
    assert_withheld(decided(number, unasked, "welfare"))
