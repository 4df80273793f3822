"""A meeting as the rules see it: called by a town that runs 重層, with two members."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from services.conference.domain.conference import (
    CONFERENCE,
    AgendaItemPlaced,
    Call,
    ConferenceConvened,
    ConferenceHeld,
    ConferenceState,
    Matter,
    Surroundings,
)
from services.conference.domain.roster import (
    ROSTER,
    MemberJoined,
    MemberLeft,
    RosterOpened,
    RosterState,
)
from shared.store import Event

NOW = datetime(2026, 6, 1, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
PLANNED = NOW + DAY
CODE = "392081"
CITY, NPO, CLINIC, STRANGER, CASE, SON, ITEM, ROSTER_ID = (UUID(int=n) for n in range(1, 9))
MODES = ("shien_kaigi_106_6", "juso_kaigi", "agreement", "case_review")
TOWN = Surroundings(
    municipality=CODE, runs_juso=True, welfare_office=True, known_cases=frozenset({CASE})
)
CALL = Call(roster_id=ROSTER_ID, convened_by="municipality", convener_id=CITY, planned_for=PLANNED)


def standing(*events: Event, modes: tuple[str, ...] = MODES) -> RosterState:
    """A roster that the npo and the clinic have joined."""
    opened = RosterOpened(municipality=CODE, local_name="架空の会議", legal_modes=modes)
    joined = (
        MemberJoined(municipality=CODE, agency_id=one, joined_at=NOW - DAY) for one in (NPO, CLINIC)
    )
    state = ROSTER.fold(None, (opened, *joined, *events))
    assert state is not None
    return state


def left(agency_id: UUID, at: datetime) -> MemberLeft:
    """A member left."""
    return MemberLeft(municipality=CODE, agency_id=agency_id, left_at=at)


def sitting(*events: Event, call: Call = CALL) -> ConferenceState:
    """A conference that was called, and what has happened since."""
    state = CONFERENCE.fold(None, (ConferenceConvened(municipality=CODE, **dict(call)), *events))
    assert state is not None
    return state


def matter(**but: Any) -> Matter:
    """The son's case under 106条の6, but for what is told."""
    told = {
        "case_id": CASE,
        "legal_mode": "shien_kaigi_106_6",
        "purpose": "information_exchange",
        "subjects": (SON,),
    }
    return Matter(**{**told, **but})


def placed(agenda_id: UUID = ITEM, **but: Any) -> AgendaItemPlaced:
    """A case on the agenda."""
    return AgendaItemPlaced(municipality=CODE, agenda_id=agenda_id, **dict(matter(**but)))


def held() -> ConferenceHeld:
    """The conference is over."""
    return ConferenceHeld(
        municipality=CODE, convened_by="municipality", held_on=PLANNED.date(), agenda=()
    )
