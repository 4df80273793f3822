"""Where a packet belongs: its matter, what still lies before it, and where its reader stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from services.conference.docket import Now, Record, Sitting, casework_sitting
from services.conference.domain.conference import CONFERENCE, ConferenceState
from services.conference.domain.conference.membership import attends_for
from services.conference.domain.deliberation import DELIBERATION, deliberation_id
from services.conference.domain.item import ITEM
from services.conference.domain.packet import PacketState, Seat
from services.conference.domain.roster import ROSTER
from shared.identity import Actor
from shared.store import Transaction


def sitting_of(
    tx: Transaction, packet: PacketState, of_agenda: Callable[[Record, UUID, UUID], Sitting]
) -> Sitting:
    """The matter for which a packet was built."""
    cover = packet.cover
    if cover.conference_id is None:
        return casework_sitting(Now(tx), cover.matter_id)
    return of_agenda(Now(tx), cover.conference_id, cover.matter_id)


def still_laid(tx: Transaction, packet: PacketState) -> Iterator[UUID]:
    """What the packet granted and its holder has not taken back from the agenda item since.

    Minutes are of the agenda item without being laid before it.
    """
    minutes = _minutes_of(tx, packet)
    for one in packet.granted:
        item = tx.load(ITEM, one.item_id).state
        in_meeting = packet.cover.conference_id is not None and one.item_id not in minutes
        if item is None or not in_meeting or packet.cover.matter_id in item.offered:
            yield one.item_id


def _minutes_of(tx: Transaction, packet: PacketState) -> frozenset[UUID]:
    """The paragraphs of the minutes of a packet's agenda item."""
    state = tx.load(DELIBERATION, deliberation_id(packet.cover.matter_id)).state
    return frozenset(one.item_id for one in state.paragraphs) if state else frozenset()


def _is_over(tx: Transaction, packet: PacketState, conference: ConferenceState) -> bool:
    """Whether a packet ended with its meeting: what was prepared for it did, its minutes do not."""
    laid = {one.item_id for one in packet.rulings}
    return conference.held_on is not None and not laid <= _minutes_of(tx, packet)


def seat_of(tx: Transaction, packet: PacketState, actor: Actor) -> Seat | None:
    """Where the reader stands in the packet's meeting."""
    cover = packet.cover
    if cover.conference_id is None:
        return None
    conference = tx.load(CONFERENCE, cover.conference_id).state
    if conference is None or cover.matter_id not in conference.agenda:
        return Seat(held=True, registered=False, bound=False, acknowledged=False)
    matter = conference.agenda[cover.matter_id]
    roster = tx.load(ROSTER, conference.call.roster_id).state if conference.call else None
    present = attends_for(conference, roster, actor.person, tx.at)
    acknowledged_for, at = matter.acknowledged.get(actor.person, (None, tx.at))
    return Seat(
        held=matter.removed or _is_over(tx, packet, conference),
        registered=present == cover.recipient_id,
        bound=cover.notice is not None,
        acknowledged=present is not None
        and acknowledged_for == present
        and at >= conference.registered_at[actor.person],
    )
