"""Documents of worlds: one value changed, and the error that reading them ends in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from services.conference.law.reading import (
    InvalidWorldError,
    read_world,
)
from tests.law.worlds import (
    Document,
)

NAME = "山田花子"


def error_of(world: Document | str) -> InvalidWorldError:
    """The error that reading the document ends in."""
    text = world if isinstance(world, str) else json.dumps(world)
    with pytest.raises(InvalidWorldError) as raised:
        read_world(text)
    assert NAME not in str(raised.value.document())
    assert raised.value.document() == {
        "error": raised.value.error,
        "path": raised.value.path,
        "message": raised.value.message,
    }
    return raised.value


def without(document: Document, field: str) -> Document:
    """The document without one field."""
    return {name: value for name, value in document.items() if name != field}


def changed(document: Any, path: str, value: object) -> Any:
    """The document with another value at a JSON Pointer."""
    step, _, rest = path[1:].partition("/")
    key = int(step) if isinstance(document, list) else step
    inner = changed(document[key], f"/{rest}", value) if rest else value
    if isinstance(document, list):
        return [inner if index == key else one for index, one in enumerate(document)]
    return document | {key: inner}
