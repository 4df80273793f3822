"""Who may speak for what an agency holds, and what the rules must know of people and households."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from services.conference.domain.conference import CONFERENCE, ConferenceState, MatterState
from services.conference.domain.item import matter_open_to
from services.conference.domain.person import PERSON, existing
from services.conference.domain.roster import ROSTER
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import Transaction


def convened(conference: ConferenceState | None, actor: Actor) -> ConferenceState:
    """Return a conference to the agency that convened it.

    Raises:
        Refusal: ``not-the-convener``, also when there is no such conference.
    """
    call = conference.call if conference else None
    if conference is None or call is None or str(call.convener_id) != actor.agency:
        raise Refusal(
            "not-the-convener",
            "この会議は、あなたの機関が招集した会議ではありません。",
            "会議の指定を確かめるか、招集した機関の事務局に依頼してください。",
        )
    return conference


def matter_known_to(
    tx: Transaction, conference_id: UUID, agenda_id: UUID, agency_id: UUID
) -> MatterState:
    """An agenda item that an agency may know of: it convenes, sits there, was chosen or asked.

    Raises:
        Refusal: ``agenda-item-not-found``, also to everybody else.
    """
    conference = tx.load(CONFERENCE, conference_id).state
    call = conference.call if conference else None
    roster = tx.load(ROSTER, call.roster_id).state if call else None
    member = roster is not None and roster.is_member(agency_id, tx.at)
    return matter_open_to(conference, agenda_id, agency_id, member=member)


def households_of(tx: Transaction, persons: Iterable[UUID]) -> dict[UUID, UUID | None]:
    """The household of each person, as far as it is described."""
    found: dict[UUID, UUID | None] = {}
    for person_id in persons:
        person = tx.load(PERSON, person_id).state
        found[person_id] = person.details.household_id if person else None
    return found


def described(tx: Transaction, persons: Iterable[UUID], municipality: str) -> frozenset[UUID]:
    """Those of the persons who were described in a municipality."""
    states = {one: tx.load(PERSON, one).state for one in persons}
    return frozenset(
        one for one, state in states.items() if state and state.municipality == municipality
    )


def expect_described(tx: Transaction, persons: Iterable[UUID], municipality: str) -> None:
    """Refuse to go on about somebody whom nobody described in a municipality.

    Asked before anything is sealed: no key is made for a person nobody knows, and of another
    municipality's people not even an erasure is told.

    Raises:
        Refusal: ``person-not-described``, also for a person of another municipality.
    """
    asked = frozenset(persons)
    if described(tx, asked, municipality) != asked:
        existing(None)
