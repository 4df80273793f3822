"""``tsunagu replay``: journeys from files, on a real system that is thrown away afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from services.command.embedded.ports import Ports
from services.command.embedded.system import System
from services.command.exits import Exit
from services.command.options import AsJson
from services.command.replay.arriving import Arriving, let_time_pass
from services.command.replay.intake_steps import IntakeSteps
from services.command.replay.journey import Journey, read_journeys
from services.command.replay.runner import JourneyClock, Offered, Outcome, Replay
from services.command.screen import answer_json, counting, say, tell, tell_styled
from services.conference.app import Conference
from services.conference.app import build as build_conference
from services.intake.app import build as build_intake
from services.placement.app import build as build_placement
from shared.asking import read_reply
from shared.asking.casework import CASEWORK, CaseworkAsked, CaseworkDecided
from shared.calendar import jst_date
from shared.facts.fact import Service as ServiceName
from shared.service import Service
from shared.settings import Home
from shared.use_case import offered_by

Files = Annotated[
    list[Path], typer.Argument(metavar="経過.yaml", help="経過のファイル。いくつでも")
]


def replay(files: Files, *, as_json: AsJson = False) -> None:
    """支援の経過を本物のしくみの上でたどり、誰に何が見え、何がなぜ断られたかを確かめる。"""
    journeys = read_journeys(files)
    clock = JourneyClock()
    with tempfile.TemporaryDirectory(prefix="tsunagu-replay-") as folder:
        home = Home(Path(folder))
        with System(home, say).running() as ports, _services(home, ports, clock) as told:
            offered, arriving, rounds = told
            with counting(
                "経過をたどっています", sum(len(one.timed()) for one in journeys)
            ) as taken:
                results = [
                    (one, _watched(Replay(one, offered, clock, arriving.wait, rounds), taken))
                    for one in journeys
                ]
    if as_json:
        answer_json([_document(journey, outcomes) for journey, outcomes in results])
    else:
        for journey, outcomes in results:
            _show(journey, outcomes)
    if any(one.differences for _, outcomes in results for one in outcomes):
        raise typer.Exit(Exit.FOUND)


def _watched(journey: Replay, taken: Callable[[], None]) -> list[Outcome]:
    """Take every step of a journey, and tell whoever watches of each."""
    outcomes = []
    for outcome in journey.steps():
        outcomes.append(outcome)
        taken()
    return outcomes


@contextmanager
def _services(
    home: Home, ports: Ports, clock: JourneyClock
) -> Iterator[tuple[Offered, Arriving, Callable[[], None]]]:
    """The services' use cases on the stores of the running system, at the journey's instants."""
    with (
        closing(build_intake(home.settings("intake", ports.nats), clock)) as intake,
        closing(build_conference(home.settings("conference", ports.nats), clock)) as conference,
        closing(
            build_placement(
                home.settings("placement", ports.nats), clock, partial(_decided_by, conference)
            )
        ) as placement,
    ):
        offered = {
            **offered_by(IntakeSteps(intake.application)),
            **{f"intake.{name}": one for name, one in intake.application.use_cases().items()},
            **conference.application.use_cases(),
            **placement.application.use_cases(),
        }
        acting: dict[ServiceName, Service] = {
            "intake": intake,
            "conference": conference,
            "placement": placement,
        }
        yield offered, Arriving(acting), partial(let_time_pass, acting.values())


def _decided_by(conference: Conference, asked: CaseworkAsked) -> CaseworkDecided:
    """Conference's reply at the journey's instant; the one that runs lives by today's clock."""
    (answerable,) = (one for one in conference.answers if one.question == CASEWORK)
    return read_reply(CASEWORK, answerable.reply(asked.model_dump_json().encode()), CaseworkDecided)


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
    tell_styled(f"\n[bold]{title}[/]（{escape(journey.place)}）")
    for one in outcomes:
        mark = "[red]✗[/]" if one.differences else "[green]✓[/]"
        day = jst_date(one.at).isoformat()
        refused = f" → 断られた（{one.refused}）" if one.refused else ""
        done = escape(f"{one.step.who}: {one.step.do}{refused}")
        tell_styled(f" {mark} {one.number:>3} {day} {done}")
        for difference in one.differences:
            tell(f"       {difference}")
    wrong = sum(bool(one.differences) for one in outcomes)
    tell(f" {len(outcomes)} の手順のうち、期待と違うもの {wrong}")
