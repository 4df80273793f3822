"""What placement offers, somebody does in a journey: a use case is told as part of a life."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from services.command.replay.journey import Journey, Step, read_journeys
from services.placement.http import catalogue
from tests.behaviour.operation_names import OF_OPERATION

JOURNEYS = Path(__file__).parents[1] / "journeys"

NOT_IN_A_JOURNEY = dict.fromkeys(OF_OPERATION, "concerns the machines and no case")
"""Use cases that no journey can tell, and why."""


def journeys() -> list[Journey]:
    """The journeys that come with the project."""
    return read_journeys(sorted(JOURNEYS.glob("*.yaml")))


def steps() -> Iterator[Step]:
    """Every step of every journey."""
    for journey in journeys():
        yield from journey.steps


def test_every_use_case_of_placement_is_taken_in_a_journey() -> None:
    """Somebody does it in the course of a case, and it is not only refused."""
    taken = {step.do for step in steps() if step.refused is None}

    assert set(catalogue()) - taken == set(NOT_IN_A_JOURNEY)


def test_a_question_in_a_journey_is_asked_for_its_answer() -> None:
    """Each query of placement is held against what came, at least once."""
    looked_at = {step.do for step in steps() if step.shows or step.hides or step.answer is not None}
    queries = {name for name, described in catalogue().items() if described.kind == "query"}

    assert queries - looked_at <= set(NOT_IN_A_JOURNEY)
