"""JSON Schema of a world and of the answer, from the models (draft 2020-12)."""

from __future__ import annotations

import inspect
import json
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from docs.attributes import attributes_in
from docs.law_words import CODES
from services.conference.law.decision import Decision
from services.conference.law.world import World
from services.conference.law.world.moment import Id, Instant

DRAFT = "https://json-schema.org/draft/2020-12/schema"
ADDRESS = "https://tsunagu.example/schema"
RULES = 72

Node = dict[str, Any]


def world_schema() -> Node:
    """The schema of a world."""
    made: Node = _tidy(World.model_json_schema(by_alias=True))
    models = made.pop("$defs")
    head = _head("world-1", made.pop("title"), made.pop("description"))
    named = {name: node for name, node in _named().items() if _is_named(name, [made, models])}
    return head | made | {"$defs": named | models}


def decision_schema() -> Node:
    """The schema of an answer: the decisions of one world, or the one error."""
    fields = {name: _tidy(TypeAdapter(kind).json_schema()) for name, kind in _kinds().items()}
    told = attributes_in(inspect.getdoc(Decision) or "")
    rule_numbers = {"type": "integer", "minimum": 1, "maximum": RULES}
    fields["rules"] |= {"items": rule_numbers, "minItems": 1, "uniqueItems": True}
    fields["reasons"] |= {"minItems": 1, "uniqueItems": True}
    for name in ("basis", "obligations"):
        fields[name] |= {"uniqueItems": True}
    decision = {
        "type": "object",
        "additionalProperties": False,
        "required": list(fields),
        "properties": {name: {"description": told[name]} | node for name, node in fields.items()},
        "if": {"properties": {"effect": {"const": "withheld"}}},
        "then": {"properties": {"basis": {"maxItems": 0}}},
        "else": {"properties": {"basis": {"minItems": 1}}},
    }
    error = {
        "type": "object",
        "additionalProperties": False,
        "required": ["error", "path", "message"],
        "properties": {
            "error": {"$ref": "#/$defs/error_code", "description": "What kind of error."},
            "path": {"type": "string", "description": "JSON Pointer (RFC 6901) to the place."},
            "message": {"type": "string", "description": "One Japanese sentence."},
        },
    }
    lists = {name: _named()[name] for name in ("effect", "basis", "obligation", "id")}
    return _head(
        "decision-1",
        "tsunagu decisions",
        "The decisions of one world, items × recipients in its order, or its error document.",
    ) | {
        "oneOf": [
            {"type": "array", "items": {"$ref": "#/$defs/decision"}},
            {"$ref": "#/$defs/error"},
        ],
        "$defs": {
            "decision": decision,
            "error": error,
            "error_code": {"type": "string", "enum": list(CODES["error"])},
            **lists,
        },
    }


def text(schema: Node) -> str:
    """A schema as it is written."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _head(name: str, title: str, description: str) -> Node:
    return {
        "$schema": DRAFT,
        "$id": f"{ADDRESS}/{name}.json",
        "title": title,
        "description": description,
    }


def _kinds() -> dict[str, Any]:
    """The type of every field of a decision; ids are ids of the world."""
    kinds = get_type_hints(Decision)
    return {name: kinds[name] for name in Decision._fields} | {"item": Id, "recipient": Id}


def _named() -> dict[str, Node]:
    """The forms that stand in many places and get a name of their own."""
    forms: dict[str, Node] = {
        "id": TypeAdapter(Id).json_schema(),
        "instant": TypeAdapter(Instant).json_schema(),
    }
    return forms | {name: {"type": "string", "enum": list(codes)} for name, codes in CODES.items()}


def _is_named(name: str, node: object) -> bool:
    """Whether a schema refers to a name anywhere."""
    if isinstance(node, list):
        return any(_is_named(name, one) for one in node)
    if not isinstance(node, dict):
        return False
    here = node.get("$ref") == f"#/$defs/{name}"
    return here or any(_is_named(name, one) for one in node.values())


def _tidy(node: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """A schema without the titles pydantic makes of names, its common forms under their names."""
    if isinstance(node, list):
        return [_tidy(one) for one in node]
    if not isinstance(node, dict):
        return node
    plain = {name: _inner(name, one) for name, one in node.items() if _is_kept(name, node)}
    for name, form in _named().items():
        telling = {key: value for key, value in form.items() if key != "type"}
        if telling.items() <= plain.items():
            rest = {key: value for key, value in plain.items() if key not in form}
            return {"$ref": f"#/$defs/{name}"} | rest
    return plain


def _inner(name: str, one: Any) -> Any:  # noqa: ANN401 - any part of a schema
    if name in {"properties", "$defs"}:
        return {key: _tidy(value) for key, value in one.items()}
    if name == "description":
        return " ".join(one.split()).replace("``", "`")
    return one if name == "default" else _tidy(one)


def _is_kept(name: str, node: Node) -> bool:
    """Titles repeat the name of a field; a default of null says nothing where null is no value."""
    if name == "title":
        return "$defs" in node
    return not (name == "default" and node["default"] is None and "type" in node)
