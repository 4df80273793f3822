"""The worked examples of the law are decided anew, and the published schemas hold for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from docs.law_examples import EXAMPLES, answer, answer_of, worlds
from docs.law_schema import decision_schema, world_schema
from services.conference.law.world import World
from services.conference.profiles import read_profile

ROOT = Path(__file__).parents[2]
LAW = EXAMPLES.parent
WORLD_SCHEMA = json.loads((LAW / "world.schema.json").read_text())
DECISION_SCHEMA = json.loads((LAW / "decision.schema.json").read_text())
PUBLISHED = Draft202012Validator(WORLD_SCHEMA, format_checker=FormatChecker())
ANSWERS = Draft202012Validator(DECISION_SCHEMA)
MODELS = Draft202012Validator(
    World.model_json_schema(by_alias=True), format_checker=FormatChecker()
)

every_example = pytest.mark.parametrize("world", worlds(), ids=lambda path: path.stem)


def read(path: Path) -> Any:
    """A JSON document."""
    return json.loads(path.read_text())


@every_example
def test_an_example_is_answered_to_the_letter(world: Path) -> None:
    """``python -m docs.generate --write-examples`` takes a new answer over, once it was read."""
    assert answer(world) == answer_of(world).read_text()


@every_example
def test_an_example_keeps_the_published_schemas(world: Path) -> None:
    """A world is valid by its schema; so is its answer, be it decisions or an error."""
    PUBLISHED.validate(read(world))
    ANSWERS.validate(read(answer_of(world)))


def test_every_answer_has_its_world_and_every_world_is_introduced() -> None:
    """No file lies about, and the page of the law tells what each example shows."""
    page = (LAW / "README.md").read_text()
    files = {one for world in worlds() for one in (world, answer_of(world))}

    assert files == set(EXAMPLES.iterdir())
    assert len(worlds()) > 8
    for world in worlds():
        assert f"(examples/{world.name})" in page
        assert read(world)["title"]


def test_the_examples_show_every_effect_and_an_error() -> None:
    """Who reads them has seen all that an answer can be."""
    answers = [read(answer_of(world)) for world in worlds()]
    decisions = [one for told in answers if isinstance(told, list) for one in told]

    assert {one["effect"] for one in decisions} == {"withheld", "blurred", "full"}
    assert any("error" in told for told in answers if isinstance(told, dict))


def test_the_published_schemas_are_those_of_the_models() -> None:
    """They are written from the models, and are themselves valid."""
    assert world_schema() == WORLD_SCHEMA
    assert decision_schema() == DECISION_SCHEMA
    for schema in (WORLD_SCHEMA, DECISION_SCHEMA):
        Draft202012Validator.check_schema(schema)
        assert schema["$id"].startswith("https://tsunagu.example/schema/")


@pytest.mark.parametrize("schema", [WORLD_SCHEMA, DECISION_SCHEMA], ids=["world", "decision"])
def test_every_field_of_the_schemas_is_described(schema: dict[str, Any]) -> None:
    """Whoever fills in a document finds the meaning beside the field, or where it leads."""
    named = schema["$defs"]
    for one in (schema, *named.values()):
        for field in one.get("properties", {}).values():
            leads_to = named.get(field.get("$ref", "").rpartition("/")[2], {})
            assert field.get("description") or leads_to["description"]
        if "properties" in one:
            assert one["additionalProperties"] is False


def broken(document: Any) -> Iterator[Any]:
    """The document again and again, each time with one value replaced or taken out."""
    for place in list(places(document)):
        for change in (taken_out, replaced):
            copy = deepcopy(document)
            inner = copy
            for step in place[:-1]:
                inner = inner[step]
            change(inner, place[-1])
            yield copy


def places(node: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every value within a document."""
    if isinstance(node, dict):
        steps: Iterable[tuple[str | int, Any]] = node.items()
    else:
        steps = enumerate(node) if isinstance(node, list) else ()
    for step, inner in steps:
        yield (*above, step)
        yield from places(inner, (*above, step))


def taken_out(node: Any, step: str | int) -> None:
    """Take one value out of an object or a list."""
    del node[step]


def replaced(node: Any, step: str | int) -> None:
    """Put something there that is no value of any field."""
    node[step] = {"nobody": "knows"}


@pytest.mark.parametrize(
    "name", ["04-family-wish-and-the-lawful-road", "05-a-moment-before-the-withdrawal"]
)
def test_naming_what_recurs_changes_nothing_about_what_is_valid(name: str) -> None:
    """Whatever is broken in a world, the published schema says what the models' own says."""
    verdicts = [
        (PUBLISHED.is_valid(one), MODELS.is_valid(one))
        for one in broken(read(EXAMPLES / f"{name}.json"))
    ]
    assert all(published == models for published, models in verdicts)
    assert {published for published, _ in verdicts} == {True, False}


def test_what_the_page_shows_is_so() -> None:
    """Its municipal rule can be read, its files are there, its error is the example's."""
    page = (LAW / "README.md").read_text()
    (rule,) = re.findall(r"```yaml\n(.+?)```", page, re.DOTALL)
    (error,) = (json.loads(one) for one in re.findall(r'^\{"error".+$', page, re.MULTILINE))

    assert read_profile(rule).profile.id == "our-rule"
    assert error == read(EXAMPLES / "13-unknown-agency.answer.json")
    for path in re.findall(r"docs/law/examples/[\w-]+\.json", page):
        assert (ROOT / path).is_file()


def test_every_kind_of_error_is_explained() -> None:
    """The page names every code that an error document may bear."""
    page = (LAW / "README.md").read_text()
    for code in DECISION_SCHEMA["$defs"]["error_code"]["enum"]:
        assert f"| `{code}` |" in page
