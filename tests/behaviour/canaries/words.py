"""Canaries in confidential fields: which fields there are, and journeys with one in each."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from string import ascii_lowercase
from typing import Any, get_args
from zipfile import ZipFile

from pydantic import BaseModel

from docs.http_api import FACES
from services.command.replay.document import read_document
from services.command.replay.intake_steps import IntakeSteps
from services.command.replay.journey import Journey, Step
from shared.use_case import UseCase, declared
from tests.behaviour.canaries.days import DAYS, days_in, written
from tests.behaviour.canaries.papers import PDF, unpacked
from tests.faults.canaries import found_in

WORDING = "generalised"
"""The field with a wording that may stand for a text."""

MORE = Path(__file__).with_name("more.yaml")
FILLED = ("plans.", "referrals.", "outcomes.", "needs.record", "routing.", "steps.", "resources.")
"""Use cases whose confidential texts may stand in any request, if a journey leaves them out."""


def confidential(request: type[BaseModel]) -> Iterator[str]:
    """The fields of a request that take confidential words, parts included: ``contact.content``."""
    shapes = request.model_json_schema()["properties"]
    for name, told in request.model_fields.items():
        parts = list(_parts_of(told.annotation))
        for part in parts:
            yield from (f"{name}.{inner}" for inner in confidential(part))
        if not parts and not told.repr and name not in DAYS and _takes_words(shapes[name]):
            yield name


def _parts_of(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for one in get_args(annotation):
        yield from _parts_of(one)


def _takes_words(shape: Mapping[str, Any]) -> bool:
    bound = {"pattern", "format", "enum", "const"} & set(shape)
    return (shape.get("type") == "string" and not bound) or any(
        map(_takes_words, shape.get("anyOf", ()))
    )


@cache
def every_field() -> frozenset[tuple[str, str, str]]:
    """Every confidential field of every service: service, use case, field."""
    return frozenset(
        (face.name, name, one)
        for face in FACES
        for name, use_case in face.catalogue().items()
        for one in confidential(use_case.request)
    )


_written = cache(written)


@cache
def _spoken() -> Mapping[str, tuple[str, UseCase]]:
    """The use cases of journeys by name, with their services."""
    steps = [one for one in vars(IntakeSteps).values() if hasattr(one, "__use_case__")]
    return {
        **{declared(one).name: ("intake", declared(one)) for one in steps},
        **{
            name: (face.name, use_case)
            for face in FACES
            if face.name in ("conference", "placement")
            for name, use_case in face.catalogue().items()
        },
    }


@dataclass
class Canaries:
    """Words that nobody could guess, and in which fields each was said.

    Attributes:
        seed: of the marks.
        said: the fields in which one was said: service, use case, field.
        born: the days of birth that were said.
    """

    seed: int
    said: set[tuple[str, str, str]] = field(default_factory=set)
    born: set[date] = field(default_factory=set)
    _words: dict[str, str] = field(default_factory=dict)

    @property
    def marks(self) -> tuple[str, str]:
        """With what each canary begins, in a text and in the wording that may stand for it.

        Two, since no wording may repeat its text; of letters, since none may hold numbers. Twelve
        each, which stand nowhere else.
        """
        drawn = random.Random(self.seed)  # noqa: S311 - no secret
        text, wording = ("".join(drawn.choices(ascii_lowercase, k=12)) for _ in range(2))
        return text, wording

    def word(self, text: str, name: str = "") -> str:
        """A text with a canary in it, the same for the same text.

        Args:
            text: what is said.
            name: of the field in which it is said.
        """
        mark = self.marks[name.endswith(WORDING)]
        number = "".join(map(ascii_lowercase.__getitem__, divmod(len(self._words), 26)))
        return self._words.setdefault(text, f"{text}{mark}{number}")

    def are_in(self, data: bytes) -> bool:
        """Whether a canary stands there in any form: plain, encoded, in a packed file."""
        if data.startswith(b"PK"):
            with ZipFile(BytesIO(data)) as packed:
                data = b"".join(map(packed.read, packed.namelist()))
        if data.startswith(PDF):
            data = unpacked(data)
        return bool(found_in(data, self.marks))

    def births_are_in(self, data: bytes) -> bool:
        """Whether somebody's day of birth stands there, in any spelling."""
        if data.startswith(PDF):
            data = unpacked(data)
        return _written(frozenset(self.born)).search(data) is not None

    def say(self, service: str, use_case: UseCase, request: Mapping[str, Any]) -> dict[str, Any]:
        """A request with a canary in each confidential text that stands in it."""
        told = dict(request)
        self.born.update(days_in(told))
        for path in confidential(use_case.request):
            if _put(told, path.split("."), self.word):
                self.said.add((service, use_case.name, path))
        return told

    def plant(self, journey: Journey) -> Journey:
        """A journey with canaries in it, and with what no journey tells."""
        more = read_document(MORE).get(journey.id, {})
        steps: list[Step] = []
        for step in journey.steps:
            steps.append(self._planted(step))
            following = more.pop(step.do, ()) if step.refused is None else ()
            steps.extend(self._planted(Step.model_validate(one)) for one in following)
        assert not more, f"{journey.id} has no {sorted(more)}"
        return journey.model_copy(update={"steps": tuple(map(self._expecting, steps))})

    def _planted(self, step: Step) -> Step:
        service, use_case = _spoken()[step.do]
        request = dict(step.request)
        if use_case.name.startswith(FILLED) and not step.refused:
            top = [one for one in confidential(use_case.request) if "." not in one]
            request = {**dict.fromkeys(top, use_case.title), **request}
        return step.model_copy(update={"request": self.say(service, use_case, request)})

    def _expecting(self, step: Step) -> Step:
        return step.model_copy(update={"answer": _replaced(step.answer, self._words)})


def _put(told: Any, path: list[str], word: Any) -> bool:
    """Replace what stands at a path of a document; whether anything did."""
    if isinstance(told, list):
        return sum(_put(one, path, word) for one in told) > 0
    if not isinstance(told, dict) or path[0] not in told:
        return False
    name, *inner = path
    if inner:
        told[name] = _copied(told[name])
        return _put(told[name], inner, word)
    if not isinstance(told[name], str) or told[name].startswith("$"):
        return False
    told[name] = word(told[name], name)
    return True


def _copied(told: Any) -> Any:
    if isinstance(told, dict):
        return dict(told)
    return [_copied(one) for one in told] if isinstance(told, list) else told


def _replaced(told: Any, words: Mapping[str, str]) -> Any:
    if isinstance(told, dict):
        return {name: _replaced(one, words) for name, one in told.items()}
    if isinstance(told, list):
        return [_replaced(one, words) for one in told]
    return words.get(told, told) if isinstance(told, str) else told
