"""Two rule sets, for public and for private holders, and what each determination asks for."""

from __future__ import annotations

import pytest

from services.conference.law.bases.consent.reasons import NOT_RECORDED
from services.conference.law.bases.determination import (
    CONSENT_NOT_DIFFICULT,
    CONTRACT_OVER,
    DECLINED,
    HOLDER_NOT_PRIVATE,
    HOLDER_NOT_PUBLIC,
    NOT_FOR_AFFAIRS,
    NOT_INSIDE,
    OFFICE_NOT_NAMED,
    RECIPIENT_NOT_PUBLIC,
)
from services.conference.law.rule import Finding
from tests.law.determinations import BASIS, CONTRACT, decided, determined
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    JUST_AFTER,
    LONG_AGO,
    NOW,
    Document,
    with_agency,
)

PUBLIC_KINDS = ["internal_need", "public_need"]


PRIVATE_KINDS = ["child_welfare", "statutory_cooperation"]


ANY_HOLDER = ["entrustment", "in_purpose", "abuse_report", "abuse_request_13_4"]


@pytest.mark.rule(2)
@pytest.mark.parametrize("holder_class", ["public", "private", "individual"])
@pytest.mark.parametrize("kind", BASIS)
def test_there_are_two_rule_sets(kind: str, holder_class: str) -> None:
    """69条 is for public holders, 27条 for private ones; neither is borrowed by the other."""
    world = determined(kind)
    holder = world["items"][0]["holder"]
    decision = decided(with_agency(world, holder, holder_class=holder_class))
    if kind in PUBLIC_KINDS and holder_class != "public":
        assert_withheld(decision, HOLDER_NOT_PUBLIC)
    elif kind in PRIVATE_KINDS and holder_class != "private":
        assert_withheld(decision, HOLDER_NOT_PRIVATE)
    else:
        assert_full(decision, BASIS[kind])


@pytest.mark.rule(2)
@pytest.mark.parametrize("outside", ["city", "welfare"])
def test_internal_need_stays_inside(outside: str) -> None:
    """69条2項2号: holder and recipient are departments of the municipality."""
    world = with_agency(determined("internal_need"), outside, internal_to_municipality=False)
    assert_withheld(decided(world), NOT_INSIDE)


@pytest.mark.rule(2, 52)
@pytest.mark.parametrize("holder_class", ["private", "individual"])
def test_public_need_reaches_public_bodies_only(holder_class: str) -> None:
    """69条2項3号: to another public body."""
    world = with_agency(determined("public_need"), "welfare", holder_class=holder_class)
    assert_withheld(decided(world), RECIPIENT_NOT_PUBLIC)


@pytest.mark.rule(52)
def test_another_municipality_gets_it_on_public_need() -> None:
    """A transfer to another town is a disclosure: it needs a determination, and one is enough."""
    world = with_agency(
        determined("public_need"),
        "welfare",
        kind="other_municipality",
        internal_to_municipality=False,
    )
    decision = decided(world)
    assert_full(decision, "appi_69_2_3")
    assert 52 in decision.rules
    assert_withheld(decided(world | {"determinations": []}), NOT_RECORDED)


@pytest.mark.rule(2)
@pytest.mark.parametrize("kind", PRIVATE_KINDS)
def test_private_holders_need_consent_to_be_difficult(kind: str) -> None:
    """27条1項3号・4号: where consent can be had, it is had."""
    world = determined(kind, consent_difficult=False)
    assert_withheld(decided(world), CONSENT_NOT_DIFFICULT)


@pytest.mark.rule(2)
@pytest.mark.parametrize("kind", [kind for kind in BASIS if kind not in PRIVATE_KINDS])
def test_no_other_kind_asks_whether_consent_is_difficult(kind: str) -> None:
    """The condition is of 27条 alone."""
    assert_full(decided(determined(kind, consent_difficult=False)), BASIS[kind])


@pytest.mark.rule(2)
@pytest.mark.parametrize("holder_class", ["private", "individual"])
def test_cooperation_is_with_public_affairs(holder_class: str) -> None:
    """27条1項4号: towards a public body, or one it has entrusted as long as the contract lasts."""
    world = with_agency(determined("statutory_cooperation"), "welfare", holder_class=holder_class)
    assert_withheld(decided(world), NOT_FOR_AFFAIRS)
    entrusted = with_agency(world, "welfare", entrusted=CONTRACT)
    assert_full(decided(entrusted), "appi_27_1_4")
    ended = with_agency(world, "welfare", entrusted=CONTRACT | {"to": NOW})
    assert_withheld(decided(ended), NOT_FOR_AFFAIRS)


@pytest.mark.rule(2)
def test_child_welfare_may_reach_a_private_body() -> None:
    """27条1項3号 names no kind of recipient."""
    world = with_agency(determined("child_welfare"), "welfare", holder_class="private")
    assert_full(decided(world), "appi_27_1_3")


@pytest.mark.rule(55)
@pytest.mark.parametrize(
    ("contract", "opens"),
    [
        (None, False),
        ({"from": JUST_AFTER, "to": None}, False),
        ({"from": LONG_AGO, "to": NOW}, False),
        ({"from": NOW, "to": JUST_AFTER}, True),
    ],
)
def test_entrustment_lasts_as_long_as_the_contract(
    contract: Document | None,
    opens: bool,  # noqa: FBT001
) -> None:
    """On the day the contract ends all access ends."""
    world = with_agency(determined("entrustment"), "welfare", entrusted=contract)
    if opens:
        assert_full(decided(world), "entrustment")
    else:
        assert_withheld(decided(world), CONTRACT_OVER)


@pytest.mark.rule(29)
def test_in_purpose_has_no_further_condition() -> None:
    """That it lies within the specified purpose is what the official determined."""
    world = with_agency(determined("in_purpose"), "welfare", holder_class="individual")
    assert_full(decided(world), "in_purpose")


@pytest.mark.rule(45)
@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"requested_by": None}, OFFICE_NOT_NAMED),
        ({"answer": None}, DECLINED),
        ({"answer": "declined"}, DECLINED),
    ],
)
def test_a_request_under_13_4_names_the_office_and_may_be_declined(
    fields: Document, why: Finding
) -> None:
    """児童虐待防止法13条の4: who asked is named, and the holder decides."""
    assert_withheld(decided(determined("abuse_request_13_4", **fields)), why)


@pytest.mark.rule(45)
@pytest.mark.parametrize(
    "office", ["mayor", "prefectural_welfare_office_head", "child_guidance_center_head"]
)
def test_each_of_the_three_offices_may_ask(office: str) -> None:
    """市町村長・福祉事務所長・児童相談所長."""
    world = determined("abuse_request_13_4", requested_by=office)
    assert_full(decided(world), "abuse_request_13_4")
