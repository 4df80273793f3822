"""Answers on record: what they cover, which version is in force, which of several counts."""

from __future__ import annotations

import pytest

from services.conference.law.bases.consent.reasons import (
    ENDED,
    EXCLUDED,
    NOT_ASKED,
    NOT_COVERED,
    NOT_OBTAINABLE,
    NOT_RECORDED,
    REFUSED,
    WITHDRAWN,
)
from services.conference.law.rule import Finding
from tests.law.records import scope, with_answer, with_consent
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    CATEGORIES,
    JUST_AFTER,
    JUST_BEFORE,
    NOW,
    Document,
    casework_world,
    decide_cell,
    meeting_world,
    moment,
    with_item,
)

pytestmark = pytest.mark.rule(4)


WORLD = casework_world()


def test_without_any_answer_nothing_is_shown() -> None:
    """Where nobody was asked there is no consent."""
    assert_withheld(decide_cell(WORLD), NOT_RECORDED)


@pytest.mark.rule(1)
def test_a_consent_to_exactly_this_opens_the_cell() -> None:
    """A consent whose scope is this cell is a basis."""
    assert_full(decide_cell(with_consent(WORLD)), "consent")


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_consent_opens_its_own_category_and_no_other(category: str) -> None:
    """The category is one factor of the product."""
    others = [one for one in CATEGORIES if one != category]
    world = with_item(WORLD, category=category)
    assert_full(decide_cell(with_consent(world)), "consent")
    narrower = with_consent(world, scope=scope(world, categories=others))
    assert_withheld(decide_cell(narrower), NOT_COVERED)


OUTSIDE = [
    {"recipients": ["council"]},
    {"recipients": [], "recipient_kinds": ["medical"]},
    {"recipients": [], "recipient_kinds": []},
    {"purposes": ["referral", "plan_review"]},
    {"modes": ["shien_kaigi_106_6"]},
    {"conferences": ["another-matter"]},
]


INSIDE = [
    {"recipients": ["council", "npo"]},
    {"recipients": [], "recipient_kinds": ["medical", "npo"]},
    {"purposes": ["referral", "consultation"]},
    {"modes": ["shien_kaigi_106_6", "casework"]},
    {"conferences": ["another-matter", "matter"]},
]


@pytest.mark.parametrize("fields", OUTSIDE)
def test_a_consent_opens_nothing_outside_any_factor(fields: Document) -> None:
    """One factor that does not fit is enough to keep the cell shut."""
    world = with_consent(WORLD, scope=scope(WORLD, **fields))
    assert_withheld(decide_cell(world), NOT_COVERED)


@pytest.mark.parametrize("fields", INSIDE)
def test_a_consent_opens_whatever_lies_within_all_factors(fields: Document) -> None:
    """A factor may list several things, and a kind of agency stands for all of that kind."""
    assert_full(decide_cell(with_consent(WORLD, scope=scope(WORLD, **fields))), "consent")


def test_a_consent_for_another_recipient_does_not_open_to_this_one() -> None:
    """「健康×社協」 is no consent to 「健康×NPO」, and the other way about."""
    world = with_consent(WORLD, scope=scope(WORLD, recipients=["council"]))
    assert_full(decide_cell(world, "council"), "consent")
    assert_withheld(decide_cell(world, "npo"), NOT_COVERED)


def test_the_mode_of_a_meeting_is_part_of_the_product() -> None:
    """A consent for the 重層的支援会議 opens nothing in casework, and opens that meeting."""
    limits = {"modes": ["juso_kaigi"]}
    assert_withheld(decide_cell(with_consent(WORLD, scope=scope(WORLD, **limits))), NOT_COVERED)
    meeting = meeting_world("juso_kaigi")
    assert_full(decide_cell(with_consent(meeting, scope=scope(meeting, **limits))), "consent")


@pytest.mark.parametrize(
    ("excluded", "opens"),
    [
        ({"categories": ["consultation"]}, False),
        ({"recipients": ["npo"]}, False),
        ({"recipient_kinds": ["npo"]}, False),
        (
            {"categories": ["health"], "recipients": ["council"], "recipient_kinds": ["medical"]},
            True,
        ),
        ({}, True),
    ],
)
def test_an_exclusion_beats_the_scope(excluded: Document, opens: bool) -> None:  # noqa: FBT001
    """「職場には知らせない」: what is named is out, whatever the scope says."""
    decision = decide_cell(with_consent(WORLD, exclusions=excluded))
    if opens:
        assert_full(decision, "consent")
    else:
        assert_withheld(decision, EXCLUDED)


def test_an_exclusion_in_a_later_consent_ends_an_earlier_one() -> None:
    """Who first agreed and then took the NPO out has said no to the NPO."""
    later = with_consent(
        with_consent(WORLD), exclusions={"recipients": ["npo"]}, **{"from": moment(days=-3)}
    )
    assert_withheld(decide_cell(later), EXCLUDED)


@pytest.mark.parametrize("start", [NOW, moment(days=-1)])
def test_a_consent_counts_from_its_first_instant(start: str) -> None:
    """A period holds at its beginning."""
    assert_full(decide_cell(with_consent(WORLD, **{"from": start})), "consent")


def test_a_consent_does_not_count_a_microsecond_too_early() -> None:
    """An answer of the future is none yet."""
    assert_withheld(decide_cell(with_consent(WORLD, **{"from": JUST_AFTER})), ENDED)


@pytest.mark.rule(13)
@pytest.mark.parametrize(("end", "opens"), [(NOW, False), (JUST_AFTER, True), (JUST_BEFORE, False)])
def test_a_consent_ends_at_its_last_instant(end: str, opens: bool) -> None:  # noqa: FBT001
    """A period does not hold at its end."""
    decision = decide_cell(with_consent(WORLD, to=end))
    if opens:
        assert_full(decision, "consent")
    else:
        assert_withheld(decision, ENDED)


@pytest.mark.rule(14)
@pytest.mark.parametrize("at", [NOW, JUST_BEFORE])
def test_a_withdrawal_counts_at_once(at: str) -> None:
    """From the instant of the withdrawal nothing is shown."""
    assert_withheld(decide_cell(with_consent(WORLD, withdrawn_at=at)), WITHDRAWN)


@pytest.mark.rule(14, 15)
def test_a_withdrawal_does_not_reach_back() -> None:
    """A microsecond before the withdrawal the consent still opened the cell."""
    assert_full(decide_cell(with_consent(WORLD, withdrawn_at=JUST_AFTER)), "consent")


@pytest.mark.rule(5, 7)
@pytest.mark.parametrize(
    ("state", "why"),
    [("refused", REFUSED), ("not_obtainable", NOT_OBTAINABLE), ("not_asked", NOT_ASKED)],
)
def test_refused_not_obtainable_and_not_asked_are_three_states(state: str, why: Finding) -> None:
    """Silence is not consent, and each state is told apart from the others."""
    decision = decide_cell(with_answer(WORLD, state))
    assert_withheld(decision, why)
    assert decision.reasons == (why.reason,)
    assert decision.rules == why.rules


@pytest.mark.rule(7)
def test_a_refusal_with_an_exclusion_is_a_refusal() -> None:
    """An exclusion takes something out of a consent; a no has nothing to take out of."""
    world = with_answer(WORLD, "refused", exclusions={"recipients": ["npo"]})
    assert_withheld(decide_cell(world), REFUSED)


@pytest.mark.rule(7)
def test_not_obtainable_does_not_reach_what_was_excluded() -> None:
    """Where the person took the NPO out earlier, that the will is unclear changes nothing."""
    world = with_answer(WORLD, "not_obtainable", exclusions={"recipients": ["npo"]})
    assert_withheld(decide_cell(world), EXCLUDED)


@pytest.mark.rule(7)
def test_an_answer_about_something_else_is_no_record_of_this() -> None:
    """A refusal of another category leaves this one simply not asked."""
    world = with_answer(WORLD, "refused", scope=scope(WORLD, categories=["health"]))
    assert_withheld(decide_cell(world), NOT_RECORDED)


@pytest.mark.parametrize("category", CATEGORIES)
def test_an_answer_without_a_scope_is_about_everything(category: str) -> None:
    """A refusal of everything is heard whatever is asked for, wherever."""
    for world in (with_item(WORLD, category=category), meeting_world("juso_kaigi")):
        assert_withheld(decide_cell(with_answer(world, "refused")), REFUSED)


@pytest.mark.rule(4, 7, 8)
@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (("given",), NOT_COVERED),
        (("given", "refused"), NOT_COVERED),
        (("refused", "given"), NOT_COVERED),
        (("refused",), NOT_RECORDED),
        (("family",), NOT_RECORDED),
        (("family", "refused"), NOT_RECORDED),
    ],
)
def test_only_a_consent_to_something_else_is_told_as_one(
    answers: tuple[str, ...], why: Finding
) -> None:
    """Where no answer is about this cell, what is said is whether there is a consent at all."""
    world = WORLD
    elsewhere = scope(WORLD, purposes=["referral"])
    for answer in answers:
        family = {"given_by": "mother", "capacity": "family_wish"} if answer == "family" else {}
        state = "refused" if answer == "refused" else "given"
        world = with_consent(world, state=state, scope=elsewhere, **family)
    assert_withheld(decide_cell(world), why)
