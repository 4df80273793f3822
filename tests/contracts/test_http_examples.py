"""Every use case has a worked example that it would read."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from docs.http_api import FACES
from docs.http_examples import BY_HAND, examples, folder_of, written_by_hand
from shared.http.face import EXAMPLES, Face
from shared.use_case import read_request

USE_CASES = [(face, name) for face in FACES for name in sorted(face.catalogue())]
IDS = [f"{face.name} {name}" for face, name in USE_CASES]


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """The examples by service."""
    return {face.name: examples(face) for face in FACES}


@pytest.mark.parametrize(("face", "name"), USE_CASES, ids=IDS)
def test_a_use_case_has_an_example_that_can_be_read(
    told: dict[str, Any], face: Face, name: str
) -> None:
    """Whoever takes the example as it stands sends a request of the right shape."""
    use_case = face.catalogue()[name]
    example = told[face.name].get(name)

    assert example, f"write an example into {BY_HAND.name}/{face.name}.yaml"
    read_request(use_case.request, example["request"])
    if "answer" in example:
        TypeAdapter(use_case.answer).validate_python(example["answer"])


@pytest.mark.parametrize("face", FACES, ids=[face.name for face in FACES])
def test_the_service_carries_its_examples(told: dict[str, Any], face: Face) -> None:
    """What the running service serves is what was made of the journeys."""
    assert (folder_of(face) / EXAMPLES).exists(), "make docs"
    assert face.examples() == told[face.name]


@pytest.mark.parametrize("face", FACES, ids=[face.name for face in FACES])
def test_the_document_shows_every_example(told: dict[str, Any], face: Face) -> None:
    """Each operation of the document has its example, and one answer where it is an id."""
    for path in face.document()["paths"].values():
        operation = path["post"]
        (body,) = operation["requestBody"]["content"].values()
        shown = body["examples"]["example"]["value"]
        assert shown == told[face.name][operation["operationId"]]["request"]
        if created := operation["responses"].get("201"):
            assert created["content"]["application/json"]["examples"]["example"]["value"]


@pytest.mark.parametrize("face", FACES, ids=[face.name for face in FACES])
def test_nothing_is_written_by_hand_for_nobody(face: Face) -> None:
    """An example of a use case that is gone goes as well."""
    assert {*written_by_hand(face.name)} <= {*face.catalogue()}


def test_every_operation_names_the_refusals_of_its_own() -> None:
    """What a docstring says a use case may be refused with stands in the document, by status."""
    conference = next(face for face in FACES if face.name == "conference")
    operation = conference.document()["paths"]["/conference/agenda/place"]["post"]
    codes = operation["x-tsunagu-problems"]

    assert "agenda-about-nobody" in codes["422"]
    assert {"idempotency-key-reused"} <= {*codes["422"]}
    assert {"stale-version", "idempotency-under-way"} <= {*codes["409"]}
