"""What happens to a support plan 支援プラン, from being proposed to being ended."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal
from uuid import UUID

from services.conference.domain.packet import ConsentCited
from services.conference.domain.plan.contents import Contents
from shared.facts.fact import Code
from shared.sealing.sealed import Sealed
from shared.store.event import Event, Upcast, recorded_as

WILL_LABEL = "conference.plan.will_and_issues"
GOAL_LABEL = "conference.plan.goal"
SERVICES_LABEL = "conference.plan.services"
ROLE_LABEL = "conference.plan.role"
INTEGRATION_LABEL = "conference.plan.integration"
NOTE_LABEL = "conference.plan.note"
EVALUATION_LABEL = "conference.plan.evaluation"

ReviewResult = Literal["continue", "revise", "suspend", "close"]
"""継続・見直し・中断が相当・終結が相当. What a review found; it ends nothing by itself."""


def _nothing_foreseen(payload: dict[str, Any]) -> dict[str, Any]:
    """Until then a plan foresaw no つなぎ by name."""
    return {**payload, "referrals": []}


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


@recorded_as("conference.PlanProposed", version=2)
class PlanProposed(Event, Draft):
    """プラン案の提出: somebody of the conference proposed a plan."""

    UPCASTS: ClassVar[dict[int, Upcast]] = {1: _nothing_foreseen}

    proposed_on: date


@recorded_as("conference.PlanRevised", version=2)
class PlanRevised(Event, Contents):
    """The proposal was rewritten, wholly; a decided plan is followed by another one instead.

    Attributes:
        revised_by: the agency that rewrote it.
        revised_on: the day (JST).
    """

    UPCASTS: ClassVar[dict[int, Upcast]] = {1: _nothing_foreseen}

    revised_by: UUID
    revised_on: date


@recorded_as("conference.PlanWithdrawn")
class PlanWithdrawn(Event):
    """取下げ: the proposal is not pursued; nothing was decided."""

    withdrawn_on: date


def _sealed_under_its_own_id(payload: dict[str, Any]) -> dict[str, Any]:
    """Until version 1 a plan's texts lay under a key of the plan, and no answer was cited."""
    return {**payload, "subjects": [], "consents": [], "decided_by": None}


@recorded_as("conference.PlanDecided", version=3)
class PlanDecided(Event, Plan):
    """支援決定: the municipality decided on the plan.

    Attributes:
        first: the first plan of the case, not a later one (再プラン).
    """

    UPCASTS: ClassVar[dict[int, Upcast]] = {1: _sealed_under_its_own_id, 2: _nothing_foreseen}

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
