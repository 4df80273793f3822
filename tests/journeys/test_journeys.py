"""The journeys of this folder, replayed by the real command in one system."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from services.command.replay.intake_steps import IntakeSteps
from services.command.replay.journey import read_journeys
from services.intake.http import catalogue as intake_catalogue
from services.placement.http import catalogue as placement_catalogue
from shared.calendar import Clock
from shared.use_case import offered_by
from tests.behaviour.conference_service import open_conference

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.yaml"))
IDS = [one.id for one in read_journeys(FILES)]
WITHIN_SECONDS = 900

pytestmark = pytest.mark.timeout(WITHIN_SECONDS)


@pytest.fixture(scope="session")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the command says of every journey, by the journey's number."""
    home = tmp_path_factory.mktemp("home")
    done = subprocess.run(
        [sys.executable, "-m", "services.command.main", "replay", "--json", *map(str, FILES)],
        env=os.environ | {"TSUNAGU_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=WITHIN_SECONDS,
        check=False,
    )
    assert done.stdout, done.stderr
    return {one["journey"]: one for one in json.loads(done.stdout)}


@pytest.mark.parametrize("journey", IDS)
def test_the_journey_goes_as_it_says(replayed: dict[str, Any], journey: str) -> None:
    """Everybody sees, and is refused, what the file says."""
    found = replayed[journey]

    differing = [
        f"{step['number']} {step['as']} {step['do']}: {difference}"
        for step in found["steps"]
        for difference in step["differences"]
    ]

    assert differing == []
    assert found["as_expected"]


def test_every_step_is_a_use_case(tmp_path: Path, clock: Clock) -> None:
    """No journey asks for something that is not offered, in words that its request lacks."""
    conference = open_conference(tmp_path, clock)
    taken_in = offered_by(IntakeSteps(None))  # type: ignore[arg-type]
    named = {**taken_in, **conference.application.use_cases()}
    conference.close()
    offered = {name: described for name, (described, _) in named.items()}
    offered |= {f"intake.{name}": described for name, described in intake_catalogue().items()}
    offered |= placement_catalogue()

    for journey in read_journeys(FILES):
        for number, step in enumerate(journey.steps, 1):
            assert step.do in offered, (journey.id, number)
            known = set(offered[step.do].request.model_fields)
            assert set(step.request) <= known, (journey.id, number)


def test_every_journey_expects_something() -> None:
    """A journey in which nothing is shown, hidden or refused shows nothing."""
    for journey in read_journeys(FILES):
        assert any(step.refused for step in journey.steps), journey.id
        assert any(step.shows for step in journey.steps), journey.id
        assert any(step.hides for step in journey.steps), journey.id
