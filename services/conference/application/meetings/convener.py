"""The secretariat of a meeting: who does the work of the agency that convenes it, and nobody else.

As which body an agency convenes follows from how it is registered at this instant; an entrusted
body runs the meetings that its contract lets it convene (重層的支援会議), and with the contract
ends what it may do for them (law rules 16, 55).
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from services.conference.application.acting import Acting, acting
from services.conference.domain.conference import (
    CONFERENCE,
    ConferenceState,
    Underway,
    body_of,
    refuse_unless_keeper,
    underway,
)
from services.conference.domain.roster import ROSTER, RosterState, existing
from services.conference.law.statutes.legal_modes import Body
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import Stream, Transaction


class Convened(NamedTuple):
    """A conference that is worked on by its convener.

    Attributes:
        stream: the conference.
        meeting: as it was called.
        roster: the standing meeting it is a sitting of.
    """

    stream: Stream[ConferenceState]
    meeting: Underway
    roster: RosterState


def convened_by_own(
    tx: Transaction,
    actor: Actor,
    conference_id: UUID,
    now: datetime,
    expected_version: int | None = None,
) -> Convened:
    """A conference that the actor's agency convenes and that has not been held.

    Raises:
        Refusal: ``conference-not-found``, also when another agency convenes it;
            ``conference-held``; ``convener-no-longer-entitled``; ``stale-version``;
            ``own-agency-not-registered``.
    """
    own = acting(tx, actor)
    stream = tx.load(CONFERENCE, conference_id)
    state = stream.state
    if state is not None and (state.call is None or state.call.convener_id != own.agency_id):
        state = None
    meeting = underway(state)
    if body_of(own.agency.details, now) != meeting.call.convened_by:
        raise Refusal(
            "convener-no-longer-entitled",
            "あなたの機関は、この会議を招集したときの立場（市町村・受託者など）ではなくなりました。",
            "市町村の担当課に、会議の引継ぎを依頼してください。",
        )
    stream.expect_version(expected_version)
    roster = existing(tx.load(ROSTER, meeting.call.roster_id).state)
    return Convened(stream, meeting, roster)


def keeping_roster(
    tx: Transaction, actor: Actor, roster_id: UUID, now: datetime
) -> Stream[RosterState]:
    """A roster that the actor's agency keeps: it may convene every legal type on it.

    Raises:
        Refusal: ``roster-not-found``, also for one of another municipality;
            ``roster-not-yours``; ``own-agency-not-registered``.
    """
    own = acting(tx, actor)
    stream = tx.load(ROSTER, roster_id)
    state = stream.state
    if state is not None and state.municipality != own.municipality:
        state = None
    refuse_unless_keeper(existing(state).details.legal_modes, body(own, now))
    return stream


def body(own: Acting, at: datetime) -> Body:
    """As which body the actor's agency acts at an instant."""
    return body_of(own.agency.details, at)
