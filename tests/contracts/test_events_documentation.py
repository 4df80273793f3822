"""The documents about published facts are generated, current, and show no room for a person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from docs.generate import FOLDER, differences, file_name
from shared.facts import Fact, catalogue

FACTS = list(catalogue().values())


def read_schema(fact: type[Fact]) -> dict[str, Any]:
    """The committed schema of a fact."""
    text = (FOLDER / "schemas" / f"{file_name(fact)}.json").read_text()
    document: dict[str, Any] = json.loads(text)
    return document


def test_the_committed_documents_are_what_the_catalogue_says() -> None:
    """A changed fact without ``make docs`` fails here and in ``make check``."""
    assert differences() == []


@pytest.mark.parametrize("fact", FACTS, ids=file_name)
def test_the_example_keeps_the_schema_and_the_model(fact: type[Fact]) -> None:
    """What a reader copies from the documents is a valid fact."""
    schema = read_schema(fact)
    [example] = schema["examples"]

    jsonschema.validate(example, schema, format_checker=jsonschema.FormatChecker())
    fact.model_validate_json(json.dumps(example))


@pytest.mark.parametrize("fact", FACTS, ids=file_name)
def test_every_text_of_a_fact_is_bound_to_a_form(fact: type[Fact]) -> None:
    """No field takes free text: each string has a pattern or a format (promise C2)."""
    for name, field in read_schema(fact)["properties"].items():
        for one in _strings(field):
            assert "pattern" in one or "format" in one, f"{fact.NAME}.{name} takes any text"


def _strings(schema: object) -> list[dict[str, Any]]:
    """Every schema of a string within a schema."""
    if isinstance(schema, list):
        return [found for one in schema for found in _strings(one)]
    if not isinstance(schema, dict):
        return []
    here = [schema] if schema.get("type") == "string" else []
    return here + [found for one in schema.values() for found in _strings(one)]


def test_the_asyncapi_names_every_fact_and_every_listener() -> None:
    """Publications and durable consumers are all in the description."""
    text = Path(FOLDER / "asyncapi.yaml").read_text()

    for fact in FACTS:
        assert f".{fact.SERVICE}.{fact.NAME}" in text
    for consumer in ("conference-intake", "placement-conference", "stats-placement"):
        assert consumer in text
