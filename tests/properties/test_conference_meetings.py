"""Whatever is asked for, in whatever order, by whomever: nobody sits there who may not."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.conference import views
from services.conference.domain.agency import AGENCY, AgencyAmended
from services.conference.domain.conference import (
    CONFERENCE,
    AgendaItemPlaced,
    ConferenceHeld,
    ConferenceState,
    SecrecyAcknowledged,
)
from services.conference.domain.municipality import (
    MUNICIPALITY,
    MunicipalityDescribed,
    Period,
    municipality_id,
)
from services.conference.domain.roster import ROSTER, RosterState
from shared.calendar import jst_date
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.intake import ConsultationReceived
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import Recorded
from tests.behaviour.town import START, Town, named, worker

AGENCIES = ("city", "entrusted", "npo", "clinic")
MODES = ("shien_kaigi_106_6", "juso_kaigi", "case_review")
DAYS = (1, 40, 400)
STANDING = named("roster")
ITEMS = ("first item", "second item")

agencies = st.sampled_from(AGENCIES)
guests = st.sampled_from(["npo", "entrusted", "npo", "clinic"])
secretariats = st.sampled_from(["city", "city", "city", "entrusted", "npo"]).map(
    lambda one: worker(one, "secretariat")
)
actors = st.one_of(guests.map(worker), guests.map(worker), secretariats)
workers = [worker(one).person for one in AGENCIES]
meetings = st.sampled_from(["meeting", "meeting", "meeting", "other meeting"])
rosters = st.sampled_from(["roster", "own roster"])
ids: Callable[[str], UUID] = named


def own(who: Actor) -> st.SearchStrategy[Any]:
    """Somebody registers a worker, mostly themselves and mostly for their own agency."""
    told = st.fixed_dictionaries(
        {
            "conference_id": meetings.map(ids),
            "attendee": st.sampled_from([who.person, who.person, *workers]),
            "substitute": st.booleans(),
            "on_behalf_of": st.sampled_from([None, None, *map(ids, AGENCIES)]),
        }
    )
    return st.tuples(st.just("attendees.register"), st.just(who), told)


def called(use_case: str, who: st.SearchStrategy[Any], **told: Any) -> st.SearchStrategy[Any]:
    """A use case somebody asks for."""
    return st.tuples(st.just(use_case), who, st.fixed_dictionaries(told))


item = {
    "conference_id": meetings.map(ids),
    "agenda_id": st.sampled_from([ITEMS[0], *ITEMS]).map(ids),
}
on_behalf_of = st.sampled_from([None, None, None, None, *workers])
steps = st.one_of(
    called("rosters.join", secretariats, roster_id=rosters.map(ids), agency_id=agencies.map(ids)),
    called("rosters.leave", secretariats, roster_id=rosters.map(ids), agency_id=agencies.map(ids)),
    called(
        "conferences.convene",
        secretariats,
        conference_id=meetings.map(ids),
        roster_id=rosters.map(ids),
        planned_for=st.sampled_from([START + timedelta(days=day) for day in DAYS]),
    ),
    called(
        "agenda.place",
        secretariats,
        **item,
        case_id=st.sampled_from(["case", "other case"]).map(ids),
        legal_mode=st.sampled_from(MODES),
        purpose=st.just("information_exchange"),
        subjects=st.just((named("son"),)),
    ),
    called("agenda.remove", secretariats, **item),
    called(
        "members.select",
        secretariats,
        **item,
        agencies=st.lists(guests.map(ids), min_size=1, unique=True).map(tuple),
    ),
    actors.flatmap(own),
    actors.flatmap(own),
    called("secrecy.acknowledge", actors, **item, on_behalf_of=on_behalf_of),
    called("secrecy.acknowledge", actors, **item, on_behalf_of=on_behalf_of),
    called(
        "conferences.hold",
        secretariats,
        conference_id=item["conference_id"],
        held_on=st.sampled_from([jst_date(START + timedelta(days=day)) for day in (0, 1)]),
    ),
    st.tuples(st.just("runs 重層 until"), st.none(), st.sampled_from([None, -1, 30, 30, 500])),
    st.tuples(st.just("entrusted until"), st.none(), st.sampled_from([None, -1, 30, 400])),
    st.tuples(st.just("days pass"), st.none(), st.sampled_from([0, 0, 0, 1])),
)


def coming(agency: str, agenda: str) -> list[Any]:
    """A worker registers and acknowledges for an agency, one thing after the other."""
    who, meeting = worker(agency), {"conference_id": named("meeting")}
    return [
        ("attendees.register", who, {**meeting, "attendee": who.person}),
        ("secrecy.acknowledge", who, {**meeting, "agenda_id": named(agenda)}),
    ]


def calling(agency: str, day: int, mode: str) -> list[Any]:
    """Another sitting is called, and a case placed on its agenda."""
    who, meeting = worker(agency, "secretariat"), {"conference_id": named("other meeting")}
    planned = START + timedelta(days=day)
    matter = {"case_id": named("case"), "legal_mode": mode, "purpose": "information_exchange"}
    return [
        ("conferences.convene", who, {**meeting, "roster_id": STANDING, "planned_for": planned}),
        ("agenda.place", who, {**meeting, **matter, "subjects": (named("son"),)}),
    ]


histories = st.lists(
    st.one_of(
        steps.map(lambda one: [one]),
        st.builds(coming, guests, st.sampled_from(ITEMS)),
        st.builds(
            calling,
            st.sampled_from(["city", "entrusted", "npo"]),
            st.sampled_from(DAYS),
            st.sampled_from(MODES),
        ),
    ),
    min_size=15,
    max_size=35,
).map(lambda parts: [step for part in parts for step in part])


class Witnessed:
    """A town in which steps are taken, and what was recorded by each of them.

    Attributes:
        town: the town.
        juso_until: the last description of the town: days from the beginning, ``None`` for ever.
    """

    def __init__(self, town: Town) -> None:
        self.town = town
        self.juso_until: int | None = 500
        town.agency("city", "municipal_department", "public", internal=True)
        for one in ("entrusted", "npo", "clinic"):
            town.agency(one, "npo", "private")
        town.person("son", "1985-05-20")
        self._describe(500)
        self._entrust(400)
        for name, keeper, modes in (
            ("roster", "city", MODES),
            ("own roster", "entrusted", ("juso_kaigi", "case_review")),
        ):
            secretariat = worker(keeper, "secretariat")
            told = {"local_name": "架空の会議", "legal_modes": modes, "roster_id": named(name)}
            town.offer("rosters.open", secretariat, **told)
        with town.at_work() as tx:
            for case in ("case", "other case"):
                fact = ConsultationReceived(
                    municipality=DEMO_MUNICIPALITY,
                    occurred_on=START.date(),
                    case_id=str(named(case)),
                    anonymous=False,
                )
                views.remember_case(tx, fact)
        self._under_way()
        self._seen = self.town.conference.store.position()

    def _under_way(self) -> None:
        """One meeting has been called, with three members, one item and its chosen agencies."""
        chair, roster = worker("city", "secretariat"), named("roster")
        for one in ("entrusted", "npo", "clinic"):
            self.town.offer("rosters.join", chair, roster_id=roster, agency_id=named(one))
        first = {"conference_id": named("meeting"), "agenda_id": named("first item")}
        self.town.offer(
            "conferences.convene",
            chair,
            conference_id=named("meeting"),
            roster_id=roster,
            planned_for=START + timedelta(days=1),
        )
        self.town.offer(
            "agenda.place",
            chair,
            **first,
            case_id=named("case"),
            legal_mode="shien_kaigi_106_6",
            purpose="information_exchange",
            subjects=(named("son"),),
        )
        chosen = (named("npo"), named("entrusted"))
        self.town.offer("members.select", chair, **first, agencies=chosen)

    def take(self, step: tuple[str, Any, Any]) -> list[Recorded]:
        """Take one step, refused or not; return what it recorded."""
        name, actor, told = step
        match name:
            case "runs 重層 until":
                self._describe(told)
            case "entrusted until":
                self._entrust(told)
            case "days pass":
                self.town.now += timedelta(days=told)
            case _:
                with suppress(Refusal):
                    self.town.offer(name, actor, **told)
        logged = self.town.conference.store.log(self._seen, 100)
        self._seen = logged[-1].id if logged else self._seen
        return [one.recorded for one in logged]

    def _describe(self, until: int | None) -> None:
        self.juso_until = until
        end = None if until is None else START + timedelta(days=until)
        described = MunicipalityDescribed(
            municipality=DEMO_MUNICIPALITY,
            runs_juso=(Period(start=START - timedelta(days=800), end=end),),
        )
        self.town.given(MUNICIPALITY, municipality_id(DEMO_MUNICIPALITY), described)

    def _entrust(self, until: int | None) -> None:
        end = None if until is None else START + timedelta(days=until)
        amended = AgencyAmended(
            municipality=DEMO_MUNICIPALITY,
            name="架空の受託者",
            kind="npo",
            holder_class="private",
            internal=False,
            entrusted=Period(start=START - timedelta(days=800), end=end),
        )
        self.town.given(AGENCY, named("entrusted"), amended)

    def runs_juso_on(self, day: Any) -> bool:
        """Whether the town, as it is described now, runs 重層 at any instant of a day."""
        if self.juso_until is None:
            return True
        return bool(jst_date(START + timedelta(days=self.juso_until, microseconds=-1)) >= day)

    def conference(self, conference_id: UUID) -> ConferenceState | None:
        """A conference as it stands."""
        return self.town.conference.store.load(CONFERENCE, conference_id).state

    def is_member(self, roster_id: UUID, agency_id: UUID) -> bool:
        """Whether an agency is a member now, as the roster has it."""
        state: RosterState | None = self.town.conference.store.load(ROSTER, roster_id).state
        stays = state.memberships.get(agency_id, ()) if state else ()
        return any(stay.left_at is None for stay in stays)


def check_acknowledged(witnessed: Witnessed, one: Recorded) -> None:
    """Whoever acknowledged was registered for that agency, which sits there and was chosen."""
    event, conference = one.event, witnessed.conference(one.originator_id)
    assert isinstance(event, SecrecyAcknowledged)
    assert conference is not None
    assert conference.call is not None
    assert conference.attendees[event.attendee] == event.agency_id
    if event.agency_id != conference.call.convener_id:
        assert witnessed.is_member(conference.call.roster_id, event.agency_id)
        assert event.agency_id in conference.agenda[event.agenda_id].selected


def check_106_6(witnessed: Witnessed, one: Recorded) -> None:
    """Its convener is the municipality, which runs 重層 on the day."""
    event, conference = one.event, witnessed.conference(one.originator_id)
    assert conference is not None
    assert conference.call is not None
    modes, day = set[str](), None
    if isinstance(event, AgendaItemPlaced):
        modes, day = {event.legal_mode}, jst_date(conference.call.planned_for)
    elif isinstance(event, ConferenceHeld):
        modes, day = {each.legal_mode for each in event.agenda}, event.held_on
    if "shien_kaigi_106_6" in modes:
        assert conference.call.convener_id == named("city")
        assert conference.call.convened_by == "municipality"
        assert witnessed.runs_juso_on(day)
    assert "juso_kaigi" not in modes  # the son never consented


def check_attendees(witnessed: Witnessed, conference_id: UUID) -> None:
    """Nobody is shown as attending for an agency that is neither convener nor member."""
    conference = witnessed.conference(conference_id)
    if conference is None or conference.call is None or conference.held_on is not None:
        return
    convener = next(one for one in AGENCIES if named(one) == conference.call.convener_id)
    secretariat = worker(convener, "secretariat")
    line = witnessed.town.offer("conferences.show", secretariat, conference_id=conference_id)
    for one in line.attendees:
        assert one.agency_id == conference.call.convener_id or witnessed.is_member(
            conference.call.roster_id, one.agency_id
        )


@pytest.mark.rule(3, 16, 17, 19, 24, 25)
@settings(max_examples=40, deadline=None)
@given(histories)
def test_no_sequence_of_use_cases_lets_anybody_in_who_may_not(history: list[Any]) -> None:
    """Attendees of members only, duties of the registered only, 106条の6 of the entitled only."""
    with tempfile.TemporaryDirectory() as folder:
        witnessed = Witnessed(Town(Path(folder) / "home"))
        try:
            for step in history:
                for one in witnessed.take(step):
                    if isinstance(one.event, SecrecyAcknowledged):
                        check_acknowledged(witnessed, one)
                    if isinstance(one.event, AgendaItemPlaced | ConferenceHeld):
                        check_106_6(witnessed, one)
                for name in ("meeting", "other meeting"):
                    check_attendees(witnessed, named(name))
        finally:
            witnessed.town.conference.close()
