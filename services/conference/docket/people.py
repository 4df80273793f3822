"""Persons and agencies as the law reads them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.conference.docket.dated import during
from services.conference.docket.record import Record
from services.conference.domain.agency import AGENCY
from services.conference.domain.municipality import Period
from services.conference.domain.person import (
    BIRTH_LABEL,
    DEATH_LABEL,
    PERSON,
    PersonDetails,
    Representative,
)
from services.conference.law import world as law
from services.conference.law.world.moment import Period as LawPeriod
from shared.refusal import Refusal
from shared.sealing import Sealed, Sealer


def known_agency(record: Record, agency_id: UUID) -> law.Agency:
    """An agency as it is registered.

    Raises:
        Refusal: ``agency-not-found``.
    """
    agency = record.state(AGENCY, agency_id)
    if agency is None:
        raise Refusal(
            "agency-not-found",
            "登録されていない機関です。",
            "先に機関を登録するか、指定を確かめてください。",
        )
    details = agency.details
    return law.Agency(
        id=str(agency_id),
        kind=details.kind,
        holder_class=details.holder_class,
        internal_to_municipality=details.internal,
        local_area=details.local_area,
        entrusted=period_of(details.entrusted),
        secrecy_undertaking_at=details.secrecy_undertaking_at,
        yotaikyo_member=details.yotaikyo_member,
        person=str(details.person_id) if details.person_id else None,
    )


def period_of(period: Period | None) -> LawPeriod | None:
    """A recorded period as the law reads it."""
    return LawPeriod(**during(period.start, period.end)) if period else None


def person_of(record: Record, sealer: Sealer, person_id: UUID) -> law.Person:
    """A person as described; of whom nothing is known, everything is unknown.

    The dates are opened for the decision only. After erasure they are unknown, and what depends on
    an unknown age is decided the less disclosing way.
    """
    person = record.state(PERSON, person_id)
    if person is None:
        return law.Person(id=str(person_id), birth_date=None, role="other", household=None)
    details: PersonDetails = person.details
    return law.Person(
        id=str(person_id),
        birth_date=_opened(sealer, details.birth, BIRTH_LABEL),
        **_death(_opened(sealer, details.died_on, DEATH_LABEL)),
        role=details.role,
        household=str(details.household_id) if details.household_id else None,
        representatives=tuple(_representative(one) for one in details.representatives),
        suspected_abuser_of=tuple(map(str, details.suspected_abuser_of)),
        protected_address=details.protected_address,
        economically_needy=details.economically_needy,
        specified_expectant_mother=details.specified_expectant_mother,
        registered_yotaikyo=details.registered_yotaikyo,
        anonymous=details.anonymous,
        refuses_local_area=details.refuses_local_area,
        wishes=tuple(
            law.Wish(purpose=one.purpose, confirmed_at=one.confirmed_at) for one in details.wishes
        ),
    )


def _representative(one: Representative) -> law.Representative:
    return law.Representative(
        by=str(one.by),
        kind=one.kind,
        powers=one.powers,
        suspected_abuser=one.suspected_abuser,
        **during(one.start, one.end),
    )


def _opened(sealer: Sealer, sealed: Sealed | None, label: str) -> str | None:
    return (sealer.open_or(sealed, label, "") or None) if sealed else None


def _death(day: str | None) -> dict[str, Any]:
    """The date of death as a world takes it: in writing."""
    return {"died_on": day} if day else {}
