"""The JSON Schema of a world says what the models do, where one field makes another necessary."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from services.conference.law.reading import InvalidWorldError
from services.conference.law.world import World
from services.conference.law.world.needed import needed, unwanted, when_then
from tests.law.records import with_answer, with_consent
from tests.law.worlds import (
    Document,
    agency,
    casework_world,
    conference_world,
    meeting_world,
    moment,
    read,
    with_conference,
    with_item,
    with_request,
)

VALIDATOR = Draft202012Validator(World.model_json_schema())
WORLD = conference_world()
SCREEN = agency("screen", "person_self", "individual")


def with_screen(**fields: object) -> Document:
    """The world with the son's own screen."""
    return WORLD | {"agencies": [*WORLD["agencies"], SCREEN | fields]}


VALID = [
    WORLD,
    casework_world(),
    meeting_world("agreement"),
    meeting_world("case_review"),
    with_consent(WORLD),
    with_answer(WORLD, "refused", withdrawn_at=moment()),
    with_answer(WORLD, "not_obtainable"),
    with_answer(WORLD, "not_asked"),
    with_request(WORLD, answer="part", provided=[]),
    with_request(WORLD, answer="not_held"),
    with_screen(person="son"),
    with_conference(WORLD, agreement=None),
]
INVALID = [
    with_conference(WORLD, convened_by=None),
    with_conference(meeting_world("agreement"), agreement=None),
    {
        **WORLD,
        "conference": {
            name: value
            for name, value in meeting_world("agreement")["conference"].items()
            if name != "agreement"
        },
    },
    *(
        with_consent(WORLD, **{field: None})
        for field in ("scope", "given_by", "capacity", "method")
    ),
    with_answer(WORLD, "not_obtainable", withdrawn_at=moment()),
    with_answer(WORLD, "not_asked", withdrawn_at=moment()),
    with_request(WORLD, answer="part"),
    with_screen(),
    with_screen(person=None),
    with_item(WORLD, subjects=["son", "son"]),
    with_item(WORLD, subjects=[]),
    WORLD | {"at": "2026-06-15"},
    WORLD | {"recipients": ["npo", "npo"]},
]


@pytest.mark.parametrize("world", VALID)
def test_schema_and_models_accept_the_same(world: Document) -> None:
    """What the law reads is valid by its schema."""
    assert read(world)
    assert VALIDATOR.is_valid(world)


@pytest.mark.parametrize("world", INVALID)
def test_schema_and_models_refuse_the_same(world: Document) -> None:
    """What the law does not read is invalid by its schema."""
    with pytest.raises(InvalidWorldError):
        read(world)
    assert not VALIDATOR.is_valid(world)


def test_the_errors_of_dependent_fields_name_the_field() -> None:
    """The path of the error ends with the field that is needed or unwanted."""
    assert (needed("a").type, needed("a").context) == ("needed", {"field": "a"})
    assert (unwanted("b").type, unwanted("b").context) == ("unwanted", {"field": "b"})


def test_when_then_is_a_condition_of_json_schema() -> None:
    """One value or several, for the value or for any other; a null needs no presence."""
    one = when_then("kind", "x", {"person": "string"})["allOf"][0]
    assert one == {
        "if": {"properties": {"kind": {"const": "x"}}, "required": ["kind"]},
        "then": {"properties": {"person": {"type": "string"}}, "required": ["person"]},
    }
    other = when_then("kind", ("x", "y"), {"at": "null"}, otherwise=True)["allOf"][0]
    assert other == {
        "if": {"properties": {"kind": {"enum": ["x", "y"]}}, "required": ["kind"]},
        "else": {"properties": {"at": {"type": "null"}}},
    }
    both = when_then("kind", "x", {"at": "null", "person": "string"})["allOf"][0]
    assert both["then"]["required"] == ["at", "person"]


def test_every_field_of_the_schema_is_explained() -> None:
    """The published schema tells what each field means."""
    schema = World.model_json_schema()
    parts = [schema, *(one for one in schema["$defs"].values() if "properties" in one)]
    fields = [field for part in parts for field in part["properties"].values()]
    assert fields
    assert all("description" in field or "$ref" in field for field in fields)
