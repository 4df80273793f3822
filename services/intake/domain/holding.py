"""Which agency holds what: who noted something, and which agencies have to do with a case.

What an agency noted is that agency's; a case is seen by the agencies that opened it, took charge
of it, or noted or joined a contact in it, and by nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from services.intake.domain import case, person
from shared.store import Recorded

MUNICIPALITY_ITSELF = "own"
"""The agency of whoever takes the municipality's ledger in at the machine itself: what the ledger
tells is the municipality's own record, and held by each of its departments."""


def noted_for(recorded: Recorded) -> str:
    """The agency that noted something.

    A contact is the receiving agency's, where one was noted. Where only a ledger names the agency,
    and for everything else, it is the agency's whose worker recorded it: the ledger is held by
    whoever keeps it.
    """
    event = recorded.event
    if isinstance(event, case.ContactRecorded) and event.agency_id and not event.agency_name:
        return str(event.agency_id)
    return recorded.metadata.actor.agency


def holders_from(recorded: Recorded) -> Iterator[str]:
    """The agencies that, by one event, have to do with its case or its person from then on."""
    match recorded.event:
        case case.CaseOpened() | person.PersonRegistered() | person.PersonAmended():
            yield recorded.metadata.actor.agency
        case case.ContactRecorded() as contact:
            yield noted_for(recorded)
            yield from map(str, contact.joint_agency_ids)
        case case.WorkerAssigned() | case.CaseHandedOver() as charge:
            if charge.agency_id is not None:
                yield str(charge.agency_id)


def told_to(recorded: Recorded) -> frozenset[str]:
    """The agencies whose people may read what an event says.

    That is the agency that noted it; of a hand-over also the agency that took charge, to whose
    worker the note is addressed.
    """
    event = recorded.event
    if isinstance(event, case.CaseHandedOver) and event.agency_id is not None:
        return frozenset({noted_for(recorded), str(event.agency_id)})
    return frozenset({noted_for(recorded)})


def agency_named(holder: str) -> UUID | None:
    """The agency of a holder; ``None`` for what the ledger tells."""
    try:
        return UUID(holder)
    except ValueError:
        return None
