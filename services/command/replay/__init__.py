"""``tsunagu replay``: journeys from files, on a real system that is thrown away afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, cast

import typer
from rich.markup import escape

from services.command.embedded.system import Ports, System
from services.command.replay.arriving import Arriving
from services.command.replay.intake_steps import IntakeSteps
from services.command.replay.journey import Journey, read_journeys
from services.command.replay.placement_steps import PlacementSteps
from services.command.replay.runner import JourneyClock, Offered, Outcome, Replay
from services.command.screen import answer_json, out, say
from services.command.wiring import build
from services.conference.app import Conference
from services.intake.app import Intake
from services.placement.app import Placement
from shared.calendar import jst_date
from shared.settings import Home
from shared.use_case import offered_by

EXIT_DIFFERENT = 1
"""Something was not as the journey says."""

Files = Annotated[list[Path], typer.Argument(help="経過のファイル（YAML）。いくつでも")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON で答える")]


def replay(files: Files, *, as_json: AsJson = False) -> None:
    """支援の経過を本物のしくみの上でたどり、誰に何が見え、何がなぜ断られたかを確かめる。"""
    journeys = read_journeys(files)
    clock = JourneyClock()
    with tempfile.TemporaryDirectory(prefix="tsunagu-replay-") as folder:
        home = Home(Path(folder))
        with System(home, say).running() as ports, _services(home, ports, clock) as told:
            offered, arriving = told
            results = [
                (one, list(Replay(one, offered, clock, arriving.wait).steps())) for one in journeys
            ]
    if as_json:
        answer_json([_document(journey, outcomes) for journey, outcomes in results])
    else:
        for journey, outcomes in results:
            _show(journey, outcomes)
    if any(one.differences for _, outcomes in results for one in outcomes):
        raise SystemExit(EXIT_DIFFERENT)


@contextmanager
def _services(home: Home, ports: Ports, clock: JourneyClock) -> Iterator[tuple[Offered, Arriving]]:
    """The services' use cases on the stores of the running system, at the journey's instants."""
    intake = cast("Intake", build(home.settings("intake", ports.nats), clock))
    conference = cast("Conference", build(home.settings("conference", ports.nats), clock))
    placement = cast("Placement", build(home.settings("placement", ports.nats), clock))
    steps = offered_by(IntakeSteps(intake.application), PlacementSteps(placement.application))
    offered = {**conference.application.use_cases(), **steps}
    try:
        yield (
            offered,
            Arriving({"intake": intake, "conference": conference, "placement": placement}),
        )
    finally:
        for service in (intake, conference, placement):
            service.close()


def _document(journey: Journey, outcomes: list[Outcome]) -> dict[str, object]:
    return {
        "journey": journey.id,
        "title": journey.title,
        "as_expected": not any(one.differences for one in outcomes),
        "steps": [
            {
                "number": one.number,
                "at": one.at.isoformat(),
                "do": one.step.do,
                "as": one.step.who,
                "refused": one.refused,
                "differences": list(one.differences),
            }
            for one in outcomes
        ],
    }


def _show(journey: Journey, outcomes: list[Outcome]) -> None:
    title = escape(f"{journey.id} {journey.title}")
    out.print(f"\n[bold]{title}[/]（{escape(journey.place)}）", soft_wrap=True)
    for one in outcomes:
        mark = "[red]✗[/]" if one.differences else "[green]✓[/]"
        day = jst_date(one.at).isoformat()
        refused = f" → 断られた（{one.refused}）" if one.refused else ""
        done = escape(f"{one.step.who}: {one.step.do}{refused}")
        out.print(f" {mark} {one.number:>3} {day} {done}", soft_wrap=True)
        for difference in one.differences:
            out.print(f"       {escape(difference)}", soft_wrap=True)
    wrong = sum(bool(one.differences) for one in outcomes)
    out.print(f" {len(outcomes)} の手順のうち、期待と違うもの {wrong}")
