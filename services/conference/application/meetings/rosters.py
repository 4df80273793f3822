"""Rosters 構成員名簿: standing meetings, their legal types, who is a member and who was."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict

from services.conference import views
from services.conference.application.acting import acting
from services.conference.application.desk import Desk
from services.conference.application.meetings.convener import body, keeping_roster
from services.conference.domain import roster as rules
from services.conference.domain.agency import AGENCY, AgencyName
from services.conference.domain.agency import existing as existing_agency
from services.conference.domain.conference import refuse_unless_keeper
from services.conference.domain.roster import ROSTER, RosterState
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.identity import Actor
from shared.paging import InPages, Paged, listed
from shared.store import Stream, Transaction
from shared.use_case import Request, use_case


class OpenRoster(Request):
    """A standing meeting that is to be.

    Attributes:
        local_name: what the municipality calls it; says nothing about the law.
        legal_modes: the legal types that its agenda items may have; none is refused.
        roster_id: may be chosen.
    """

    local_name: AgencyName
    legal_modes: tuple[Code, ...] = ()
    roster_id: UUID | None = None


class RosterMember(Request):
    """An agency and a roster."""

    roster_id: UUID
    agency_id: UUID


class WhichRosters(Paged):
    """The rosters of the own municipality."""


class MemberLine(BaseModel):
    """One stay of one agency; after it has left, the duty of secrecy goes on (law rule 24)."""

    model_config = ConfigDict(frozen=True)

    agency_id: UUID
    name: str | None
    joined_at: datetime
    left_at: datetime | None


class RosterLine(BaseModel):
    """One roster with every stay of every agency.

    Attributes:
        version: number of changes so far.
    """

    model_config = ConfigDict(frozen=True)

    roster_id: UUID
    municipality: MunicipalityCode
    version: int
    local_name: str
    legal_modes: tuple[str, ...]
    members: tuple[MemberLine, ...]


class RosterList(InPages):
    """Rosters, by id."""

    model_config = ConfigDict(frozen=True)

    rosters: tuple[RosterLine, ...]


class Rosters:
    """What is recorded of standing meetings.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("rosters.open", "構成員名簿の作成", roles=("secretariat",))
    def open_roster(self, actor: Actor, request: OpenRoster) -> UUID:
        """Set up a standing meeting in the own municipality; return its id.

        Raises:
            Refusal: ``own-agency-not-registered``; ``roster-not-yours``; and see
                :func:`services.conference.domain.roster.open_roster`.
        """
        roster_id = request.roster_id or uuid4()
        with self._desk.transaction(actor) as tx:
            now = tx.at
            own = acting(tx, actor)
            stream = tx.load(ROSTER, roster_id)
            events = rules.open_roster(
                stream.state, own.municipality, request.local_name, request.legal_modes
            )
            refuse_unless_keeper(request.legal_modes, body(own, now))
            tx.append(ROSTER, stream, *events)
        return roster_id

    @use_case("rosters.join", "構成員の追加", roles=("secretariat",))
    def join(self, actor: Actor, request: RosterMember) -> None:
        """Enter an agency as a member from now on.

        Raises:
            Refusal: ``own-agency-not-registered``; ``roster-not-yours``; ``agency-not-found``;
                and see :func:`services.conference.domain.roster.join`.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            stream = keeping_roster(tx, actor, request.roster_id, now)
            agency = existing_agency(tx.load(AGENCY, request.agency_id).state)
            events = rules.join(stream.state, request.agency_id, agency, now=now)
            tx.append(ROSTER, stream, *events)

    @use_case("rosters.leave", "構成員の退任", roles=("secretariat",))
    def leave(self, actor: Actor, request: RosterMember) -> None:
        """End a membership at once; that the agency was a member stays on record.

        Raises:
            Refusal: ``own-agency-not-registered``; ``roster-not-yours``; and see
                :func:`services.conference.domain.roster.leave`.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            stream = keeping_roster(tx, actor, request.roster_id, now)
            tx.append(ROSTER, stream, *rules.leave(stream.state, request.agency_id, now=now))

    @use_case("rosters.list", "構成員名簿の一覧", roles=("secretariat", "auditor"), kind="query")
    @listed("roster_id", of="rosters")
    def list_rosters(self, actor: Actor, _request: WhichRosters) -> RosterList:
        """The rosters of the own municipality, with those who have left.

        Raises:
            Refusal: ``own-agency-not-registered``.
        """
        with self._desk.transaction(actor) as tx:
            own = acting(tx, actor)
            streams = [tx.load(ROSTER, one) for one in views.rosters_of(tx, own.municipality)]
            return RosterList(
                rosters=tuple(_line(tx, one, one.state) for one in streams if one.state)
            )


def _line(tx: Transaction, stream: Stream[RosterState], roster: RosterState) -> RosterLine:
    stays = (stay for agency in sorted(roster.memberships) for stay in roster.memberships[agency])
    return RosterLine(
        roster_id=stream.id,
        municipality=roster.municipality,
        version=stream.version,
        local_name=roster.details.local_name,
        legal_modes=roster.details.legal_modes,
        members=tuple(
            MemberLine(
                agency_id=stay.agency_id,
                name=agency.details.name
                if (agency := tx.load(AGENCY, stay.agency_id).state)
                else None,
                joined_at=stay.joined_at,
                left_at=stay.left_at,
            )
            for stay in stays
        ),
    )
