"""Which agency somebody acts for, and which there are beside it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.placement.application.acting import acting, acting_for
from services.placement.application.agencies.forms import AgencyLine, ListAgencies, OwnAgency
from services.placement.application.resources.reaching import KEEPERS
from shared.acting import AGENCY_ROLES
from shared.desk import Desk
from shared.identity import Actor
from shared.known_agencies import KnownAgency, known_agencies_of
from shared.paging import listed
from shared.use_case import use_case


class Agencies:
    """What is asked about agencies.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("agencies.own", "自機関", roles=AGENCY_ROLES, kind="query")
    def own(self, actor: Actor, _request: OwnAgency) -> AgencyLine:
        """The agency that somebody acts for, and whether it does its municipality's work.

        Raises:
            Refusal: ``own-agency-not-registered``.
        """
        with self._desk.transaction(actor) as tx:
            own = acting(tx, actor)
            return _line(own.agency_id, own.agency, tx.at)

    @use_case("agencies.list", "つなぎ先になる機関の一覧", roles=KEEPERS, kind="query")
    @listed("kind", "agency_id")
    def list_agencies(self, actor: Actor, request: ListAgencies) -> list[AgencyLine]:
        """The agencies registered in a municipality, by kind.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            known = known_agencies_of(tx, request.municipality)
            return [_line(agency_id, agency, tx.at) for agency_id, agency in known.items()]


def _line(agency_id: UUID, agency: KnownAgency, at: datetime) -> AgencyLine:
    return AgencyLine(
        agency_id=agency_id,
        municipality=agency.municipality,
        kind=agency.kind,
        works_for_municipality=agency.works_for(agency.municipality, at),
    )
