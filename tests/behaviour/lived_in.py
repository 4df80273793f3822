"""A running system in which people have lived: journeys on record, and every request they made."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from pydantic import TypeAdapter

import services.command.embedded.system as system_room
from services.command.embedded.ports import Ports
from services.command.embedded.system import System
from services.command.replay.arriving import Arriving, let_time_pass
from services.command.replay.intake_steps import IntakeSteps
from services.command.replay.journey import Journey, read_journeys
from services.command.replay.names import Names
from services.command.replay.runner import JourneyClock, Offered, Replay
from services.conference.app import build as build_conference
from services.intake.app import build as build_intake
from services.placement.app import build as build_placement
from shared.asking import read_reply
from shared.asking.casework import CASEWORK, CaseworkAsked, CaseworkDecided
from shared.facts.fact import SERVICES, Service
from shared.identity import Actor
from shared.settings import Home
from shared.use_case import Bound, UseCase, offered_by
from tests.behaviour.http_counter import Counter

JOURNEYS = Path(__file__).parents[1] / "journeys"
PATIENCE_SECONDS = 150.0
"""For a machine on which much else is tried at the same time."""

_ANY: TypeAdapter[Any] = TypeAdapter(Any)


@dataclass(frozen=True)
class Asked:
    """What somebody asked for in a journey, and got.

    Attributes:
        actor: who.
        request: in plain values.
        journey: in which.
    """

    actor: Actor
    request: dict[str, Any]
    journey: str


@dataclass
class LivedIn:
    """The system after its journeys.

    Attributes:
        counters: where each service is asked over HTTP.
        journeys: what was lived, by id.
        asked: the last successful request of each use case, by service and name.
        told: every text and id that stood in a request or an answer, by journey.
        names: what the names of each journey stand for.
        people: the ids of persons, households and cases.
        brought: what strangers themselves sent and had recorded, by how they stand to the case.
    """

    home: Home
    counters: dict[Service, Counter] = field(default_factory=dict)
    journeys: dict[str, Journey] = field(default_factory=dict)
    asked: dict[tuple[str, str], Asked] = field(default_factory=dict)
    told: dict[str, set[str]] = field(default_factory=dict)
    names: dict[str, Names] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    brought: dict[str, set[str]] = field(default_factory=dict)


@contextmanager
def lived_in(
    folder: Path, *files: str, told: Callable[[Journey], Journey] = lambda one: one
) -> Iterator[LivedIn]:
    """Live some journeys on a system of its own, which goes on running for the block.

    Args:
        folder: becomes its home.
        files: the journeys, by the beginnings of their names.
        told: each of them as it is to be lived.
    """
    clock = JourneyClock()
    lived = LivedIn(Home(folder / "home"))
    paths = [path for one in files for path in sorted(JOURNEYS.glob(f"{one}-*.yaml"))]
    with ExitStack() as stack:
        patient = stack.enter_context(pytest.MonkeyPatch.context())
        patient.setattr(system_room, "READY_WITHIN_SECONDS", PATIENCE_SECONDS)
        ports = stack.enter_context(System(lived.home).running())
        offered, arriving, rounds = _wired(stack, lived.home, ports, clock)
        for journey in map(told, read_journeys(paths)):
            listening = {
                name: (use_case, _listening(lived, journey.id, use_case, bound))
                for name, (use_case, bound) in offered.items()
            }
            replay = Replay(journey, listening, clock, arriving.wait, rounds)
            wrong = [one.differences for one in replay.steps() if one.differences]
            assert not wrong, (journey.id, wrong)
            lived.journeys[journey.id] = journey
            lived.names[journey.id] = replay._names
        arriving.wait()
        for service in SERVICES:
            address = f"http://127.0.0.1:{ports.http[service]}"
            client = stack.enter_context(httpx.Client(base_url=address, timeout=60))
            lived.counters[service] = Counter(lived.home, client, service)
        yield lived


def _listening(lived: LivedIn, journey: str, use_case: UseCase, bound: Bound) -> Bound:
    @functools.wraps(bound)
    def listening(actor: Actor, request: Any) -> Any:
        answer = bound(actor, request)
        service = bound.__module__.split(".")[1]
        plain = request.model_dump(mode="json", exclude_unset=True)
        lived.asked[service, use_case.name] = Asked(actor, plain, journey)
        lived.people.update(_people_in(plain))
        told = lived.told.setdefault(journey, set())
        told.update(texts_in(plain))
        told.update(texts_in(_ANY.dump_python(answer, mode="json")))
        return answer

    return listening


def texts_in(told: Any) -> Iterator[str]:
    """Every text in a document, ids among them; keys are not."""
    if isinstance(told, str):
        yield told
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from texts_in(one)


def _people_in(request: dict[str, Any]) -> Iterator[str]:
    """The ids of people, and of their cases, in a request."""
    for name, told in request.items():
        if name in {"person_id", "persons", "subjects", "case_id", "household_id"}:
            yield from texts_in(told)


def is_id(text: str) -> bool:
    """Whether a text is the id of something."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _wired(
    stack: ExitStack, home: Home, ports: Ports, clock: JourneyClock
) -> tuple[Offered, Arriving, Callable[[], None]]:
    intake = stack.enter_context(closing(build_intake(home.settings("intake", ports.nats), clock)))
    conference = stack.enter_context(
        closing(build_conference(home.settings("conference", ports.nats), clock))
    )

    def decided(asked: CaseworkAsked) -> CaseworkDecided:
        (answerable,) = (one for one in conference.answers if one.question == CASEWORK)
        reply = answerable.reply(asked.model_dump_json().encode())
        return read_reply(CASEWORK, reply, CaseworkDecided)

    placement = stack.enter_context(
        closing(build_placement(home.settings("placement", ports.nats), clock, decided))
    )
    offered: Mapping[str, tuple[UseCase, Bound]] = {
        **offered_by(IntakeSteps(intake.application)),
        **conference.application.use_cases(),
        **placement.application.use_cases(),
    }
    acting: dict[Service, Any] = {
        "intake": intake,
        "conference": conference,
        "placement": placement,
    }
    return dict(offered), Arriving(acting), partial(let_time_pass, acting.values())
