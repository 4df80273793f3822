"""The agencies 支援関係機関: who may hold, ask for or receive what is known about somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, StringConstraints

from services.conference.domain.municipality import Period, refuse_empty_period
from services.conference.law.vocabulary import AgencyKind, HolderClass
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as

AgencyName = Annotated[str, StringConstraints(min_length=1, max_length=60)]
"""An agency's public name."""


class AgencyDetails(Detail):
    """An agency as the law must know it, wholly.

    Attributes:
        name: its public name; absent when the reader is a person.
        kind: code list ``agency_kinds``.
        holder_class: public (個情法61–70条), private (27条) or individual.
        internal: a department of this municipality; an entrusted body is not (law rule 1).
        local_area: the area it serves; ``None`` if it serves all.
        entrusted: the contract's period while the municipality has entrusted work to it (rule 55).
        secrecy_undertaking_at: when it gave a general written secrecy undertaking.
        yotaikyo_member: it is a member of 要対協 (law rule 46).
        person_id: with kind ``person_self``: the person who reads.
    """

    name: AgencyName | None
    kind: AgencyKind
    holder_class: HolderClass
    internal: bool
    local_area: str | None = None
    entrusted: Period | None = None
    secrecy_undertaking_at: AwareDatetime | None = None
    yotaikyo_member: bool = False
    person_id: UUID | None = None


@recorded_as("conference.AgencyRegistered")
class AgencyRegistered(Event, AgencyDetails):
    """An agency may take part from now on."""


@recorded_as("conference.AgencyAmended")
class AgencyAmended(Event, AgencyDetails):
    """What is known of an agency has changed; replaces what was known before."""


@dataclass(frozen=True, slots=True)
class AgencyState:
    """An agency as it stands."""

    municipality: MunicipalityCode
    details: AgencyDetails


def evolve(agency: AgencyState | None, event: Event) -> AgencyState:
    """Return the agency after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event, agency:
        case (AgencyRegistered(), None) | (AgencyAmended(), AgencyState()):
            return AgencyState(event.municipality, AgencyDetails.carried_by(event))
    raise LookupError(f"{event.TOPIC} has no place in this agency's history")


AGENCY: Aggregate[AgencyState] = Aggregate("agency", evolve)


def existing(agency: AgencyState | None) -> AgencyState:
    """The agency, which must be registered.

    Raises:
        Refusal: ``agency-not-found``.
    """
    if agency is None:
        raise Refusal(
            "agency-not-found",
            "登録されていない機関です。",
            "先に機関を登録するか、指定を確かめてください。",
        )
    return agency


def works_for(agency: AgencyState, municipality: str, at: datetime) -> bool:
    """Whether an agency does the municipality's own work at an instant.

    Its departments do, and whom it has entrusted while the contract holds: with the contract ends
    what rests on it, the same instant (law rule 55; 社会福祉法106条の4第5項・6項, 個情法66条2項).
    """
    if agency.municipality != municipality:
        return False
    entrusted = agency.details.entrusted
    return agency.details.internal or (entrusted is not None and entrusted.holds_at(at))


def register_agency(
    agency: AgencyState | None,
    municipality: MunicipalityCode,
    details: AgencyDetails,
    *,
    now: datetime,
) -> tuple[AgencyRegistered, ...]:
    """Let an agency take part from now on.

    Raises:
        Refusal: ``agency-exists``.
        InvalidInput: see :func:`_check`.
    """
    if agency is not None:
        raise Refusal(
            "agency-exists",
            "この番号の機関は、すでに登録されています。",
            "内容が変わったときは、登録の変更として記録してください。",
        )
    _check(details, now)
    return (AgencyRegistered(municipality=municipality, **dict(details)),)


def amend_agency(
    agency: AgencyState | None, details: AgencyDetails, *, now: datetime
) -> tuple[AgencyAmended, ...]:
    """Replace what is known of an agency; the same again changes nothing.

    Raises:
        Refusal: ``agency-not-found``; ``reader-fixed``: a person who reads stays the same person.
        InvalidInput: see :func:`_check`.
    """
    agency = existing(agency)
    _check(details, now)
    if details.person_id != agency.details.person_id:
        raise Refusal(
            "reader-fixed",
            "本人としての登録を、別の人や機関に付け替えることはできません。",
            "別の登録として、新しく登録してください。",
        )
    if details == agency.details:
        return ()
    return (AgencyAmended(municipality=agency.municipality, **dict(details)),)


def _check(details: AgencyDetails, now: datetime) -> None:
    """Refuse what contradicts itself.

    Raises:
        InvalidInput: ``reader-person-missing``, ``reader-has-no-name``, ``reader-is-no-agency``;
            ``agency-name-missing``, ``person-not-for-agency``; ``internal-is-public``,
            ``internal-not-entrusted``; ``period-empty``; ``undertaking-in-future``.
    """
    if details.kind == "person_self":
        _check_reader(details)
    else:
        _check_agency(details)
    if details.entrusted is not None:
        refuse_empty_period("委託の期間", details.entrusted.start, details.entrusted.end)
    if details.secrecy_undertaking_at is not None and details.secrecy_undertaking_at > now:
        raise InvalidInput(
            "守秘の誓約の日時",
            "undertaking-in-future",
            "守秘の誓約の日時が、今より先です。",
            "誓約書を受け取った後に、その日時を入力してください。",
        )


def _check_reader(details: AgencyDetails) -> None:
    """A person who reads is named by their id alone: a register of agencies holds no name."""
    if details.person_id is None:
        raise InvalidInput(
            "本人の番号",
            "reader-person-missing",
            "本人として登録するには、その人の番号が要ります。",
            "ケースに登録されている本人の番号を指定してください。",
        )
    if details.name is not None:
        raise InvalidInput(
            "機関の名称",
            "reader-has-no-name",
            "本人としての登録には、氏名を入れられません。",
            "名称を空にして、本人の番号だけで登録してください。",
        )
    if details.internal or details.entrusted or details.holder_class != "individual":
        raise InvalidInput(
            "機関の区分",
            "reader-is-no-agency",
            "本人としての登録は、庁内・受託・公的機関・法人のどれにもなりません。",
            "区分を「個人」にし、庁内と委託の指定を外してください。",
        )


def _check_agency(details: AgencyDetails) -> None:
    if details.name is None:
        raise InvalidInput(
            "機関の名称",
            "agency-name-missing",
            "機関の名称がありません。",
            "公にしている名称を入力してください。",
        )
    if details.person_id is not None:
        raise InvalidInput(
            "本人の番号",
            "person-not-for-agency",
            "機関の登録に、人の番号は入れられません。",
            "本人としての登録であれば、種別を「本人」にしてください。",
        )
    if details.internal and details.holder_class != "public":
        raise InvalidInput(
            "機関の区分",
            "internal-is-public",
            "市町村の部署は、行政機関等（個人情報保護法69条）です。",
            "区分を「公的機関」にするか、庁内の指定を外してください。",
        )
    if details.internal and details.entrusted is not None:
        raise InvalidInput(
            "委託の期間",
            "internal-not-entrusted",
            "委託を受けた機関は、市町村の部署にはなりません。",
            "庁内の指定か、委託の期間のどちらかを外してください。",
        )
