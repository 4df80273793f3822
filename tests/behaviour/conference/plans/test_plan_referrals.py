"""支援プラン on a real store: the つなぎ that a plan foresees, and what became of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.conference.application.access.told import forms
from services.conference.published import publish
from shared.facts.conference import PlanDecided
from shared.facts.placement import (
    ReferralAccepted,
    ReferralCompleted,
    ReferralDeclined,
    ReferralOffered,
    ReferralStepUndone,
)
from shared.telling import tell
from tests.behaviour.conference.plans.proposed import (
    FORESEEN,
    NPO,
    WHOLE,
    decided,
    propose,
    refused,
    show,
    told_by_placement,
)
from tests.behaviour.town import SECRETARIAT, Town, named


@pytest.mark.rule(47, 51)
def test_a_decided_plan_tells_which_referrals_it_foresees(town: Town) -> None:
    """Given つなぎ in a plan, then the fact has each with an id of its own, and no words."""
    plan_id = decided(town, referrals=(FORESEEN, {**FORESEEN, "to_agency_id": named("npo")}))

    *_, last = town.conference.store.history(plan_id)
    fact = publish(last)
    assert isinstance(fact, PlanDecided)
    assert [(one.mode, one.to_agency_id) for one in fact.referrals] == [
        ("accompany", None), ("accompany", str(named("npo"))),
    ]  # fmt: skip
    assert len({one.referral_id for one in fact.referrals}) == 2
    shown = show(town, plan_id).referrals
    assert [str(one.referral_id) for one in shown] == [one.referral_id for one in fact.referrals]
    assert [(one.step, one.label, one.on) for one in shown] == [(None, "予定", None)] * 2


@pytest.mark.rule(51)
def test_a_plan_shows_what_became_of_its_referrals(town: Town) -> None:
    """Given what placement tells, then the latest step that holds; an undone one does not."""
    plan_id = decided(town, referrals=(FORESEEN, FORESEEN))
    first, second = (one.referral_id for one in show(town, plan_id).referrals)
    steps = (ReferralOffered, ReferralDeclined, ReferralStepUndone, ReferralAccepted)
    for place, fact in enumerate(steps, start=1):
        told_by_placement(town, place, fact, first)
    told_by_placement(town, 5, ReferralOffered, second)
    town.now += timedelta(days=150)
    [review] = town.offer("plans.overdue-reviews", SECRETARIAT)
    assert review.referrals_running == 2
    told_by_placement(town, 6, ReferralCompleted, first)
    told_by_placement(town, 6, ReferralCompleted, first)

    shown = show(town, plan_id).referrals
    assert [(one.step, one.label) for one in shown] == [
        ("referral-completed", "つなぎ完了"), ("referral-offered", "打診"),
    ]  # fmt: skip
    [review] = town.offer("plans.overdue-reviews", SECRETARIAT)
    assert review.referrals_running == 1
    town.conference.store.rebuild_views()
    assert show(town, plan_id).referrals == shown


@pytest.mark.parametrize(
    ("but", "code"),
    [
        ({"person_id": uuid4()}, "planned-person-off-plan"),
        ({"mode": "keep"}, "mode-keeps-the-case"),
        ({"mode": "teleport"}, "unknown-code"),
        ({"to_agency_id": uuid4()}, "agency-not-found"),
    ],
)
def test_a_plan_foresees_no_referral_that_cannot_be(
    town: Town, but: dict[str, Any], code: str
) -> None:
    """Neither of a stranger, nor without handing on, nor to nobody; rewriting is no way around."""
    plan_id = propose(town, referrals=(FORESEEN,))

    for name, told in (("plans.propose", None), ("plans.revise", plan_id)):
        where = {"conference_id": named("juso"), "agenda_id": named("plan")}
        which = where if told is None else {"plan_id": told}
        with refused(code):
            town.offer(name, NPO, **which, **WHOLE, referrals=({**FORESEEN, **but},))


def test_what_a_plan_foresees_is_told_to_the_person(town: Town) -> None:
    """開示請求 reaches it: where to and how, in words."""
    plan_id = decided(town, referrals=(FORESEEN,))
    *_, last = town.conference.store.history(plan_id)

    told = tell(forms(str), last.event, town.sealer.open)

    assert "予定のつなぎ：つなぎ先：NPO法人、方法：同行" in told.text
