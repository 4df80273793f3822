"""Worked examples of every use case: taken from the journeys, else written by hand.

A journey's step is somebody's real request with names in the place of ids. Here every name stands
for one id that never changes, so that an example is the same in every document. What no journey
tells stands in ``docs/http/examples``, written in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from services.command.replay.document import read_document
from services.command.replay.journey import Journey, Step, read_journeys
from services.command.replay.names import Names
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.http.face import Face
from shared.http.routes import success_of
from shared.refusal import Refusal
from shared.use_case import UseCase, read_request

ROOT = Path(__file__).parents[1]
JOURNEYS = ROOT / "tests" / "journeys"
BY_HAND = Path(__file__).parent / "http" / "examples"

_MADE = UUID("0d5e4d0e-7f5e-5c39-9a4c-6f4b8f3e2a10")

Example = dict[str, Any]


def examples(face: Face) -> dict[str, Example]:
    """An example of each use case of a service that has one.

    Args:
        face: the service over HTTP.
    """
    catalogue = face.catalogue()
    told = written_by_hand(face.name)
    found = {name: _richest(catalogue[name], told.get(name)) for name in sorted(catalogue)}
    return {name: example for name, example in found.items() if example is not None}


def folder_of(face: Face) -> Path:
    """The folder of a service's HTTP."""
    return ROOT.joinpath(*face.package.split("."))


def _richest(use_case: UseCase, by_hand: Any) -> Example | None:  # noqa: ANN401 - as written
    """The fullest request of all journeys, unless one is written by hand."""
    if by_hand is not None:
        names = Names("by-hand", {"municipality": DEMO_MUNICIPALITY})
        return _example(use_case, names.resolve(by_hand))
    best: Example | None = None
    for journey, step in _taken(use_case.name):
        names = Names(journey.id, {"municipality": journey.municipality} | _signed_in(journey))
        request = names.resolve(step.request)
        if _is_whole(use_case, request) and (best is None or len(request) > len(best["request"])):
            best = _example(use_case, request, journey.title)
    return best


def _example(use_case: UseCase, request: Example, title: str | None = None) -> Example:
    example: Example = {"request": request}
    if title:
        example["title"] = title
    if success_of(use_case) is HTTPStatus.CREATED:
        example["answer"] = _made(use_case, request)
    return example


def _made(use_case: UseCase, request: Example) -> str:
    """The id of what is made: the one that was sent along, if one was."""
    noun = use_case.name.partition(".")[0].replace("ies", "y").rpartition("-")[2].removesuffix("s")
    return str(request.get(f"{noun}_id") or uuid5(_MADE, use_case.name))


def _is_whole(use_case: UseCase, request: Example) -> bool:
    """Whether a request can be read: a saved version, say, is no id."""
    try:
        read_request(use_case.request, request)
    except Refusal:
        return False
    return True


def _taken(name: str) -> Iterator[tuple[Journey, Step]]:
    for journey in _journeys():
        for step in journey.steps:
            if step.do == name and step.refused is None:
                yield journey, step


@cache
def _journeys() -> list[Journey]:
    return read_journeys(sorted(JOURNEYS.glob("*.yaml")))


def _signed_in(journey: Journey) -> dict[str, str]:
    return {f"actors.{one}": f"{journey.id}-{one}" for one in journey.actors}


@cache
def written_by_hand(service: str) -> Mapping[str, Any]:
    """The requests that stand in the file of a service, by use case."""
    path = BY_HAND / f"{service}.yaml"
    document: Any = read_document(path) if path.exists() else {}
    return dict(document)
