"""Municipalities 3, 7, 11, 14: the family's consent, and the lawful road for what it is about."""

from __future__ import annotations

import pytest

from services.conference.law.bases.consent.reasons import SELF_AND_FAMILY
from services.conference.law.bases.determination import (
    HOLDER_NOT_PUBLIC,
    NO_FAMILY_WISH,
    NO_UNDERTAKING,
    NOT_APPROVED,
    ROUTE_CLOSED,
    ROUTE_OTHER_RECIPIENT,
)
from services.conference.law.limits.profile import EXCLUDED_KIND
from tests.law.profiles.worlds import (
    MUNICIPALITIES,
    decided,
    family_consented,
    in_the_sons_interest,
    public_note,
    rule_of,
    sworn,
)
from tests.law.records import with_determination
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import Document, with_agency, with_item, with_person

BASIS = "appi_69_2_4"
RECIPIENT = {3: "npo", 7: "npo", 11: "npo", 14: "welfare"}
RELYING = sorted(RECIPIENT)


def road(number: int, **fields: object) -> Document:
    """The city's finding, with the mother's wish as evidence, for whom this municipality names."""
    recipient = RECIPIENT[number]
    world = family_consented(sworn(public_note()), recipient)
    return in_the_sons_interest(world, recipient, **fields)


@pytest.mark.rule(8)
@pytest.mark.parametrize("number", MUNICIPALITIES)
def test_the_familys_consent_alone_opens_nothing(number: int) -> None:
    """Whatever the municipality does: of a grown-up only the person decides (民法4条)."""
    inside = family_consented(sworn(public_note()), "welfare")
    assert_withheld(decided(number, inside, "welfare"), SELF_AND_FAMILY)
    assert_withheld(decided(number, family_consented(sworn(public_note(), "npo"))))


@pytest.mark.rule(8)
@pytest.mark.parametrize("number", MUNICIPALITIES)
def test_a_consent_signed_by_the_family_opens_nothing(number: int) -> None:
    """Put down as the person's own it does not become the person's."""
    for recipient in ("npo", "welfare"):
        world = family_consented(sworn(public_note()), recipient, capacity="self")
        assert decided(number, world, recipient).effect == "withheld"


@pytest.mark.rule(8)
@pytest.mark.parametrize("number", RELYING)
def test_a_municipality_that_relies_on_it_is_warned(number: int) -> None:
    """The rule, its statutes, that the floor wins, and the lawful road are named."""
    (warning,) = [
        one.warning for one in rule_of(number).practices if one.code == "family_consent_as_persons"
    ]
    assert warning in rule_of(number).warnings
    for named in ("規則8", "個人情報保護法2条4項", "民法4条", "法の下限が優先", "69条2項4号"):
        assert named in warning


@pytest.mark.rule(2, 8)
@pytest.mark.parametrize("number", RELYING)
def test_the_lawful_road_is_open(number: int) -> None:
    """Found clearly in the son's interest, with reason and approver, the wish as evidence."""
    decision = decided(number, road(number), RECIPIENT[number])
    assert_full(decision, BASIS)
    assert {"no_consent_flag", "record_reason", "return_or_erase"} <= set(decision.obligations)


@pytest.mark.rule(1, 8)
@pytest.mark.parametrize("number", RELYING)
@pytest.mark.parametrize("missing", [{"reason": " "}, {"approved_by": None}])
def test_the_road_needs_reason_and_approver(number: int, missing: Document) -> None:
    """A finding that nobody answers for is none."""
    world = road(number, **missing)
    assert_withheld(decided(number, world, RECIPIENT[number]), NOT_APPROVED)


@pytest.mark.rule(8)
@pytest.mark.parametrize("number", RELYING)
def test_the_road_needs_the_wish(number: int) -> None:
    """Without the family's wish on record, and with that of a suspected abuser, it is shut."""
    recipient = RECIPIENT[number]
    without = road(number) | {"consents": []}
    suspected = with_person(road(number), "mother", suspected_abuser_of=["son"])
    for world in (without, suspected):
        assert_withheld(decided(number, world, recipient), NO_FAMILY_WISH)


@pytest.mark.rule(2)
@pytest.mark.parametrize("number", RELYING)
def test_the_road_is_for_public_holders(number: int) -> None:
    """What a clinic holds does not travel on it."""
    recipient = RECIPIENT[number]
    world = with_item(sworn(public_note()), holder="clinic")
    world = in_the_sons_interest(family_consented(world, recipient), recipient)
    assert_withheld(decided(number, world, recipient), HOLDER_NOT_PUBLIC)


@pytest.mark.rule(8)
@pytest.mark.parametrize("number", [n for n in MUNICIPALITIES if n not in {*RELYING, 10}])
def test_the_other_municipalities_do_not_use_the_road(number: int) -> None:
    """Who never spoke of the family's consent, or spoke against it, keeps it shut."""
    inside = in_the_sons_interest(family_consented(sworn(public_note()), "welfare"), "welfare")
    assert_withheld(decided(number, inside, "welfare"), ROUTE_CLOSED)
    assert_withheld(decided(number, in_the_sons_interest(family_consented(public_note()))))


@pytest.mark.rule(8)
def test_municipality_14_keeps_it_inside() -> None:
    """Only departments concerned are named as recipients."""
    world = family_consented(sworn(public_note(), "npo"))
    assert_withheld(decided(14, in_the_sons_interest(world)), ROUTE_OTHER_RECIPIENT)


@pytest.mark.rule(8, 36)
def test_municipality_14_asks_for_an_undertaking() -> None:
    """The recipient is made to keep the secret first."""
    world = in_the_sons_interest(family_consented(public_note(), "welfare"), "welfare")
    assert_withheld(decided(14, world, "welfare"), NO_UNDERTAKING)


@pytest.mark.rule(1)
@pytest.mark.parametrize("kind", ["police", "university"])
def test_municipality_14_tells_its_network_nothing_of_a_case(kind: str) -> None:
    """Police and university sit in its network, which has no statute: nothing without consent."""
    world = with_determination(public_note(), "in_purpose")
    assert_full(decided(14, world), "in_purpose")
    assert_withheld(decided(14, with_agency(world, "npo", kind=kind)), EXCLUDED_KIND)


@pytest.mark.rule(1, 30)
def test_municipality_11_is_warned_of_talk_and_of_reading() -> None:
    """Standing in the corridor and reading each other's records are disclosures too."""
    talk, reading = rule_of(11).warnings[1:]
    assert "立ち話" in talk
    assert "規則1" in talk
    assert "記録" in reading
    assert "規則30" in reading
