"""What other services' facts do in stats: each is an observation; no rules here.

What a ledger says of つなぎ and 就労 comes back from placement, and is observed there only.
"""

from __future__ import annotations

from functools import singledispatch

from services.stats.views import observe
from shared.facts import Fact, conference, intake, placement
from shared.inbox import Received
from shared.store import Transaction

_CaseStep = intake.CaseSuspended | intake.CaseClosed | intake.CaseReopened | intake.CaseTransferred
_PlanDecision = conference.PlanDecided | conference.PlanDecidedV1
_ReferralStep = (
    placement.ReferralOffered
    | placement.ReferralAccepted
    | placement.ReferralDeclined
    | placement.ReferralCompleted
    | placement.ReferralFailed
)
_WorkStep = placement.StepTaken | placement.StepAttended | placement.StepFinished
_EmploymentStep = (
    placement.EmploymentStarted | placement.EmploymentRetained | placement.EmploymentEnded
)


def handle(tx: Transaction, received: Received) -> None:
    """Take one fact in; those that no figure is made of pass by."""
    _observe(received.fact, tx, received)


@singledispatch
def _observe(_fact: Fact, _tx: Transaction, _received: Received) -> None:
    """A fact that no figure is made of."""


@_observe.register
def _(fact: intake.ConsultationReceived, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "openings",
        case_id=fact.case_id,
        anonymous=int(fact.anonymous),
        transferred_in=int(fact.transferred_in),
    )


@_observe.register
def _(fact: intake.ContactRecorded, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "contacts",
        case_id=fact.case_id,
        contact_id=fact.contact_id,
        person_id=fact.person_id,
        age=fact.age,
        gender=fact.gender,
        method=fact.method,
        consulter=fact.consulter,
        route=fact.route,
        outcome=fact.outcome,
        consent=fact.consent,
        agency_id=fact.agency_id,
        duration_minutes=fact.duration_minutes,
    )


@_observe.register
def _(fact: intake.AnonymousLinked, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "anonymous_links",
        case_id=fact.case_id,
        linked_case_id=fact.linked_case_id,
        person_id=fact.person_id,
    )


@_observe.register
def _(fact: _CaseStep, tx: Transaction, received: Received) -> None:
    reason = fact.reason if isinstance(fact, intake.CaseClosed) else None
    observe(tx, received, "case_steps", case_id=fact.case_id, step=fact.NAME, reason=reason)


@_observe.register
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


@_observe.register
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


@_observe.register
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


@_observe.register
def _(fact: _ReferralStep, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "referral_steps",
        referral_id=fact.referral_id,
        case_id=fact.case_id,
        person_id=fact.person_id,
        destination=fact.destination,
        step=fact.NAME,
    )


@_observe.register
def _(fact: _EmploymentStep, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "employment_steps",
        employment_id=fact.employment_id,
        case_id=fact.case_id,
        person_id=fact.person_id,
        kind=fact.kind,
        step=fact.NAME,
        months=fact.months if isinstance(fact, placement.EmploymentRetained) else None,
    )


@_observe.register
def _(fact: placement.PlacementUnmetNeedFound, tx: Transaction, received: Received) -> None:
    observe(tx, received, "unmet_needs", need_id=fact.need_id, case_id=fact.case_id, gap=fact.gap)


@_observe.register
def _(fact: placement.EmploymentDescribed, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "workplaces",
        employment_id=fact.employment_id,
        case_id=fact.case_id,
        person_id=fact.person_id,
        kind=fact.kind,
        workplace=fact.workplace,
        trait=fact.trait,
        resource_id=fact.resource_id,
        follows=fact.follows,
    )


@_observe.register
def _(fact: _WorkStep, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "work_steps",
        step_id=fact.step_id,
        case_id=fact.case_id,
        person_id=fact.person_id,
        kind=fact.kind,
        step=fact.NAME,
        result=fact.result if isinstance(fact, placement.StepFinished) else None,
        resource_id=fact.resource_id,
        programme=fact.programme,
        attendance_id=fact.attendance_id if isinstance(fact, placement.StepAttended) else None,
        minutes=fact.minutes if isinstance(fact, placement.StepAttended) else None,
    )


@_observe.register
def _(fact: placement.OutcomeReached, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "outcomes",
        outcome_id=fact.outcome_id,
        case_id=fact.case_id,
        person_id=fact.person_id,
        kind=fact.kind,
        step=fact.NAME,
    )


@_observe.register
def _(fact: placement.ReferralStepUndone, tx: Transaction, received: Received) -> None:
    observe(tx, received, "undone_steps", record_id=fact.referral_id, step=fact.step)


@_observe.register
def _(fact: placement.EmploymentUndone, tx: Transaction, received: Received) -> None:
    observe(tx, received, "undone_steps", record_id=fact.employment_id, step=fact.step)


@_observe.register
def _(fact: placement.StepUndone, tx: Transaction, received: Received) -> None:
    record = fact.attendance_id or fact.step_id
    observe(tx, received, "undone_steps", record_id=record, step=fact.step)


@_observe.register
def _(fact: placement.OutcomeUndone, tx: Transaction, received: Received) -> None:
    reached = placement.OutcomeReached.NAME
    observe(tx, received, "undone_steps", record_id=fact.outcome_id, step=reached)


@_observe.register
def _(fact: placement.SessionHeld, tx: Transaction, received: Received) -> None:
    people = sum(one.people for one in fact.counts) if fact.counts else None
    session = {"session_id": fact.session_id, "kind": fact.kind}
    observe(
        tx,
        received,
        "sessions",
        **session,
        programme_id=fact.programme_id,
        step=fact.NAME,
        people=people,
    )
    for item, one in enumerate(fact.counts, start=1):
        observe(tx, received, "session_counts", item=item, **session, **one.model_dump())


@_observe.register
def _(fact: placement.SessionUndone, tx: Transaction, received: Received) -> None:
    held = placement.SessionHeld.NAME
    observe(tx, received, "undone_steps", record_id=fact.session_id, step=held)
