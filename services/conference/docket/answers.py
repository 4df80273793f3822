"""Consents, determinations and emergencies as the law reads them: without their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from services.conference import views
from services.conference.docket.dated import during
from services.conference.docket.record import Record
from services.conference.docket.sitting import RECORDED
from services.conference.domain.consent import CONSENTS, Answer, Scope, consents_id
from services.conference.domain.determination import (
    DETERMINATION,
    EMERGENCY,
    DeterminationDetails,
    EmergencyDetails,
)
from services.conference.law import world as law
from shared.sealing import Sealed


def consents_of(record: Record, persons: Iterable[UUID]) -> Iterator[law.Consent]:
    """Every answer on record of these persons, of any state, in order of recording."""
    for person_id in persons:
        consents = record.state(CONSENTS, consents_id(person_id))
        for answer in consents.answers if consents else ():
            withdrawn = consents.withdrawn.get(answer.consent_id) if consents else None
            yield _consent(person_id, answer, withdrawn)


def _consent(person_id: UUID, answer: Answer, withdrawn: datetime | None) -> law.Consent:
    excluded = answer.exclusions
    return law.Consent(
        id=str(answer.consent_id),
        version=answer.version,
        subject=str(person_id),
        given_by=_id(answer.given_by),
        capacity=answer.capacity,
        state=answer.state,
        method=answer.method,
        witness=law.Witness(heard_by=RECORDED, at=answer.witness.at) if answer.witness else None,
        reason=_recorded(answer.reason),
        scope=_scope(answer.scope) if answer.scope else None,
        exclusions=law.Exclusions(
            categories=excluded.categories,
            recipients=_ids(excluded.recipients),
            recipient_kinds=excluded.recipient_kinds,
        ),
        withdrawn_at=withdrawn if answer.state in ("given", "refused") else None,
        **during(answer.start, answer.end),
    )


def _scope(scope: Scope) -> law.Scope:
    items = scope.agenda_items
    return law.Scope(
        categories=scope.categories,
        recipients=_ids(scope.recipients),
        recipient_kinds=scope.recipient_kinds,
        purposes=scope.purposes,
        modes=scope.modes,
        conferences=None if items is None else _ids(items),
    )


def determinations_about(record: Record, persons: Iterable[UUID]) -> Iterator[law.Determination]:
    """Every official decision on record about these persons."""
    for determination_id in views.determinations_about(record.views, list(persons)):
        state = record.state(DETERMINATION, determination_id)
        if state is None:
            continue
        end = _earlier(state.details.end, state.ended_at)
        if end is None or state.details.start < end:
            yield _determination(determination_id, state.details, end)


def _determination(
    determination_id: UUID, details: DeterminationDetails, end: datetime | None
) -> law.Determination:
    return law.Determination(
        id=str(determination_id),
        kind=details.kind,
        holder=str(details.holder_id),
        subjects=_ids(details.subjects),
        categories=details.categories,
        recipients=_ids(details.recipients),
        reason=_recorded(details.reason),
        approved_by=_id(details.approved_by),
        consent_difficult=details.consent_difficult,
        victim_kind=details.victim_kind,
        requested_by=details.requested_by,
        answer=details.answer,
        **during(details.start, end),
    )


def emergency_about(
    record: Record, persons: Iterable[UUID], at: datetime
) -> tuple[UUID, law.Emergency] | None:
    """The emergency that was asserted last, before all others one that is in force.

    Returns:
        Its id and what the law reads of it; ``None`` if there never was one.
    """
    found: tuple[UUID, EmergencyDetails] | None = None
    for emergency_id in views.emergencies_about(record.views, list(persons)):
        state = record.state(EMERGENCY, emergency_id)
        if state is not None and (found is None or _rank(found[1], at) <= _rank(state.details, at)):
            found = (emergency_id, state.details)
    if found is None:
        return None
    emergency_id, details = found
    return emergency_id, law.Emergency(
        danger=details.danger,
        consent_hard_to_obtain=details.consent_hard_to_obtain,
        reason=_recorded(details.reason),
        asserted_by=_id(details.asserted_by),
        responders=_ids(details.responders),
        subjects=_ids(details.subjects),
        categories=details.categories,
        **during(details.start, details.end),
    )


def _rank(details: EmergencyDetails, at: datetime) -> tuple[bool, datetime]:
    in_force = details.start <= at and (details.end is None or at < details.end)
    return in_force, details.start


def _recorded(sealed: Sealed | None) -> str | None:
    return RECORDED if sealed else None


def _id(one: UUID | None) -> str | None:
    return str(one) if one else None


def _ids(many: Iterable[UUID]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, many)))


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((at for at in (one, other) if at is not None), default=None)
