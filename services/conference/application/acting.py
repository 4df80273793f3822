"""For which agency and which municipality somebody acts: never what a request says, but who asks.

An actor's agency is known from how they signed in. What they may do for a municipality follows
from how that agency is registered at this instant (law rule 55).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.conference.domain.agency import AGENCY, AgencyState, works_for
from shared.acting import Theirs, agency_id_of, not_of_this_municipality
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor
from shared.known_agencies import KnownAgency
from shared.refusal import Refusal
from shared.store import EventStore, Transaction


@dataclass(frozen=True, slots=True)
class Acting:
    """The agency that somebody acts for.

    Attributes:
        agency_id: its id.
        agency: as it is registered.
    """

    agency_id: UUID
    agency: AgencyState

    @property
    def municipality(self) -> MunicipalityCode:
        """Where it is registered."""
        return self.agency.municipality


def as_others_know_it(store: EventStore, agency_id: UUID) -> KnownAgency | None:
    """An agency of the register in the form in which the other services keep it."""
    agency = store.load(AGENCY, agency_id).state
    if agency is None:
        return None
    entrusted = agency.details.entrusted
    return KnownAgency(
        municipality=agency.municipality,
        kind=agency.details.kind,
        internal=agency.details.internal,
        entrusted_from=entrusted.start if entrusted else None,
        entrusted_until=entrusted.end if entrusted else None,
    )


def acting(tx: Transaction, actor: Actor) -> Acting:
    """The actor's own agency.

    Raises:
        Refusal: ``own-agency-not-registered``.
    """
    agency_id = agency_id_of(actor)
    agency = tx.load(AGENCY, agency_id).state if agency_id is not None else None
    if agency_id is None or agency is None:
        raise Refusal(
            "own-agency-not-registered",
            "あなたの機関は、まだ登録されていません。",
            "事務局に、機関の登録を依頼してください。",
        )
    return Acting(agency_id, agency)


def acting_for(tx: Transaction, actor: Actor, municipality: str, at: datetime) -> Acting:
    """The actor's own agency, which does the municipality's work at an instant.

    Raises:
        Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``: it is neither a
            department of it nor entrusted by it (any more).
    """
    own = acting(tx, actor)
    if not works_for(own.agency, municipality, at):
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
    return record if record and works_for(own.agency, record.municipality, tx.at) else None


def department_for(tx: Transaction, actor: Actor, municipality: str, at: datetime) -> Acting:
    """The actor's own agency, which is a department of the municipality itself.

    Whom the municipality has entrusted does its casework, and neither says of itself for how long
    nor decides as the municipality (個情法82条; law rule 55).

    Raises:
        Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``;
            ``not-a-department``.
    """
    own = acting_for(tx, actor, municipality, at)
    if not own.agency.details.internal:
        raise Refusal(
            "not-a-department",
            "これは市町村の部署だけができることです。委託を受けた機関にはできません。",
            "市町村の担当課に依頼してください。",
        )
    return own


def seer_of(tx: Transaction, actor: Actor, municipality: str, at: datetime) -> None:
    """Make sure that somebody may look at a municipality's registers.

    The operator of the system and its auditors may look at any; others at those of their own.

    Raises:
        Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``.
    """
    if actor.role not in ("operator", "auditor"):
        acting_for(tx, actor, municipality, at)


def keeper_of(tx: Transaction, actor: Actor, municipality: str, at: datetime) -> None:
    """Make sure that somebody may keep a municipality's registers.

    The operator of the system may keep any; the municipality's departments their own. Its first
    agency has nobody before it, and so is the operator's to register.

    Raises:
        Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``;
            ``not-a-department``.
    """
    if actor.role != "operator":
        department_for(tx, actor, municipality, at)
