"""A support plan 支援プラン: proposed by whoever works on it, decided by the municipality alone.

Its five contents are those of 社会福祉法施行規則34条の7 (law rule 47); the decision is the
municipality's (社会福祉法106条の4第2項6号, rule 48); it is reviewed at regular times
(社会福祉法施行規則34条の8, rule 49).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.conference.domain.conference import ConferenceState
from services.conference.law.statutes.legal_modes import Body
from shared.calendar import months_after
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal
from shared.sealing.sealed import Sealed
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as


class Goal(Detail):
    """One goal.

    Attributes:
        text: what shall be reached.
        due: 達成時期; open while the plan is proposed, set when it is decided.
    """

    text: Sealed
    due: date | None = None


class RoleShare(Detail):
    """What one agency takes on (役割の分担)."""

    agency_id: UUID
    task: Sealed


class Plan(Detail):
    """A plan as it is laid before the municipality: what the rule takes in, the event carries on.

    The five contents may be open while the plan is proposed; a decided plan has them all.

    Attributes:
        case_id: the case it is for.
        conference_id: where it was discussed.
        decided_on: the day of the decision (JST).
        consented_on: the day the person consented to the plan.
        next_review: the day by which it is reviewed.
        will_and_issues: 1号: 生活に対する意向, 解決すべき課題.
        goals: 2号: 支援の目標とその達成時期.
        services: 3号: 支援の種類と内容, 留意事項.
        roles: 4号: 支援関係機関それぞれの役割の分担.
        integration: 5号: 一体的に提供するための具体的な方策.
    """

    case_id: UUID
    conference_id: UUID
    decided_on: date
    consented_on: date | None = None
    next_review: date | None = None
    will_and_issues: Sealed | None = None
    goals: tuple[Goal, ...] = ()
    services: Sealed | None = None
    roles: tuple[RoleShare, ...] = ()
    integration: Sealed | None = None

    def missing_contents(self) -> tuple[str, ...]:
        """Return the Japanese names of the statutory contents that are still open."""
        present = {
            "生活に対する意向と課題": self.will_and_issues is not None,
            "支援の目標": bool(self.goals),
            "目標の達成時期": all(goal.due is not None for goal in self.goals),
            "支援の種類と内容": self.services is not None,
            "支援関係機関の役割の分担": bool(self.roles),
            "一体的に提供するための方策": self.integration is not None,
        }
        return tuple(name for name, there in present.items() if not there)


@recorded_as("conference.PlanDecided")
class PlanDecided(Event, Plan):
    """支援決定: the municipality decided on the plan.

    Attributes:
        first: the first plan of the case, not a later one (再プラン).
    """

    first: bool


@dataclass(frozen=True, slots=True)
class PlanState:
    """What the rules need to know of a plan.

    Attributes:
        municipality: who decided on it.
        case_id: the case it is for.
        next_review: the day by which it is reviewed.
    """

    municipality: MunicipalityCode
    case_id: UUID
    next_review: date | None


def evolve(plan: PlanState | None, event: Event) -> PlanState:
    """Return the plan after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case PlanDecided() if plan is None:
            return PlanState(event.municipality, event.case_id, event.next_review)
    raise LookupError(f"{event.TOPIC} has no place in this plan's history")


PLAN: Aggregate[PlanState] = Aggregate("plan", evolve)


@dataclass(frozen=True, slots=True)
class Decision:
    """How the municipality comes to decide.

    Attributes:
        by: the body whose officer records the decision.
        conference: the conference of :attr:`Plan.conference_id` as it stands; ``None`` for none.
        first: no plan was decided for this case before.
        today: the day of the recording (JST).
    """

    by: Body
    conference: ConferenceState | None
    first: bool
    today: date


def decide_plan(
    current: PlanState | None, plan: Plan, decision: Decision
) -> tuple[PlanDecided, ...]:
    """Record 支援決定, if the decider is entitled and the plan complete.

    Args:
        current: the plan as it stands; ``None``, for it is new.
        plan: what is decided on.
        decision: by whom, after which conference.

    Raises:
        Refusal: ``plan-exists``; ``decider-not-entitled``; ``case-not-discussed``;
            ``decision-date-impossible``; ``plan-incomplete``; ``goal-before-decision``;
            ``plan-without-consent``; ``review-not-set``.
    """
    if current is not None:
        raise Refusal(
            "plan-exists",
            "このプランは、すでに支援決定されています。",
            "内容を変えるときは、再プランとして新しく決定してください。",
        )
    if decision.by != "municipality":
        raise Refusal(
            "decider-not-entitled",
            "支援決定ができるのは市町村だけです（社会福祉法106条の4第2項6号）。",
            "プラン案を市町村の担当課に提出し、決定を求めてください。",
        )
    conference = decision.conference
    if conference is None or conference.held_on is None or plan.case_id not in conference.cases:
        raise Refusal(
            "case-not-discussed",
            "このケースは、指定された会議の議題になっていません。",
            "プランを検討した会議を指定するか、先に会議の開催を記録してください。",
        )
    if not conference.held_on <= plan.decided_on <= decision.today:
        raise InvalidInput(
            "決定日",
            "decision-date-impossible",
            "決定日が、会議の開催日より前か、今日より先の日付です。",
            "開催日から今日までの日付にしてください。",
        )
    _check_contents(plan)
    _check_consent(plan)
    _check_review(plan)
    return (PlanDecided(municipality=conference.municipality, first=decision.first, **dict(plan)),)


def _check_contents(plan: Plan) -> None:
    """Refuse a plan that lacks one of the five contents, and name what is missing."""
    missing = plan.missing_contents()
    if missing:
        raise Refusal(
            "plan-incomplete",
            f"プランに必要な内容が欠けています：{'、'.join(missing)}（社会福祉法施行規則34条の7）。",
            "欠けている内容を書き加えてから決定してください。",
        )
    if any(goal.due is not None and goal.due < plan.decided_on for goal in plan.goals):
        raise InvalidInput(
            "目標の達成時期",
            "goal-before-decision",
            "達成時期が決定日より前の目標があります。",
            "決定日以後の時期にしてください。",
        )


def _check_consent(plan: Plan) -> None:
    """Refuse a plan to which the person has not consented by the day of the decision."""
    if plan.consented_on is None or plan.consented_on > plan.decided_on:
        raise Refusal(
            "plan-without-consent",
            "決定日までに、プランへの本人の同意がありません。",
            "本人の同意を得てから決定してください。"
            "同意を得るまでは、法定の支援会議で支援体制を検討できます。",
        )


def _check_review(plan: Plan) -> None:
    """Refuse a plan that nobody would look at again within twelve months.

    The law asks for a regular review and leaves the interval open; a year is the longest.
    """
    review, decided = plan.next_review, plan.decided_on
    if review is None or not decided < review <= months_after(decided, 12):
        raise InvalidInput(
            "次回の見直し日",
            "review-not-set",
            "次回の見直し日が、決定日の翌日から12か月以内に定められていません"
            "（社会福祉法施行規則34条の8）。",
            "12か月以内の見直し日を決めてください。3か月後が目安です。",
        )
