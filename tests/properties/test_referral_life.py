"""Whatever is tried with a referral in any order: no illegal step, no dead end, no silent no."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from services.placement.application.referrals.deadlines import deadlines_for
from services.placement.domain.referral import (
    OPEN,
    REFERRAL,
    STEPS,
    Due,
    ReferralState,
    due_of,
    legal_steps,
    round_of,
)
from shared.codes import CORRECTION_REASONS, REFERRAL_REASONS
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor
from shared.refusal import Refusal
from tests.behaviour.planned_referrals import PlanDesk, foreseen
from tests.behaviour.referral_desk import CITY, NEXT_DOOR, NPO, known

LEGAL: Mapping[str, frozenset[tuple[str, str]]] = {
    "offer": frozenset({("planned", "offered")}),
    "accept": frozenset({("offered", "accepted")}),
    "decline": frozenset({("offered", "declined")}),
    "schedule": frozenset({("accepted", "scheduled"), ("scheduled", "scheduled")}),
    "meet": frozenset({("accepted", "met"), ("scheduled", "met")}),
    "complete": frozenset((one, "completed") for one in ("accepted", "scheduled", "met")),
    "fail": frozenset((one, "failed") for one in ("accepted", "scheduled", "met")),
    "hold": frozenset((one, one) for one in OPEN),
    "resume": frozenset((one, one) for one in OPEN),
    "withdraw": frozenset((one, "withdrawn") for one in OPEN),
    "transfer": frozenset((one, "transferred") for one in OPEN),
}
"""Every step there is: from where to where; whatever else happens is a fault."""

OF_THE_STATUS = {
    "referral-step-not-open",
    "referral-over",
    "nothing-to-undo",
    "referral-still-open",
    "plan-suspended",
    "plan-ended",
}
"""Refusals that are about where the referral stands; each names a way that is open from there."""

steps = st.sampled_from(sorted(LEGAL))
plans = st.sampled_from(["plan", "later plan"])
sides = st.sampled_from([CITY, CITY, NPO])
days_back = st.sampled_from([0, 0, 0, 0, 1, 30, -1])
reasons = st.sampled_from([one.code for one in REFERRAL_REASONS])
corrections = st.sampled_from([one.code for one in CORRECTION_REASONS])
several = st.integers(0, 6)


class ReferralLife(RuleBasedStateMachine):
    """Some referrals of one town, on which both sides try everything while time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="referral-life-"))
        self.desk = PlanDesk(self.folder)
        self.desk.settle()
        self.known: list[UUID] = []

    def teardown(self) -> None:
        """The board that grew step by step is the one that a fresh start makes of the record."""
        grown = self._rows()
        self.desk.placement.store.rebuild_views()
        assert self._rows() == grown
        self.desk.placement.close()
        shutil.rmtree(self.folder)

    def _rows(self) -> list[dict[str, Any]]:
        rows = self.desk.placement.store.rows("SELECT * FROM referrals ORDER BY referral_id")
        return [dict(row) for row in rows]

    def state(self, referral_id: UUID) -> ReferralState:
        """The referral, made of its history from the beginning."""
        history = self.desk.placement.store.history(referral_id)
        state = REFERRAL.fold(None, [one.event for one in history])
        assert state is not None
        return state

    def due(self, referral_id: UUID) -> Due | None:
        """What is owed next."""
        state = self.state(referral_id)
        return due_of(state.standing, deadlines_for(DEMO_MUNICIPALITY), state.plan)

    @rule(follows=several, chained=st.booleans(), registered=st.booleans())
    def offer(self, follows: int, *, chained: bool, registered: bool) -> None:
        """A destination is asked, sometimes because another has said no."""
        if len(self.known) >= 4:
            return
        before = self.known[follows % len(self.known)] if chained and self.known else None
        to = known("npo") if registered else None
        try:
            self.known.append(self.desk.offer(follows=before, to_agency_id=to))
        except Refusal as no:
            assert before is not None
            self.check_refusal(no, self.state(before))

    @rule(plan=plans, registered=st.booleans())
    def foresee(self, plan: str, *, registered: bool) -> None:
        """A plan is decided that foresees somebody's referral; placement hears of it twice."""
        if len(self.known) >= 4:
            return
        name = f"foreseen {len(self.known)}"
        one = foreseen(name, **({} if registered else {"to_agency_id": None}))
        self.desk.plan_is_decided(one, plan=plan)
        self.desk.plan_is_decided(one, plan=plan)
        self.known.append(known(name))

    @rule(plan=plans, result=st.sampled_from(["replaced", "closed", "suspended", "resumed"]))
    def end_a_plan(self, plan: str, result: str) -> None:
        """What nobody was asked for is taken back with its plan; all else stays as it was."""
        before = {one: self.state(one) for one in self.known}
        self.desk.plan_is(result, plan)
        for one, state in before.items():
            falls = (
                state.status == "planned"
                and state.terms.plan_id == known(plan)
                and result in {"replaced", "closed"}
            )
            assert self.state(one).status == ("withdrawn" if falls else state.status)

    @precondition(lambda self: self.known)
    @rule(
        which=several,
        name=steps,
        by=sides,
        back=days_back,
        reason=reasons,
        ahead=st.integers(0, 60),
    )
    def step(self, which: int, name: str, by: Actor, back: int, reason: str, ahead: int) -> None:
        """Somebody tries a step, on a day that may be wrong."""
        desk, referral_id = self.desk, self.known[which % len(self.known)]
        told: dict[str, dict[str, Any]] = {
            "decline": {"reason": reason},
            "schedule": {"appointment_at": desk.now + timedelta(days=ahead * 10)},
            "complete": {"outcome": "place_to_be"},
            "fail": {"reason": reason},
            "hold": {"until": desk.today + timedelta(days=ahead * 10), "reason": reason},
            "withdraw": {"by": "person", "reason": reason},
            "transfer": {"to_municipality": NEXT_DOOR},
        }
        before = self.state(referral_id)
        on = desk.today - timedelta(days=back)
        use_case = "offer-planned" if name == "offer" else name
        try:
            desk.step(use_case, referral_id, by, on=on, **told.get(name, {}))
        except Refusal as no:
            self.check_refusal(no, before)
            assert self.state(referral_id) == before
            return
        after = self.state(referral_id)
        assert (before.status, after.status) in LEGAL[name]
        assert name in legal_steps(before)
        assert name != "resume" or before.standing.held_until
        assert before.since <= after.since == on <= desk.today

    @precondition(lambda self: self.known)
    @rule(which=several, way=several, reason=reasons, ahead=st.integers(1, 60))
    def go_on(self, which: int, way: int, reason: str, ahead: int) -> None:
        """The asking side takes a step that is legal, mostly one that leads on."""
        running = [one for one in self.known if self.state(one).standing.is_open]
        if not running:
            return
        referral_id = running[which % len(running)]
        legal = legal_steps(self.state(referral_id))
        self.step(self.known.index(referral_id), legal[way % len(legal)], CITY, 0, reason, ahead)

    @precondition(lambda self: self.known)
    @rule(which=several, by=sides, reason=corrections)
    def undo(self, which: int, by: Actor, reason: str) -> None:
        """Somebody undoes the latest step."""
        referral_id = self.known[which % len(self.known)]
        before = self.state(referral_id)
        try:
            self.desk.step("undo", referral_id, by, reason=reason)
        except Refusal as no:
            self.check_refusal(no, before)
            assert self.state(referral_id) == before
            return
        after, latest = self.state(referral_id), before.taken[-1]
        if latest.before.status == "planned" and before.plan_has_ended:
            assert after.status == "withdrawn"
            assert len(after.taken) == len(before.taken)
        else:
            assert after.standing == latest.before
            assert len(after.taken) == len(before.taken) - 1
        if latest.step == "offer":
            row = self.desk.show(referral_id).line
            assert after.terms == latest.terms
            assert (row.to_agency_id, row.stays) == (after.terms.to_agency_id, after.terms.stays)

    @rule(days=st.integers(1, 60))
    def time_passes(self, days: int) -> None:
        """It is later."""
        self.desk.pass_days(days)

    @invariant()
    def the_board_is_the_record(self) -> None:
        """Every referral stands on the board where its history leads, and nowhere else."""
        states = {one: self.state(one) for one in self.known}
        expected: dict[str, set[UUID]] = {}
        for referral_id, state in states.items():
            shown = state.standing.is_open or state.since >= self.desk.today - timedelta(days=90)
            if shown:
                expected.setdefault(state.status, set()).add(referral_id)
        assert {status: set(one) for status, one in self.desk.board().items()} == expected

    @invariant()
    def what_is_late_is_told(self) -> None:
        """Whoever owes something since before today is on the list, and nobody else."""
        late = {one for one in self.known if (due := self.due(one)) and due.on < self.desk.today}
        assert {referral_id for referral_id, _, _ in self.desk.overdue()} == late

    @invariant()
    def nothing_is_a_dead_end(self) -> None:
        """What is open has a way on and a day until which it is owed; what ended can be undone."""
        for one in self.known:
            state = self.state(one)
            if state.standing.is_open:
                assert "withdraw" in legal_steps(state)
                assert not (state.status == "planned" and state.plan_has_ended)
                assert (self.due(one) is None) is state.rests
            else:
                assert legal_steps(state) == ()
                assert state.taken

    @invariant()
    def refusals_are_counted(self) -> None:
        """The chain of each referral counts the refusals since somebody last agreed."""
        for one in self.known:
            chain = self.desk.do("referrals.chain", referral_id=one)
            links = [line.referral_id for line in chain.referrals]
            assert one in links
            found = round_of([self.state(link).standing for link in links])
            assert chain.refusals == found.refusals
            assert bool(chain.warning) == (found.refusals >= 2)

    @staticmethod
    def check_refusal(no: Refusal, state: ReferralState) -> None:
        """A refusal gives its reason and a way on; one about the status names an open way."""
        assert no.message.endswith("。")
        assert no.remedy.endswith("。")
        if no.code in OF_THE_STATUS:
            named = [STEPS[one] for one in legal_steps(state)]
            ways = named or ["新しいつなぎとして打診"]
            assert all(way in no.remedy for way in ways), no.code


ReferralLife.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=30,
    suppress_health_check=[HealthCheck.too_slow],  # every step is a commit on disk
)
test_the_life_of_a_referral = pytest.mark.rule(51)(ReferralLife.TestCase)
