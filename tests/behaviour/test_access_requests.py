"""開示請求: given what three services hold about a person, when they ask, they get theirs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.conference.application.access.shapes import AccessAnswer, ReviewedPart
from services.conference.domain.access_request import ACCESS_REQUEST
from services.conference.domain.conference import (
    CONFERENCE,
    AgendaItemPlaced,
    InformationRequested,
    RequestAnswered,
)
from services.conference.domain.conference.events import NECESSITY_LABEL
from services.conference.domain.item import (
    GENERALISED_LABEL,
    ITEM,
    TEXT_LABEL,
    ItemContributed,
    ItemCorrected,
)
from services.conference.domain.person import (
    BIRTH_LABEL,
    DEATH_LABEL,
    PERSON,
    PersonDescribed,
    Representative,
)
from services.conference.domain.plan import PLAN, PlanProposed
from services.conference.domain.plan.events import WILL_LABEL
from services.conference.ledger import index, reading
from services.conference.ledger.entry import Entry
from services.intake.app import Intake
from services.intake.app import build as build_intake
from services.intake.application import ContactNote, PersonDetails
from services.intake.application.everything import Everything as IntakeEverything
from services.intake.domain import case
from services.placement.app import Placement
from services.placement.app import build as build_placement
from services.placement.application.employments import StartEmployment
from services.placement.application.referrals import OfferReferral, ReferralStep
from services.placement.everything import Everything as PlacementEverything
from shared.calendar import FuzzyDate
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.personal_records import EverythingAbout
from shared.refusal import Refusal
from shared.sealing import seal_jointly
from shared.settings import Home
from tests.behaviour.casework import SUPPORTER, WORKER
from tests.behaviour.town import AUDITOR, SECRETARIAT, Town, named, worker
from tests.conftest import NewPlace
from tests.faults.canaries import found_in
from tests.town_hall import told_to_placement

TODAY, NEXT_DOOR = date(2026, 6, 1), "011002"
OWN, SAID_BY_MOTHER, CONFIDED = (
    "窓口で話した架空のことカナリア1",
    "母の話カナリア2",
    "内緒カナリア3",
)
SUMMARY, ILLNESS, FIRST_WORDING = "見立てカナリア4", "病名カナリア5", "誤記カナリア6"
REPORT, NAME, TOGETHER = "通報カナリア7", "架空 開示郎", "母と二人のことカナリア8"
CANARIES = (OWN, SAID_BY_MOTHER, CONFIDED, SUMMARY, ILLNESS, FIRST_WORDING, REPORT, NAME, TOGETHER)


@dataclass
class Offices:
    """Three services on one folder, and a person about whom each of them knows something."""

    town: Town
    intake: Intake
    placement: Placement
    person: UUID = field(init=False)
    mother: UUID = field(init=False)
    case: UUID = field(init=False)

    def __post_init__(self) -> None:
        self._at_the_counter()
        self._at_work()
        self._at_the_meeting()

    def _at_the_counter(self) -> None:
        use = self.intake.application
        told = PersonDetails(name=NAME, birth=FuzzyDate.on(date(1985, 5, 20)), gender="male")
        self.person = use.register_person(WORKER, DEMO_MUNICIPALITY, told)
        parent = PersonDetails(name="架空 母子", gender="female")
        self.mother = use.register_person(WORKER, DEMO_MUNICIPALITY, parent)
        first = ContactNote(TODAY, "visit_office", "person", content=OWN, source="person_statement")
        self.case = use.receive(WORKER, DEMO_MUNICIPALITY, first, (self.person, self.mother))
        by_mother = ContactNote(
            TODAY, "phone", "mother", content=SAID_BY_MOTHER, source="family_statement"
        )
        secret = ContactNote(TODAY, "phone", "neighbour", content=CONFIDED, told_in_confidence=True)
        use.record_contact(WORKER, self.case, by_mother, self.person)
        use.record_contact(WORKER, self.case, secret, self.person)
        use.assess(WORKER, self.case, SUMMARY, factors=(), needs_conference=True, on=TODAY)
        use.assign_worker(WORKER, self.case, case.Worker(worker_id=uuid4()), TODAY)

    def _at_work(self) -> None:
        told_to_placement(self.placement.store)
        use = self.placement.application
        about = {"municipality": DEMO_MUNICIPALITY, "case_id": self.case, "on": TODAY}
        to = OfferReferral(person_id=self.person, destination="farm", **about)
        offered = use.referrals.offer(SUPPORTER, to)
        use.referrals.accept(SUPPORTER, ReferralStep(referral_id=offered, on=TODAY))
        household = OfferReferral(destination="welfare_office", **about)
        use.referrals.offer(SUPPORTER, household)
        job = StartEmployment(person_id=self.person, kind="non_regular", **about)
        use.employments.start(SUPPORTER, job)

    def _at_the_meeting(self) -> None:
        self.town.agency("city", "municipal_department", "public", internal=True)
        self.town.agency("clinic", "medical", "private")
        self.describe(self.person)
        self.town.consents("son", "clinic")
        self.item("illness", "clinic", FIRST_WORDING, self.person)
        corrected = self._wording(ILLNESS, self.person)
        self.town.given(ITEM, named("illness"), corrected)
        self.item("report", "city", REPORT, self.person, flags=("reporter_identity",))
        self.item("both", "city", TOGETHER, self.person, self.mother)

    def describe(self, person: UUID, birth: str = "1985-05-20", **told: Any) -> None:
        """Somebody is known to the conference."""
        sealed = self.town.sealer.seal(str(person), birth, BIRTH_LABEL)
        details = {"role": "person_concerned", "birth": sealed, **told}
        described = PersonDescribed(municipality=DEMO_MUNICIPALITY, **details)
        self.town.given(PERSON, person, described)

    def _wording(self, text: str, *subjects: UUID) -> ItemCorrected:
        keys = list(map(str, subjects))
        return ItemCorrected(
            municipality=DEMO_MUNICIPALITY,
            text=seal_jointly(self.town.sealer, keys, text, TEXT_LABEL),
            generalised=seal_jointly(self.town.sealer, keys, "ぼかし", GENERALISED_LABEL),
        )

    def item(self, name: str, holder: str, text: str, *subjects: UUID, **told: Any) -> None:
        """An agency recorded something."""
        keys = list(map(str, subjects))
        contributed = ItemContributed(
            municipality=DEMO_MUNICIPALITY,
            subjects=subjects,
            category="health",
            holder_id=named(holder),
            source_kind="observation",
            purpose="consultation",
            text=seal_jointly(self.town.sealer, keys, text, TEXT_LABEL),
            **told,
        )
        self.town.given(ITEM, named(name), contributed)

    def ask(self, use_case: str, **request: Any) -> Any:
        """The secretariat does something."""
        return self.town.offer(f"access.{use_case}", SECRETARIAT, **request)

    def receive(self, person: UUID, **but: Any) -> UUID:
        """A request for access comes in; the person's own unless said otherwise."""
        told = {
            "municipality": DEMO_MUNICIPALITY,
            "person_id": person,
            "requester": "self",
            "requester_id": person,
            "described": "私についての記録すべて",
            "identity": "運転免許証で確認",
            "received_on": TODAY,
        }
        access_id: UUID = self.ask("receive", **{**told, **but})
        return access_id

    def gather(self, access_id: UUID, person: UUID) -> None:
        """Every service tells what it holds."""
        asked = EverythingAbout(municipality=DEMO_MUNICIPALITY, person_id=person)
        counter = IntakeEverything(self.intake.store, self.intake.sealer)
        records = counter.everything_about(SECRETARIAT, asked)
        told = {"access_id": access_id, "person_id": person}
        self.ask("collect", service="intake", records=records, **told)
        cases = tuple({one.case_id for one in records if one.case_id})
        work = PlacementEverything(self.placement.store, self.placement.sealer)
        asked = EverythingAbout(municipality=DEMO_MUNICIPALITY, person_id=person, case_ids=cases)
        records = work.everything_about(SECRETARIAT, asked)
        self.ask("collect", service="placement", records=records, **told)
        self.ask("collect-own", access_id=access_id)

    def entries_about(self, person: UUID) -> list[Entry]:
        """The ledger's entries about somebody, in order."""
        found = reading.latest(
            self.town.conference.store.database, index.subject_key(person), None, 1_000
        )
        return [placed.entry for placed in reversed(found.entries)]


def at_work(folder: Path, *places: tuple[str, str]) -> Iterator[Offices]:
    """Three services at work on one folder, or on databases elsewhere."""
    town = Town(folder, places[0] if places else None)
    home = Home(folder)
    settings = [home.settings("intake"), home.settings("placement")]
    for i, place in enumerate(places[1:]):
        settings[i] = replace(settings[i], database_url=place[0], database_password=place[1])

    def clock() -> datetime:
        return town.now

    intake, placement = build_intake(settings[0], clock), build_placement(settings[1], clock)
    for service in (intake, placement):
        service.migrate()
    yield Offices(town, intake, placement)
    for service in (intake, placement, town.conference):
        service.close()


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    """Three services at work on one folder."""
    yield from at_work(tmp_path)


@pytest.fixture
def offices_on_either(new_place: NewPlace, tmp_path: Path) -> Iterator[Offices]:
    """Three services on SQLite, then on PostgreSQL."""
    yield from at_work(tmp_path, new_place(), new_place(), new_place())


def withheld(*parts: ReviewedPart) -> list[dict[str, Any]]:
    """Every one of these is kept back for a third party's sake."""
    return [
        {"record_id": one.record_id, "disclosed": "withheld", "exemptions": ("third_party",)}
        for one in parts
    ]


def everything(offices: Offices) -> tuple[UUID, tuple[ReviewedPart, ...]]:
    """The person's own request with everything gathered."""
    access_id = offices.receive(offices.person)
    offices.gather(access_id, offices.person)
    return access_id, offices.ask("review", access_id=access_id)


def with_text(found: tuple[ReviewedPart, ...], text: str) -> ReviewedPart:
    """The one piece that says something."""
    (one,) = [part for part in found if text in part.text]
    return one


@pytest.mark.rule(60)
def test_the_export_holds_everything_of_theirs_from_all_services(
    offices_on_either: Offices,
) -> None:
    """Profile, contacts, assessment, consent, referral, job and items, on both databases."""
    _, found = everything(offices_on_either)

    for text in CANARIES:
        assert any(text in one.text for one in found), "something is missing"
    kinds = {(one.service, one.kind) for one in found}
    assert kinds >= {
        ("intake", "profile"),
        ("intake", "contact"),
        ("intake", "assessment"),
        ("intake", "case"),
        ("intake", "membership"),
        ("placement", "referral"),
        ("placement", "employment"),
        ("conference", "person"),
        ("conference", "item"),
    }
    assert sum(one.kind == "referral" for one in found) == 3


@pytest.mark.rule(34, 35, 44, 60)
def test_what_concerns_others_is_marked_with_why(offices: Offices) -> None:
    """A mother's words, a confidence, a report, another person, another agency: all are marked."""
    _, found = everything(offices)

    assert with_text(found, OWN).marks == ()
    assert "family_statement" in with_text(found, SAID_BY_MOTHER).marks
    assert {"confidential_informant", "do_not_tell_person"} <= {*with_text(found, CONFIDED).marks}
    assert {"assessment", "other_person"} <= {*with_text(found, SUMMARY).marks}
    assert "other_agency" in with_text(found, ILLNESS).marks
    assert "reporter_identity" in with_text(found, REPORT).marks
    assert "other_person" in with_text(found, TOGETHER).marks
    assert all(one.why for one in found if one.marks)


@pytest.mark.rule(33)
def test_the_corrected_wording_stands_first_and_the_former_one_is_named_so(
    offices: Offices,
) -> None:
    """Both are held, and nobody takes the one for the other."""
    _, found = everything(offices)
    now, before = with_text(found, ILLNESS), with_text(found, FIRST_WORDING)

    assert now.record_id == named("illness")
    assert "訂正前" in before.text.splitlines()[0]
    assert "訂正前" not in now.text.splitlines()[0]


@pytest.mark.rule(35, 44, 60)
def test_nothing_marked_is_handed_over_without_a_decision(offices: Offices) -> None:
    """Decided piece by piece, the answer holds what was granted and not a word of the rest."""
    access_id, found = everything(offices)
    marked = [one for one in found if one.marks]

    with pytest.raises(Refusal) as no:
        offices.ask("decide", access_id=access_id, outcome="full", reason="審査した")
    assert no.value.code == "record-undecided"
    with pytest.raises(Refusal) as early:
        offices.ask("deliver", access_id=access_id)
    assert early.value.code == "access-undecided"

    parts = withheld(*(one for one in marked if ILLNESS not in one.text))
    parts.append(
        {
            "record_id": named("illness"),
            "disclosed": "partial",
            "exemptions": ("conduct_of_affairs",),
            "footing": "not_exempt",
            "wording": "通院していること",
        }
    )
    told = {"access_id": access_id, "outcome": "partial", "reason": "審査した", "parts": parts}
    offices.ask("decide", **told)
    answer: AccessAnswer = offices.ask("deliver", access_id=access_id)

    said = answer.model_dump_json()
    assert OWN in said
    assert NAME in said
    assert "通院していること" in said
    hidden = (SAID_BY_MOTHER, CONFIDED, SUMMARY, ILLNESS, FIRST_WORDING, REPORT, TOGETHER)
    assert not [one for one in hidden if one in said]
    assert "通報" not in said


@pytest.mark.rule(60)
def test_review_refusal_and_handing_over_stand_in_the_ledger(offices: Offices) -> None:
    """Who looked, what was kept back, what was handed out: all of it, each with its provision."""
    access_id, found = everything(offices)
    parts = withheld(*(one for one in found if one.marks))
    offices.ask("decide", access_id=access_id, outcome="partial", reason="審査した", parts=parts)
    offices.ask("deliver", access_id=access_id)

    entries = [one for one in offices.entries_about(offices.person) if one.matter_id == access_id]
    looked = [one for one in entries if one.act == "record_read"]
    refused = [one for one in entries if one.effect == "withheld"]
    given = [one for one in entries if one.act == "access_request" and one.effect == "full"]

    assert {one.recipient_id for one in looked} == {named("city")}
    assert {one.recipient_id for one in (*refused, *given)} == {offices.person}
    assert all(one.citations for one in entries)
    shown = {item.item_id for one in given for item in one.items}
    kept = {item.item_id for one in refused for item in one.items}
    assert kept == {one.record_id for one in found if one.marks}
    assert shown == {one.record_id for one in found} - kept
    state = offices.town.conference.store.load(ACCESS_REQUEST, access_id).state
    assert state is not None
    assert state.delivered_on == TODAY


@pytest.mark.rule(54, 60)
def test_gathering_stands_in_the_ledger_once_for_each_service(offices: Offices) -> None:
    """That somebody had a person's records written out is on record with the taking in of them."""
    access_id = offices.receive(offices.person)
    offices.gather(access_id, offices.person)

    entries = offices.entries_about(offices.person)
    assert [one.act for one in entries] == ["export"] * 3
    assert {
        (one.matter_id, one.actor.person, one.holder_id, one.recipient_id) for one in entries
    } == {(access_id, SECRETARIAT.person, named("city"), named("city"))}
    assert {(one.subjects, one.items) for one in entries} == {((offices.person,), ())}
    assert all(one.citations for one in entries)


@pytest.mark.rule(15, 60)
def test_the_law_of_sharing_does_not_judge_an_answer_to_a_request(offices: Offices) -> None:
    """Given gathering and review on record, when an auditor asks, then they cannot be recomputed.

    They rest on the person's own right and on no basis of sharing.
    """
    everything(offices)
    for entry in offices.entries_about(offices.person):
        asked = {"municipality": DEMO_MUNICIPALITY, "entry_id": entry.entry_id}
        found = offices.town.offer("audit.lawful", AUDITOR, **asked)
        assert (found.verdict, bool(found.obstacle)) == ("cannot_tell", True)


def test_a_gathering_that_fails_leaves_neither_records_nor_an_entry(offices: Offices) -> None:
    """When the records are somebody else's, then nothing is taken in and nothing is entered."""
    access_id = offices.receive(offices.person)
    strange = {"access_id": access_id, "person_id": offices.mother, "service": "intake"}

    with pytest.raises(Refusal):
        offices.ask("collect", records=(), **strange)

    assert offices.entries_about(offices.person) == []
    assert offices.entries_about(offices.mother) == []
    assert "intake" in offices.ask("show", access_id=access_id).missing_services


@pytest.mark.rule(60)
def test_of_a_meeting_only_their_own_matters_are_gathered(offices: Offices) -> None:
    """What was asked and placed about somebody else in the same sitting is not theirs."""
    town = offices.town
    stranger = uuid4()
    town.convened("clinic")
    for agenda, subject in (("theirs", offices.person), ("another", stranger)):
        placed = AgendaItemPlaced(
            municipality=DEMO_MUNICIPALITY,
            agenda_id=named(agenda),
            case_id=offices.case if subject == offices.person else uuid4(),
            legal_mode="shien_kaigi_106_6",
            purpose="information_exchange",
            subjects=(subject,),
        )
        necessity = town.sealer.seal(str(subject), f"{agenda}の必要", NECESSITY_LABEL)
        request_id = uuid4()
        asked = InformationRequested(
            municipality=DEMO_MUNICIPALITY,
            agenda_id=named(agenda),
            request_id=request_id,
            made_at=town.now,
            to_agency=named("clinic"),
            categories=("health",),
            necessity=necessity,
            due_on=TODAY,
        )
        answered = RequestAnswered(
            municipality=DEMO_MUNICIPALITY, request_id=request_id, answer="not_held"
        )
        town.given(CONFERENCE, named("meeting"), placed, asked, answered)

    _, found = everything(offices)
    kinds = [one.kind for one in found]

    assert (kinds.count("agenda_item"), kinds.count("request")) == (1, 2)
    assert with_text(found, "theirsの必要").marks
    assert not any("another" in one.text for one in found)


@pytest.mark.rule(60)
def test_plans_of_their_case_and_the_record_of_sharing_are_gathered(offices: Offices) -> None:
    """A plan about two is opened with both keys and marked; who looked before stands there, too."""
    both = (offices.person, offices.mother)
    will = seal_jointly(offices.town.sealer, map(str, both), "意向カナリア11", WILL_LABEL)
    proposed = PlanProposed(
        municipality=DEMO_MUNICIPALITY,
        case_id=offices.case,
        conference_id=named("meeting"),
        agenda_id=named("theirs"),
        proposed_by=named("city"),
        kept_by=named("city"),
        subjects=both,
        will_and_issues=will,
        proposed_on=TODAY,
    )
    offices.town.given(PLAN, named("plan"), proposed)
    first, found = everything(offices)
    assert {"other_person", "assessment"} <= {*with_text(found, "意向カナリア11").marks}
    assert not any(one.kind == "disclosure" for one in found)
    shown = offices.ask("show", access_id=first)
    assert (shown.collected, shown.missing_services) == (len(found), ())
    assert shown.to_be_decided == sum(bool(one.marks) for one in found)

    _, again = everything(offices)

    shared = [one for one in again if one.kind == "disclosure"]
    assert shared
    assert {one.text.splitlines()[0] for one in shared} == {
        "提供の記録（書き出し）",
        "提供の記録（記録の閲覧）",
    }
    assert all("other_agency" in one.marks for one in shared)
    (with_report,) = [one for one in shared if "reporter_identity" in one.marks]
    assert "通報" not in with_report.text


def test_what_says_something_about_an_erased_person_is_not_kept(offices: Offices) -> None:
    """A mother erased meanwhile leaves a line that was erased, and no words of hers."""
    offices.town.sealer.destroy(str(offices.mother))
    _, found = everything(offices)

    assert not any(TOGETHER in one.text for one in found)
    (gone,) = [one for one in found if one.record_id == named("both")]
    assert "unreadable" in gone.marks
    assert with_text(found, OWN).marks == ()


@pytest.mark.rule(60)
def test_a_parent_of_a_grown_child_is_refused(offices: Offices) -> None:
    """Papers that would do for a minor do not do for somebody whom the record knows as grown up."""
    asked = {"requester": "minor_representative", "requester_id": offices.mother}
    for birth in ("1985-05-20", "2015-05-20"):
        access_id = offices.receive(offices.person, power="戸籍謄本", subject_birth=birth, **asked)
        offices.gather(access_id, offices.person)
        with pytest.raises(Refusal) as no:
            offices.ask("decide", access_id=access_id, outcome="full", reason="親である")
        assert no.value.code == "requester-without-power"
        grounds = ("requester_without_power",)
        told = {"access_id": access_id, "outcome": "refused", "grounds": grounds}
        offices.ask("decide", reason="権限がない", **told)
        assert offices.ask("deliver", access_id=access_id).records == ()


def minor_with_a_suspected_father(offices: Offices) -> tuple[UUID, UUID]:
    """A child known to all services, and the father who is suspected of hurting her."""
    told = PersonDetails(name="架空 娘子", birth=FuzzyDate.on(date(2014, 2, 3)), gender="female")
    child = offices.intake.application.register_person(WORKER, DEMO_MUNICIPALITY, told)
    note = ContactNote(TODAY, "phone", "school", content="学校からの相談カナリア9")
    offices.intake.application.receive(WORKER, DEMO_MUNICIPALITY, note, (child,))
    father = uuid4()
    start = datetime(2014, 2, 3, tzinfo=UTC)
    representative = Representative(
        by=father, kind="parental_authority", suspected_abuser=True, start=start
    )
    offices.describe(child, "2014-02-03", representatives=(representative,))
    return child, father


@pytest.mark.rule(61)
@pytest.mark.parametrize("gathered", [False, True])
def test_the_answer_is_the_same_whether_there_is_a_file_or_not(
    offices: Offices, *, gathered: bool
) -> None:
    """存否応答拒否: same text, same steps, same events and entries for known and unknown."""
    child, father = minor_with_a_suspected_father(offices)
    nobody = uuid4()
    answers, shapes = [], []
    for person in (child, nobody):
        access_id = offices.receive(
            person,
            requester="minor_representative",
            requester_id=father,
            power="戸籍謄本",
            subject_birth="2014-02-03",
        )
        if gathered:
            offices.gather(access_id, person)
        told = {"access_id": access_id, "outcome": "existence_not_confirmed"}
        notice = offices.ask("decide", reason="81条", **told)
        answer = offices.ask("deliver", access_id=access_id)
        assert answer.notice == notice
        answers.append(answer.model_dump_json())
        history = offices.town.conference.store.history(access_id)
        entries = [one for one in offices.entries_about(person) if one.matter_id == access_id]
        hidden = {"entry_id", "matter_id", "subjects", "at", "recorded_at"}
        shapes.append(
            (
                [one.event.TOPIC for one in history],
                [one.model_dump(exclude=hidden) for one in entries],
            )
        )

    assert answers[0] == answers[1]
    assert shapes[0] == shapes[1]
    assert "カナリア" not in answers[0]


@pytest.mark.rule(61)
def test_a_suspected_parent_gets_no_other_answer(offices: Offices) -> None:
    """Not even that the person is not known: only 存否応答拒否 is open."""
    child, father = minor_with_a_suspected_father(offices)
    access_id = offices.receive(
        child,
        requester="minor_representative",
        requester_id=father,
        power="戸籍謄本",
        subject_birth="2014-02-03",
    )
    told = {"access_id": access_id, "outcome": "refused", "grounds": ("not_held",)}
    with pytest.raises(Refusal) as no:
        offices.ask("decide", reason="ない", **told)

    assert no.value.code == "existence-must-not-be-confirmed"


@pytest.mark.rule(62)
def test_what_is_known_about_the_dead_stays_closed(offices: Offices) -> None:
    """An agent of somebody who has died is answered that the law does not reach that far."""
    died = offices.town.sealer.seal(str(offices.person), "2026-05-01", DEATH_LABEL)
    offices.describe(offices.person, died_on=died)
    agent = {"requester": "voluntary_agent", "requester_id": uuid4(), "power": "委任状"}
    access_id = offices.receive(offices.person, **agent)
    offices.gather(access_id, offices.person)

    with pytest.raises(Refusal) as no:
        offices.ask("decide", access_id=access_id, outcome="full", reason="委任状がある")
    assert no.value.code == "person-deceased"


@pytest.mark.rule(60)
def test_the_list_counts_the_days_that_are_left(offices_on_either: Offices) -> None:
    """30 days at first; none while a correction is waited for; overdue when they are over."""
    offices = offices_on_either
    access_id = offices.receive(offices.person)
    of_town = {"municipality": DEMO_MUNICIPALITY}

    (line,) = offices.ask("list", **of_town)
    assert (line.due_on, line.days_left, line.standing) == (date(2026, 7, 1), 30, "open")

    offices.town.now += timedelta(days=5)
    told = {"access_id": access_id, "missing": "本人確認の書類", "asked_on": date(2026, 6, 6)}
    offices.ask("ask-correction", **told)
    (line,) = offices.ask("list", **of_town)
    assert (line.due_on, line.days_left, line.standing) == (None, None, "correcting")

    offices.town.now += timedelta(days=7)
    offices.ask("correct", access_id=access_id, corrected_on=date(2026, 6, 13), identity="免許証")
    (line,) = offices.ask("list", **of_town)
    assert (line.due_on, line.days_left) == (date(2026, 7, 8), 25)
    assert offices.ask("overdue", **of_town) == []

    offices.town.now += timedelta(days=26)
    (line,) = offices.ask("overdue", **of_town)
    assert (line.access_id, line.days_left) == (access_id, -1)


@pytest.mark.rule(60)
def test_a_third_party_who_opposes_is_heard_and_given_two_weeks(offices: Offices) -> None:
    """Asked, answered, decided for the public interest: handed over when the weeks are over."""
    access_id, found = everything(offices)
    told = {"access_id": access_id, "reason": "第三者の意見を聞くためカナリア12"}
    offices.ask("extend", days=30, noticed_on=TODAY, **told)
    (line,) = offices.ask("list", municipality=DEMO_MUNICIPALITY)
    assert line.due_on == date(2026, 7, 31)

    spoken = with_text(found, SAID_BY_MOTHER)
    others = withheld(*(one for one in found if one.marks and one != spoken))
    given = {
        "record_id": spoken.record_id,
        "disclosed": "full",
        "footing": "public_interest",
    }
    decision = {"outcome": "partial", "parts": [*others, given], **told}
    with pytest.raises(Refusal) as unheard:
        offices.ask("decide", **decision)
    assert unheard.value.code == "third-party-not-asked"

    opinion_id = offices.ask(
        "ask-third-party",
        access_id=access_id,
        party_id=offices.mother,
        record_ids=(spoken.record_id,),
        answer_by=date(2026, 6, 20),
    )
    answered = {"opinion_id": opinion_id, "opposes": True, "answered_on": TODAY}
    opinion = "反対カナリア13"
    offices.ask("third-party-answered", access_id=access_id, opinion=opinion, **answered)
    offices.ask("decide", **decision)
    with pytest.raises(Refusal) as early:
        offices.ask("deliver", access_id=access_id)
    assert early.value.code == "third-party-may-appeal"

    offices.town.now += timedelta(days=14)
    answer = offices.ask("deliver", access_id=access_id)
    assert any(SAID_BY_MOTHER in one.text for one in answer.records)
    stored = offices.town.folder.rglob("*.sqlite*")
    wanted = (opinion, told["reason"])
    assert not [path.name for path in stored if found_in(path.read_bytes(), wanted)]


@pytest.mark.rule(60)
def test_a_decision_on_an_older_state_is_refused(offices: Offices) -> None:
    """Gathered anew between the review and the decision: it is to be looked at again."""
    access_id, found = everything(offices)
    seen = offices.ask("show", access_id=access_id).version
    offices.ask("collect-own", access_id=access_id)
    parts = withheld(*(one for one in found if one.marks))
    told = {"access_id": access_id, "outcome": "partial", "reason": "審査した", "parts": parts}

    with pytest.raises(Refusal) as no:
        offices.ask("decide", expected_version=seen, **told)
    assert no.value.code == "stale-version"


def test_what_another_municipality_holds_is_not_told(offices: Offices) -> None:
    """Each answers for its own records: asked for another's, the same stores tell nothing."""
    counter = IntakeEverything(offices.intake.store, offices.intake.sealer)
    work = PlacementEverything(offices.placement.store, offices.placement.sealer)
    for municipality, expected in ((DEMO_MUNICIPALITY, True), ("011002", False)):
        asked = EverythingAbout(
            municipality=municipality, person_id=offices.person, case_ids=(offices.case,)
        )
        assert bool(counter.everything_about(SECRETARIAT, asked)) is expected
        assert bool(work.everything_about(SECRETARIAT, asked)) is expected


def test_a_file_about_somebody_else_is_not_taken_in(offices: Offices) -> None:
    """Neither another person's records nor another service's pass for what was asked for."""
    access_id = offices.receive(offices.person)
    asked = EverythingAbout(municipality=DEMO_MUNICIPALITY, person_id=offices.mother)
    records = IntakeEverything(offices.intake.store, offices.intake.sealer).everything_about(
        SECRETARIAT, asked
    )
    told = {"access_id": access_id, "person_id": offices.mother, "records": records}

    for service, code in (("intake", "wrong-person"), ("placement", "wrong-service")):
        with pytest.raises(Refusal) as no:
            offices.ask("collect", service=service, **told)
        assert no.value.code == code


def test_nobody_but_the_secretariat_reads_or_decides(offices: Offices) -> None:
    """A member, an auditor and a counsellor have no way to the contents."""
    access_id, _ = everything(offices)
    for role in ("member", "auditor", "counsellor", "operator"):
        who = SECRETARIAT.model_copy(update={"role": role})
        for use_case in ("access.review", "access.deliver", "access.collect-own"):
            with pytest.raises(Refusal) as no:
                offices.town.offer(use_case, who, access_id=access_id)
            assert no.value.code == "role-not-entitled"
        for service in (offices.intake, offices.placement):
            room = IntakeEverything if service is offices.intake else PlacementEverything
            with pytest.raises(Refusal):
                room(service.store, service.sealer).everything_about(
                    who, EverythingAbout(municipality=DEMO_MUNICIPALITY, person_id=offices.person)
                )


ABOUT_ONE: dict[str, dict[str, Any]] = {
    "show": {},
    "review": {},
    "collect-own": {},
    "deliver": {},
    "collect": {"person_id": uuid4(), "service": "intake", "records": ()},
    "decide": {"outcome": "refused", "reason": "架空の理由"},
    "ask-correction": {"missing": "架空の書類", "asked_on": TODAY},
    "correct": {"corrected_on": TODAY, "identity": "架空の確認"},
    "extend": {"days": 30, "reason": "架空の理由", "noticed_on": TODAY},
    "ask-third-party": {"party_id": uuid4(), "record_ids": (), "answer_by": date(2026, 6, 20)},
    "third-party-answered": {"opinion_id": uuid4(), "opposes": True, "answered_on": TODAY},
}
"""Everything that can be done with one request for access."""


@pytest.mark.parametrize("use_case", sorted(ABOUT_ONE))
def test_another_municipalitys_request_is_answered_as_one_that_is_not_there(
    offices: Offices, use_case: str
) -> None:
    """Whatever a neighbouring town hall tries, it learns neither that nor how far a request is."""
    offices.town.agency(
        "hall", "municipal_department", "public", internal=True, municipality=NEXT_DOOR
    )
    here = offices.receive(offices.person)
    refusals = []
    for access_id in (here, uuid4()):
        with pytest.raises(Refusal) as no:
            offices.town.offer(
                f"access.{use_case}",
                worker("hall", "secretariat"),
                access_id=access_id,
                expected_version=99,
                **ABOUT_ONE[use_case],
            )
        refusals.append((no.value.code, str(no.value)))

    assert refusals[0] == refusals[1]
    assert refusals[0][0] == "access-request-not-found"


def test_an_id_that_another_municipality_uses_is_only_taken(offices: Offices) -> None:
    """When a neighbour chooses the id of a request here, then it is not told what has that id."""
    here = offices.receive(offices.person)
    offices.town.agency(
        "hall", "municipal_department", "public", internal=True, municipality=NEXT_DOOR
    )
    theirs = uuid4()
    with pytest.raises(Refusal) as no:
        offices.town.offer(
            "access.receive",
            worker("hall", "secretariat"),
            access_id=here,
            municipality=NEXT_DOOR,
            person_id=theirs,
            requester="self",
            requester_id=theirs,
            described="架空の請求",
            received_on=TODAY,
        )

    assert no.value.code == "id-taken"
    with pytest.raises(Refusal) as again:
        offices.receive(offices.person, access_id=here)
    assert again.value.code == "access-request-exists"


def test_nothing_of_it_lies_on_disk_in_plain(offices: Offices, tmp_path: Path) -> None:
    """Gathered, reviewed, decided and delivered: no canary in any file of the folder."""
    access_id, found = everything(offices)
    parts = withheld(*(one for one in found if one.marks))
    secret = "審査の理由カナリア10"
    offices.ask("decide", access_id=access_id, outcome="partial", reason=secret, parts=parts)
    answer = offices.ask("deliver", access_id=access_id)

    assert CANARIES[0] in answer.model_dump_json()
    wanted = (*CANARIES, secret, "運転免許証で確認", "私についての記録すべて")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not {path.name for path in files if found_in(path.read_bytes(), wanted)}
    assert "カナリア" not in repr(answer) + repr(found)


def test_the_command_gathers_from_private_files_and_refuses_open_ones(
    offices: Offices, tmp_path: Path
) -> None:
    """Each service writes its part for its owner alone; one that others can read is refused."""
    access_id = offices.receive(offices.person)
    who = ["--worker", "w-1", "--agency", str(named("city"))]

    def tsunagu(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "services.command.main", "access", *map(str, words), *who]
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env={"TSUNAGU_HOME": str(tmp_path), "PATH": "", "PYTHONPATH": "."},
            cwd=Path(__file__).parents[2],
        )

    parts = []
    for service in ("intake", "placement"):
        target = tmp_path / f"{service}.json"
        made = tsunagu("export-part", target, "--service", service, "--person", offices.person)
        assert made.returncode == 0, made.stderr
        assert target.stat().st_mode & 0o777 == 0o600
        parts.append(target)

    parts[0].chmod(0o644)
    assert "file-not-private" in tsunagu("collect", access_id, *parts).stderr
    parts[0].chmod(0o600)
    collected = tsunagu("collect", access_id, *parts)
    assert collected.returncode == 0, collected.stderr
    assert "まだ集めていない" not in collected.stdout

    listed = tsunagu("list", "--municipality", DEMO_MUNICIPALITY, "--json")
    assert [one["access_id"] for one in json.loads(listed.stdout)] == [str(access_id)]
    assert "カナリア" not in collected.stdout + collected.stderr + listed.stdout
