"""A person as the law must know them: birth, household, representatives, what protects them.

Ids are those of intake. Names are not here: who somebody is, is itself an item that is shared or
not (category ``identity``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from pydantic import AwareDatetime

from services.conference.domain.municipality import refuse_empty_period
from services.conference.law.vocabulary import PersonRole, Power, Purpose, RepresentativeKind
from shared.calendar import FuzzyDate
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal
from shared.sealing.sealed import Sealed
from shared.store.aggregate import Aggregate, id_taken
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
            return PersonState(event.municipality, PersonDetails.carried_by(event))
    raise LookupError(f"{event.TOPIC} has no place in this person's history")


PERSON: Aggregate[PersonState] = Aggregate("conference_person", evolve)


def existing(person: PersonState | None) -> PersonState:
    """The person, who must be described.

    Raises:
        Refusal: ``person-not-described``.
    """
    if person is None:
        raise Refusal(
            "person-not-described",
            "この方について、判断に要る事柄がまだ登録されていません。",
            "先に、対象者の登録をしてください。",
        )
    return person


def refuse_elsewhere(before: PersonState | None, municipality: MunicipalityCode) -> None:
    """Refuse to describe another municipality's person: they are transferred (law rule 52).

    Nobody is told that the person is on record elsewhere: the id is taken, by whatever it is.

    Raises:
        Refusal: ``id-taken``.
    """
    if before is not None and before.municipality != municipality:
        raise id_taken()


def describe_person(
    before: PersonState | None,
    municipality: MunicipalityCode,
    person_id: UUID,
    details: PersonDetails,
    *,
    now: datetime,
) -> tuple[PersonDescribed, ...]:
    """Replace what the law must know of a person.

    Raises:
        Refusal: see :func:`refuse_elsewhere`.
        InvalidInput: ``represents-themself``; ``abuses-themself``; ``period-empty``;
            ``wish-in-future``.
    """
    refuse_elsewhere(before, municipality)
    for representative in details.representatives:
        refuse_empty_period("代理の期間", representative.start, representative.end)
    if any(one.by == person_id for one in details.representatives):
        raise InvalidInput(
            "代理人",
            "represents-themself",
            "本人を、本人の代理人にすることはできません。",
            "代理人の番号を確かめてください。",
        )
    if person_id in details.suspected_abuser_of:
        raise InvalidInput(
            "虐待の疑い",
            "abuses-themself",
            "虐待が疑われる相手に、本人が入っています。",
            "相手の番号を確かめてください。",
        )
    if any(wish.confirmed_at > now for wish in details.wishes):
        raise InvalidInput(
            "本人の希望",
            "wish-in-future",
            "本人の希望を確かめた日時が、今より先です。",
            "確かめた日時を直してください。",
        )
    return (PersonDescribed(municipality=municipality, **dict(details)),)


def check_life(birth: str | None, died_on: date | None, *, today: date) -> None:
    """Refuse dates of birth and death that cannot be, before they are sealed.

    Args:
        birth: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; ``None`` if unknown.
        died_on: the day of death.
        today: the day in Japan.

    Raises:
        InvalidInput: ``date-unreadable`` or ``date-impossible``; ``birth-in-future``;
            ``death-in-future``; ``died-before-birth``. No text repeats a date.
    """
    born = FuzzyDate.from_edtf(birth) if birth is not None else None
    if born is not None and born.earliest > today:
        raise InvalidInput(
            "生年月日",
            "birth-in-future",
            "生年月日が、今日より先の日付です。",
            "生年月日を確かめてください。",
        )
    if died_on is not None and died_on > today:
        raise InvalidInput(
            "死亡日",
            "death-in-future",
            "死亡日が、今日より先の日付です。",
            "死亡日を確かめてください。",
        )
    if born is not None and died_on is not None and died_on < born.earliest:
        raise InvalidInput(
            "死亡日",
            "died-before-birth",
            "死亡日が、生年月日より前です。",
            "生年月日と死亡日を確かめてください。",
        )
