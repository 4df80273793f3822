"""Who stands outside of a case: everybody from whom what an agency holds is to be kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast
from uuid import uuid4

from docs.http_examples import written_by_hand
from shared.facts.fact import Service
from shared.http.face import Face
from shared.identity import Actor, Role
from shared.use_case import UseCase
from tests.behaviour.http_counter import named
from tests.behaviour.lived_in import LivedIn, is_id, texts_in

NEIGHBOUR_TOWN = "990400"
CONTRACT = {"start": "2020-04-01T00:00:00+09:00", "end": "2024-04-01T00:00:00+09:00"}

SENTENCE = 12
"""Characters; a shorter text may be a label of the program as well."""

STRANGERS = ("neighbour", "over", "unrelated", "unknown")
"""Another municipality's department; an agency whose contract is over; one that has nothing to do
with the case; one that nobody has registered."""


def stranger(relation: str, role: Role) -> Actor:
    """Somebody who stands so to the case."""
    return Actor(
        person=f"w-{relation}-{role}", agency=named(relation), role=role, purpose="conference"
    )


def settle(lived: LivedIn, municipality: str) -> None:
    """Let the strangers' agencies be registered, and every service know them."""
    counter = lived.counters["conference"]
    operator = Actor(person="w-op", agency=named("op"), role="operator", purpose="administration")
    here = {"kind": "npo", "holder_class": "private", "internal": False}
    there = {"kind": "municipal_department", "holder_class": "public", "internal": True}
    for relation, town, details in (
        ("neighbour", NEIGHBOUR_TOWN, there),
        ("over", municipality, {**here, "entrusted": CONTRACT}),
        ("unrelated", municipality, here),
    ):
        asked = {"municipality": town, "agency_id": named(relation), "name": f"架空の{relation}"}
        counter.told("agencies.register", operator, **asked, **details)
    member = stranger("unrelated", "member")
    lived.counters["placement"].told_in_time("tasks.awaited", member)


@dataclass(frozen=True)
class Question:
    """One use case, asked about what is on record.

    Attributes:
        service: whose.
        use_case: which.
        request: real ids, as they stood in a journey or stand in an example.
        journey: in which they are real.
    """

    service: Service
    use_case: UseCase
    request: dict[str, Any]
    journey: str

    @property
    def about_nothing(self) -> dict[str, Any]:
        """The same request about things that do not exist."""
        text = json.dumps(self.request)
        for one in {*texts_in(self.request)}:
            if is_id(one):
                text = text.replace(one, str(uuid4()))
        told: dict[str, Any] = json.loads(text)
        return told


def question(lived: LivedIn, face: Face, use_case: UseCase, journey: str) -> Question:
    """How a use case was asked for in a journey; else as its example has it, in a journey's words.

    The id that a caller may choose for what is to be made is left to the service: that one is taken
    is told to everybody.
    """
    service = cast("Service", face.name)
    found = lived.asked.get((service, use_case.name))
    by_hand = written_by_hand(service).get(use_case.name)
    if found is not None:
        request, journey = found.request, found.journey
    elif by_hand is not None:
        request = lived.names[journey].resolve(by_hand)
    else:
        request = face.examples()[use_case.name]["request"]
    made = made_of(use_case)
    return Question(
        service, use_case, {one: request[one] for one in request if one != made}, journey
    )


def made_of(use_case: UseCase) -> str | None:
    """The field in which a caller may say which id is to be made."""
    noun = use_case.name.partition(".")[0].replace("ies", "y").rpartition("-")[2].removesuffix("s")
    field = use_case.request.model_fields.get(f"{noun}_id")
    return f"{noun}_id" if field is not None and not field.is_required() else None


def foreign_words(lived: LivedIn, question: Question) -> Iterator[str]:
    """Ids and sentences of a journey that did not stand in the question.

    What is told in other journeys as well is the program's own wording.
    """
    known = {*texts_in(question.request)}
    for journey, told in lived.told.items():
        known |= told if journey != question.journey else set()
    for text in lived.told[question.journey]:
        is_sentence = not text.isascii() and len(text) >= SENTENCE
        if text not in known and (is_id(text) or is_sentence):
            yield text
