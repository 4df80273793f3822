"""A resident (対象者): the sealed profile, and the one open case the person may be in.

A person may stand in many cases over the years, but in one open case at a time: two open cases
for the same person would count them twice and split what is known about them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.intake.domain.detail import refuse_unknown
from shared.codes import GENDERS
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.refusal import Refusal
from shared.sealing.sealed import Sealed
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as


class Profile(Detail):
    """Who the person is, wholly, as it now stands; everything identifying is sealed.

    Attributes:
        number: the municipality's own number of the person (対象者番号).
        name: 氏名.
        kana: フリガナ.
        address: 住所.
        phone: 電話.
        birth: date of birth as fuzzy date text (``1975~``); ``None`` is 不明.
        gender: code list ``genders``.
        profile_fingerprint: opaque keyed digest of the plain profile; equal means unchanged.
    """

    number: Sealed | None = None
    name: Sealed | None = None
    kana: Sealed | None = None
    address: Sealed | None = None
    phone: Sealed | None = None
    birth: Sealed | None = None
    gender: Code
    profile_fingerprint: str


@recorded_as("intake.PersonRegistered")
class PersonRegistered(Event, Profile):
    """A person became known to the municipality's intake."""


@recorded_as("intake.PersonAmended")
class PersonAmended(Event, Profile):
    """The profile was corrected or completed; it replaces the former one (rule 33)."""


@recorded_as("intake.CaseJoined")
class CaseJoined(Event):
    """The person is in an open case from this day on."""

    case_id: UUID
    on: date


@recorded_as("intake.CaseLeft")
class CaseLeft(Event):
    """The person's case ended or was handed away; another may be opened."""

    case_id: UUID
    on: date


PersonEvent = PersonRegistered | PersonAmended | CaseJoined | CaseLeft


@dataclass(frozen=True, slots=True)
class PersonState:
    """A person as far as the rules need to know one.

    Attributes:
        municipality: whose resident.
        profile: the sealed profile as last registered or amended.
        open_case: the open case the person is in, or ``None``.
    """

    municipality: MunicipalityCode
    profile: Profile
    open_case: UUID | None = None


def evolve(person: PersonState | None, event: Event) -> PersonState:
    """Return the person after an event.

    Raises:
        LookupError: the history is damaged: it does not begin with a registration, or holds an
            event that is not a person's.
    """
    match event:
        case PersonRegistered():
            return PersonState(event.municipality, Profile.carried_by(event))
        case PersonAmended() if person is not None:
            return replace(person, profile=Profile.carried_by(event))
        case CaseJoined() if person is not None:
            return replace(person, open_case=event.case_id)
        case CaseLeft() if person is not None:
            return replace(person, open_case=None)
    raise LookupError(f"{event.TOPIC} has no place in this person's history")


PERSON: Aggregate[PersonState] = Aggregate("person", evolve)


def register_person(
    person: PersonState | None, municipality: MunicipalityCode, profile: Profile
) -> tuple[PersonEvent, ...]:
    """Register a person under an id that nobody has yet.

    Raises:
        Refusal: ``person-exists``.
        InvalidInput: ``unknown-code``.
    """
    refuse_unknown(GENDERS, profile.gender)
    if person is not None:
        raise Refusal(
            "person-exists",
            "この対象者は、すでに登録されています。",
            "登録済みの対象者を開き、必要なら内容を訂正してください。",
        )
    return (PersonRegistered(municipality=municipality, **dict(profile)),)


def amend_person(person: PersonState | None, profile: Profile) -> tuple[PersonEvent, ...]:
    """Replace the profile; nothing happens when it is unchanged by its fingerprint.

    Raises:
        Refusal: ``person-not-found``.
        InvalidInput: ``unknown-code``.
    """
    person = existing(person)
    refuse_unknown(GENDERS, profile.gender)
    if profile.profile_fingerprint == person.profile.profile_fingerprint:
        return ()
    return (PersonAmended(municipality=person.municipality, **dict(profile)),)


def join_case(person: PersonState | None, case_id: UUID, *, on: date) -> tuple[PersonEvent, ...]:
    """Put the person into an open case; nothing happens when they are in it already.

    Called for every person of a case that is opened or re-opened.

    Raises:
        Refusal: ``person-not-found``; ``case-already-open`` in another open case.
    """
    person = existing(person)
    if person.open_case == case_id:
        return ()
    if person.open_case is not None:
        raise Refusal(
            "case-already-open",
            "この対象者には、すでに継続中のケースがあります。",
            "継続中のケースに記録するか、そのケースを終結してから新しく受け付けてください。",
        )
    return (CaseJoined(municipality=person.municipality, case_id=case_id, on=on),)


def leave_case(person: PersonState | None, case_id: UUID, *, on: date) -> tuple[PersonEvent, ...]:
    """Take the person out of a case that ended; nothing happens when they are not in it.

    Raises:
        Refusal: ``person-not-found``.
    """
    person = existing(person)
    if person.open_case != case_id:
        return ()
    return (CaseLeft(municipality=person.municipality, case_id=case_id, on=on),)


def existing(person: PersonState | None) -> PersonState:
    """Return the person, who must be there.

    Raises:
        Refusal: ``person-not-found``.
    """
    if person is None:
        raise Refusal(
            "person-not-found",
            "この対象者は登録されていません。",
            "対象者を登録してから、もう一度操作してください。",
        )
    return person
