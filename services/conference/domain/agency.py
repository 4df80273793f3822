"""The agencies 支援関係機関: who may hold, ask for or receive what is known about somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, StringConstraints

from services.conference.domain.municipality import Period
from services.conference.law.vocabulary import AgencyKind, HolderClass
from shared.codes.municipality import MunicipalityCode
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
            details = event.model_dump(exclude={"municipality"})
            return AgencyState(event.municipality, AgencyDetails(**details))
    raise LookupError(f"{event.TOPIC} has no place in this agency's history")


AGENCY: Aggregate[AgencyState] = Aggregate("agency", evolve)
