"""開示請求: given what three services hold about a person, when they ask, they get theirs."""

from __future__ import annotations

from uuid import uuid4

import pytest

from services.conference.application.access.replies import AccessAnswer
from services.conference.domain.access_request import ACCESS_REQUEST
from services.conference.domain.conference import (
    CONFERENCE,
    AgendaItemPlaced,
    InformationRequested,
    RequestAnswered,
)
from services.conference.domain.conference.events import NECESSITY_LABEL
from services.conference.domain.plan import PLAN, PlanProposed
from services.conference.domain.plan.events import WILL_LABEL
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.refusal import Refusal
from shared.sealing import seal_jointly
from tests.behaviour.conference.access_requests.offices import (
    CANARIES,
    CONFIDED,
    FIRST_WORDING,
    ILLNESS,
    NAME,
    OWN,
    REPORT,
    SAID_BY_MOTHER,
    SUMMARY,
    TODAY,
    TOGETHER,
    Offices,
    everything,
    with_text,
    withheld,
)
from tests.behaviour.town import AUDITOR, SECRETARIAT, named


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
