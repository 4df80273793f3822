"""The table of one agenda item as it stands, and what was discussed at a conference once held."""

from __future__ import annotations

from uuid import UUID

from services.conference.domain.conference import CONFERENCE, ConferenceHeld
from services.conference.domain.plan import Discussion
from services.conference.domain.roster import ROSTER
from services.conference.domain.table import Table, table_of
from services.conference.law.vocabulary import PLAN_PURPOSES
from shared.store import EventStore, Transaction


def table_at(tx: Transaction, conference_id: UUID, agenda_id: UUID) -> Table:
    """Who sits together about an agenda item.

    Raises:
        Refusal: ``agenda-item-not-found``.
    """
    conference = tx.load(CONFERENCE, conference_id).state
    call = conference.call if conference else None
    roster = tx.load(ROSTER, call.roster_id).state if call else None
    return table_of(conference, conference_id, agenda_id, roster)


def table_about(tx: Transaction, conference_id: UUID, case_id: UUID) -> Table | None:
    """The table at which a conference makes plans for a case; ``None`` if it has none."""
    conference = tx.load(CONFERENCE, conference_id).state
    for agenda_id, one in conference.agenda.items() if conference else ():
        matter = one.matter
        if matter.case_id == case_id and not one.removed and matter.purpose in PLAN_PURPOSES:
            return table_at(tx, conference_id, agenda_id)
    return None


def discussion_at(store: EventStore, conference_id: UUID) -> Discussion | None:
    """What was discussed at a conference; ``None`` while it has not been held.

    A conference is held once and never again, so what was committed is what there is.
    """
    for one in store.history(conference_id):
        if isinstance(one.event, ConferenceHeld):
            held = one.event
            return Discussion(held.municipality, held.held_on, held.agenda)
    return None
