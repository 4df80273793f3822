"""Plans that foresee つなぎ are decided and ended, and people ask, while things die."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from services.conference.app import Conference
from services.conference.application import ConferenceNote, PlanDraft
from services.conference.domain.conference import AgendaItem
from services.conference.domain.plan import PLAN, Destined, PlanClosed, replace_plan
from services.placement.app import Placement
from services.placement.application.referrals import OfferPlanned, ReferralArrived, ReferralStep
from shared.calendar import system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.refusal import Refusal
from tests.faults.load import COUNSELLOR, FIRST_DAY
from tests.sealed_words import SEALED
from tests.town_hall import SECRETARIAT

KINDS = ("npo", "social_welfare_council", "居場所")
MODES = ("accompany", "introduce", "joint")
RACED = frozenset({"referral-step-not-open"})
"""A human was too late: the plan's end has taken the referral back meanwhile, or somebody asked."""


class PlansAtWork:
    """Decides plans and ends them, and asks whom they foresee.

    Args:
        conference: decides.
        placement: asks.
        cases: cases that conference knows, with their persons.
        seed: of everything that is chosen.

    Attributes:
        foreseen: every つなぎ of a decided plan, with its plan.
        ended: the plans that were replaced or closed, and with which reason that is heard.
    """

    def __init__(
        self,
        conference: Conference,
        placement: Placement,
        cases: dict[UUID, UUID],
        seed: int,
    ) -> None:
        self._conference = conference
        self._placement = placement
        self._cases = list(cases.items())
        self._random = random.Random(seed)  # noqa: S311 - work need not be secret
        self._day = FIRST_DAY
        self.foreseen: dict[UUID, UUID] = {}
        self.ended: dict[UUID, str] = {}

    def work(self, steps: int) -> None:
        """Take a number of seeded steps; each is accepted, and on disk, when it returns."""
        choices: list[Callable[[], None]] = [
            *[self._decide] * 3, self._replace, self._close, *[self._ask] * 4, *[self._go_on] * 2,
        ]  # fmt: skip
        for _ in range(steps):
            self._day += timedelta(days=1)
            self._random.choice(choices)()

    def _decide(self) -> tuple[UUID, UUID]:
        """支援決定 on a plan that foresees one to three つなぎ; return the plan and its case."""
        case_id, person_id = self._random.choice(self._cases)
        item = AgendaItem(
            case_id=case_id, legal_mode="juso_kaigi", with_consent=True, purpose="plan_formation"
        )
        application = self._conference.application
        conference_id = application.meetings.hold_conference(
            SECRETARIAT,
            ConferenceNote(
                municipality=DEMO_MUNICIPALITY,
                convened_by="municipality",
                held_on=self._day,
                agenda=(item,),
            ),
        )
        referrals = tuple(
            Destined(
                person_id=person_id,
                destination=self._random.choice(KINDS),
                mode=self._random.choice(MODES),
            )
            for _ in range(self._random.randint(1, 3))
        )
        plan_id = application.plans.decide_plan(
            SECRETARIAT,
            case_id,
            conference_id,
            PlanDraft(
                "意向",
                (("目標", date(2026, 12, 31)),),
                "支援",
                ((UUID(int=1), "役割"),),
                "方策",
                referrals,
            ),
            by="municipality",
            decided_on=self._day,
            consented_on=self._day,
            next_review=self._day + timedelta(days=90),
        )
        plan = self._conference.store.load(PLAN, plan_id).state
        assert plan is not None
        self.foreseen |= {one.referral_id: plan_id for one in plan.contents.referrals}
        return plan_id, case_id

    def _running(self) -> list[UUID]:
        return [one for one in dict.fromkeys(self.foreseen.values()) if one not in self.ended]

    def _replace(self) -> None:
        """再プラン: a later plan takes the place of one that runs."""
        running = self._running()
        later, _ = self._decide()
        if running:
            former = self._random.choice(running)
            with self._conference.store.transaction(SECRETARIAT, system_clock) as tx:
                stream = tx.load(PLAN, former)
                ended = replace_plan(stream.state, by=later, decided_on=self._day)
                tx.append(PLAN, stream, *ended)
            self.ended[former] = "plan_replaced"

    def _close(self) -> None:
        """終結."""
        if not (running := self._running()):
            return
        plan_id = self._random.choice(running)
        with self._conference.store.transaction(SECRETARIAT, system_clock) as tx:
            stream = tx.load(PLAN, plan_id)
            assert stream.state is not None
            closed = PlanClosed(
                municipality=DEMO_MUNICIPALITY,
                case_id=stream.state.case_id,
                closed_on=self._day,
                reason="goal_achieved",
                evaluation=SEALED,
                conference_id=stream.state.conference_id,
            )
            tx.append(PLAN, stream, closed)
        self.ended[plan_id] = "plan_closed"

    def _ask(self) -> None:
        """A human asks whom a plan foresees, if placement has heard of it."""
        if planned := self._standing("planned"):
            request = OfferPlanned(referral_id=self._random.choice(planned), on=self._today())
            self._try(
                lambda: self._placement.application.planned_referrals.offer_planned(
                    COUNSELLOR, request
                )
            )

    def _go_on(self) -> None:
        """A destination agrees, and somebody arrives."""
        if not (offered := self._standing("offered")):
            return
        referral_id, on = self._random.choice(offered), self._today()
        referrals = self._placement.application.referrals
        self._try(
            lambda: referrals.accept(COUNSELLOR, ReferralStep(referral_id=referral_id, on=on))
        )
        if self._random.random() < 0.5:
            arrived = ReferralArrived(referral_id=referral_id, on=on, outcome="place_to_be")
            self._try(lambda: referrals.complete(COUNSELLOR, arrived))

    def _today(self) -> date:
        return self._placement.application.desk.today

    def _standing(self, status: str) -> list[UUID]:
        found = self._placement.store.rows(
            "SELECT referral_id FROM referrals WHERE status = :status AND plan_id IS NOT NULL"
            " ORDER BY referral_id",
            {"status": status},
        )
        return [UUID(row["referral_id"]) for row in found]

    @staticmethod
    def _try(step: Callable[[], None]) -> None:
        try:
            step()
        except Refusal as no:
            if no.code not in RACED:
                raise
