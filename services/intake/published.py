"""Which of intake's events leave the service, and in what shape.

An event without a function here stays inside. Facts are built field by field: a confidential field
has to be named to get out, and a fact could not hold it.
"""

from __future__ import annotations

from datetime import date
from functools import singledispatch
from typing import TypedDict
from uuid import UUID

from services.intake.domain import agency, case, erasure
from shared.calendar import jst_date
from shared.codes.municipality import MunicipalityCode
from shared.facts import Fact, intake
from shared.store import Event, Recorded


class _Head(TypedDict):
    """What every fact about a case begins with."""

    municipality: MunicipalityCode
    occurred_on: date
    case_id: str


class _Answer(TypedDict):
    """What every answer to an erasure begins with."""

    municipality: MunicipalityCode
    occurred_on: date
    erasure_id: str
    person_id: str


def publish(recorded: Recorded) -> Fact | None:
    """Return the fact that a recorded event is to the other services, or ``None``."""
    event = recorded.event
    if isinstance(event, erasure.KeysDestroyed | erasure.ErasureStopped):
        return _answer(event, recorded)
    if isinstance(event, agency.AgencyNoted):
        return intake.AgencyNoted(
            municipality=event.municipality,
            occurred_on=event.on,
            agency_id=str(recorded.originator_id),
            agency_kind=event.agency_kind,
        )
    if not isinstance(event, case.CaseEvent):
        return None
    head = _Head(
        municipality=event.municipality,
        occurred_on=event.on,
        case_id=str(recorded.originator_id),
    )
    return _fact(event, head)


def _answer(
    event: erasure.KeysDestroyed | erasure.ErasureStopped, recorded: Recorded
) -> intake.IntakeKeysDestroyed | intake.ErasureStopped:
    """Intake's answer to an erasure: that its keys are gone, or that somebody is helped again."""
    head = _Answer(
        municipality=event.municipality,
        occurred_on=jst_date(recorded.metadata.recorded_at),
        erasure_id=str(event.erasure_id),
        person_id=str(event.person_id),
    )
    if isinstance(event, erasure.ErasureStopped):
        return intake.ErasureStopped(**head)
    return intake.IntakeKeysDestroyed(
        **head,
        key_ids=tuple(key.key_id for key in event.keys),
        destroyed_at=max(key.destroyed_at for key in event.keys),
    )


@singledispatch
def _fact(_event: Event, _head: _Head) -> Fact | None:
    return None


@_fact.register
def _(event: case.CaseOpened, head: _Head) -> intake.ConsultationReceived:
    return intake.ConsultationReceived(
        **head,
        anonymous=event.anonymous,
        transferred_in=event.transferred_in_from is not None,
    )


@_fact.register
def _(event: case.ContactRecorded, head: _Head) -> intake.ContactRecorded:
    return intake.ContactRecorded(
        **head,
        contact_id=str(event.contact_id),
        person_id=_opaque(event.person_id),
        age=event.age,
        gender=event.gender,
        method=event.method,
        consulter=event.consulter,
        route=event.route,
        outcome=event.outcome,
        consent=event.consent,
        factors=event.factors,
        agency_id=_opaque(event.agency_id),
        joint_agency_ids=tuple(str(agency_id) for agency_id in event.joint_agency_ids),
        duration_minutes=event.duration_minutes,
    )


@_fact.register
def _(event: case.CaseAssessed, head: _Head) -> intake.CaseAssessed:
    return intake.CaseAssessed(
        **head, factors=event.factors, needs_conference=event.needs_conference
    )


@_fact.register
def _(event: case.CaseHandedOver, head: _Head) -> intake.CaseHandedOver:
    return intake.CaseHandedOver(**head, agency_id=_opaque(event.agency_id))


@_fact.register
def _(_event: case.CaseSuspended, head: _Head) -> intake.CaseSuspended:
    return intake.CaseSuspended(**head)


@_fact.register
def _(event: case.CaseClosed, head: _Head) -> intake.CaseClosed:
    return intake.CaseClosed(**head, reason=event.reason)


@_fact.register
def _(_event: case.CaseReopened, head: _Head) -> intake.CaseReopened:
    return intake.CaseReopened(**head)


@_fact.register
def _(event: case.PersonAdded, head: _Head) -> intake.PersonJoinedCase:
    return intake.PersonJoinedCase(**head, person_id=str(event.person_id))


@_fact.register
def _(event: case.MainSubjectChanged, head: _Head) -> intake.SubjectChanged:
    return intake.SubjectChanged(**head, person_id=str(event.person_id))


@_fact.register
def _(event: case.AnonymousLinked, head: _Head) -> intake.AnonymousLinked:
    return intake.AnonymousLinked(
        **head,
        linked_case_id=str(event.linked_case_id),
        person_id=str(event.person_id),
    )


@_fact.register
def _(event: case.CaseTransferredOut, head: _Head) -> intake.CaseTransferred:
    return intake.CaseTransferred(**head, to_municipality=event.to_municipality)


@_fact.register
def _(event: case.LedgerReferralNoted, head: _Head) -> intake.LedgerReferralNoted:
    return intake.LedgerReferralNoted(
        **head,
        referral_id=str(event.referral_id),
        person_id=_opaque(event.person_id),
        destination=event.destination,
        result=event.result,
    )


@_fact.register
def _(event: case.LedgerEmploymentNoted, head: _Head) -> intake.LedgerEmploymentNoted:
    return intake.LedgerEmploymentNoted(
        **head,
        employment_id=str(event.employment_id),
        person_id=str(event.person_id),
        kind=event.kind,
        started_on=event.started_on,
        ended_on=event.ended_on,
    )


def _opaque(aggregate_id: UUID | None) -> str | None:
    return None if aggregate_id is None else str(aggregate_id)
