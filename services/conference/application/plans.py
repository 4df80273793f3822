"""Support plans: drafted in the clear, sealed here, decided by the municipality."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from services.conference import views
from services.conference.application.desk import Desk
from services.conference.domain.conference import CONFERENCE
from services.conference.domain.plan import PLAN, Decision, Goal, Plan, RoleShare, decide_plan
from services.conference.law.statutes.legal_modes import Body
from shared.identity import Actor
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """The five contents of a plan (社会福祉法施行規則34条の7) in the clear, until sealed here.

    Attributes:
        will_and_issues: 1号 生活に対する意向・解決すべき課題.
        goals: 2号 目標とその達成時期.
        services: 3号 支援の種類・内容・留意事項.
        roles: 4号 支援関係機関それぞれの役割, by agency.
        integration: 5号 一体的に提供するための方策.
    """

    will_and_issues: str = field(repr=False)
    goals: tuple[tuple[str, date | None], ...] = field(repr=False)
    services: str = field(repr=False)
    roles: tuple[tuple[UUID, str], ...] = field(repr=False)
    integration: str = field(repr=False)


class Plans:
    """What happens to plans.

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

        Raises:
            Refusal: see :func:`services.conference.domain.plan.decide_plan`.
        """
        plan_id = uuid4()

        def seal(text: str, name: str) -> Sealed | None:
            return (
                self._desk.sealer.seal(str(plan_id), text, f"conference.plan.{name}")
                if text
                else None
            )

        goals = ((seal(text, "goal"), due) for text, due in draft.goals)
        roles = ((agency, seal(task, "role")) for agency, task in draft.roles)
        plan = Plan(
            case_id=case_id,
            conference_id=conference_id,
            decided_on=decided_on,
            consented_on=consented_on,
            next_review=next_review,
            will_and_issues=seal(draft.will_and_issues, "will_and_issues"),
            goals=tuple(Goal(text=text, due=due) for text, due in goals if text),
            services=seal(draft.services, "services"),
            roles=tuple(RoleShare(agency_id=agency, task=task) for agency, task in roles if task),
            integration=seal(draft.integration, "integration"),
        )
        with self._desk.store.transaction(actor, self._desk.clock()) as tx:
            stream = tx.load(PLAN, plan_id)
            decision = Decision(
                by=by,
                conference=tx.load(CONFERENCE, conference_id).state,
                first=not views.has_plan(tx, case_id),
                today=self._desk.today,
            )
            tx.append(PLAN, stream, *decide_plan(stream.state, plan, decision))
        return plan_id
