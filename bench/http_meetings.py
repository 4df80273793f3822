"""Meetings of the town under load: 20 pieces of information before 12 agencies, packets built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from bench.caseload import Household
from bench.http_people import HERE, MEMBER_NAMES, MEMBERS, SECRETARY, Desk, agency
from bench.packets import CATEGORIES, TEXT
from bench.placement_town import numbered
from shared.calendar import jst_date, system_clock
from shared.identity import Actor

ITEMS = 20
ROSTER = {"roster_id": str(numbered("http-roster", 0))}

Matter = tuple[UUID, UUID]
"""Conference and agenda item."""

Packet = tuple[UUID, Actor]
"""A packet, and somebody of the agency that it is for."""


def open_roster(desk: Desk) -> None:
    """The standing meeting of the town, with all its agencies."""
    desk.told(
        "rosters.open",
        SECRETARY,
        local_name="架空のまるごと支援会議",
        legal_modes=["shien_kaigi_106_6"],
        **ROSTER,
    )
    for name in MEMBER_NAMES:
        desk.told("rosters.join", SECRETARY, agency_id=agency(name), **ROSTER)


def meetings(
    desk: Desk, households: Sequence[Household]
) -> tuple[tuple[Packet, ...], tuple[Matter, ...]]:
    """A meeting about each of these households; the packets of the members, and the matters."""
    packets, matters = list[Packet](), list[Matter]()
    for number, household in enumerate(households):
        matter = {
            "conference_id": str(numbered("http-meeting", number)),
            "agenda_id": str(numbered("http-matter", number)),
        }
        _call(desk, household, matter)
        _know(desk, household, matter, number)
        packets += _built(desk, matter)
        matters.append((UUID(matter["conference_id"]), UUID(matter["agenda_id"])))
    return tuple(packets), tuple(matters)


def _call(desk: Desk, household: Household, matter: dict[str, str]) -> None:
    """The meeting is convened, its members are chosen and sworn to secrecy."""
    meeting, subject = {"conference_id": matter["conference_id"]}, str(household.person_id)
    described = {"person_id": subject, "role": "person_concerned", "birth": "1985-05-20"}
    desk.told("persons.describe", SECRETARY, **HERE, **described)
    planned = datetime.now(UTC) + timedelta(days=20)
    desk.told("conferences.convene", SECRETARY, **ROSTER, **meeting, planned_for=planned)
    desk.told(
        "agenda.place",
        SECRETARY,
        **matter,
        case_id=str(household.case_id),
        legal_mode="shien_kaigi_106_6",
        purpose="support_system_review",
        subjects=[subject],
    )
    chosen = [agency(one) for one in MEMBER_NAMES]
    desk.told("members.select", SECRETARY, **matter, agencies=chosen)
    for one in (SECRETARY, *MEMBERS):
        desk.told("attendees.register", one, **meeting, attendee=one.person)
        desk.told("secrecy.acknowledge", one, **matter)


def _know(desk: Desk, household: Household, matter: dict[str, str], number: int) -> None:
    """The city is asked, answers, and lays what it knows before the meeting."""
    meeting, subjects = {"conference_id": matter["conference_id"]}, [str(household.person_id)]
    request = {"request_id": str(numbered("http-request", number))}
    desk.told(
        "requests.make",
        SECRETARY,
        **matter,
        **request,
        to_agency=agency("city"),
        subjects=subjects,
        categories=list(CATEGORIES),
        necessity="支援の体制を考えるため（架空）",
        due_on=jst_date(system_clock()) + timedelta(days=10),
    )
    desk.told("requests.answer", SECRETARY, **meeting, **request, answer="all")
    for one in range(ITEMS):
        item: dict[str, Any] = {"item_id": str(numbered(f"http-item-{number}", one))}
        desk.told(
            "items.contribute",
            SECRETARY,
            **item,
            subjects=subjects,
            category=CATEGORIES[one % len(CATEGORIES)],
            source_kind="observation",
            text=TEXT,
            purpose="consultation",
        )
        desk.told("items.offer", SECRETARY, **item, **matter)


def _built(desk: Desk, matter: dict[str, str]) -> Iterator[Packet]:
    members = {UUID(one.agency): one for one in MEMBERS}
    for packet in desk.told("packets.build", SECRETARY, **matter):
        if packet.recipient_id in members:
            yield packet.packet_id, members[packet.recipient_id]
