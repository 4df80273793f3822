"""What happens to a support plan 支援プラン, from being proposed to being ended."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal
from uuid import UUID

from services.conference.domain.packet import ConsentCited
from shared.facts.fact import Code
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, Event, Upcast, recorded_as

WILL_LABEL = "conference.plan.will_and_issues"
GOAL_LABEL = "conference.plan.goal"
SERVICES_LABEL = "conference.plan.services"
ROLE_LABEL = "conference.plan.role"
INTEGRATION_LABEL = "conference.plan.integration"
NOTE_LABEL = "conference.plan.note"
EVALUATION_LABEL = "conference.plan.evaluation"

ReviewResult = Literal["continue", "revise", "suspend", "close"]
"""継続・見直し・中断が相当・終結が相当. What a review found; it ends nothing by itself."""


class Goal(Detail):
    """One goal.

    Attributes:
        text: what shall be reached.
        due: 達成時期; open while the plan is proposed, set when it is decided.
    """

    text: Sealed
    due: date | None = None


class RoleShare(Detail):
    """What one agency takes on (役割の分担); its task may be open in a proposal."""

    agency_id: UUID
    task: Sealed | None = None


class Contents(Detail):
    """The five contents of a plan (施行規則34条の7); all may be open while it is proposed.

    Attributes:
        subjects: the persons it is about, under whose keys its texts are sealed; empty for a plan
            of before 2026-11, whose texts are sealed under the plan's own id.
        will_and_issues: 1号: 生活に対する意向, 解決すべき課題.
        goals: 2号: 支援の目標とその達成時期.
        services: 3号: 支援の種類と内容, 留意事項.
        roles: 4号: 支援関係機関それぞれの役割の分担.
        integration: 5号: 一体的に提供するための具体的な方策.
    """

    subjects: tuple[UUID, ...] = ()
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
            "支援関係機関の役割の分担": bool(self.roles)
            and all(role.task is not None for role in self.roles),
            "一体的に提供するための方策": self.integration is not None,
        }
        return tuple(name for name, there in present.items() if not there)


class Plan(Contents):
    """A plan as it is laid before the municipality: what the rule takes in, the event carries on.

    Attributes:
        case_id: the case it is for.
        conference_id: where it was discussed.
        decided_on: the day of the decision (JST).
        consented_on: the day the person consented to the plan on paper; ``None`` if it rests on
            answers on record alone.
        consents: the answers on record it rests on.
        next_review: the day by which it is reviewed.
        decided_by: the department that decided; ``None`` where it was not registered yet.
    """

    case_id: UUID
    conference_id: UUID
    decided_on: date
    consented_on: date | None = None
    consents: tuple[ConsentCited, ...] = ()
    next_review: date | None = None
    decided_by: UUID | None = None


class Draft(Contents):
    """A plan as it is proposed.

    Attributes:
        case_id: the case it is for.
        conference_id: where it is to be discussed.
        agenda_id: as which agenda item.
        proposed_by: the agency that proposes it; anyone of the conference may (law rule 48).
        kept_by: the agency that convenes the conference and keeps the plan.
        replaces: the plan that it is to follow (再プラン); ``None`` for none.
    """

    case_id: UUID
    conference_id: UUID
    agenda_id: UUID
    proposed_by: UUID
    kept_by: UUID
    replaces: UUID | None = None


@recorded_as("conference.PlanProposed")
class PlanProposed(Event, Draft):
    """プラン案の提出: somebody of the conference proposed a plan."""

    proposed_on: date


@recorded_as("conference.PlanRevised")
class PlanRevised(Event, Contents):
    """The proposal was rewritten, wholly; a decided plan is followed by another one instead.

    Attributes:
        revised_by: the agency that rewrote it.
        revised_on: the day (JST).
    """

    revised_by: UUID
    revised_on: date


@recorded_as("conference.PlanWithdrawn")
class PlanWithdrawn(Event):
    """取下げ: the proposal is not pursued; nothing was decided."""

    withdrawn_on: date


def _sealed_under_its_own_id(payload: dict[str, Any]) -> dict[str, Any]:
    """Until version 1 a plan's texts lay under a key of the plan, and no answer was cited."""
    return {**payload, "subjects": [], "consents": [], "decided_by": None}


@recorded_as("conference.PlanDecided", version=2)
class PlanDecided(Event, Plan):
    """支援決定: the municipality decided on the plan.

    Attributes:
        first: the first plan of the case, not a later one (再プラン).
    """

    UPCASTS: ClassVar[dict[int, Upcast]] = {1: _sealed_under_its_own_id}

    first: bool


@recorded_as("conference.PlanReviewed")
class PlanReviewed(Event):
    """定期の確認: somebody looked at how the plan works and how the person is (34条の8).

    Attributes:
        case_id: the case it is for.
        reviewed_on: the day (JST).
        result: what was found.
        next_review: the day by which it is looked at again.
        reviewed_by: the agency that looked.
        note: what was seen, sealed like the plan.
    """

    case_id: UUID
    reviewed_on: date
    result: ReviewResult
    next_review: date
    reviewed_by: UUID
    note: Sealed | None = None


@recorded_as("conference.PlanSuspended")
class PlanSuspended(Event):
    """中断: the plan rests; it is not ended, and is looked at again (law rule 50).

    Attributes:
        case_id: the case it is for.
        suspended_on: the day (JST).
        next_review: the day by which it is looked at again.
        conference_id: where it was discussed, if it was.
        note: why, sealed like the plan.
    """

    case_id: UUID
    suspended_on: date
    next_review: date
    conference_id: UUID | None = None
    note: Sealed | None = None


@recorded_as("conference.PlanResumed")
class PlanResumed(Event):
    """再開: a resting plan goes on from a day (JST), and is reviewed by another."""

    case_id: UUID
    resumed_on: date
    next_review: date


@recorded_as("conference.PlanReplaced")
class PlanReplaced(Event):
    """再プラン: a later plan of the case was decided; this one ends with that day.

    Attributes:
        case_id: the case it is for.
        replaced_on: the day (JST).
        replaced_by: the later plan.
    """

    case_id: UUID
    replaced_on: date
    replaced_by: UUID


@recorded_as("conference.PlanClosed")
class PlanClosed(Event):
    """終結: the municipality ended the plan, with a reason and an evaluation (law rule 50).

    Attributes:
        case_id: the case it is for.
        closed_on: the day (JST).
        reason: code list ``closing_reasons``.
        evaluation: what came of it, sealed like the plan.
        conference_id: where the end was discussed.
    """

    case_id: UUID
    closed_on: date
    reason: Code
    evaluation: Sealed
    conference_id: UUID
