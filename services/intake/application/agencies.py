"""機関: who works for the municipality as intake has been told, and for whom one acts oneself."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.intake.application.counter import LOOKING_ON, Counter
from services.intake.application.door import eyes_on
from shared.acting_agency import acting
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.identity import Actor
from shared.known_agencies import known_agencies_of
from shared.use_case import Request, use_case


class OwnAgency(Request):
    """The agency of whoever asks."""


class ListAgencies(Request):
    """The agencies of a municipality."""

    municipality: MunicipalityCode


class AgencyLine(BaseModel):
    """An agency that works for the municipality; its name is in conference's register.

    Attributes:
        agency_id: which.
        municipality: for which it works.
        kind: code list ``agency_kinds``.
        internal: a department of the municipality.
        works: it does the municipality's work at this instant: a department, or entrusted.
        own: the asker's.
    """

    model_config = ConfigDict(frozen=True)

    agency_id: UUID
    municipality: MunicipalityCode
    kind: Code
    internal: bool
    works: bool
    own: bool


class Agencies:
    """Lists agencies.

    Args:
        counter: store, keys, clock.
    """

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    @use_case("agencies.own", "自分の機関", roles=(*LOOKING_ON, "auditor"), kind="query")
    def own(self, actor: Actor, request: OwnAgency) -> AgencyLine:
        """For which agency and municipality the asker acts, and whether they may at this instant.

        Raises:
            Refusal: ``own-agency-not-registered``.
        """
        _ = request
        with self._counter.transaction(actor) as tx:
            mine = acting(tx, actor)
            works = mine.works_for(mine.municipality, tx.at)
        return AgencyLine(
            agency_id=mine.agency_id,
            municipality=mine.municipality,
            kind=mine.agency.kind,
            internal=mine.agency.internal,
            works=works,
            own=True,
        )

    @use_case("agencies.list", "機関の一覧", roles=LOOKING_ON, kind="query")
    def list(self, actor: Actor, request: ListAgencies) -> tuple[AgencyLine, ...]:
        """Who works for the municipality at this instant: departments, and who is entrusted.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._counter.transaction(actor) as tx:
            eyes = eyes_on(tx, request.municipality)
            known = known_agencies_of(tx, request.municipality)
            at = tx.at
        return tuple(
            AgencyLine(
                agency_id=agency_id,
                municipality=request.municipality,
                kind=agency.kind,
                internal=agency.internal,
                works=True,
                own=agency_id == eyes.agency_id,
            )
            for agency_id, agency in known.items()
            if agency.works_for(request.municipality, at)
        )
