"""The text of a profile, YAML or JSON, as plain values: text, numbers, true, false, null.

Dates stay text, so that whoever gives them a meaning also gives them a time zone; ``yes`` and
``no`` are words and no truth.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from services.conference.law.reading import InvalidWorldError
from services.conference.law.references import Steps
from shared.plain_document import TWICE, UnreadableDocument, plain_document, refuse_large

PROFILE: Steps = ("profile",)
"""Where a profile stands in a world."""

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


def profile_document(text: str) -> object:
    """Read the text of a profile.

    Raises:
        InvalidWorldError: ``schema``; it can be read neither as JSON nor as YAML.
    """
    try:
        refuse_large(text)
        return _json_or_yaml(text) if text.lstrip().startswith("{") else _yaml(text)
    except UnreadableDocument as unreadable:
        invalid((*PROFILE, *unreadable.path), unreadable.message)


def _json_or_yaml(text: str) -> object:
    """JSON, or YAML in braces."""
    try:
        return json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return _yaml(text)


def _yaml(text: str) -> object:
    return plain_document(text, _meaning)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        raise UnreadableDocument((), TWICE)
    return document


def _no_number(_: str) -> NoReturn:
    """JSON has no NaN and no infinity."""
    raise ValueError


def _meaning(written: str) -> object:
    """A constant or a number; whatever is neither is text."""
    if written in _CONSTANTS:
        return _CONSTANTS[written]
    number = _NUMBER.fullmatch(written)
    if number is None:
        return written
    return float(written) if number["fraction"] else int(written)
