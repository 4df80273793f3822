"""相談対応: one contact, the unit of 延件数, whether or not the person was met."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from services.intake.domain.case.state import (
    CaseEvent,
    CaseState,
    existing,
    refuse_after_end,
    refuse_stranger,
)
from services.intake.domain.detail import Factors, Minutes, refuse_unknown
from shared.calendar import FuzzyDate
from shared.codes import (
    CONSENT_STATES,
    CONSULTERS,
    CONTACT_METHODS,
    CONTACT_OUTCOMES,
    CONTACT_PLACES,
    FACTORS,
    GENDERS,
    SOURCE_KINDS,
)
from shared.facts.fact import Age, Code, FreeCode
from shared.refusal import InvalidInput
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, recorded_as


class Contact(Detail):
    """One contact as the worker notes it.

    A visit without meeting the person and a word through the door (ふすま越し) are contacts like
    any other; ``outcome`` tells them apart.

    Attributes:
        contact_id: made by the caller; the same id is recorded once.
        on: the day of the contact (受付日).
        person_id: the person concerned (対象者), not the one who called; ``None`` if unknown.
        age: of the person concerned on that day, in whole years; ``None`` is 不明.
        gender: of the person concerned; code list ``genders``.
        method: 方法; code list ``contact_methods``.
        consulter: 相談者, who came or called; code list ``consulters``.
        place: 場所; code list ``contact_places``; ``None`` if not noted.
        route: 経路, the municipality's own word; ``None`` if not noted.
        outcome: 接触; code list ``contact_outcomes``; ``None`` if not noted.
        consent: 同意 as noted at the counter that day; code list ``consent_states``.
        factors: 課題; code list ``factors``.
        agency_id: the receiving agency; ``None`` if not noted.
        agency_name: its name, where only a ledger names it.
        joint_agency_ids: the other agencies of a joint visit.
        worker_id: who spoke (担当者); ``None`` if not noted.
        worker_name: their name, where only a ledger names them.
        duration_minutes: ``None`` if not noted.
        content: 内容.
        source: whose words the content holds (本人発言・家族発言・観察・他機関情報・評価, rule 34);
            code list ``source_kinds``; ``None`` where a ledger does not say.
        told_in_confidence: the informant asked that the person not be told (rule 35).
    """

    contact_id: UUID
    on: date
    person_id: UUID | None = None
    age: Age | None = None
    gender: Code
    method: Code
    consulter: Code
    place: Code | None = None
    route: FreeCode | None = None
    outcome: Code | None = None
    consent: Code
    factors: Factors = ()
    agency_id: UUID | None = None
    agency_name: Sealed | None = None
    joint_agency_ids: tuple[UUID, ...] = ()
    worker_id: UUID | None = None
    worker_name: Sealed | None = None
    duration_minutes: Minutes | None = None
    content: Sealed | None = None
    source: Code | None = None
    told_in_confidence: bool = False


@recorded_as("intake.ContactRecorded")
class ContactRecorded(CaseEvent, Contact):
    """A contact took place.

    Attributes:
        while_anonymous: recorded in an anonymous case (匿名時); linking does not take it away.
    """

    while_anonymous: bool


def evolve(case: CaseState, event: ContactRecorded) -> CaseState:
    """Return the case after a contact; how it stands does not change."""
    return replace(
        case,
        contact_ids=case.contact_ids | {event.contact_id},
        last_contact_on=max(event.on, case.last_contact_on or event.on),
    )


def record_contact(
    case: CaseState | None, contact: Contact, *, today: date, born: FuzzyDate | None
) -> tuple[ContactRecorded, ...]:
    """Record a contact; nothing happens when it is on record already.

    What happened on or before the last day of an ended case may still be recorded late.

    Args:
        case: any standing.
        contact: what took place.
        today: the day of recording (JST).
        born: birth of the person concerned, as far as it is known.

    Raises:
        Refusal: ``case-not-found``, ``person-not-in-case``; ``case-closed``,
            ``case-transferred``, ``case-linked`` for a contact after the end.
        InvalidInput: ``contact-in-future``, ``contact-before-birth``, ``joint-agency-twice``,
            ``unknown-code``.
    """
    case = existing(case)
    if contact.contact_id in case.contact_ids:
        return ()
    _refuse_impossible_day(contact.on, today, born)
    _refuse_agency_twice(contact)
    _refuse_unknown_codes(contact)
    if contact.person_id is not None:
        refuse_stranger(case, contact.person_id)
    refuse_after_end(case, contact.on)
    recorded = ContactRecorded(
        municipality=case.municipality, while_anonymous=case.anonymous, **dict(contact)
    )
    return (recorded,)


def _refuse_impossible_day(on: date, today: date, born: FuzzyDate | None) -> None:
    if on > today:
        raise InvalidInput(
            "受付日",
            "contact-in-future",
            "受付日が、今日より後になっています。",
            "相談対応のあった日に直してください。",
        )
    if born is not None and on < born.earliest:
        raise InvalidInput(
            "受付日",
            "contact-before-birth",
            "受付日が、対象者の生年月日より前になっています。",
            "受付日か生年月日を確かめ、直してください。",
        )


def _refuse_unknown_codes(contact: Contact) -> None:
    refuse_unknown(GENDERS, contact.gender)
    refuse_unknown(CONTACT_METHODS, contact.method)
    refuse_unknown(CONSULTERS, contact.consulter)
    refuse_unknown(CONTACT_PLACES, contact.place)
    refuse_unknown(CONTACT_OUTCOMES, contact.outcome)
    refuse_unknown(CONSENT_STATES, contact.consent)
    refuse_unknown(FACTORS, *contact.factors)
    refuse_unknown(SOURCE_KINDS, contact.source)


def _refuse_agency_twice(contact: Contact) -> None:
    agencies = (contact.agency_id, *contact.joint_agency_ids)
    if len(set(agencies)) < len(agencies):
        raise InvalidInput(
            "共同機関",
            "joint-agency-twice",
            "同じ機関が、二度書かれています。",
            "受付機関と共同機関に、同じ機関は一度だけ書いてください。",
        )
