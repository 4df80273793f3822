"""The text of a profile, YAML or JSON, as plain values: text, numbers, true, false, null.

Dates stay text, so that whoever gives them a meaning also gives them a time zone. What makes YAML
dangerous or ambiguous is refused: aliases, types, a key written twice, ``yes`` and ``no`` as truth.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

import yaml

from services.conference.law.reading import InvalidWorldError
from services.conference.law.references import Steps

LARGEST = 64 * 1024
"""Characters of a profile; the municipalities' own are a thirtieth of it."""

DEEPEST = 16
"""Levels of a profile; its own form has five."""

PROFILE: Steps = ("profile",)
"""Where a profile stands in a world."""

_TOO_LARGE = "運用ルールの文書が大きすぎます。"
_TOO_DEEP = "運用ルールの文書の入れ子が深すぎます。"
_UNREADABLE = "運用ルールを、YAML としても JSON としても読めません。"
_ALIAS = "YAML の目印（&）と参照（*）は使えません。同じ内容も、その場所に書いてください。"
_TYPED = "YAML の型の指定（!）は使えません。"
_KEY_NOT_TEXT = "項目の名前は、文字で書いてください。"
_TWICE = "同じ項目が、二度書かれています。"

_STANDARD_TAGS = frozenset(f"tag:yaml.org,2002:{one}" for one in ("str", "seq", "map"))
_OPENING = (
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
)
_CLOSING = (yaml.BlockEndToken, yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,17})(?P<fraction>\.\d{1,17})?", re.ASCII)


def invalid(path: Steps, message: str) -> NoReturn:
    """Say that the form is wrong, and where.

    Raises:
        InvalidWorldError: ``schema``.
    """
    raise InvalidWorldError("schema", path, message)


def plain_document(text: str) -> object:
    """Read the text of a profile.

    Raises:
        InvalidWorldError: ``schema``; it can be read neither as JSON nor as YAML.
    """
    if len(text) > LARGEST:
        invalid(PROFILE, _TOO_LARGE)
    return _json_or_yaml(text) if text.lstrip().startswith("{") else _yaml(text)


def _json_or_yaml(text: str) -> object:
    """JSON, or YAML in braces."""
    try:
        return json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return _yaml(text)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        invalid(PROFILE, _TWICE)
    return document


def _no_number(_: str) -> NoReturn:
    """JSON has no NaN and no infinity."""
    raise ValueError


def _yaml(text: str) -> object:
    try:
        _look_through(text)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError):
        invalid(PROFILE, _UNREADABLE)
    return None if node is None else _value(node, PROFILE)


def _look_through(text: str) -> None:
    """Refuse what is dear to read before it is read.

    An alias stands for what was written elsewhere; a few can stand for billions of nodes. The time
    for nested brackets grows with the square of their depth.
    """
    depth = 0
    for token in yaml.scan(text, Loader=yaml.BaseLoader):
        if isinstance(token, yaml.AliasToken | yaml.AnchorToken):
            invalid(PROFILE, _ALIAS)
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > DEEPEST:
            invalid(PROFILE, _TOO_DEEP)


def _value(node: yaml.Node, path: Steps) -> object:
    if node.tag not in _STANDARD_TAGS:
        invalid(path, _TYPED)
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, (*path, index)) for index, one in enumerate(node.value)]
    return _mapping(node, path)


def _mapping(node: yaml.Node, path: Steps) -> dict[str, object]:
    document: dict[str, object] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            invalid(path, _KEY_NOT_TEXT)
        if key.value in document:
            invalid((*path, key.value), _TWICE)
        document[key.value] = _value(value, (*path, key.value))
    return document


def _scalar(node: yaml.ScalarNode) -> object:
    """What is written in quotes, and whatever is no number and no constant, is text."""
    text: str = node.value
    if node.style is not None:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    return float(text) if number["fraction"] else int(text)
