"""A support plan as it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from uuid import UUID

from services.conference.domain.plan.contents import Contents
from services.conference.domain.plan.events import (
    PlanClosed,
    PlanDecided,
    PlanProposed,
    PlanReplaced,
    PlanResumed,
    PlanReviewed,
    PlanRevised,
    PlanSuspended,
    PlanWithdrawn,
    ReviewResult,
)
from shared.codes.municipality import MunicipalityCode
from shared.store.aggregate import Aggregate
from shared.store.event import Event

PlanStatus = Literal["proposed", "withdrawn", "active", "suspended", "replaced", "closed"]
"""案・取下げ・実施中・中断・再プランへ・終結."""

RUNNING: frozenset[PlanStatus] = frozenset({"active", "suspended"})
"""Decided and not ended: somebody has to look at it again."""

ENDED: frozenset[PlanStatus] = frozenset({"withdrawn", "replaced", "closed"})


@dataclass(frozen=True, slots=True)
class PlanState:
    """What the rules need to know of a plan, and what it says.

    Attributes:
        municipality: who decides on it.
        case_id: the case it is for.
        status: where it stands.
        contents: what it says, sealed.
        conference_id: where it is or was discussed.
        since: the day of what happened last.
        next_review: the day by which it is looked at again; ``None`` unless it runs.
        agenda_id: as which agenda item it was proposed; ``None`` if it was decided unproposed.
        proposed_by: the agency that proposed it.
        kept_by: the agency that keeps it.
        decided_by: the department that decided on it.
        replaces: the plan that it follows.
        decided_on: the day of the decision.
        found: what the last review found.
    """

    municipality: MunicipalityCode
    case_id: UUID
    status: PlanStatus
    contents: Contents
    conference_id: UUID
    since: date
    next_review: date | None = None
    agenda_id: UUID | None = None
    proposed_by: UUID | None = None
    kept_by: UUID | None = None
    decided_by: UUID | None = None
    replaces: UUID | None = None
    decided_on: date | None = None
    found: ReviewResult | None = None


def evolve(plan: PlanState | None, event: Event) -> PlanState:
    """Return the plan after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    if plan is None or plan.status == "proposed":
        after = _evolve_proposal(plan, event)
    else:
        after = _evolve_decided(plan, event)
    if after is None:
        raise LookupError(f"{event.TOPIC} has no place in this plan's history")
    return after


def _evolve_proposal(plan: PlanState | None, event: Event) -> PlanState | None:
    match event, plan:
        case PlanProposed(), None:
            return PlanState(
                municipality=event.municipality,
                case_id=event.case_id,
                status="proposed",
                contents=Contents.carried_by(event),
                conference_id=event.conference_id,
                since=event.proposed_on,
                agenda_id=event.agenda_id,
                proposed_by=event.proposed_by,
                kept_by=event.kept_by,
                replaces=event.replaces,
            )
        case PlanRevised(), PlanState():
            return replace(plan, contents=Contents.carried_by(event), since=event.revised_on)
        case PlanWithdrawn(), PlanState():
            return replace(plan, status="withdrawn", since=event.withdrawn_on)
        case PlanDecided(), _:
            before = plan or PlanState(
                event.municipality,
                event.case_id,
                "proposed",
                Contents.carried_by(event),
                event.conference_id,
                event.decided_on,
            )
            return replace(
                before,
                status="active",
                contents=Contents.carried_by(event),
                conference_id=event.conference_id,
                since=event.decided_on,
                decided_on=event.decided_on,
                decided_by=event.decided_by,
                next_review=event.next_review,
            )
    return None


def _evolve_decided(plan: PlanState, event: Event) -> PlanState | None:
    match event, plan.status:
        case PlanReviewed(), "active" | "suspended":
            return replace(
                plan, since=event.reviewed_on, next_review=event.next_review, found=event.result
            )
        case PlanSuspended(), "active":
            return replace(
                plan, status="suspended", since=event.suspended_on, next_review=event.next_review
            )
        case PlanResumed(), "suspended":
            return replace(
                plan, status="active", since=event.resumed_on, next_review=event.next_review
            )
        case PlanReplaced(), "active" | "suspended":
            return replace(plan, status="replaced", since=event.replaced_on, next_review=None)
        case PlanClosed(), "active" | "suspended":
            return replace(plan, status="closed", since=event.closed_on, next_review=None)
    return None


PLAN: Aggregate[PlanState] = Aggregate("plan", evolve)
