"""Towards work and beyond, on a real store: steps, jobs that hold or are left, outcomes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from services.placement.application.employments import (
    DescribeEmployment,
    DueCheckpoints,
    EndEmployment,
    ListEmployments,
    PlanLeaving,
    SupportLeaving,
    UndoInEmployment,
)
from services.placement.application.outcomes import ListOutcomes, ReachOutcome, UndoOutcome
from services.placement.application.steps import (
    EndStep,
    ListSteps,
    PlanStep,
    ReviewStep,
    StartStep,
    StepsToReview,
    TakeStep,
    UndoInStep,
)
from shared.calendar import months_after
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts import placement
from shared.store.database import Database
from tests.behaviour.placement.directory_of_resources import ENTRUSTED, NOON, who
from tests.behaviour.placement.working_life import CASE, PERSON, TODAY, Work
from tests.refusals import refused
from tests.town_hall import told_to_placement

APRIL, MAY, JUNE = date(2025, 4, 1), date(2025, 5, 1), date(2025, 6, 1)
TOTTORI, OFFICE = "312011", UUID(int=0x31)
SAID = "振り返りで話した架空のことカナリア1"
OF_CASE = {"municipality": DEMO_MUNICIPALITY, "case_id": CASE}


@pytest.fixture
def work(tmp_path: Path, database: Database) -> Work:
    """The room for work on SQLite, then on PostgreSQL."""
    return Work(tmp_path, database)


@pytest.mark.rule(69)
def test_the_road_leads_through_a_job_that_was_left_to_one_that_holds(work: Work) -> None:
    """Trial, application, job, 退職支援, 手帳, next job, 就労定着: each is on record and linked."""
    farm = work.town.enter()
    trial = work.take("trial", APRIL, resource_id=farm)
    work.attend(trial, date(2025, 4, 2))
    work.end(trial, date(2025, 4, 5))
    applied = work.take("application", date(2025, 4, 10))
    work.end(applied, date(2025, 4, 20), "hired")

    first = work.start(MAY, employer_id=farm, workplace="farm", trait="withdrawal", step_id=applied)
    work.look(first, 1, MAY)
    plan = PlanLeaving(employment_id=first, on=date(2025, 7, 1), reason="relations")
    work.leaving.plan_leaving(who(), plan)
    work.employments.end(who(), EndEmployment(employment_id=first, on=date(2025, 7, 31)))
    helped = SupportLeaving(employment_id=first, on=date(2025, 9, 1), support="certificate")
    work.leaving.support_leaving(who(), helped)
    reached = ReachOutcome(**OF_CASE, person_id=PERSON, kind="certificate", on=date(2025, 10, 1))
    work.outcomes.reach(who(), reached)
    november = date(2025, 11, 1)
    second = work.start(november, "disability_employment", follows=first)
    work.look(second, 6, november)

    [left, held] = work.lists.list_employments(who(), ListEmployments(**OF_CASE))
    assert (left.employment_id, left.ended_on, left.retained_on) == (first, date(2025, 7, 31), None)
    assert (held.follows, held.retained_on) == (first, date(2026, 5, 1))
    listed = work.step_lists.list_steps(who(), ListSteps(**OF_CASE))
    assert [(one.kind, one.status, one.outcome) for one in listed] == [
        ("trial", "finished", "completed"),
        ("application", "finished", "hired"),
    ]
    with refused("employment-followed"):
        work.employments.undo(
            who(), UndoInEmployment(employment_id=first, part="end", reason="wrong_day")
        )


def test_a_job_does_not_follow_itself(work: Work) -> None:
    """Not even one of a single day, whose end could otherwise never be taken back."""
    job = work.start(MAY)
    work.employments.end(who(), EndEmployment(employment_id=job, on=MAY))

    with refused("former-not-found"):
        itself = DescribeEmployment(employment_id=job, on=MAY, follows=job)
        work.employments.describe(who(), itself)


@pytest.mark.rule(68)
def test_looks_that_are_due_are_listed_with_how_long_they_are_overdue(work: Work) -> None:
    """The list names month, day and delay; what was found out, ended or undone is not in it."""
    started = months_after(TODAY, -3)
    job = work.start(started)
    ended = work.start(started)
    work.employments.end(who(), EndEmployment(employment_id=ended, on=TODAY))
    void = work.start(started)
    work.employments.undo(
        who(), UndoInEmployment(employment_id=void, part="start", reason="wrong_person")
    )
    asked = DueCheckpoints(municipality=DEMO_MUNICIPALITY)

    due = work.lists.due_checkpoints(who(), asked)
    late = (TODAY - months_after(started, 1)).days
    assert [(one.employment_id, one.month, one.overdue_days) for one in due] == [
        (job, 1, late),
        (job, 3, 0),
    ]
    overdue = asked.model_copy(update={"overdue_only": True})
    assert [one.month for one in work.lists.due_checkpoints(who(), overdue)] == [1]

    work.look(job, 3, started, status="unknown")
    assert [one.unknown for one in work.lists.due_checkpoints(who(), asked)] == [False, True]
    work.look(job, 3, started)
    assert work.lists.due_checkpoints(who(), asked) == []
    undoing = UndoInEmployment(employment_id=job, part="checkpoint", month=3, reason="wrong_day")
    work.employments.undo(who(), undoing)
    assert len(work.lists.due_checkpoints(who(), asked)) == 2


def test_a_trial_in_tottori_waits_for_its_look_back(work: Work) -> None:
    """Given 鳥取県's rule, then a trial is listed as waiting and told as finished only after it."""
    told_to_placement(work.town.desk.store, OFFICE, municipality=TOTTORI)
    worker = who(OFFICE)
    trial = work.take("trial", APRIL, worker, municipality=TOTTORI)
    work.steps.end(worker, EndStep(step_id=trial, on=MAY, outcome="completed"))

    asked = StepsToReview(municipality=TOTTORI)
    assert [one.step_id for one in work.step_lists.awaiting_review(worker, asked)] == [trial]
    assert [type(one.fact) for one in work.facts()] == [placement.StepTaken]
    review = ReviewStep(step_id=trial, on=JUNE, present=("person", "employer"), note=SAID)
    work.steps.review(worker, review)
    assert work.step_lists.awaiting_review(worker, asked) == []
    [_, finished] = work.facts()
    assert (type(finished.fact), finished.fact.occurred_on) == (placement.StepFinished, JUNE)
    assert SAID not in work.town.written()


@pytest.mark.rule(69)
def test_what_is_no_job_is_an_outcome_and_can_be_taken_back(work: Work) -> None:
    """居場所 and 家族関係 are listed and told; one that was not so is neither any more."""
    note = "毎週通っている架空のことカナリア2"
    place = ReachOutcome(**OF_CASE, person_id=PERSON, kind="place_to_be", on=APRIL, note=note)
    stays = work.outcomes.reach(who(), place)
    family = ReachOutcome(**OF_CASE, kind="family_relations", on=MAY)
    gone = work.outcomes.reach(who(), family)
    work.outcomes.undo(who(), UndoOutcome(outcome_id=gone, reason="did_not_happen"))

    listed = work.outcomes.list_outcomes(who(), ListOutcomes(**OF_CASE))
    assert [(one.outcome_id, one.kind) for one in listed] == [(stays, "place_to_be")]
    assert [type(one.fact) for one in work.facts()] == [
        placement.OutcomeReached,
        placement.OutcomeReached,
        placement.OutcomeUndone,
    ]
    assert note not in work.town.written()


def test_a_plan_that_came_to_nothing_and_one_that_began_late(work: Work) -> None:
    """A planned step is begun on another day or called off; neither needs a place."""
    about = {**OF_CASE, "person_id": PERSON, "kind": "seminar"}
    planned = work.steps.plan(who(), PlanStep(**about, on=APRIL))
    work.steps.start(who(), StartStep(step_id=planned, on=MAY))
    called_off = work.steps.plan(who(), PlanStep(**about, on=JUNE))
    work.end(called_off, MAY, "cancelled")

    listed = work.step_lists.list_steps(who(), ListSteps(**OF_CASE))
    assert {(one.status, one.started_on) for one in listed} == {
        ("running", MAY),
        ("finished", None),
    }
    work.steps.undo(who(), UndoInStep(step_id=planned, part="start", reason="wrong_day"))
    undone = UndoInStep(step_id=called_off, part="end", reason="wrong_kind")
    work.steps.undo(who(), undone)
    listed = work.step_lists.list_steps(who(), ListSteps(**OF_CASE))
    assert {one.status for one in listed} == {"planned"}


def test_a_place_is_one_of_the_towns_own_directory(work: Work) -> None:
    """A step or job at a place that the town's directory does not have is refused."""
    with refused("resource-not-found"):
        work.take("trial", APRIL, resource_id=uuid4())
    with refused("resource-not-found"):
        work.start(APRIL, employer_id=uuid4())


def test_a_job_came_from_a_step_of_the_same_person(work: Work) -> None:
    """A step that is not there, was taken back or is another person's led to no job of theirs."""
    others = work.take("trial", APRIL, person_id=uuid4())
    undone = work.take("trial", APRIL)
    work.steps.undo(who(), UndoInStep(step_id=undone, part="step", reason="wrong_person"))
    job = work.start(APRIL)

    for step in (uuid4(), others, undone):
        with refused("step-not-found"):
            work.start(APRIL, step_id=step)
        with refused("step-not-found"):
            told = DescribeEmployment(employment_id=job, on=MAY, step_id=step)
            work.employments.describe(who(), told)


def test_the_views_are_the_same_when_they_are_made_anew(work: Work) -> None:
    """Steps, days, jobs, looks and outcomes come out of the log as they stood."""
    trial = work.take("trial", APRIL)
    work.attend(trial, APRIL)
    job = work.start(APRIL, workplace="farm")
    work.look(job, 1, APRIL)
    tables = ("steps", "attendances", "employments", "employment_checks", "outcomes")

    def content() -> list[list[tuple[object, ...]]]:
        return [
            sorted((tuple(row.values()) for row in work.rows(f"SELECT * FROM {one}")), key=repr)  # noqa: S608
            for one in tables
        ]

    before = content()
    work.town.desk.store.rebuild_views()
    assert content() == before


def test_nobody_acts_beyond_the_own_town_or_the_own_contract(work: Work) -> None:
    """To an agency of another town, or whose contract has ended, nothing is there."""
    step, job = work.take("trial", APRIL), work.start(APRIL)
    told_to_placement(work.town.desk.store, OFFICE, municipality=TOTTORI)
    stranger, ended = who(OFFICE), who(ENTRUSTED)
    work.take("visit", APRIL, ended)
    work.town.now = NOON.replace(year=2027)

    for nobody in (stranger, ended):
        with refused("step-not-found"):
            work.steps.start(nobody, StartStep(step_id=step, on=MAY))
        with refused("employment-not-found"):
            work.employments.end(nobody, EndEmployment(employment_id=job, on=MAY))
        with refused("outcome-not-found"):
            work.outcomes.undo(nobody, UndoOutcome(outcome_id=uuid4(), reason="other"))
        with refused("not-of-this-municipality"):
            work.take("visit", APRIL, nobody)
        for query, asked in (
            (work.step_lists.list_steps, ListSteps(**OF_CASE)),
            (work.step_lists.awaiting_review, StepsToReview(municipality=DEMO_MUNICIPALITY)),
            (work.lists.list_employments, ListEmployments(**OF_CASE)),
            (work.lists.due_checkpoints, DueCheckpoints(municipality=DEMO_MUNICIPALITY)),
            (work.outcomes.list_outcomes, ListOutcomes(**OF_CASE)),
        ):
            with refused("not-of-this-municipality"):
                query(nobody, asked)
    with refused("role-not-entitled"):
        work.take("visit", APRIL, who(role="member"))


def test_an_old_screen_and_a_taken_number_are_refused(work: Work) -> None:
    """A decision on an older state is refused, and an id that something else has."""
    step = work.take("trial", APRIL)
    with refused("stale-version"):
        work.steps.undo(
            who(), UndoInStep(step_id=step, part="step", reason="other", expected_version=7)
        )
    with refused("id-taken"):
        work.start(APRIL, employment_id=step)
    with refused("step-exists"):
        about = {**OF_CASE, "person_id": PERSON, "kind": "visit"}
        work.steps.take(who(), TakeStep(**about, on=APRIL, step_id=step))
