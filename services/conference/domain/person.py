"""A person as the law must know them: birth, household, representatives, what protects them.

Ids are those of intake. Names are not here: who somebody is, is itself an item that is shared or
not (category ``identity``).
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from pydantic import AwareDatetime

from services.conference.law.vocabulary import PersonRole, Power, Purpose, RepresentativeKind
from shared.codes.municipality import MunicipalityCode
from shared.sealing.sealed import Sealed
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as

BIRTH_LABEL = "conference.person.birth"
DEATH_LABEL = "conference.person.died_on"


class Representative(Detail):
    """Somebody who may speak for the person, within dated and bounded powers (law rule 11).

    Attributes:
        by: id of the person or agency.
        kind: 親権者・未成年後見人・成年後見人・保佐人・補助人・任意後見人.
        powers: on record (代理権目録・登記事項証明書).
        suspected_abuser: suspected of abusing the person.
        start: from when.
        end: until when, exclusive.
    """

    by: UUID
    kind: RepresentativeKind
    powers: tuple[Power, ...] = ()
    suspected_abuser: bool = False
    start: AwareDatetime
    end: AwareDatetime | None = None


class Wish(Detail):
    """A wish that the person confirmed by letter, telephone or in person.

    Attributes:
        purpose: which support is wished for.
        confirmed_at: when it was confirmed.
    """

    purpose: Purpose
    confirmed_at: AwareDatetime


class PersonDetails(Detail):
    """A person as the law must know them, wholly.

    Attributes:
        birth: birth date as far as known, sealed: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``.
        died_on: date of death, sealed; the duty of secrecy goes on (law rule 62).
        role: who they are in the case.
        household_id: the household they live in; every member is a person of their own (rule 9).
        representatives: who may speak for them.
        suspected_abuser_of: persons whom they are suspected of abusing.
        protected_address: whereabouts protected (支援措置, 児童虐待防止法12条4項; law rule 37).
        economically_needy: 生活困窮者 (生困法3条1項); ``None`` while not established.
        specified_expectant_mother: 特定妊婦.
        registered_yotaikyo: the case is registered at 要対協 (law rule 46).
        anonymous: consulted anonymously and not identified since (law rule 39).
        refuses_local_area: the area whose agencies must not know.
        wishes: confirmed wishes.
    """

    birth: Sealed | None = None
    died_on: Sealed | None = None
    role: PersonRole
    household_id: UUID | None = None
    representatives: tuple[Representative, ...] = ()
    suspected_abuser_of: tuple[UUID, ...] = ()
    protected_address: bool = False
    economically_needy: bool | None = None
    specified_expectant_mother: bool = False
    registered_yotaikyo: bool = False
    anonymous: bool = False
    refuses_local_area: str | None = None
    wishes: tuple[Wish, ...] = ()


@recorded_as("conference.PersonDescribed")
class PersonDescribed(Event, PersonDetails):
    """What the law must know of a person, as it now stands; replaces what was known before."""


@dataclass(frozen=True, slots=True)
class PersonState:
    """A person as they were described last."""

    municipality: MunicipalityCode
    details: PersonDetails


def evolve(_before: PersonState | None, event: Event) -> PersonState:
    """Return the person after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case PersonDescribed():
            details = {name: getattr(event, name) for name in PersonDetails.model_fields}
            return PersonState(event.municipality, PersonDetails(**details))
    raise LookupError(f"{event.TOPIC} has no place in this person's history")


PERSON: Aggregate[PersonState] = Aggregate("conference_person", evolve)
