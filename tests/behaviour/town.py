"""A fictional town with a conference under way: what packets and questions are tried on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from services.conference.app import Conference
from services.conference.domain.agency import AGENCY, AgencyRegistered
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
from services.conference.domain.consent import (
    CONSENTS,
    ConsentAnswered,
    ConsentWithdrawn,
    Scope,
    consents_id,
)
from services.conference.domain.item import (
    GENERALISED_LABEL,
    ITEM,
    TEXT_LABEL,
    ItemContributed,
    ItemOffered,
)
from services.conference.domain.municipality import (
    MUNICIPALITY,
    MunicipalityDescribed,
    Period,
    municipality_id,
)
from services.conference.domain.person import BIRTH_LABEL, PERSON, PersonDescribed
from services.conference.domain.roster import ROSTER, MemberJoined, MemberLeft, RosterOpened
from services.conference.law.vocabulary import Category, Purpose
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor, Role
from shared.sealing import Sealer, seal_jointly
from shared.store import Aggregate, Event
from tests.behaviour.conference_service import open_conference

_TOWN = UUID("0b7a5b0e-93b5-4d6f-8f0e-6a1c1d1f7a11")
START = datetime(2026, 6, 1, 0, tzinfo=UTC)
ALLOWING = (
    '{"id":"allowing","versions":[{"from":"2020-04-01T00:00:00Z","to":null,'
    '"without_consent":"allowed","internal_sharing":"lawful_bases",'
    '"blur_without_consent":["health"],"flag_no_consent":true}]}'
)
"""A rule under which a statutory conference works without consent, health blurred."""


def named(name: str) -> UUID:
    """The id of something in the town by its name."""
    return uuid5(_TOWN, name)


def worker(agency: str, role: Role = "member", name: str = "") -> Actor:
    """Somebody who acts for an agency."""
    person = f"w-{agency}{name}"
    return Actor(person=person, agency=str(named(agency)), role=role, purpose="conference")


SECRETARIAT = worker("city", "secretariat")
AUDITOR = worker("city", "auditor", "-audit")


@dataclass
class Town:
    """A conference service in which time passes one minute with every event.

    Attributes:
        folder: its home.
        place: URL and password of its database; else SQLite in the folder.
        now: the instant of recording.
    """

    folder: Path
    place: tuple[str, str] | None = None
    now: datetime = START
    conference: Conference = field(init=False)

    def __post_init__(self) -> None:
        self.conference = open_conference(self.folder, lambda: self.now, self.place)

    @property
    def sealer(self) -> Sealer:
        """The service's keys."""
        return self.conference.sealer

    def offer(self, use_case: str, actor: Actor, **request: Any) -> Any:
        """Call a use case by its name, a minute later."""
        self.now += timedelta(minutes=1)
        described, call = self.conference.application.use_cases()[use_case]
        return call(actor, described.request(**request))

    def given(self, aggregate: Aggregate[Any], stream_id: UUID, *events: Event) -> None:
        """Something has happened; a minute passes."""
        self.now += timedelta(minutes=1)
        with self.at_work() as tx:
            tx.append(aggregate, tx.load(aggregate, stream_id), *events)

    @contextmanager
    def at_work(self, actor: Actor = SECRETARIAT) -> Any:
        """A transaction of the secretariat."""
        with self.conference.store.transaction(actor, self.now) as tx:
            yield tx

    def runs_juso(self, profile: str | None = ALLOWING) -> None:
        """The town runs 重層的支援体制整備事業."""
        described = MunicipalityDescribed(
            municipality=DEMO_MUNICIPALITY,
            runs_juso=(Period(start=datetime(2023, 4, 1, tzinfo=UTC)),),
            welfare_office=True,
            profile=profile,
        )
        self.given(MUNICIPALITY, municipality_id(DEMO_MUNICIPALITY), described)

    def agency(self, name: str, kind: str, holder_class: str, **told: Any) -> None:
        """An agency takes part, here unless it is told of another municipality."""
        told = {"municipality": DEMO_MUNICIPALITY, "internal": False, **told}
        details = {"name": f"架空の{name}", "kind": kind, "holder_class": holder_class}
        self.given(AGENCY, named(name), AgencyRegistered(**details, **told))

    def person(self, name: str, birth: str | None, **told: Any) -> None:
        """Somebody is known to the conference, here unless told of another municipality."""
        key = str(named(name))
        told = {"role": "person_concerned", "household_id": named("house"), **told}
        told = {"municipality": DEMO_MUNICIPALITY, **told}
        sealed = birth and self.sealer.seal(key, birth, BIRTH_LABEL)
        described = PersonDescribed(birth=sealed or None, **told)
        self.given(PERSON, named(name), described)

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

    def item(
        self,
        name: str,
        holder: str,
        category: Category,
        text: str,
        *subjects: str,
        generalised: str | None = None,
        offered: Sequence[str] = (),
        **told: Any,
    ) -> None:
        """An agency knows something, and lays it before agenda items."""
        people = tuple(named(one) for one in subjects)
        keys = [str(one) for one in people]
        contributed = ItemContributed(
            municipality=DEMO_MUNICIPALITY,
            subjects=people,
            category=category,
            holder_id=named(holder),
            text=seal_jointly(self.sealer, keys, text, TEXT_LABEL),
            generalised=generalised
            and seal_jointly(self.sealer, keys, generalised, GENERALISED_LABEL),
            **{"source_kind": "observation", "purpose": "consultation", **told},
        )
        laid = (
            ItemOffered(municipality=DEMO_MUNICIPALITY, agenda_id=named(one)) for one in offered
        )
        self.given(ITEM, named(name), contributed, *laid)

    def consents(self, person: str, *recipients: str, **scope: Any) -> None:
        """The person consented, in writing, to sharing with agencies."""
        told = {
            "categories": ("health", "consultation", "family"),
            "purposes": ("information_exchange", "referral"),
            **scope,
        }
        answered = ConsentAnswered(
            municipality=DEMO_MUNICIPALITY,
            person_id=named(person),
            consent_id=named(f"{person}-consent"),
            version=1,
            given_by=named(person),
            capacity="self",
            state="given",
            method="written",
            scope=Scope(recipients=tuple(named(one) for one in recipients), **told),
            start=self.now,
            answered_at=self.now,
        )
        self.given(CONSENTS, consents_id(named(person)), answered)

    def withdraws(self, person: str) -> None:
        """The person withdrew the consent this very instant."""
        self.now += timedelta(minutes=1)
        withdrawn = ConsentWithdrawn(
            municipality=DEMO_MUNICIPALITY,
            person_id=named(person),
            consent_id=named(f"{person}-consent"),
            version=1,
            withdrawn_at=self.now,
            withdrawn_by=named(person),
            method="oral",
        )
        with self.at_work() as tx:
            stream = tx.load(CONSENTS, consents_id(named(person)))
            tx.append(CONSENTS, stream, withdrawn)

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


def town_with_a_meeting(folder: Path, place: tuple[str, str] | None = None) -> Town:
    """A town that runs 重層; a son, his mother; city, npo, clinic; one agenda item about the son.

    The clinic, asked, has laid the son's health before it and the city what it heard; the npo is
    selected and its worker has acknowledged the duty of secrecy.
    """
    town = Town(folder, place)
    town.runs_juso()
    town.agency("city", "municipal_department", "public", internal=True)
    town.agency("npo", "npo", "private")
    town.agency("shakyo", "social_welfare_council", "private")
    town.agency("clinic", "medical", "private")
    town.person("son", "1985-05-20")
    town.person("mother", "1955-02-03", role="parent")
    town.convened("npo", "shakyo", "clinic")
    town.placed("matter", "son", selected=("npo", "clinic"))
    town.acknowledged("matter", "city", "npo")
    town.requested("matter", "clinic", "health", about="son")
    town.requested("matter", "city", "consultation", about="son")
    town.item(
        "illness",
        "clinic",
        "health",
        "見本の病名で通院している、架空の本文いろはにほへと",
        "son",
        generalised="体調に波があります",
        offered=("matter",),
    )
    town.item(
        "talk",
        "city",
        "consultation",
        "窓口で聞いた、架空の本文ちりぬるをわか",
        "son",
        offered=("matter",),
    )
    return town
