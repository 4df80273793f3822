"""Meetings of the town: called, prepared, held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from services.conference.domain.conference import (
    CONFERENCE,
    AgendaItemPlaced,
    AttendeeRegistered,
    ConferenceConvened,
    ConferenceHeld,
    InformationRequested,
    MembersSelected,
    RequestAnswered,
    SecrecyAcknowledged,
)
from services.conference.domain.conference.events import NECESSITY_LABEL
from services.conference.domain.roster import ROSTER, MemberJoined, MemberLeft, RosterOpened
from services.conference.law.vocabulary import Category, Purpose
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.town.names import named, worker
from tests.behaviour.town.service import Service


class Meetings(Service):
    """The standing meetings and their conferences."""

    def convened(self, *members: str, conference: str = "meeting") -> None:
        """A 支援会議 was called, whose roster these agencies have joined."""
        roster = named(f"{conference}-roster")
        modes = ("shien_kaigi_106_6", "juso_kaigi", "case_review")
        opened = RosterOpened(
            municipality=DEMO_MUNICIPALITY, local_name="架空のまるごと会議", legal_modes=modes
        )
        joined = (
            MemberJoined(municipality=DEMO_MUNICIPALITY, agency_id=named(one), joined_at=self.now)
            for one in members
        )
        self.given(ROSTER, roster, opened, *joined)
        call = ConferenceConvened(
            municipality=DEMO_MUNICIPALITY,
            roster_id=roster,
            convened_by="municipality",
            convener_id=named("city"),
            planned_for=self.now + timedelta(days=30),
        )
        self.given(CONFERENCE, named(conference), call)

    def placed(
        self,
        agenda: str,
        *subjects: str,
        mode: str = "shien_kaigi_106_6",
        purpose: Purpose = "information_exchange",
        selected: Sequence[str] = (),
        conference: str = "meeting",
    ) -> None:
        """An agenda item with its selected members."""
        placed = AgendaItemPlaced(
            municipality=DEMO_MUNICIPALITY,
            agenda_id=named(agenda),
            case_id=named("case"),
            legal_mode=mode,
            purpose=purpose,
            subjects=tuple(named(one) for one in subjects),
        )
        self.given(CONFERENCE, named(conference), placed)
        self.selected(agenda, *selected, conference=conference)

    def selected(self, agenda: str, *agencies: str, conference: str = "meeting") -> None:
        """The chair chose the members for an agenda item."""
        chosen = MembersSelected(
            municipality=DEMO_MUNICIPALITY,
            agenda_id=named(agenda),
            agencies=tuple(named(one) for one in agencies),
        )
        self.given(CONFERENCE, named(conference), chosen)

    def acknowledged(self, agenda: str, *agencies: str, conference: str = "meeting") -> None:
        """One worker of each agency attends and has acknowledged the duty of secrecy."""
        self.now += timedelta(minutes=1)
        for one in agencies:
            attendee = worker(one).person
            registered = AttendeeRegistered(
                municipality=DEMO_MUNICIPALITY,
                agency_id=named(one),
                attendee=attendee,
                substitute=False,
                registered_at=self.now,
            )
            acknowledged = SecrecyAcknowledged(
                municipality=DEMO_MUNICIPALITY,
                agenda_id=named(agenda),
                agency_id=named(one),
                attendee=attendee,
                notice="守秘義務の説明",
                acknowledged_at=self.now,
            )
            self.given(CONFERENCE, named(conference), registered, acknowledged)

    def requested(self, agenda: str, agency: str, *categories: Category, about: str) -> None:
        """The conference asked an agency, which answered all."""
        self.now += timedelta(minutes=1)
        necessity = self.sealer.seal(str(named(about)), "支援体制の検討のため", NECESSITY_LABEL)
        request_id = named(f"{agenda}-{agency}-request")
        asked = InformationRequested(
            municipality=DEMO_MUNICIPALITY,
            agenda_id=named(agenda),
            request_id=request_id,
            made_at=self.now,
            to_agency=named(agency),
            subjects=(named(about),),
            categories=categories,
            necessity=necessity,
            due_on=date(2026, 6, 30),
        )
        answered = RequestAnswered(
            municipality=DEMO_MUNICIPALITY, request_id=request_id, answer="all"
        )
        self.given(CONFERENCE, named("meeting"), asked, answered)

    def leaves(self, agency: str, conference: str = "meeting") -> None:
        """A member leaves the standing meeting."""
        left = MemberLeft(
            municipality=DEMO_MUNICIPALITY,
            agency_id=named(agency),
            left_at=self.now + timedelta(minutes=1),
        )
        self.given(ROSTER, named(f"{conference}-roster"), left)

    def held(self, conference: str = "meeting") -> None:
        """The conference was held."""
        held = ConferenceHeld(
            municipality=DEMO_MUNICIPALITY,
            convened_by="municipality",
            held_on=self.now.date(),
            agenda=(),
        )
        self.given(CONFERENCE, named(conference), held)
