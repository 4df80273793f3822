"""Whatever is tried with a plan in whatever order: no illegal step, no dead end, no silent no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.conference.domain.conference import AgendaItem
from services.conference.domain.plan import (
    ENDED,
    PLAN,
    RUNNING,
    Closing,
    Contents,
    Decision,
    Discussion,
    Goal,
    Plan,
    PlanProposed,
    PlanState,
    Review,
    RoleShare,
    Suspension,
    close_plan,
    decide_plan,
    replace_plan,
    resume_plan,
    review_plan,
    suspend_plan,
    withdraw_plan,
)
from shared.codes import CLOSING_REASONS
from shared.refusal import Refusal
from shared.store.event import Event
from tests.sealed_words import SEALED

CASE, CONFERENCE, AGENDA, NPO, CITY, LATER = (UUID(int=n) for n in range(1, 7))
START = date(2026, 4, 1)
BODIES = ("municipality", "entrusted", "prefecture", "other")
LEGAL = {
    "PlanRevised": {("proposed", "proposed")},
    "PlanWithdrawn": {("proposed", "withdrawn")},
    "PlanDecided": {("proposed", "active")},
    "PlanReviewed": {("active", "active"), ("suspended", "suspended")},
    "PlanSuspended": {("active", "suspended")},
    "PlanResumed": {("suspended", "active")},
    "PlanReplaced": {("active", "replaced"), ("suspended", "replaced")},
    "PlanClosed": {("active", "closed"), ("suspended", "closed")},
}
"""Every step there is: from where to where; whatever else happens is a fault."""

WAYS = {
    "proposed": ("支援決定", "取り下げ"),
    "active": ("見直し", "中断", "再プラン"),
    "suspended": ("再開", "終結", "再プラン"),
    "withdrawn": ("新しいプラン案",),
    "replaced": ("新しいプラン案",),
    "closed": ("新しいプラン案",),
}
"""What a refused step has to name: one of the ways that are open from where the plan stands."""

OF_THE_STATUS = {
    "plan-ended",
    "plan-not-decided",
    "plan-exists",
    "plan-decided",
    "plan-suspended",
    "plan-active",
}
"""Refusals that are about where the plan stands, not about who tries or what is lacking."""


def check_refusal(no: Refusal, plan: PlanState) -> None:
    """A refusal gives its reason and a way on; one about the status names a way that is open."""
    assert no.message.endswith("。")
    assert no.remedy.endswith("。")
    if no.code in OF_THE_STATUS:
        assert any(way in no.remedy for way in WAYS[plan.status]), no.code


bodies = st.one_of(st.just("municipality"), st.sampled_from(BODIES))
months = st.one_of(st.integers(1, 360), st.none(), st.integers(-30, 420))
days = st.one_of(st.just(0), st.integers(-20, 1))
yes = st.sampled_from([True, True, True, False])
ABOUT_PLAN = AgendaItem(
    case_id=CASE, legal_mode="juso_kaigi", with_consent=True, purpose="plan_formation"
)
items = st.builds(
    lambda purpose, case: AgendaItem(
        case_id=case, legal_mode="juso_kaigi", with_consent=True, purpose=purpose
    ),
    st.sampled_from(["plan_formation", "plan_review", "information_exchange"]),
    st.sampled_from([CASE, CASE, LATER]),
)
agendas = st.lists(items, min_size=1, max_size=2) | st.just([])


def whole() -> Contents:
    """All five contents."""
    return Contents(
        subjects=(UUID(int=9),),
        will_and_issues=SEALED,
        goals=(Goal(text=SEALED, due=date(2030, 1, 1)),),
        services=SEALED,
        roles=(RoleShare(agency_id=NPO, task=SEALED),),
        integration=SEALED,
    )


class PlanLife(RuleBasedStateMachine):
    """One plan on which everybody tries everything while time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.today = START
        self.plan: PlanState | None = None

    @initialize(complete=yes)
    def proposed(self, *, complete: bool) -> None:
        """A plan was proposed, whole or with open contents."""
        contents = whole() if complete else Contents(subjects=(UUID(int=9),))
        event = PlanProposed(
            municipality="392081",
            case_id=CASE,
            conference_id=CONFERENCE,
            agenda_id=AGENDA,
            proposed_by=NPO,
            kept_by=CITY,
            proposed_on=self.today,
            **dict(contents),
        )
        self.plan = PLAN.fold(None, [event])

    def attempt(self, act: Callable[[], Sequence[Event]]) -> None:
        """Try one act; a refused one changes nothing and says what can be done."""
        before = self.plan
        assert before is not None
        try:
            events = act()
        except Refusal as no:
            check_refusal(no, before)
            return
        for event in events:
            assert before is not None
            after = PLAN.evolve(before, event)
            assert (before.status, after.status) in LEGAL[type(event).__name__]
            assert before.status == "proposed" or after.since >= before.since
            before = after
        self.plan = before

    def near(self, offset: int | None) -> date | None:
        """A day counted from today; mostly not one of the past."""
        return None if offset is None else self.today + timedelta(days=offset)

    @rule(by=bodies, on=days, review=months, agenda=agendas, refused=yes.map(lambda one: not one), told=yes)  # fmt: skip # noqa: E501
    def decide(
        self,
        by: str,
        on: int,
        review: int | None,
        agenda: list[AgendaItem],
        *,
        refused: bool,
        told: bool,
    ) -> None:
        """Somebody decides after some conference, with or without consent."""
        plan = self.plan
        assert plan is not None
        day = self.today + timedelta(days=on)
        laid = Plan(
            case_id=CASE,
            conference_id=CONFERENCE,
            decided_on=day,
            consented_on=day if told else None,
            next_review=self.near(review),
            **dict(plan.contents),
        )
        held = Discussion("392081", self.today - timedelta(days=10), tuple(agenda))
        decision = Decision(by, held if agenda else None, True, self.today, refused)
        self.attempt(lambda: decide_plan(plan, laid, decision))
        after = self.plan
        if after is not plan:
            assert (by, refused, told) == ("municipality", False, True)
            assert laid.missing_contents() == ()

    @rule()
    def completed(self) -> None:
        """The proposal is completed, if it still is one."""
        plan = self.plan
        if plan is not None and plan.status == "proposed":
            event = PlanProposed(
                municipality="392081",
                case_id=CASE,
                conference_id=CONFERENCE,
                agenda_id=AGENDA,
                proposed_by=NPO,
                kept_by=CITY,
                proposed_on=self.today,
                **dict(whole()),
            )
            self.plan = PLAN.fold(None, [event])

    @rule(days=st.integers(1, 200))
    def time_passes(self, days: int) -> None:
        """It is later."""
        self.today += timedelta(days=days)

    @rule()
    def decided(self) -> None:
        """The town decides after everything was done; often, so that much happens after it."""
        plan = self.plan
        if plan is not None and plan.status == "proposed" and not plan.contents.missing_contents():
            laid = Plan(
                case_id=CASE,
                conference_id=CONFERENCE,
                decided_on=self.today,
                consented_on=self.today,
                next_review=self.near(90),
                **dict(plan.contents),
            )
            held = Discussion("392081", self.today, (ABOUT_PLAN,))
            decision = Decision("municipality", held, first=True, today=self.today)
            (event,) = decide_plan(plan, laid, decision)
            self.plan = PLAN.evolve(plan, event)

    @rule(
        on=days,
        result=st.sampled_from(["continue", "revise", "suspend", "close"]),
        review=months,
    )
    def review(self, on: int, result: str, review: int | None) -> None:
        """Somebody looks at it."""
        day = self.today + timedelta(days=on)
        found = Review(day, result, self.near(review), NPO)
        self.attempt(lambda: review_plan(self.plan, found, today=self.today))

    @rule(by=bodies, on=days, review=months)
    def suspend(self, by: str, on: int, review: int | None) -> None:
        """Somebody lets it rest."""
        day = self.today + timedelta(days=on)
        rest = Suspension(day, self.near(review))
        self.attempt(lambda: suspend_plan(self.plan, rest, by=by, today=self.today))

    @rule(by=bodies, on=days, review=months)
    def resume(self, by: str, on: int, review: int | None) -> None:
        """Somebody lets it go on."""
        day = self.today + timedelta(days=on)
        next_review = self.near(review)
        self.attempt(lambda: resume_plan(self.plan, day, next_review, by=by, today=self.today))

    @rule(by=bodies, reason=st.sampled_from(["suspended", *(one.code for one in CLOSING_REASONS)]), evaluated=yes, agenda=agendas)  # fmt: skip # noqa: E501
    def close(self, by: str, reason: str, agenda: list[AgendaItem], *, evaluated: bool) -> None:
        """Somebody ends it."""
        before = self.plan
        held = Discussion("392081", self.today - timedelta(days=10), tuple(agenda))
        closing = Closing(self.today, reason, SEALED if evaluated else None, CONFERENCE, held)
        self.attempt(lambda: close_plan(self.plan, closing, by=by, today=self.today))
        if self.plan is not before:
            assert by == "municipality"
            assert evaluated
            assert before is not None
            assert before.status == "suspended" or reason != "suspended"

    @rule(by=st.sampled_from([NPO, CITY, LATER]))
    def withdraw(self, by: UUID) -> None:
        """Somebody gives it up."""
        self.attempt(lambda: withdraw_plan(self.plan, by=by, today=self.today))

    @rule()
    def replaced(self) -> None:
        """A later plan is decided."""
        self.attempt(lambda: replace_plan(self.plan, by=LATER, decided_on=self.today))

    @invariant()
    def whoever_runs_is_looked_at_again(self) -> None:
        """Rule 49: a running or resting plan has a review within a year, an ended one has none."""
        plan = self.plan
        if plan is None:
            return
        assert (plan.next_review is not None) is (plan.status in RUNNING)
        if plan.next_review is not None:
            assert plan.since < plan.next_review <= plan.since + timedelta(days=366)

    @invariant()
    def there_is_a_way_to_an_end(self) -> None:
        """From wherever it stands, the town brings it to an end today with what it has in hand."""
        plan = self.plan
        if plan is None or plan.status in ENDED:
            return
        if plan.status == "proposed":
            (event,) = withdraw_plan(plan, by=CITY, today=self.today)
        else:
            held = Discussion("392081", self.today, (ABOUT_PLAN,))
            closing = Closing(self.today, "goal_achieved", SEALED, CONFERENCE, held)
            (event,) = close_plan(plan, closing, by="municipality", today=self.today)
        assert PLAN.evolve(plan, event).status in ENDED


PlanLife.TestCase.settings = settings(max_examples=150, stateful_step_count=40)
test_the_life_of_a_plan = pytest.mark.rule(47, 48, 49, 50)(PlanLife.TestCase)
