"""Conferences, plans and agencies."""

from __future__ import annotations

from services.stats.handlers.taking import take_in
from services.stats.views import observe
from services.stats.views.checkpoints import keep_checkpoint
from shared.facts import conference
from shared.facts.envelope import Received
from shared.known_agencies import remember_agency
from shared.store import Transaction

_PlanDecision = conference.PlanDecided | conference.PlanDecidedV1


@take_in.register
def _(fact: conference.AgencyRegistered, tx: Transaction, received: Received) -> None:
    observe(tx, received, "agencies", agency_id=fact.agency_id, agency_kind=fact.agency_kind)
    remember_agency(tx, fact)


@take_in.register
def _(fact: conference.SupportConferenceHeld, tx: Transaction, received: Received) -> None:
    for item, matter in enumerate(fact.matters, start=1):
        observe(
            tx,
            received,
            "conference_matters",
            conference_id=fact.conference_id,
            item=item,
            case_id=matter.case_id,
            legal_mode=matter.legal_mode,
            with_consent=int(matter.with_consent),
        )


@take_in.register
def _(fact: conference.SupportConferenceHeldV1, tx: Transaction, received: Received) -> None:
    everyone = {0: 0, len(fact.case_ids): 1}
    for item, case_id in enumerate(fact.case_ids, start=1):
        observe(
            tx,
            received,
            "conference_matters",
            conference_id=fact.conference_id,
            item=item,
            case_id=case_id,
            legal_mode=fact.legal_mode,
            with_consent=everyone.get(fact.with_consent),
        )


@take_in.register
def _(fact: conference.CheckpointSigned, tx: Transaction, received: Received) -> None:
    keep_checkpoint(tx, received, fact)


@take_in.register
def _(fact: _PlanDecision, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "plans",
        plan_id=fact.plan_id,
        case_id=fact.case_id,
        conference_id=fact.conference_id,
        is_first=int(fact.first),
    )


@take_in.register
def _(fact: conference.PlanReviewed, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "plan_reviews",
        plan_id=fact.plan_id,
        case_id=fact.case_id,
        plan_result=fact.plan_result,
        closing_reason=fact.closing_reason,
    )
