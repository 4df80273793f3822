"""Intake on a real store: what may be done, what is refused, and that it stays whole."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from services.intake.application import ContactNote, IntakeApplication, PersonDetails
from services.intake.domain import case
from services.intake.domain.case import CASE, Standing, TransferBasis, Worker
from services.intake.domain.person import PERSON
from services.intake.views import list_cases
from shared.calendar import FuzzyDate
from shared.identity import Actor
from tests.refusals import refused

TOWN, ELSEWHERE = "332089", "271403"
DAY, LATER = date(2024, 4, 1), date(2024, 6, 1)


def call(on: date = DAY, content: str = "母からの電話", **details: object) -> ContactNote:
    """A telephone call of the mother."""
    return ContactNote(on=on, method="phone", consulter="mother", content=content, **details)  # type: ignore[arg-type]


def person(intake: IntakeApplication, actor: Actor, birth: str | None = None) -> UUID:
    """Register somebody fictional."""
    details = PersonDetails(
        name="架空 太郎", gender="male", birth=FuzzyDate.parse(birth) if birth else None
    )
    return intake.register_person(actor, TOWN, details)


def standing(intake: IntakeApplication, case_id: UUID) -> Standing:
    """How a case stands, by its events."""
    state = intake.store.load(CASE, case_id).state
    assert state is not None
    return state.standing


def test_a_household_is_received_with_its_persons_and_its_first_contact(
    intake: IntakeApplication, actor: Actor
) -> None:
    """相談受付 opens one case for several persons; the content reads back, sealed in between."""
    son, mother = person(intake, actor, "昭和50年頃"), person(intake, actor)

    case_id = intake.receive(actor, TOWN, note := call(), (son, mother))

    state = intake.store.load(CASE, case_id).state
    assert state is not None
    assert (state.main_subject, state.persons) == (son, frozenset({son, mother}))
    assert intake.read_content(actor, case_id, note.contact_id) == "母からの電話"
    [line] = list_cases(intake.store, TOWN)
    assert (line.case_id, line.contacts, line.anonymous) == (case_id, 1, False)


def test_the_age_of_the_person_concerned_is_counted_when_the_mother_calls(
    intake: IntakeApplication, actor: Actor
) -> None:
    """The contact carries the son's age on that day, from his sealed date of birth."""
    son = person(intake, actor, "1975-04-02")

    case_id = intake.receive(actor, TOWN, call(date(2024, 4, 1)), (son,))
    intake.record_contact(actor, case_id, call(date(2024, 4, 2)), son)

    ages = [
        recorded.event.age
        for recorded in intake.store.history(case_id)
        if isinstance(recorded.event, case.ContactRecorded)
    ]
    assert ages == [48, 49]


def test_a_second_open_case_for_the_same_person_is_refused_and_leaves_nothing(
    intake: IntakeApplication, actor: Actor
) -> None:
    """Neither the case nor its contact is there after the refusal; closing makes room."""
    son = person(intake, actor)
    first = intake.receive(actor, TOWN, call(), (son,))
    before = intake.store.position()

    with refused("case-already-open"):
        intake.receive(actor, TOWN, call(), (son,))

    assert intake.store.position() == before
    assert len(list_cases(intake.store, TOWN)) == 1
    intake.close(actor, first, "goal_achieved", "目標に届いた", LATER)
    second = intake.receive(actor, TOWN, call(LATER), (son,))
    with refused("case-already-open"):
        intake.reopen(actor, first, None, LATER)
    assert standing(intake, second) is Standing.OPEN


def test_a_contact_before_birth_is_refused(intake: IntakeApplication, actor: Actor) -> None:
    """Impossible days are refused with nothing written."""
    child = person(intake, actor, "2024-05-01")

    with refused("contact-before-birth"):
        intake.receive(actor, TOWN, call(DAY), (child,))

    assert list_cases(intake.store, TOWN) == []


def test_a_stale_version_is_refused(intake: IntakeApplication, actor: Actor) -> None:
    """Who decided on an older state has to look again."""
    son = person(intake, actor)
    case_id = intake.receive(actor, TOWN, call(), (son,))
    seen = intake.store.load(CASE, case_id).version
    intake.record_contact(actor, case_id, call(LATER), son)

    with refused("stale-version"):
        intake.record_contact(actor, case_id, call(LATER), son, expected=seen)


def test_sending_the_same_contact_twice_records_it_once(
    intake: IntakeApplication, actor: Actor
) -> None:
    """The caller's contact id makes a repeated request harmless."""
    son = person(intake, actor)
    case_id = intake.receive(actor, TOWN, call(), (son,))
    again = call(LATER, contact_id=uuid4())

    intake.record_contact(actor, case_id, again, son)
    intake.record_contact(actor, case_id, again, son)

    assert list_cases(intake.store, TOWN)[0].contacts == 2


def test_a_case_goes_through_its_life_under_one_id(intake: IntakeApplication, actor: Actor) -> None:
    """Assessment, workers, hand-over, rest, end and re-opening are all on one case's record."""
    son, mother = person(intake, actor), person(intake, actor)
    case_id = intake.receive(actor, TOWN, call(), (mother, son))
    first, second = Worker(worker_id=UUID(int=31)), Worker(worker_id=UUID(int=32))

    intake.change_main_subject(actor, case_id, son, DAY)
    intake.note_consent(actor, case_id, son, "given", DAY)
    intake.assess(actor, case_id, "見立て", factors=("8050",), needs_conference=True, on=DAY)
    intake.assign_worker(actor, case_id, first, DAY)
    intake.hand_over(actor, case_id, second, "引継ぎ事項", DAY)
    intake.suspend(actor, case_id, "休止の理由", DAY)
    assert standing(intake, case_id) is Standing.SUSPENDED
    intake.reopen(actor, case_id, None, DAY)
    intake.close(actor, case_id, "goal_achieved", "評価", LATER)
    with refused("case-closed"):
        intake.record_contact(actor, case_id, call(date(2024, 7, 1)), son)
    intake.reopen(actor, case_id, None, date(2024, 7, 1))
    intake.record_contact(actor, case_id, call(date(2024, 7, 1)), son)

    state = intake.store.load(CASE, case_id).state
    assert state is not None
    assert (state.standing, state.main_subject, state.worker_id) == (
        Standing.OPEN,
        son,
        second.worker_id,
    )
    assert list_cases(intake.store, TOWN)[0].standing is Standing.OPEN


@pytest.mark.rule(52)
def test_a_transfer_out_needs_a_basis_and_frees_the_person(
    intake: IntakeApplication, actor: Actor
) -> None:
    """Without consent or a legal reason the case stays; after it the person may come anew."""
    son = person(intake, actor)
    case_id = intake.receive(actor, TOWN, call(), (son,))

    with refused("transfer-without-basis"):
        intake.transfer_out(actor, case_id, ELSEWHERE, None, "転居のため", LATER)
    with refused("transfer-without-consent"):
        intake.transfer_out(actor, case_id, ELSEWHERE, TransferBasis.CONSENT, "転居のため", LATER)
    intake.note_consent(actor, case_id, son, "given", DAY)
    intake.transfer_out(actor, case_id, ELSEWHERE, TransferBasis.CONSENT, "転居のため", LATER)

    assert standing(intake, case_id) is Standing.TRANSFERRED
    member = intake.store.load(PERSON, son).state
    assert member is not None
    assert member.open_case is None


@pytest.mark.rule(39, 40)
def test_an_anonymous_call_is_received_and_linked_later_by_an_explicit_act(
    intake: IntakeApplication, actor: Actor
) -> None:
    """Linking records who and why; the earlier contact keeps its mark and consent is not moved."""
    anonymous = intake.receive(actor, TOWN, call(content="名乗らない電話"))
    son = person(intake, actor)
    known = intake.receive(actor, TOWN, call(LATER), (son,))

    intake.link_anonymous(actor, anonymous, known, son, UUID(int=31), "声と話の内容が同じ", LATER)

    assert standing(intake, anonymous) is Standing.LINKED
    marks = [
        recorded.event.while_anonymous
        for recorded in intake.store.history(anonymous)
        if isinstance(recorded.event, case.ContactRecorded)
    ]
    assert marks == [True]
    with refused("case-not-anonymous"):
        intake.link_anonymous(actor, known, anonymous, son, UUID(int=31), "誤り", LATER)


@pytest.mark.rule(58)
def test_what_belongs_to_an_erased_person_cannot_be_read_or_written(
    intake: IntakeApplication, actor: Actor
) -> None:
    """Destroying the key leaves the record of what happened, and none of its words."""
    son = person(intake, actor)
    case_id = intake.receive(actor, TOWN, note := call(), (son,))

    intake.sealer.destroy(str(son))

    with refused("person-erased"):
        intake.read_content(actor, case_id, note.contact_id)
    assert list_cases(intake.store, TOWN)[0].contacts == 1
