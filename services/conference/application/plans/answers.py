"""What comes back about plans; texts are never shown in an error or a log."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.conference.domain.plan import Destined, PlanStatus, ReviewResult


class Answer(BaseModel):
    """What comes back."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class PlanListed(Answer):
    """One plan, without anything it says.

    Attributes:
        decided_on: the day of the decision; ``None`` before.
        next_review: by when it is looked at again; ``None`` unless it runs.
    """

    plan_id: UUID
    case_id: UUID
    status: PlanStatus
    conference_id: UUID
    decided_on: date | None
    next_review: date | None


class OverdueReview(Answer):
    """A review that is overdue.

    Attributes:
        days: by so many days.
        referrals_running: so many of the つなぎ that the plan foresees have come to no end.
    """

    plan_id: UUID
    case_id: UUID
    status: PlanStatus
    next_review: date
    days: int
    referrals_running: int


class GoalShown(Answer):
    """One goal."""

    text: str | None = Field(repr=False)
    due: date | None


class RoleShown(Answer):
    """What one agency takes on."""

    agency_id: UUID
    task: str | None = Field(repr=False)


class ForeseenShown(Answer, Destined):
    """A つなぎ that a plan foresees, and what placement has told of it.

    Attributes:
        referral_id: which, in placement.
        step: the latest step that holds, by the name of its fact; ``None`` while nobody was asked.
        label: what that is called.
        on: the day of it (JST).
    """

    referral_id: UUID
    step: str | None
    label: str
    on: date | None


class PlanShown(Answer):
    """A plan as the agency that keeps it reads it.

    Attributes:
        version: to be given back with what is done to it.
        found: what the last review found.
        missing: statutory contents that are still open (規則34条の7).
        erased: one of the persons was erased: nothing it says can be read again.
    """

    plan_id: UUID
    version: int
    case_id: UUID
    status: PlanStatus
    conference_id: UUID
    subjects: tuple[UUID, ...]
    proposed_by: UUID | None
    decided_on: date | None
    next_review: date | None
    found: ReviewResult | None
    missing: tuple[str, ...]
    erased: bool
    will_and_issues: str | None = Field(repr=False)
    goals: tuple[GoalShown, ...] = Field(repr=False)
    services: str | None = Field(repr=False)
    roles: tuple[RoleShown, ...] = Field(repr=False)
    integration: str | None = Field(repr=False)
    referrals: tuple[ForeseenShown, ...]
