"""For which municipality somebody acts: figures are each municipality's own.

An agency that the register knows acts where it is registered, and nowhere else. The prefecture
reads what municipalities have submitted to it, and nothing before.
"""

from __future__ import annotations

from uuid import UUID

from services.stats.domain.submission import SUBMISSION, submission_id
from shared.acting import agency_id_of, not_of_this_municipality
from shared.identity import Actor
from shared.store import EventStore, Rows, Transaction

Records = EventStore | Transaction
"""Where returns lie: the store, or a transaction on it."""

_PREFECTURE = "prefecture"


def refuse_elsewhere(rows: Rows, actor: Actor, municipality: str) -> None:
    """Refuse whoever acts for an agency of another municipality.

    Raises:
        Refusal: ``not-of-this-municipality``.
    """
    agency_id = agency_id_of(actor)
    if agency_id is None or actor.role == _PREFECTURE:
        return
    found = rows.rows(
        "SELECT DISTINCT municipality FROM agencies WHERE agency_id = :agency_id",
        {"agency_id": str(agency_id)},
    )
    if found and municipality not in {row["municipality"] for row in found}:
        raise not_of_this_municipality()


def may_read(records: Records, actor: Actor, return_id: UUID, version: int) -> bool:
    """Whether somebody may read an issued version: the prefecture once it was submitted."""
    if actor.role != _PREFECTURE:
        return True
    submission = records.load(SUBMISSION, submission_id(return_id)).state
    return submission is not None and version in submission.versions
