"""A meeting's whole life through its use cases: roster, agenda, members, duty, held."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.conference import views
from services.conference.application.meetings.lines import ConferenceLine
from services.conference.domain.agency import AGENCY, AgencyAmended, AgencyRegistered
from services.conference.domain.conference import CONFERENCE, ConferenceHeld
from services.conference.domain.municipality import Period
from services.conference.published import publish
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.conference import SupportConferenceHeld
from shared.facts.intake import ConsultationReceived
from shared.identity import Actor
from tests.behaviour.town import SECRETARIAT, START, Town, named, worker
from tests.conftest import NewPlace
from tests.refusals import refused

PLANNED = START + timedelta(days=1)
ROSTER, MEETING = named("roster"), named("meeting")
WITHOUT, WITH = named("without consent"), named("with consent")
NPO, CLINIC = worker("npo"), worker("clinic")
ENTRUSTED = worker("entrusted", "secretariat")


def receive(town: Town, *cases: str) -> None:
    """Intake has opened these cases."""
    with town.at_work() as tx:
        for case in cases:
            fact = ConsultationReceived(
                municipality=DEMO_MUNICIPALITY,
                occurred_on=town.now.date(),
                case_id=str(named(case)),
                anonymous=False,
            )
            views.remember_case(tx, fact)


def entrust(town: Town, until: datetime | None = None, *, amended: bool = False) -> None:
    """The municipality has entrusted 多機関協働 to an agency."""
    details: dict[str, Any] = {
        "municipality": DEMO_MUNICIPALITY,
        "name": "架空の社協",
        "kind": "social_welfare_council",
        "holder_class": "private",
        "internal": False,
        "entrusted": Period(start=START - timedelta(days=400), end=until),
    }
    event = AgencyAmended(**details) if amended else AgencyRegistered(**details)
    town.given(AGENCY, named("entrusted"), event)


def settled(town: Town) -> Town:
    """Three agencies, two cases, a son who consented, and an entrusted body."""
    town.runs_juso()
    town.agency("city", "municipal_department", "public", internal=True)
    town.agency("npo", "npo", "private")
    town.agency("clinic", "medical", "private")
    entrust(town)
    town.person("son", "1985-05-20")
    town.person("father", "1950-05-20")
    receive(town, "case", "other case")
    return town


def open_roster(town: Town, actor: Actor = SECRETARIAT, **told: Any) -> UUID:
    """A standing meeting with a name of its own."""
    modes = ("shien_kaigi_106_6", "juso_kaigi")
    request = {"local_name": "架空のまるごと会議", "legal_modes": modes, "roster_id": ROSTER}
    return UUID(str(town.offer("rosters.open", actor, **{**request, **told})))


def convene(town: Town, actor: Actor = SECRETARIAT, **told: Any) -> UUID:
    """A sitting tomorrow."""
    request = {"roster_id": ROSTER, "planned_for": PLANNED, "conference_id": MEETING}
    return UUID(str(town.offer("conferences.convene", actor, **{**request, **told})))


def place(town: Town, agenda: UUID, actor: Actor = SECRETARIAT, **told: Any) -> None:
    """The son's case under 106条の6, but for what is told."""
    request = {
        "conference_id": MEETING,
        "agenda_id": agenda,
        "case_id": named("case"),
        "legal_mode": "shien_kaigi_106_6",
        "purpose": "information_exchange",
        "subjects": (named("son"),),
    }
    town.offer("agenda.place", actor, **{**request, **told})


def show(town: Town, actor: Actor = SECRETARIAT) -> ConferenceLine:
    """The meeting as somebody may see it."""
    line = town.offer("conferences.show", actor, conference_id=MEETING)
    assert isinstance(line, ConferenceLine)
    return line


def join(town: Town, *agencies: str) -> None:
    """Agencies become members."""
    for one in agencies:
        town.offer("rosters.join", SECRETARIAT, roster_id=ROSTER, agency_id=named(one))


def leave(town: Town, agency: str) -> None:
    """A member leaves."""
    town.offer("rosters.leave", SECRETARIAT, roster_id=ROSTER, agency_id=named(agency))


def select(town: Town, agenda: UUID, *agencies: str) -> None:
    """The chair chooses members."""
    chosen = tuple(named(one) for one in agencies)
    town.offer(
        "members.select", SECRETARIAT, conference_id=MEETING, agenda_id=agenda, agencies=chosen
    )


def register(town: Town, actor: Actor, attendee: str | None = None, **told: Any) -> None:
    """Somebody registers a worker."""
    town.offer(
        "attendees.register",
        actor,
        conference_id=MEETING,
        attendee=attendee or actor.person,
        **told,
    )


def acknowledge(town: Town, actor: Actor, agenda: UUID = WITHOUT, **told: Any) -> None:
    """Somebody acknowledges the duty."""
    town.offer("secrecy.acknowledge", actor, conference_id=MEETING, agenda_id=agenda, **told)


@pytest.fixture
def town(tmp_path: Path, new_place: NewPlace) -> Town:
    """A settled town, on SQLite, then on PostgreSQL."""
    return settled(Town(tmp_path / "home", new_place()))


@pytest.fixture
def meeting(tmp_path: Path) -> Town:
    """A meeting called, with two members and one case on the agenda."""
    town = settled(Town(tmp_path / "home"))
    open_roster(town)
    join(town, "npo", "clinic")
    convene(town)
    place(town, WITHOUT)
    return town


def test_a_meeting_lives_from_its_roster_to_its_being_held(town: Town) -> None:
    """Two agenda items under two laws, members chosen, one leaves, and it is held as it stood."""
    open_roster(town)
    join(town, "npo", "clinic")
    convene(town)
    place(town, WITHOUT, case_id=named("other case"), subjects=(named("father"),))
    town.consents("son", "npo", purposes=("plan_formation",))
    place(town, WITH, legal_mode="juso_kaigi", purpose="plan_formation")
    select(town, WITHOUT, "npo", "clinic")
    select(town, WITH, "npo")
    register(town, SECRETARIAT)
    register(town, NPO)
    register(town, SECRETARIAT, CLINIC.person, on_behalf_of=named("clinic"), substitute=True)
    acknowledge(town, NPO)
    acknowledge(town, SECRETARIAT, on_behalf_of=CLINIC.person)
    leave(town, "clinic")

    assert {one.agency_id for one in show(town).attendees} == {named("city"), named("npo")}
    town.now = PLANNED + timedelta(hours=2)
    town.offer("conferences.hold", SECRETARIAT, conference_id=MEETING, held_on=PLANNED.date())

    last = town.conference.store.history(MEETING)[-1]
    assert isinstance(last.event, ConferenceHeld)
    assert set(last.event.agencies) == {named("city"), named("npo")}
    assert [(one.case_id, one.legal_mode, one.with_consent) for one in last.event.agenda] == [
        (named("other case"), "shien_kaigi_106_6", False),
        (named("case"), "juso_kaigi", True),
    ]
    fact = publish(last)
    assert isinstance(fact, SupportConferenceHeld)
    assert [one.with_consent for one in fact.matters] == [False, True]
    assert show(town).state == "held"
    (roster,) = town.offer("rosters.list", SECRETARIAT).rosters
    assert {one.agency_id: one.left_at is None for one in roster.members} == {
        named("npo"): True,
        named("clinic"): False,
    }


def test_views_are_the_same_when_they_are_rebuilt(town: Town) -> None:
    """What the tables hold follows from the log alone."""
    open_roster(town)
    join(town, "npo")
    convene(town)
    place(town, WITHOUT)
    select(town, WITHOUT, "npo")
    before = [listed(town, actor) for actor in (SECRETARIAT, NPO)]

    town.conference.store.rebuild_views()

    assert [listed(town, actor) for actor in (SECRETARIAT, NPO)] == before
    assert [len(one) for one in before] == [1, 1]


def listed(town: Town, actor: Actor) -> list[ConferenceLine]:
    """The conferences that somebody may see."""
    return list(town.offer("conferences.list", actor).conferences)


def test_a_list_shows_what_showing_one_shows(town: Town) -> None:
    """The convener sees all; a member its own agenda items; who was not chosen, nothing."""
    open_roster(town)
    join(town, "npo", "clinic")
    convene(town)
    place(town, WITHOUT)
    place(town, named("third"), case_id=named("other case"))
    select(town, WITHOUT, "npo")
    register(town, SECRETARIAT)
    register(town, NPO)

    assert listed(town, SECRETARIAT) == [show(town)]
    assert len(show(town).agenda) == 2
    assert listed(town, NPO) == [show(town, NPO)]
    (only,) = show(town, NPO).agenda
    assert (only.agenda_id, only.selected) == (WITHOUT, (named("npo"),))
    assert [one.attendee for one in show(town, NPO).attendees] == [NPO.person]
    assert listed(town, CLINIC) == []
    with refused("conference-not-found"):
        show(town, CLINIC)
    leave(town, "npo")
    assert listed(town, NPO) == []
    with refused("conference-not-found"):
        show(town, NPO)


@pytest.mark.rule(20)
def test_nobody_is_chosen_by_default(meeting: Town) -> None:
    """Members of the standing meeting have no part in an agenda item until they are chosen."""
    assert show(meeting).agenda[0].selected == ()
    register(meeting, NPO)
    with refused("agency-not-selected"):
        acknowledge(meeting, NPO)


@pytest.mark.rule(24)
def test_leaving_ends_attendance_at_once_and_coming_back_revives_nothing(meeting: Town) -> None:
    """Who comes back is registered again and acknowledges again."""
    select(meeting, WITHOUT, "npo")
    register(meeting, NPO)
    acknowledge(meeting, NPO)
    leave(meeting, "npo")
    with refused("conference-not-found"):
        acknowledge(meeting, NPO)
    join(meeting, "npo")

    assert show(meeting).attendees == ()
    with refused("attendee-not-registered"):
        acknowledge(meeting, NPO)
    register(meeting, NPO)
    acknowledge(meeting, NPO)
    assert [one.agency_id for one in show(meeting).attendees] == [named("npo")]
    conference = meeting.conference.store.load(CONFERENCE, MEETING).state
    assert conference is not None
    first, second = (one.metadata.recorded_at for one in acknowledgements(meeting))
    assert first < second


def acknowledgements(town: Town) -> list[Any]:
    """The acknowledgements on record."""
    history = town.conference.store.history(MEETING)
    return [one for one in history if one.event.TOPIC == "conference.SecrecyAcknowledged"]


@pytest.mark.rule(25)
def test_the_text_that_was_shown_is_on_record(meeting: Town) -> None:
    """What is acknowledged is the notice of the day, and once."""
    select(meeting, WITHOUT, "npo")
    register(meeting, NPO)
    item = {"conference_id": MEETING, "agenda_id": WITHOUT}
    notice = meeting.offer("secrecy.notice", NPO, **item)

    acknowledge(meeting, NPO)
    acknowledge(meeting, NPO)

    (one,) = acknowledgements(meeting)
    assert one.event.notice == notice.text
    assert "106条の6第6項" in notice.text


@pytest.mark.rule(19)
def test_nobody_speaks_for_another_agency(meeting: Town) -> None:
    """A member registers for its own agency only; recording for others is the convener's."""
    with refused("not-on-behalf"):
        register(meeting, NPO, on_behalf_of=named("clinic"))
    with refused("conference-not-found"):
        register(meeting, ENTRUSTED, on_behalf_of=named("clinic"))
    register(meeting, NPO)
    with refused("attendee-of-other-agency"):
        register(meeting, CLINIC, NPO.person)
    with refused("not-on-behalf"):
        acknowledge(meeting, CLINIC, on_behalf_of=NPO.person)


@pytest.mark.rule(16, 17)
def test_an_entrusted_body_runs_its_own_meetings_and_no_others(town: Town) -> None:
    """It convenes a 重層的支援会議; a roster with 106条の6 is not its to keep, nor its sittings."""
    with refused("roster-not-yours"):
        open_roster(town, ENTRUSTED)
    open_roster(town)
    with refused("roster-not-yours"):
        town.offer("rosters.join", ENTRUSTED, roster_id=ROSTER, agency_id=named("npo"))
    convene(town)
    with refused("conference-not-found"):
        place(town, WITHOUT, ENTRUSTED)

    own = open_roster(town, ENTRUSTED, roster_id=named("own"), legal_modes=("juso_kaigi",))
    own_meeting = convene(town, ENTRUSTED, roster_id=own, conference_id=named("own meeting"))
    with refused("mode-not-of-roster"):
        place(town, WITHOUT, ENTRUSTED, conference_id=own_meeting)
    with refused("consent-required"):
        place(town, WITH, ENTRUSTED, conference_id=own_meeting, legal_mode="juso_kaigi")
    with refused("conference-not-found"):
        place(town, WITH, conference_id=own_meeting, legal_mode="juso_kaigi")


@pytest.mark.rule(16)
def test_a_sitting_with_other_types_does_not_open_106_6_to_an_entrusted_body(town: Town) -> None:
    """It may sit under the 重層的支援会議 of the roster; a 106条の6 item is refused."""
    open_roster(town)
    convene(town, ENTRUSTED)
    with refused("convener-not-entitled"):
        place(town, WITHOUT, ENTRUSTED)


@pytest.mark.rule(55)
def test_with_the_contract_ends_the_secretariat(town: Town) -> None:
    """An entrusted convener whose contract has ended can do nothing more with its meeting."""
    own = open_roster(town, ENTRUSTED, legal_modes=("juso_kaigi",))
    convene(town, ENTRUSTED, roster_id=own)
    entrust(town, until=town.now, amended=True)

    with refused("convener-no-longer-entitled"):
        place(town, WITH, ENTRUSTED, legal_mode="juso_kaigi")


@pytest.mark.rule(17)
def test_a_town_that_never_described_itself_runs_nothing(tmp_path: Path) -> None:
    """Without a description 重層 is not run, and no 106条の6 conference is called."""
    town = Town(tmp_path / "home")
    town.agency("city", "municipal_department", "public", internal=True)
    open_roster(town, legal_modes=("shien_kaigi_106_6",))
    with refused("juso-not-run"):
        convene(town)


@pytest.mark.rule(3)
def test_consent_is_found_out_and_not_told(meeting: Town) -> None:
    """A 重層的支援会議 item needs every subject's consent, on its placing and on its being held."""
    with refused("consent-required"):
        place(meeting, WITH, legal_mode="juso_kaigi", purpose="plan_formation")
    meeting.consents("son", "npo", purposes=("plan_formation",))
    with refused("consent-required"):
        both = (named("son"), named("father"))
        place(meeting, WITH, legal_mode="juso_kaigi", purpose="plan_formation", subjects=both)
    with refused("consent-required"):
        place(meeting, WITH, legal_mode="juso_kaigi", purpose="plan_review")
    place(meeting, WITH, legal_mode="juso_kaigi", purpose="plan_formation")
    meeting.withdraws("son")
    meeting.now = PLANNED + timedelta(hours=1)
    with refused("consent-required"):
        meeting.offer(
            "conferences.hold", SECRETARIAT, conference_id=MEETING, held_on=PLANNED.date()
        )


def test_a_consent_may_be_for_one_agenda_item_alone(meeting: Town) -> None:
    """A consent that names its agenda item holds for that one and for no other."""
    meeting.consents("son", "npo", purposes=("plan_formation",), agenda_items=(WITH,))
    told = {"legal_mode": "juso_kaigi", "purpose": "plan_formation"}
    with refused("consent-required"):
        place(meeting, named("another"), **told)
    place(meeting, WITH, **told)


def test_a_consent_to_share_elsewhere_is_no_consent_to_the_meeting(meeting: Town) -> None:
    """Who consented only to sharing with somebody who does not sit there has not consented."""
    meeting.agency("shop", "employer", "private")
    meeting.consents("son", "shop", purposes=("plan_formation",))
    with refused("consent-required"):
        place(meeting, WITH, legal_mode="juso_kaigi", purpose="plan_formation")


@pytest.mark.rule(28)
def test_both_coordinators_learn_that_the_case_is_before_two_conferences(meeting: Town) -> None:
    """The 生困法 conference and the 106条の6 one know of each other, and of nothing said there."""
    other = open_roster(
        meeting, roster_id=named("konkyu"), legal_modes=("shien_kaigi_konkyu_9", "yotaikyo")
    )
    second = convene(meeting, roster_id=other, conference_id=named("second"))
    told = {"conference_id": second, "legal_mode": "shien_kaigi_konkyu_9"}
    place(meeting, named("there"), **told, case_id=named("other case"))
    assert show(meeting).agenda[0].links == ()
    place(meeting, named("here too"), **told)

    assert show(meeting).agenda[0].links == ("shien_kaigi_konkyu_9",)
    there = meeting.offer("conferences.show", SECRETARIAT, conference_id=second)
    assert [one.links for one in there.agenda] == [(), ("shien_kaigi_106_6",)]
    link = {"conference_id": MEETING, "agenda_id": WITHOUT}
    meeting.offer("conferences.link", SECRETARIAT, **link, legal_mode="chosei_kaigi")
    with refused("not-to-be-linked"):
        meeting.offer("conferences.link", SECRETARIAT, **link, legal_mode="yotaikyo")
    select(meeting, WITHOUT, "npo")
    assert show(meeting).agenda[0].links == ("shien_kaigi_konkyu_9", "chosei_kaigi")
    assert show(meeting, NPO).agenda[0].links == ()


def test_what_was_decided_on_an_older_view_is_refused(meeting: Town) -> None:
    """Choosing and placing on a version that somebody else has moved on is refused."""
    seen = show(meeting).version
    select(meeting, WITHOUT, "npo")
    with refused("stale-version"):
        place(meeting, WITH, case_id=named("other case"), expected_version=seen)
    place(meeting, WITH, case_id=named("other case"), expected_version=seen + 1)


def test_an_agenda_item_belongs_to_one_conference(meeting: Town) -> None:
    """An id that was chosen for an item of one conference is refused in another."""
    second = convene(meeting, conference_id=named("second"))
    with refused("agenda-item-exists"):
        place(meeting, WITHOUT, conference_id=second)


def test_a_held_conference_changes_no_more(meeting: Town) -> None:
    """After it was held nothing is placed, chosen, registered, acknowledged or held again."""
    select(meeting, WITHOUT, "npo")
    register(meeting, NPO)
    meeting.now = PLANNED + timedelta(hours=1)
    held = {"conference_id": MEETING, "held_on": PLANNED.date()}
    meeting.offer("conferences.hold", SECRETARIAT, **held)

    with refused("conference-held"):
        meeting.offer("conferences.hold", SECRETARIAT, **held)
    with refused("conference-held"):
        place(meeting, WITH, case_id=named("other case"))
    with refused("conference-held"):
        select(meeting, WITHOUT)
    with refused("conference-held"):
        register(meeting, CLINIC)
    with refused("conference-held"):
        acknowledge(meeting, NPO)


def test_who_has_no_registered_worker_did_not_attend(meeting: Town) -> None:
    """An agency that is told to have attended without anybody registered is refused."""
    register(meeting, NPO)
    meeting.now = PLANNED + timedelta(hours=1)
    held = {"conference_id": MEETING, "held_on": PLANNED.date()}
    with refused("agency-without-attendee"):
        meeting.offer(
            "conferences.hold", SECRETARIAT, **held, agencies=(named("npo"), named("clinic"))
        )


def test_an_entrusted_body_tells_only_of_its_own_meetings(town: Town) -> None:
    """Afterwards it may record what it convened, and not what the municipality convened."""
    note = {
        "municipality": DEMO_MUNICIPALITY,
        "convened_by": "municipality",
        "held_on": datetime(2026, 5, 1, tzinfo=UTC).date(),
        "agenda": (
            {
                "case_id": named("case"),
                "legal_mode": "juso_kaigi",
                "with_consent": True,
                "purpose": "plan_formation",
            },
        ),
    }
    with refused("not-your-meeting"):
        town.offer("conferences.record", ENTRUSTED, **note)
    town.offer("conferences.record", ENTRUSTED, **{**note, "convened_by": "entrusted"})
    town.offer("conferences.record", SECRETARIAT, **note)
