"""Recorded official decisions as a basis, under the rule set of the body that holds."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.bases.consent.reasons import NOT_RECORDED
from services.conference.law.bases.determination import (
    CONSENT_NOT_DIFFICULT,
    NOT_APPROVED,
    NOT_IN_FORCE,
)
from services.conference.law.vocabulary import DeterminationKind
from tests.law.determinations import BASIS, decided, determined
from tests.law.records import with_determination
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    JUST_AFTER,
    NOW,
    Document,
    decide_cell,
    with_item,
)

"""Every kind but the family-wish road, which has its own tests."""


APPROVED = [kind for kind in BASIS if kind != "abuse_report"]


def test_every_kind_of_determination_is_tested_here_or_as_the_family_road() -> None:
    """No kind is left out of these tests."""
    assert set(get_args(DeterminationKind)) == {*BASIS, "best_interest"}


@pytest.mark.rule(1, 2)
@pytest.mark.parametrize("kind", BASIS)
def test_a_complete_determination_is_a_basis(kind: str) -> None:
    """Each kind opens the cell on its own article."""
    decision = decide_cell(determined(kind), "welfare")
    assert_full(decision, BASIS[kind])
    assert 1 in decision.rules


@pytest.mark.rule(1)
@pytest.mark.parametrize("kind", APPROVED)
@pytest.mark.parametrize(
    "fields", [{"reason": None}, {"reason": ""}, {"reason": " 　"}, {"approved_by": None}]
)
def test_a_determination_needs_its_reason_and_its_approver(kind: str, fields: Document) -> None:
    """What nobody reasoned or approved is no determination."""
    assert_withheld(decided(determined(kind, **fields)), NOT_APPROVED)


@pytest.mark.rule(43)
@pytest.mark.parametrize("fields", [{"reason": None}, {"reason": " "}, {"approved_by": None}])
def test_a_report_of_abuse_needs_neither(fields: Document) -> None:
    """Nobody has to approve a report of abuse."""
    assert_full(decided(determined("abuse_report", **fields)), "abuse_report")


@pytest.mark.rule(15)
@pytest.mark.parametrize("kind", BASIS)
@pytest.mark.parametrize(
    ("period", "opens"),
    [
        ({"from": NOW}, True),
        ({"from": JUST_AFTER}, False),
        ({"to": NOW}, False),
        ({"to": JUST_AFTER}, True),
    ],
)
def test_a_determination_holds_in_its_period(kind: str, period: Document, opens: bool) -> None:  # noqa: FBT001
    """From its first instant to before its last."""
    decision = decided(determined(kind, **period))
    if opens:
        assert_full(decision, BASIS[kind])
    else:
        assert_withheld(decision, NOT_IN_FORCE)


@pytest.mark.rule(1)
@pytest.mark.parametrize("kind", BASIS)
@pytest.mark.parametrize(
    "fields",
    [
        {"holder": "council"},
        {"subjects": ["mother"]},
        {"categories": ["health", "work"]},
        {"recipients": ["npo", "health"]},
    ],
)
def test_a_determination_about_something_else_opens_nothing(kind: str, fields: Document) -> None:
    """Holder, subject, category and recipient have to be those determined."""
    decision = decided(determined(kind, **fields))
    assert_withheld(decision, NOT_RECORDED)
    assert decision.reasons[-1] == NOT_RECORDED.reason


@pytest.mark.rule(1)
@pytest.mark.parametrize("kind", BASIS)
def test_a_determination_may_cover_more_than_the_note(kind: str) -> None:
    """Further subjects, categories and recipients do no harm."""
    wider = {
        "subjects": ["mother", "son"],
        "categories": ["health", "consultation"],
        "recipients": ["npo", "welfare"],
    }
    assert_full(decided(determined(kind, **wider)), BASIS[kind])


@pytest.mark.rule(9)
@pytest.mark.parametrize("kind", BASIS)
def test_a_determination_has_to_cover_every_subject(kind: str) -> None:
    """A note about two is not opened by a determination about one."""
    world = with_item(determined(kind), subjects=["son", "mother"])
    assert_withheld(decided(world), NOT_RECORDED)


@pytest.mark.rule(1)
def test_several_determinations_are_several_bases() -> None:
    """Every basis that gives the effect is named; one that falls short takes nothing away."""
    world = with_determination(
        determined("in_purpose"), "child_welfare", recipients=["welfare"], consent_difficult=True
    )
    assert_full(decided(world), "appi_27_1_3", "in_purpose")
    short = with_determination(determined("in_purpose"), "child_welfare", recipients=["welfare"])
    assert_full(decided(short), "in_purpose")


@pytest.mark.rule(1)
def test_a_determination_for_somebody_else_does_not_hide_the_next_one() -> None:
    """Each recipient's own determination is found, in whatever order they are listed."""
    others = with_determination(determined("child_welfare"), "in_purpose", recipients=["npo"])
    for determinations in (others["determinations"], others["determinations"][::-1]):
        world = others | {"determinations": determinations}
        assert_full(decide_cell(world, "npo"), "in_purpose")
        assert_full(decided(world), "appi_27_1_3")


@pytest.mark.rule(2)
def test_what_a_determination_lacks_is_told() -> None:
    """The reasons of a closed cell name what is missing."""
    world = determined("child_welfare", consent_difficult=False)
    assert decide_cell(world, "welfare").reasons == (
        NOT_RECORDED.reason,
        CONSENT_NOT_DIFFICULT.reason,
    )
