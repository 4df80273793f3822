"""In whose hands a plan is: its keeper, and the department that decided on it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.conference import views
from services.conference.application.acting import Acting, acting
from services.conference.domain.agency import works_for
from services.conference.domain.conference import body_of
from services.conference.domain.plan import PLAN, PlanState, plan_not_found
from services.conference.law.statutes.legal_modes import Body
from shared.identity import Actor
from shared.store import Stream, Transaction


def plan_here(
    tx: Transaction, actor: Actor, plan_id: UUID, expected_version: int | None = None
) -> tuple[Stream[PlanState], PlanState, Acting]:
    """A plan of the actor's own municipality, and for whom they act.

    Raises:
        Refusal: ``own-agency-not-registered``, ``plan-not-found``, ``stale-version``.
    """
    own = acting(tx, actor)
    stream = tx.load(PLAN, plan_id)
    plan = stream.state
    if plan is None or plan.municipality != own.municipality:
        raise plan_not_found()
    stream.expect_version(expected_version)
    return stream, plan, own


def deciding_body(own: Acting, plan: PlanState, at: datetime) -> Body:
    """As which body an agency would decide on a plan: only a department is the municipality."""
    if own.municipality != plan.municipality:
        return "other"
    return body_of(own.agency.details, at)


def keeps(plan: PlanState, own: Acting) -> bool:
    """Whether an agency keeps a plan: it convened the conference, or decided.

    Of a plan of before nobody is on record: it is the municipality's, so its departments do.
    """
    keepers = {plan.kept_by, plan.decided_by} - {None}
    return own.agency_id in keepers if keepers else own.agency.details.internal


def looks_after(tx: Transaction, plan_id: UUID, plan: PlanState, own: Acting, at: datetime) -> bool:
    """Whether an agency may say how a plan goes: it keeps it, has a role in it, or is municipal.

    An entrusted body that has no part in the plan does not.
    """
    if keeps(plan, own) or views.acts_in_plan(tx, plan_id, own.agency_id):
        return True
    return own.agency.details.internal and works_for(own.agency, plan.municipality, at)
