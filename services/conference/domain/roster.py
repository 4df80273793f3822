"""The roster 構成員名簿 of a standing meeting: its local name, its legal types, its members.

A local name (「まるごと会議」) says nothing about the law; a roster is opened only with the legal
types its meetings can have (law rules 18, 72).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.conference.domain.agency import AgencyName, AgencyState
from services.conference.law.statutes.legal_modes import LEGAL_MODES, legal_mode
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.refusal import InvalidInput, Refusal
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as


class RosterDetails(Detail):
    """A standing meeting.

    Attributes:
        local_name: what the municipality calls it.
        legal_modes: the legal types its agenda items may have.
    """

    local_name: AgencyName
    legal_modes: tuple[Code, ...] = Field(min_length=1)


@recorded_as("conference.RosterOpened")
class RosterOpened(Event, RosterDetails):
    """A standing meeting was set up with its legal types."""


@recorded_as("conference.MemberJoined")
class MemberJoined(Event):
    """An agency became a member 構成員."""

    agency_id: UUID
    joined_at: AwareDatetime


@recorded_as("conference.MemberLeft")
class MemberLeft(Event):
    """An agency left: access ends at once, the duty of secrecy does not (law rule 24)."""

    agency_id: UUID
    left_at: AwareDatetime


@dataclass(frozen=True, slots=True)
class Membership:
    """One stay of one agency; an agency may come back."""

    agency_id: UUID
    joined_at: datetime
    left_at: datetime | None = None

    def holds_at(self, at: datetime) -> bool:
        """Whether the agency is a member at an instant."""
        return self.joined_at <= at and (self.left_at is None or at < self.left_at)


@dataclass(frozen=True, slots=True)
class RosterState:
    """A roster as it stands.

    Attributes:
        municipality: where.
        details: name and legal types.
        memberships: by agency, every stay in order.
    """

    municipality: MunicipalityCode
    details: RosterDetails
    memberships: Mapping[UUID, tuple[Membership, ...]] = field(default_factory=dict)

    def is_member(self, agency_id: UUID, at: datetime) -> bool:
        """Whether an agency is a member at an instant."""
        return any(one.holds_at(at) for one in self.memberships.get(agency_id, ()))


def evolve(roster: RosterState | None, event: Event) -> RosterState:
    """Return the roster after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case RosterOpened() if roster is None:
            details = RosterDetails(local_name=event.local_name, legal_modes=event.legal_modes)
            return RosterState(event.municipality, details)
        case MemberJoined() if roster:
            stays = roster.memberships.get(event.agency_id, ())
            stay = Membership(event.agency_id, event.joined_at)
            memberships = {**roster.memberships, event.agency_id: (*stays, stay)}
            return replace(roster, memberships=memberships)
        case MemberLeft() if roster and roster.memberships.get(event.agency_id):
            *before, last = roster.memberships[event.agency_id]
            ended = (*before, replace(last, left_at=event.left_at))
            return replace(roster, memberships={**roster.memberships, event.agency_id: ended})
    raise LookupError(f"{event.TOPIC} has no place in this roster's history")


ROSTER: Aggregate[RosterState] = Aggregate("roster", evolve)


def existing(roster: RosterState | None) -> RosterState:
    """The roster, which must have been opened.

    Raises:
        Refusal: ``roster-not-found``.
    """
    if roster is None:
        raise Refusal(
            "roster-not-found",
            "その構成員名簿は記録されていません。",
            "名簿の指定を確かめるか、先に名簿を作ってください。",
        )
    return roster


def open_roster(
    roster: RosterState | None,
    municipality: MunicipalityCode,
    local_name: str,
    legal_modes: tuple[str, ...],
) -> tuple[RosterOpened, ...]:
    """Set up a standing meeting; its name alone makes no meeting (law rules 18, 72).

    Raises:
        Refusal: ``roster-exists``; ``roster-without-mode``.
        InvalidInput: ``unknown-legal-mode``; ``mode-twice``.
    """
    if roster is not None:
        raise Refusal(
            "roster-exists",
            "この番号の構成員名簿は、すでにあります。",
            "別の会議であれば、新しい名簿として作ってください。",
        )
    if not legal_modes:
        names = "、".join(dict.fromkeys(mode.name for mode in LEGAL_MODES.values()))
        raise Refusal(
            "roster-without-mode",
            "会議の名称だけでは、どの法律による会議かが決まりません。種別のない会議は開けません。",
            f"議題がよりどころとする種別を、次から一つ以上選んでください：{names}。",
        )
    for code in legal_modes:
        legal_mode(code)
    if len(set(legal_modes)) < len(legal_modes):
        raise InvalidInput(
            "会議の種別",
            "mode-twice",
            "同じ種別が二度入っています。",
            "一つの種別は一度だけ入れてください。",
        )
    return (
        RosterOpened(municipality=municipality, local_name=local_name, legal_modes=legal_modes),
    )


def join(
    roster: RosterState | None, agency_id: UUID, agency: AgencyState, *, now: datetime
) -> tuple[MemberJoined, ...]:
    """Enter an agency as a member from now on.

    Raises:
        Refusal: ``roster-not-found``; ``already-member``; ``agency-of-other-municipality``.
    """
    roster = existing(roster)
    if agency.municipality != roster.municipality:
        raise Refusal(
            "agency-of-other-municipality",
            "この機関は、別の市町村の登録にある機関です。",
            "名簿のある市町村で、先に機関を登録してください。",
        )
    if roster.is_member(agency_id, now):
        raise Refusal(
            "already-member",
            "この機関は、すでに構成員です。",
            "名簿の一覧を確かめてください。",
        )
    return (MemberJoined(municipality=roster.municipality, agency_id=agency_id, joined_at=now),)


def leave(roster: RosterState | None, agency_id: UUID, *, now: datetime) -> tuple[MemberLeft, ...]:
    """End a membership at once; the stay, and with it the duty of secrecy, stays on record.

    社会福祉法106条の6第6項 binds those who took part, also after they left (law rule 24).

    Raises:
        Refusal: ``roster-not-found``; ``not-a-member``.
    """
    roster = existing(roster)
    refuse_strangers(roster, (agency_id,), now)
    return (MemberLeft(municipality=roster.municipality, agency_id=agency_id, left_at=now),)


def refuse_strangers(roster: RosterState, agencies: tuple[UUID, ...], now: datetime) -> None:
    """Refuse agencies that are no members at an instant.

    Raises:
        Refusal: ``not-a-member``.
    """
    if not all(roster.is_member(agency_id, now) for agency_id in agencies):
        raise Refusal(
            "not-a-member",
            "いま構成員でない機関が入っています。",
            "先に構成員名簿に加えるか、機関の指定を確かめてください。",
        )
