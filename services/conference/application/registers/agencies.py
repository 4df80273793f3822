"""The register of agencies 支援関係機関."""

from __future__ import annotations

from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict

from services.conference import views
from services.conference.application.acting import acting, keeper_of, seer_of
from services.conference.application.desk import Desk
from services.conference.domain.agency import (
    AGENCY,
    AgencyDetails,
    amend_agency,
    existing,
    register_agency,
)
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor, Role
from shared.paging import InPages, Paged, listed
from shared.use_case import Request, use_case

KEEPERS: tuple[Role, ...] = ("secretariat", "operator")
READERS: tuple[Role, ...] = ("counsellor", "secretariat", "operator", "auditor")


class AgencyRegistration(Request, AgencyDetails):
    """An agency that is to take part; its id may be chosen."""

    agency_id: UUID | None = None
    municipality: MunicipalityCode


class AgencyAmendment(Request, AgencyDetails):
    """What is known of an agency, wholly; replaces what was known before."""

    agency_id: UUID
    expected_version: int | None = None


class WhichAgencies(Paged):
    """The agencies of one municipality."""

    municipality: MunicipalityCode


class WhichOwn(Request):
    """One's own agency; who asks says which."""


class OwnAgency(BaseModel):
    """The agency that somebody acts for.

    Attributes:
        municipality: where it is registered.
        name: its public name; ``None`` when the reader is a person.
        internal: a department of the municipality.
    """

    model_config = ConfigDict(frozen=True)

    agency_id: UUID
    municipality: MunicipalityCode
    name: str | None
    internal: bool


class AgencyLine(BaseModel):
    """One agency on the register.

    Attributes:
        version: to be given back with an amendment.
        entrusted_now: its contract is in force at this instant (law rule 55).
    """

    model_config = ConfigDict(frozen=True)

    agency_id: UUID
    version: int
    details: AgencyDetails
    entrusted_now: bool


class AgencyList(InPages):
    """The agencies of a municipality, by id."""

    model_config = ConfigDict(frozen=True)

    agencies: tuple[AgencyLine, ...]


class Agencies:
    """What is recorded of agencies.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("agencies.register", "機関の登録", roles=KEEPERS)
    def register_agency(self, actor: Actor, request: AgencyRegistration) -> UUID:
        """Let an agency take part; return its id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``not-a-department``; and see
                :func:`services.conference.domain.agency.register_agency`.
        """
        agency_id = request.agency_id or uuid4()
        with self._desk.transaction(actor) as tx:
            now = tx.at
            keeper_of(tx, actor, request.municipality, now)
            stream = tx.load(AGENCY, agency_id)
            events = register_agency(
                stream.state, request.municipality, AgencyDetails.carried_by(request), now=now
            )
            tx.append(AGENCY, stream, *events)
        return agency_id

    @use_case("agencies.amend", "機関の登録の変更", roles=KEEPERS)
    def amend_agency(self, actor: Actor, request: AgencyAmendment) -> None:
        """Replace what is known of an agency; a contract that is ended ends access with it.

        Raises:
            Refusal: ``stale-version``; ``own-agency-not-registered``,
                ``not-of-this-municipality``, ``not-a-department``; and see
                :func:`services.conference.domain.agency.amend_agency`.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            stream = tx.load(AGENCY, request.agency_id)
            keeper_of(tx, actor, existing(stream.state).municipality, now)
            stream.expect_version(request.expected_version)
            tx.append(
                AGENCY,
                stream,
                *amend_agency(stream.state, AgencyDetails.carried_by(request), now=now),
            )

    @use_case("agencies.own", "自機関", roles=READERS, kind="query")
    def own(self, actor: Actor, request: WhichOwn) -> OwnAgency:
        """The agency that somebody acts for, and its municipality.

        Raises:
            Refusal: ``own-agency-not-registered``.
        """
        _ = request
        with self._desk.transaction(actor) as tx:
            mine = acting(tx, actor)
        details = mine.agency.details
        return OwnAgency(
            agency_id=mine.agency_id,
            municipality=mine.municipality,
            name=details.name,
            internal=details.internal,
        )

    @use_case("agencies.list", "機関の一覧", roles=READERS, kind="query")
    @listed("agency_id", of="agencies")
    def list_agencies(self, actor: Actor, request: WhichAgencies) -> AgencyList:
        """The agencies of a municipality, for those who do its work.

        Raises:
            Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            seer_of(tx, actor, request.municipality, now)
            streams = [
                tx.load(AGENCY, agency_id)
                for agency_id in views.agencies_of(tx, request.municipality)
            ]
        return AgencyList(
            agencies=tuple(
                AgencyLine(
                    agency_id=stream.id,
                    version=stream.version,
                    details=stream.state.details,
                    entrusted_now=(period := stream.state.details.entrusted) is not None
                    and period.holds_at(now),
                )
                for stream in streams
                if stream.state is not None
            )
        )
