"""The router: reasons, obligations, households, urgency, and nothing silently left out."""

from __future__ import annotations

from datetime import date

import pytest

from services.placement.routing.changes import changes_between
from services.placement.routing.proposals import Proposals
from services.placement.routing.proposing import propose
from services.placement.routing.rules import rule_texts, rules_named
from services.placement.routing.situation import Consent, Situation
from tests.unit.routing_table import pairs, situation

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("consent", "words"),
    [
        ("given", "同意の範囲"),
        ("refused", "同意していません"),
        ("not_obtainable", "法の根拠"),
        ("not_asked", "まだ聞いていません"),
    ],
)
def test_no_place_outside_is_proposed_without_a_word_on_consent(
    consent: Consent, words: str
) -> None:
    """Given any answer of the person's, then a place outside says what must be done first."""
    about = Situation(needs=("work",), consent=consent)
    found = propose(rules_named("municipality-08"), about, DAY)
    [outside] = [one for one in found.proposals if one.rule == "work"]
    [own] = [one for one in found.proposals if one.rule == "always"]

    assert [one.code for one in outside.obligations] == ["consent_of_person"]
    assert words in outside.obligations[0].says
    assert own.obligations == ()


def test_a_familys_yes_is_not_the_persons() -> None:
    """Given a visit that the family may want, then its agreement stands for nobody else's."""
    found = propose(rules_named("municipality-04"), situation("needs=home_visit"), DAY)
    [visit] = [one for one in found.proposals if one.rule == "visit"]

    assert [one.code for one in visit.obligations] == ["consent_of_person_or_family"]
    assert "家族の同意は本人の同意に代わらない" in visit.obligations[0].says
    wanted = situation("needs=home_visit").model_copy(update={"family_agrees": True})
    told = propose(rules_named("municipality-04"), wanted, DAY)
    [visit] = [one for one in told.proposals if one.rule == "visit"]
    assert visit.obligations[0].says.startswith("家族が望んでいます。家族の同意は")


def test_advice_is_asked_for_without_a_name_until_the_person_agrees() -> None:
    """Given advice from outside, then it is anonymous, unless the person has agreed."""
    rules = rules_named("municipality-04")
    unasked = propose(rules, situation("factors=mental_illness"), DAY)
    agreed = propose(rules, situation("factors=mental_illness; consent=given"), DAY)

    assert _codes(unasked, "mental") == ["anonymous_unless_consented"]
    assert _codes(agreed, "mental") == []


def test_going_along_and_staying_in_the_case_are_said() -> None:
    """Given 自治体10 and 13, then 同行 and the window's staying are part of the proposal."""
    along = propose(rules_named("municipality-10"), situation("factors=disability"), DAY)
    stays = propose(rules_named("municipality-13"), situation("signs=health"), DAY)

    assert _codes(along, "disability") == ["go_along"]
    assert _codes(stays, "health") == ["stay_in_case"]


def _codes(found: Proposals, rule: str) -> list[str]:
    return [two.code for one in found.proposals if one.rule == rule for two in one.obligations]


def test_an_8050_household_is_recognised_by_its_ages_and_both_are_proposed_for() -> None:
    """Given 52 and 81 years, then 8050 is found and said, and each proposal tells whose age."""
    found = propose(rules_named("municipality-09"), situation("ages=52; family=81"), DAY)

    assert pairs(found) == {("eighty-fifty", "elderly"), ("elderly", "elderly")}
    assert any("8050" in one for one in found.notices)
    [elderly] = [one for one in found.proposals if one.rule == "elderly"]
    assert elderly.concerns == (1,)
    assert "同じ世帯の人 81歳" in elderly.reason


@pytest.mark.parametrize(
    ("known", "is_one"),
    [
        ("ages=52; family=81", True),
        ("ages=40; family=70", True),
        ("ages=39; family=70", False),
        ("ages=60; family=70", False),
        ("ages=81; family=79", False),
        ("ages=52", False),
    ],
)
def test_a_household_is_8050_by_age_and_generation(known: str, *, is_one: bool) -> None:
    """Given a child of 40 or more and a parent of 70 or more, 18 years apart, then it is 8050."""
    found = propose(rules_named("municipality-03"), situation(known), DAY)

    assert (("several", "juso") in pairs(found)) == is_one


def test_whoever_presses_most_leads_and_if_nobody_knows_both_are_proposed() -> None:
    """Given 自治体13's 8050, then urgency chooses the side; unknown, both and a conflict."""
    rules = rules_named("municipality-13")
    unknown = propose(rules, situation("ages=52; family=81"), DAY)
    elder = propose(rules, situation("ages=52; family=81; urgent=family"), DAY)

    assert {one.rule for one in unknown.proposals} == {
        "eighty-fifty-elder",
        "eighty-fifty-withdrawn",
    }
    assert {one.rule for one in elder.proposals} == {"eighty-fifty-elder"}
    assert "急迫性の高い側" in elder.proposals[0].reason


def test_overlapping_ages_keep_both_places_and_say_so() -> None:
    """Given 45 years in 堺市, then both centres are proposed and the overlap is named."""
    found = propose(rules_named("sakai"), situation("ages=45"), DAY)

    assert [one.place for one in found.proposals] == ["adult", "youth"]
    [conflict] = found.conflicts
    assert "45歳" in conflict
    assert all(one.name in conflict for one in found.proposals)


def test_what_a_phone_call_solved_stays_where_it_was_answered() -> None:
    """Given 自治体14's phone call, then the window that answered has it."""
    keeper = propose(rules_named("municipality-14"), situation("signs=phone_only"), DAY).keeper

    assert (keeper.name, keeper.defined) == ("障害福祉部門", True)


def test_two_places_that_would_each_hold_the_case_are_a_conflict() -> None:
    """Given two departments that take over, then somebody must decide who leads."""
    found = propose(
        rules_named("municipality-09"), situation("signs=public_assistance; factors=8050"), DAY
    )

    assert any("誰が主に持つか" in one for one in found.conflicts)


def test_a_rule_that_is_only_a_wish_leads_nowhere() -> None:
    """Given 自治体4's wish for the prefecture, then it is told, and it is no place to go."""
    found = propose(rules_named("municipality-04"), situation("signs=very_difficult"), DAY)
    [wish] = [one for one in found.proposals if one.rule == "very-difficult"]

    assert (wish.leads_somewhere, found.none_fits) == (False, True)
    assert "要望だけ" in wish.reason
    assert found.proposals[-1] == wish


@pytest.mark.parametrize(
    ("known", "word"),
    [
        ("factors=abuse", "児童虐待防止法6条"),
        ("factors=dv", "配偶者暴力防止法6条"),
        ("factors=suicide_risk", "安全の確保"),
        ("ages=50; urgent=main; wishes=hide_from_locals", "緊急の提供"),
    ],
)
def test_what_must_not_wait_comes_first(known: str, word: str) -> None:
    """Given abuse, violence or a life at stake, then the first notice says so, in any file."""
    for name in rule_texts():
        found = propose(rules_named(name), situation(known), date(2019, 1, 1))
        assert word in found.notices[0]


def test_a_factor_found_later_says_what_it_changes() -> None:
    """Given 発達 found inside a 困窮 consultation in 自治体14, then what is new is told."""
    rules = rules_named("municipality-14")
    before = propose(rules, situation("factors=poverty"), DAY)
    after = propose(rules, situation("factors=poverty,developmental"), DAY)
    changes = changes_between(before, after)

    assert {one.place for one in changes.added} == {"core", "developmental"}
    assert changes.gone == ()
    assert any("基幹相談支援センター" in one for one in changes.says)
    assert changes_between(before, before).says == ("変わったことはありません。",)
    assert [one.place for one in changes_between(after, before).gone] == [
        one.place for one in changes.added
    ]


def test_unknown_ages_are_said_where_ages_decide() -> None:
    """Given nobody's age, then the answer says that some places may be missing, where they may."""
    assert any(
        "年齢の分からない" in one for one in propose(rules_named("sakai"), Situation(), DAY).notices
    )
    assert not propose(rules_named("soja"), Situation(), DAY).notices
