"""What is counted of the way to work: days and hours, funnels, persons at work; never twice."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from services.placement.application.employments import DescribeEmployment, UndoInEmployment
from services.placement.application.steps import UndoInStep
from services.placement.views.attendances import attendances_of
from services.stats.domain.measures import MEASURES
from services.stats.domain.scope import scope_of
from services.stats.domain.template import TableTemplate
from services.stats.views import count
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.store.database import Database
from tests.behaviour.placement.directory_of_resources import NOON, who
from tests.behaviour.placement.working_life import Work

APRIL, MAY, JUNE = date(2025, 4, 1), date(2025, 5, 1), date(2025, 6, 1)


@pytest.fixture
def work(tmp_path: Path, database: Database) -> Work:
    """The room for work on SQLite, then on PostgreSQL."""
    return Work(tmp_path, database)


def test_days_and_hours_of_being_there_are_what_money_is_counted_from(work: Work) -> None:
    """Attendances are listed by place, person and period; one that was taken back is gone."""
    farm, other = work.town.enter(), work.town.enter("カフェ（架空）", "salon")
    trial = work.take("trial", APRIL, resource_id=farm, programme="farm_trial")
    wrong = work.attend(trial, APRIL)
    work.attend(trial, date(2025, 4, 2))
    training = work.take("training", APRIL, resource_id=other)
    work.attend(training, MAY, 240)
    work.steps.undo(
        who(),
        UndoInStep(step_id=trial, part="attendance", attendance_id=wrong, reason="did_not_happen"),
    )

    def there(**more: object) -> list[tuple[date, int | None, str | None]]:
        period = {"since": APRIL, "until": MAY, **more}
        with work.town.desk.transaction(who()) as tx:
            found = attendances_of(tx, DEMO_MUNICIPALITY, **period)
        return [(one.on, one.minutes, one.programme) for one in found]

    assert there() == [(date(2025, 4, 2), None, "farm_trial"), (MAY, 240, None)]
    assert there(resource_id=other) == [(MAY, 240, None)]
    assert there(person_id=uuid4()) == []
    assert there(until=date(2025, 4, 30)) == [(date(2025, 4, 2), None, "farm_trial")]


def test_the_funnel_of_toyonaka_is_counted_from_facts(work: Work) -> None:
    """Persons by step and year, mid-funnel entries included, and 合格 by the result."""
    kinds = {"visit": 3, "seminar": 2, "internship": 1, "application": 2}
    for kind, persons in kinds.items():
        for number in range(persons):
            step = work.take(kind, APRIL, person_id=UUID(int=number + 1))
            outcome = "completed" if kind != "application" else ("hired", "not_hired")[number]
            work.end(step, MAY, outcome)
    twice = work.take("visit", MAY, person_id=UUID(int=1))
    mistaken = work.take("visit", MAY, person_id=UUID(int=9))
    work.steps.undo(who(), UndoInStep(step_id=mistaken, part="step", reason="wrong_person"))
    assert twice

    stats = work.figures()
    funnel = stats.rows(
        "SELECT kind, COUNT(DISTINCT person_id) AS persons FROM work_steps s"
        " WHERE step = 'step-taken' AND occurred_on BETWEEN '2025-04-01' AND '2026-03-31'"
        " AND NOT EXISTS (SELECT 1 FROM undone_steps u"
        " WHERE u.record_id = s.step_id AND u.step = s.step AND u.position > s.position)"
        " GROUP BY kind"
    )
    passed = stats.rows(
        "SELECT COUNT(DISTINCT person_id) AS persons FROM work_steps"
        " WHERE step = 'step-finished' AND kind = 'application' AND result = 'hired'"
    )

    assert {row["kind"]: row["persons"] for row in funnel} == kinds
    assert passed[0]["persons"] == 1


def test_the_tables_of_aki_are_counted_from_facts(work: Work) -> None:
    """Persons at work by trait and by place, each once, under what was described last."""
    placed = [("mental_disability", "農家"), ("mental_disability", "酪農"), ("withdrawal", "農家")]
    for number, (trait, place) in enumerate(placed):
        job = work.start(APRIL, person_id=UUID(int=number + 1), workplace=place, trait=trait)
    moved = DescribeEmployment(employment_id=job, on=JUNE, workplace="炭焼き", trait="withdrawal")
    work.employments.describe(who(), moved)

    rows = work.figures().rows(
        "SELECT trait, workplace FROM workplaces w WHERE NOT EXISTS (SELECT 1 FROM workplaces l"
        " WHERE l.employment_id = w.employment_id AND l.position > w.position)"
    )

    assert Counter(row["trait"] for row in rows) == {"mental_disability": 2, "withdrawal": 1}
    assert Counter(row["workplace"] for row in rows) == {"農家": 1, "酪農": 1, "炭焼き": 1}


def test_what_was_taken_back_is_in_no_figure(work: Work) -> None:
    """就職件数 counts the job that stands; one told anew after an undoing counts once."""
    work.start(APRIL)
    mistaken = work.start(APRIL)
    work.employments.undo(
        who(), UndoInEmployment(employment_id=mistaken, part="start", reason="recorded_twice")
    )
    again = work.start(APRIL)
    work.look(again, 6, APRIL)
    undoing = UndoInEmployment(employment_id=again, part="checkpoint", month=6, reason="wrong_day")
    work.employments.undo(who(), undoing)
    work.look(again, 6, APRIL)

    stats = work.figures()
    scope = scope_of(DEMO_MUNICIPALITY, APRIL, date(2026, 3, 31), NOON)

    def figure(measure: str) -> int:
        return count(stats, TableTemplate(measure, MEASURES[measure], ()), scope)[()]

    assert (figure("就職件数"), figure("就労定着件数")) == (2, 1)
