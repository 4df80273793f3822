"""For which municipality somebody acts: figures are each municipality's own.

An agency that the register knows acts for the municipality that it is a department of or, while
the contract holds, entrusted by. The prefecture reads what municipalities have submitted to it,
and nothing before.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.stats.domain.submission import SUBMISSION, submission_id
from shared.acting import (
    agency_id_of,
    not_of_this_municipality,
    own_agency_not_registered,
)
from shared.codes.municipality import parse_municipality
from shared.identity import Actor, Role
from shared.known_agencies import known_agency
from shared.store import EventStore, Rows, Transaction

Records = EventStore | Transaction
"""Where returns lie: the store, or a transaction on it."""

PREFECTURE: Role = "prefecture"


def refuse_elsewhere(rows: Rows, actor: Actor, municipality: str, at: datetime) -> None:
    """Refuse whoever acts for an agency that does none of the municipality's work at the instant.

    Raises:
        InvalidInput: there is no such municipality; see :func:`parse_municipality`.
        Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``.
    """
    parse_municipality(municipality)
    agency_id = agency_id_of(actor)
    if agency_id is None or actor.role == PREFECTURE:
        return
    agency = known_agency(rows, agency_id)
    if agency is None:
        raise own_agency_not_registered()
    if not agency.works_for(municipality, at):
        raise not_of_this_municipality()


def municipality_of(rows: Rows, actor: Actor) -> str | None:
    """Where the actor's agency is registered; ``None`` for the prefecture, and if nobody knows."""
    agency_id = agency_id_of(actor)
    if agency_id is None or actor.role == PREFECTURE:
        return None
    agency = known_agency(rows, agency_id)
    return None if agency is None else agency.municipality


def may_read(records: Records, actor: Actor, return_id: UUID, version: int) -> bool:
    """Whether somebody may read an issued version: the prefecture once it was submitted."""
    if actor.role != PREFECTURE:
        return True
    submission = records.load(SUBMISSION, submission_id(return_id)).state
    return submission is not None and version in submission.versions
