"""Replaying a journey on a running system, step by step, at the instants it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from services.command.replay.expecting import differences_from_answer, differences_from_refusal
from services.command.replay.journey import Journey, Step
from services.command.replay.names import Names
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
        step: the step.
        refused: the code with which it was refused.
        differences: in what it was not as expected; none if it was.
    """

    number: int
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
    """

    journey: Journey
    offered: Offered
    clock: JourneyClock
    facts_have_arrived: Callable[[], None]
    _names: Names = field(init=False)
    _last_room: str | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._names = Names(self.journey.id)

    def steps(self) -> Iterator[Outcome]:
        """Take every step, whether the one before was as expected or not."""
        for number, step in enumerate(self.journey.steps, 1):
            yield self._take(number, step)

    def _take(self, number: int, step: Step) -> Outcome:
        if step.do not in self.offered:
            return Outcome(number, step, None, (f"{step.do} という手続きはありません",))
        use_case, call = self.offered[step.do]
        self._let_facts_arrive(call)
        self.clock.now = step.instant
        try:
            request = read_request(use_case.request, self._names.resolve(step.request))
            answer = _ANY.dump_python(call(self._actor(step), request), mode="json")
        except Refusal as refusal:
            differences = tuple(differences_from_refusal(step, refusal))
            return Outcome(number, step, refusal.code, differences)
        self._save(step, answer)
        differences = tuple(differences_from_answer(step, answer, self._names))
        return Outcome(number, step, None, differences)

    def _let_facts_arrive(self, call: Bound) -> None:
        """Between two services lies a broker: who acts next must have heard of what went before."""
        room = _room(call)
        if self._last_room not in (None, room):
            self.facts_have_arrived()
        self._last_room = room

    def _actor(self, step: Step) -> Actor:
        somebody = self.journey.actors[step.who]
        return Actor(
            person=f"{self.journey.id}-{step.who}",
            agency=str(self._names.resolve(somebody.agency)),
            role=somebody.role,
            purpose=somebody.purpose,
        )

    def _save(self, step: Step, answer: Any) -> None:  # noqa: ANN401 - any answer
        if isinstance(step.save, str):
            self._names.save(step.save, answer)
        elif step.save is not None:
            for name, path in step.save.items():
                self._names.save(name, _at(answer, self._names, path))


def _room(call: Bound) -> str:
    """The service that a use case is of."""
    _, service, *inner = call.__module__.split(".")
    return inner[-1] if service == "command" else service


def _at(answer: Any, names: Names, path: str) -> Any:  # noqa: ANN401 - any part of an answer
    """Part of an answer by its path; ``[key=value]`` picks the element of a list that has it."""
    for part in path.split("."):
        if part.startswith("["):
            key, _, value = part.strip("[]").partition("=")
            wanted = names.resolve(value)
            answer = next((one for one in answer if str(one[key]) == wanted), None)
        else:
            answer = answer[int(part)] if part.isdigit() else answer[part]
        if answer is None:
            return None
    return answer
