"""開示請求: who asks, and what the answer gives away, until when it is given."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from services.conference.domain.person import (
    DEATH_LABEL,
    Representative,
)
from services.intake.application import ContactNote, PersonDetails
from shared.calendar import FuzzyDate
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.refusal import Refusal
from tests.behaviour.casework import WORKER
from tests.behaviour.conference.access_requests.offices import (
    SAID_BY_MOTHER,
    TODAY,
    Offices,
    everything,
    with_text,
    withheld,
)
from tests.faults.canaries import found_in


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
