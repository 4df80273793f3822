"""The documents about published facts are generated, current, and have no room for a person."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from docs import generate
from docs.generate import FOLDER, file_name
from shared.broker.topology import CONSUMERS
from shared.facts import Fact, catalogue
from shared.facts.envelope import type_of

ROOT = Path(__file__).parents[2]
FACTS = list(catalogue().values())


def read_schema(fact: type[Fact]) -> dict[str, Any]:
    """The committed schema of a fact."""
    text = (FOLDER / "schemas" / f"{file_name(fact)}.json").read_text()
    document: dict[str, Any] = json.loads(text)
    return document


def nodes(document: object) -> list[dict[str, Any]]:
    """Every mapping within a document, at any depth."""
    if isinstance(document, list):
        return [found for one in document for found in nodes(one)]
    if not isinstance(document, dict):
        return []
    return [document, *(found for one in document.values() for found in nodes(one))]


def test_the_committed_documents_are_what_the_catalogue_says() -> None:
    """A changed fact without ``make docs`` fails here and in ``make check``."""
    check = [sys.executable, "-m", "docs.generate", "--check"]
    run = subprocess.run(check, capture_output=True, text=True, check=False, cwd=ROOT)

    assert (run.returncode, run.stderr) == (0, "")


def test_a_file_that_differs_is_missing_or_belongs_to_nothing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check finds all three kinds of drift, and writing again mends them."""
    monkeypatch.setattr(generate, "FOLDER", tmp_path)
    generate.write()
    assert generate.differences() == []

    (tmp_path / "README.md").write_text("手で書いた一行")
    (tmp_path / "asyncapi.yaml").unlink()
    (tmp_path / "schemas" / "intake.given-up.v1.json").write_text("{}")
    assert generate.differences() == ["README.md", "asyncapi.yaml", "intake.given-up.v1.json"]

    generate.write()
    assert generate.differences() == []


@pytest.mark.parametrize("fact", FACTS, ids=file_name)
def test_the_example_keeps_the_schema_and_the_model(fact: type[Fact]) -> None:
    """What a reader copies from the documents is a valid fact."""
    schema = read_schema(fact)
    [example] = schema["examples"]

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(example, schema, format_checker=jsonschema.FormatChecker())
    assert json.loads(fact.model_validate(example).model_dump_json()) == example


@pytest.mark.parametrize("fact", FACTS, ids=file_name)
def test_the_schema_says_how_the_fact_travels(fact: type[Fact]) -> None:
    """Title, type and subject are those with which the envelope sends it."""
    schema = read_schema(fact)

    assert schema["title"] == fact.TITLE
    assert schema["description"]
    assert schema["x-cloudevents-type"] == type_of(fact)
    assert schema["x-nats-subject"] == f"tsunagu.{{municipality}}.{fact.SERVICE}.{fact.NAME}"


@pytest.mark.parametrize("fact", FACTS, ids=file_name)
def test_every_text_of_a_fact_is_bound_to_a_form(fact: type[Fact]) -> None:
    """No field takes free text or a sealed value: each string has a pattern or is a date (C2)."""
    schema = read_schema(fact)

    shapes = [schema, *schema.get("$defs", {}).values()]
    fields = [one for shape in shapes for one in shape["properties"].items()]

    assert all(shape["additionalProperties"] is False for shape in shapes)
    for name, field in fields:
        types = [node for node in nodes(field) if "type" in node or "$ref" in node]
        assert types, f"{fact.NAME}.{name} takes anything"
        for node in types:
            assert node.get("type") != "object", f"{fact.NAME}.{name} takes anything"
            if node.get("type") == "string":
                bound = "pattern" in node or node.get("format") in {"date", "date-time"}
                assert bound, f"{fact.NAME}.{name} takes any text"


def test_the_asyncapi_names_every_fact_and_every_listener() -> None:
    """Publications are sent, durable consumers receive, and every reference leads somewhere."""
    document = yaml.safe_load((FOLDER / "asyncapi.yaml").read_text())
    operations = {name: one["action"] for name, one in document["operations"].items()}

    assert operations == {
        **{type_of(fact): "send" for fact in FACTS},
        **{consumer.durable: "receive" for consumer in CONSUMERS},
    }
    for node in nodes(document):
        if reference := node.get("$ref"):
            place: Any = document
            for step in reference.removeprefix("#/").split("/"):
                place = place[step.replace("~1", "/").replace("~0", "~")]


def test_a_listener_receives_exactly_the_facts_of_its_source() -> None:
    """What a consumer may be handed is every fact of the service it listens to, and no other."""
    schemas = yaml.safe_load((FOLDER / "asyncapi.yaml").read_text())["components"]["schemas"]

    for consumer in CONSUMERS:
        payload = schemas[f"{consumer.durable}:Message:Payload"]
        named = {one["$ref"].rpartition("/")[2] for one in payload["anyOf"]}
        assert named == {fact.__name__ for fact in FACTS if consumer.source == fact.SERVICE}
