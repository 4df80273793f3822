"""What intake offers, somebody does in a journey: a use case is told as part of a life."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from services.command.replay.journey import Step, read_journeys
from services.intake.http import catalogue
from tests.behaviour.operation_names import OF_OPERATION

OFFERED = {name: one for name, one in catalogue().items() if name not in OF_OPERATION}
JOURNEYS = Path(__file__).parents[1] / "journeys"


def steps() -> Iterator[Step]:
    """Every step of every journey at intake's counter, by the agency's own use cases."""
    names = {f"intake.{name}" for name in OFFERED}
    for journey in read_journeys(sorted(JOURNEYS.glob("*.yaml"))):
        yield from (step for step in journey.steps if step.do in names)


def test_every_use_case_of_intake_is_taken_in_a_journey() -> None:
    """Somebody does it in the course of a case, and it is not only refused."""
    taken = {step.do for step in steps() if step.refused is None}

    assert {f"intake.{name}" for name in OFFERED} - taken == set()


def test_a_question_in_a_journey_is_asked_for_its_answer() -> None:
    """Each query is held against what came, at least once."""
    looked_at = {step.do for step in steps() if step.shows or step.hides or step.answer is not None}
    queries = {f"intake.{name}" for name, one in OFFERED.items() if one.kind == "query"}

    assert queries - looked_at == set()
