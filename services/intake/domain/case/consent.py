"""同意 as noted at the counter: one dated note per person, never one for the household."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from uuid import UUID

from services.intake.domain.case.state import (
    CaseEvent,
    CaseState,
    Consent,
    existing,
    refuse_after_end,
    refuse_future,
    refuse_stranger,
)
from services.intake.domain.detail import refuse_unknown
from shared.codes import CONSENT_STATES
from shared.facts.fact import Code
from shared.store.event import recorded_as


@recorded_as("intake.ConsentNoted")
class ConsentNoted(CaseEvent):
    """The counter noted a person's own consent; its scope and proof are the conference's matter.

    Attributes:
        consent: code list ``consent_states``; a refusal is not the same as not asked (rule 7).
    """

    person_id: UUID
    consent: Code


def evolve(case: CaseState, event: ConsentNoted) -> CaseState:
    """Return the case after a consent was noted."""
    noted = {**case.consents, event.person_id: Consent(event.consent, event.on)}
    return replace(case, consents=MappingProxyType(noted))


def note_consent(
    case: CaseState | None, person_id: UUID, consent: Code, *, on: date, today: date
) -> tuple[ConsentNoted, ...]:
    """Note a person's consent; an older note than the last, or the same again, changes nothing.

    Raises:
        Refusal: ``case-not-found``, ``person-not-in-case``, or the case has ended by then.
        InvalidInput: ``unknown-code``, ``date-in-future``.
    """
    case = existing(case)
    refuse_unknown(CONSENT_STATES, consent)
    refuse_stranger(case, person_id)
    refuse_future(on, today)
    last = case.consents.get(person_id)
    if last is not None and (on < last.on or consent == last.code):
        return ()
    refuse_after_end(case, on)
    noted = ConsentNoted(
        municipality=case.municipality, on=on, person_id=person_id, consent=consent
    )
    return (noted,)
