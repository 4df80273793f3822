"""支援決定 as it is told in one go, of a conference that was told only after it had been held."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from services.conference import views
from services.conference.application.desk import Desk
from services.conference.application.meetings.tables import discussion_at
from services.conference.application.plans.forms import (
    ContentsText,
    GoalText,
    ReferralForeseen,
    RoleText,
)
from services.conference.application.plans.sealing import seal_contents
from services.conference.domain.plan import PLAN, Decision, Destined, Plan, decide_plan
from services.conference.law.statutes.legal_modes import Body
from shared.identity import Actor


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """The five contents of a plan (社会福祉法施行規則34条の7) in the clear, until sealed here.

    Attributes:
        will_and_issues: 1号 生活に対する意向・解決すべき課題.
        goals: 2号 目標とその達成時期.
        services: 3号 支援の種類・内容・留意事項.
        roles: 4号 支援関係機関それぞれの役割, by agency.
        integration: 5号 一体的に提供するための方策.
        referrals: the つなぎ that come of it.
    """

    will_and_issues: str = field(repr=False)
    goals: tuple[tuple[str, date | None], ...] = field(repr=False)
    services: str = field(repr=False)
    roles: tuple[tuple[UUID, str], ...] = field(repr=False)
    integration: str = field(repr=False)
    referrals: tuple[Destined, ...] = ()


class ToldDecisions:
    """Plans of conferences that nobody convened here.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def decide_plan(
        self,
        actor: Actor,
        case_id: UUID,
        conference_id: UUID,
        draft: PlanDraft,
        *,
        by: Body,
        decided_on: date,
        consented_on: date | None,
        next_review: date | None,
    ) -> UUID:
        """支援決定: record the municipality's decision on a plan; return the plan's id.

        Such a conference names no persons: the texts are sealed under the plan's own id, and its
        key goes with the case's.

        Raises:
            Refusal: see :func:`services.conference.domain.plan.decide_plan`.
        """
        plan_id, sealer = uuid4(), self._desk.sealer
        text = ContentsText(
            will_and_issues=draft.will_and_issues,
            goals=tuple(GoalText(text=goal, due=due) for goal, due in draft.goals),
            services=draft.services,
            roles=tuple(RoleText(agency_id=one, task=task) for one, task in draft.roles),
            integration=draft.integration,
            referrals=tuple(ReferralForeseen(**dict(one)) for one in draft.referrals),
        )
        sealed = seal_contents(sealer, (plan_id,), text)
        plan = Plan(
            case_id=case_id,
            conference_id=conference_id,
            decided_on=decided_on,
            consented_on=consented_on,
            next_review=next_review,
            **{**dict(sealed), "subjects": ()},
        )
        with self._desk.transaction(actor) as tx:
            stream = tx.load(PLAN, plan_id)
            decision = Decision(
                by=by,
                discussion=discussion_at(self._desk.store, conference_id),
                first=not views.has_plan(tx, case_id),
                today=self._desk.today,
            )
            tx.append(PLAN, stream, *decide_plan(stream.state, plan, decision))
        return plan_id
