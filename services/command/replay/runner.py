"""Replaying a journey on a running system, step by step, at the instants it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from services.command.replay.expecting import differences_from_answer, differences_from_refusal
from services.command.replay.journey import Journey, Step
from services.command.replay.names import Names, part_of
from shared.identity import Actor
from shared.refusal import Refusal
from shared.use_case import Bound, UseCase, read_request

Offered = dict[str, tuple[UseCase, Bound]]
"""Use cases by name, of all services."""

_ANY: TypeAdapter[Any] = TypeAdapter(Any)


class JourneyClock:
    """Tells the instant of the step that is being replayed."""

    def __init__(self) -> None:
        self.now: datetime | None = None

    def __call__(self) -> datetime:
        """The instant of the step.

        Raises:
            LookupError: no step is being replayed.
        """
        if self.now is None:
            raise LookupError("no step is being replayed")
        return self.now


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one step.

    Attributes:
        number: from 1.
        at: when it was taken.
        step: the step.
        refused: the code with which it was refused.
        differences: in what it was not as expected; none if it was.
    """

    number: int
    at: datetime
    step: Step
    refused: str | None
    differences: tuple[str, ...]


@dataclass
class Replay:
    """A journey on its way.

    Attributes:
        journey: what is replayed.
        offered: the use cases of all services.
        clock: the clock with which the services were built.
        facts_have_arrived: waits until every service knows what the others have published.
        time_has_passed: does what the services do because time passes, at the step's instant.
    """

    journey: Journey
    offered: Offered
    clock: JourneyClock
    facts_have_arrived: Callable[[], None]
    time_has_passed: Callable[[], None]
    _names: Names = field(init=False)
    _last_room: str | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        signed_in = {f"actors.{name}": self._signed_in(name) for name in self.journey.actors}
        known = {"municipality": self.journey.municipality, **signed_in}
        self._names = Names(self.journey.id, known)

    def steps(self) -> Iterator[Outcome]:
        """Take every step, whether the one before was as expected or not."""
        for number, (at, step) in enumerate(self.journey.timed(), 1):
            refused, differences = self._take(at, step)
            yield Outcome(number, at, step, refused, tuple(differences))

    def _take(self, at: datetime, step: Step) -> tuple[str | None, Iterator[str] | list[str]]:
        if step.do not in self.offered:
            return None, [f"{step.do} という手続きはありません"]
        use_case, call = self.offered[step.do]
        self._let_facts_arrive(call)
        self.clock.now = at
        self.time_has_passed()
        try:
            request = read_request(use_case.request, self._names.resolve(step.request))
            answer = _ANY.dump_python(call(self._actor(step), request), mode="json")
        except Refusal as refusal:
            return refusal.code, differences_from_refusal(step, refusal)
        except Exception as error:  # noqa: BLE001 - a fault of the program ends the step, not the journeys; its text may hold what was told in confidence
            return None, [f"手続きが誤りで止まりました（{type(error).__name__}）"]
        return None, [
            *self._save(step, answer),
            *differences_from_answer(step, answer, self._names),
        ]

    def _let_facts_arrive(self, call: Bound) -> None:
        room = _room(call)
        if self._last_room not in (None, room):
            self.facts_have_arrived()
        self._last_room = room

    def _actor(self, step: Step) -> Actor:
        somebody = self.journey.actors[step.who]
        return Actor(
            person=self._signed_in(step.who),
            agency=str(self._names.resolve(somebody.agency)),
            role=somebody.role,
            purpose=somebody.purpose,
        )

    def _signed_in(self, who: str) -> str:
        """How somebody is known when signed in."""
        return f"{self.journey.id}-{who}"

    def _save(self, step: Step, answer: Any) -> Iterator[str]:  # noqa: ANN401 - any answer
        if isinstance(step.save, str):
            self._names.save(step.save, answer)
            return
        for name, path in (step.save or {}).items():
            try:
                self._names.save(name, part_of(answer, self._names, path))
            except LookupError:
                yield f"答えに {path} がないので、{name} を覚えられません"


def _room(call: Bound) -> str:
    """The service that a use case is of."""
    _, service, *inner = call.__module__.split(".")
    return inner[-1] if service == "command" else service
