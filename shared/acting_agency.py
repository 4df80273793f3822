"""The agency that somebody acts for, as conference's register has told a service that asks.

An actor's agency is known from how they signed in; what it is, the register has told (law rule
55). An agency that the register has not told of acts for nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.acting import (
    OfMunicipality,
    Theirs,
    agency_id_of,
    not_of_this_municipality,
    own_agency_not_registered,
)
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor
from shared.known_agencies import KnownAgency, known_agency
from shared.store import Transaction
from shared.store.aggregate import id_taken


@dataclass(frozen=True, slots=True)
class Acting:
    """The agency that somebody acts for.

    Attributes:
        agency_id: its id.
        agency: as the register has it.
    """

    agency_id: UUID
    agency: KnownAgency

    @property
    def municipality(self) -> MunicipalityCode:
        """Where it is registered."""
        return self.agency.municipality

    def works_for(self, municipality: str, at: datetime) -> bool:
        """Whether it does the municipality's own work at an instant: a department or entrusted."""
        return self.agency.works_for(municipality, at)


def acting(tx: Transaction, actor: Actor) -> Acting:
    """The actor's own agency.

    Raises:
        Refusal: ``own-agency-not-registered``.
    """
    agency_id = agency_id_of(actor)
    agency = known_agency(tx, agency_id) if agency_id is not None else None
    if agency_id is None or agency is None:
        raise own_agency_not_registered()
    return Acting(agency_id, agency)


def acting_for(tx: Transaction, actor: Actor, municipality: str) -> Acting:
    """The actor's own agency, which does the municipality's work at this instant.

    Raises:
        Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``: it is neither a
            department of it nor entrusted by it (any more).
    """
    own = acting(tx, actor)
    if not own.works_for(municipality, tx.at):
        raise not_of_this_municipality()
    return own


def found_by(tx: Transaction, actor: Actor, record: Theirs | None) -> Theirs | None:
    """A record, if the actor's own agency does the work of its municipality at this instant.

    For everybody else there is none: asked before its version and its state, the answer tells
    nobody that another municipality has it.

    Raises:
        Refusal: ``own-agency-not-registered``.
    """
    own = acting(tx, actor)
    if record is None or not own.works_for(record.municipality, tx.at):
        return None
    return record


def refuse_taken(municipality: str, record: OfMunicipality | None) -> None:
    """Refuse a chosen id that another municipality's record has, as any id that is taken.

    Raises:
        Refusal: ``id-taken``; of what has it, nothing is told.
    """
    if record is not None and record.municipality != municipality:
        raise id_taken()
