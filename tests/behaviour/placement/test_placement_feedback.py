"""Two-sided feedback: each side gives and sees its own, the supporter both; others nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from services.placement.application.feedback import (
    EmployerSays,
    GiveFeedback,
    PersonSays,
    ShowFeedback,
    TakeBackFeedback,
)
from services.placement.application.resources import WithdrawResource
from services.placement.application.steps import UndoInStep
from services.placement.everything import Everything
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.personal_records import EverythingAbout
from shared.sealing import Erased
from shared.store.database import Database
from tests.behaviour.placement.directory_of_resources import ENTRUSTED, NEXT_DOOR, NOON, NPO, who
from tests.behaviour.placement.working_life import CASE, PERSON, TODAY, Work
from tests.behaviour.town import SECRETARIAT
from tests.refusals import refused

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
STRENGTHS, IMAGE = "手先が器用カナリア1", "静かな仕事と思ったカナリア2"
HOLDING, CAUTIONS = "丁寧さカナリア3", "急な変更は避けるカナリア4"
FIRM, FORMER_FIRM = who(NPO, "member"), who(ENTRUSTED, "member")
PERSON_SAYS = PersonSays(strengths=STRENGTHS, work_image=IMAGE)
EMPLOYER_SAYS = EmployerSays(strengths_that_hold=HOLDING, cautions=CAUTIONS)


@pytest.fixture
def work(tmp_path: Path, database: Database) -> Work:
    """The room for work on SQLite, then on PostgreSQL."""
    return Work(tmp_path, database)


@pytest.fixture
def farm(work: Work) -> UUID:
    """A farm that a registered agency runs."""
    return work.town.enter(agency_id=NPO)


@pytest.fixture
def trial(work: Work, farm: UUID) -> UUID:
    """A trial at the farm."""
    return work.take("trial", APRIL, resource_id=farm)


def both_said(work: Work, trial: UUID) -> tuple[UUID, UUID]:
    """Both sides have said something: the person to a supporter, the farm itself."""
    by_person = GiveFeedback(about_id=trial, on=MAY, person=PERSON_SAYS)
    by_farm = GiveFeedback(about_id=trial, on=MAY, employer=EMPLOYER_SAYS)
    return work.feedback.give(who(), by_person), work.feedback.give(FIRM, by_farm)


def test_each_side_sees_its_own_and_the_supporter_both(work: Work, trial: UUID) -> None:
    """The farm reads what it wrote and no word of the person; the supporter reads all."""
    both_said(work, trial)

    [own] = work.feedback.show(FIRM, ShowFeedback(about_id=trial))
    assert (own.side, own.strengths_that_hold, own.cautions) == ("employer", HOLDING, CAUTIONS)
    assert own.strengths is own.work_image is None
    mine, theirs = work.feedback.show(who(), ShowFeedback(about_id=trial))
    assert (mine.strengths, mine.work_image, mine.by_employer) == (STRENGTHS, IMAGE, False)
    assert (theirs.cautions, theirs.by_employer) == (CAUTIONS, True)
    assert work.feedback.show(FIRM, ShowFeedback(about_id=trial, side="person")) == []
    [sheet] = work.feedback.show(who(), ShowFeedback(about_id=trial, side="person"))
    assert sheet == mine


def test_what_a_supporter_wrote_down_for_the_workplace_is_not_shown_to_it(
    work: Work, trial: UUID
) -> None:
    """A supporter's own notes of a talk are no words of the farm's."""
    noted = GiveFeedback(about_id=trial, on=MAY, employer=EMPLOYER_SAYS)
    work.feedback.give(who(), noted)

    assert work.feedback.show(FIRM, ShowFeedback(about_id=trial)) == []
    [one] = work.feedback.show(who(), ShowFeedback(about_id=trial))
    assert not one.by_employer


@pytest.mark.parametrize(
    "stranger",
    [who(NEXT_DOOR), who(NEXT_DOOR, "member"), FORMER_FIRM, who(role="member")],
    ids=["next-door", "next-door-member", "other-workplace", "town-hall-member"],
)
def test_to_everybody_else_there_is_nothing(work: Work, trial: UUID, stranger: object) -> None:
    """Another town, another workplace and who is no supporter get the answer for nothing at all."""
    both_said(work, trial)

    for about in (trial, uuid4()):
        with refused("feedback-not-found"):
            work.feedback.show(stranger, ShowFeedback(about_id=about))
        with refused("feedback-not-found"):
            given = GiveFeedback(about_id=about, on=MAY, employer=EMPLOYER_SAYS)
            work.feedback.give(stranger, given)


def test_a_contract_that_ended_and_a_place_that_was_withdrawn_open_nothing(
    work: Work, trial: UUID, farm: UUID
) -> None:
    """An entrusted supporter reads until the contract ends, a workplace until it is withdrawn."""
    both_said(work, trial)
    entrusted = who(ENTRUSTED)
    assert len(work.feedback.show(entrusted, ShowFeedback(about_id=trial))) == 2

    work.town.now = NOON.replace(year=2027)
    with refused("feedback-not-found"):
        work.feedback.show(entrusted, ShowFeedback(about_id=trial))
    work.town.resources.withdraw(who(), WithdrawResource(resource_id=farm, on=TODAY))
    with refused("feedback-not-found"):
        work.feedback.show(FIRM, ShowFeedback(about_id=trial))


def test_the_workplace_does_not_speak_for_the_person(work: Work, trial: UUID) -> None:
    """What the person says is written down by who supports them."""
    with refused("feedback-not-found"):
        work.feedback.give(FIRM, GiveFeedback(about_id=trial, on=MAY, person=PERSON_SAYS))


def test_each_takes_back_its_own(work: Work, trial: UUID) -> None:
    """The farm takes back its own words and not the person's; then they stand no more."""
    said, found = both_said(work, trial)

    def take_back(one: UUID) -> TakeBackFeedback:
        return TakeBackFeedback(about_id=trial, feedback_id=one, reason="wrong_kind")

    with refused("feedback-not-found"):
        work.feedback.take_back(FIRM, take_back(said))
    work.feedback.take_back(FIRM, take_back(found))
    assert [one.side for one in work.feedback.show(who(), ShowFeedback(about_id=trial))] == [
        "person"
    ]
    with refused("feedback-already-taken-back"):
        work.feedback.take_back(who(), take_back(found))


def test_there_is_nothing_to_say_before_it_began_or_when_it_never_was(
    work: Work, trial: UUID
) -> None:
    """A day before the start, a blank, and a step that was taken back are refused."""
    with refused("feedback-out-of-order"):
        early = GiveFeedback(about_id=trial, on=date(2026, 3, 31), person=PERSON_SAYS)
        work.feedback.give(who(), early)
    with refused("feedback-blank"):
        blank = GiveFeedback(about_id=trial, on=MAY, person=PersonSays(strengths=" "))
        work.feedback.give(who(), blank)
    work.steps.undo(who(), UndoInStep(step_id=trial, part="step", reason="wrong_person"))
    with refused("feedback-not-found"):
        work.feedback.show(who(), ShowFeedback(about_id=trial))


def test_a_job_has_its_feedback_too(work: Work, farm: UUID) -> None:
    """The employer of a job, as it is described, gives and sees its own."""
    job = work.start(APRIL, employer_id=farm)
    told = GiveFeedback(about="employment", about_id=job, on=MAY, employer=EMPLOYER_SAYS)
    work.feedback.give(FIRM, told)

    asked = ShowFeedback(about="employment", about_id=job)
    assert [one.cautions for one in work.feedback.show(FIRM, asked)] == [CAUTIONS]


def test_no_word_lies_open_or_leaves(work: Work, trial: UUID) -> None:
    """Neither the log nor a fact nor a printed answer holds any of it."""
    both_said(work, trial)

    shown = work.feedback.show(who(), ShowFeedback(about_id=trial))
    places = (work.town.written(), repr(work.facts()), repr(shown))
    assert not any("カナリア" in place for place in places)


@pytest.mark.rule(60)
def test_the_person_is_told_all_of_it_with_what_must_be_minded(work: Work, trial: UUID) -> None:
    """On their own request both sides are told; the farm's words are marked as another's."""
    both_said(work, trial)
    everything = Everything(work.town.desk.store, work.town.desk.sealer)

    told = everything.everything_about(
        SECRETARIAT,
        EverythingAbout(municipality=DEMO_MUNICIPALITY, person_id=PERSON, case_ids=(CASE,)),
    )

    texts = {one.title: (one.text, one.marks) for one in told}
    assert STRENGTHS in texts["本人の振り返り"][0]
    text, marks = texts["事業所の振り返り"]
    assert HOLDING in text
    assert CAUTIONS in text
    assert marks == ("other_agency", "assessment")


def test_after_erasure_no_word_can_be_read_or_written(work: Work, trial: UUID) -> None:
    """Given that the person's key was destroyed, then their feedback is empty and stays so."""
    both_said(work, trial)
    work.town.desk.sealer.destroy(str(PERSON))

    for one in work.feedback.show(who(), ShowFeedback(about_id=trial)):
        assert one.strengths is one.work_image is one.strengths_that_hold is one.cautions is None
    with pytest.raises(Erased):
        work.feedback.give(who(), GiveFeedback(about_id=trial, on=MAY, person=PERSON_SAYS))
