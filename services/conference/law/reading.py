"""From a JSON document to a world, or to the one error that says what is wrong and where.

Nothing is decided for a document with an error. No error repeats a value of the document, for a
value may be somebody's name.
"""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from services.conference.law.references import Steps, first_flaw
from services.conference.law.world import World


class InvalidWorldError(Exception):
    """The document is no valid world.

    Attributes:
        error: code of the contract: ``schema``, ``unknown_reference``, ``duplicate_id``,
            ``empty_period``, ``overlapping_periods`` or ``check_digit``.
        path: JSON Pointer (RFC 6901) to the place.
        message: one Japanese sentence.
    """

    def __init__(self, error: str, path: Steps, message: str) -> None:
        super().__init__(error)
        self.error = error
        self.path = json_pointer(path)
        self.message = message

    def document(self) -> dict[str, str]:
        """The contract's error document."""
        return {"error": self.error, "path": self.path, "message": self.message}


def read_world(text: str | bytes) -> World:
    """Read one world.

    Args:
        text: a JSON document in the form of ``docs/law/world.schema.json``, UTF-8.

    Raises:
        InvalidWorldError: it is not one; nothing may be decided.
    """
    world = parse(World, text)
    flaw = first_flaw(world)
    if flaw is not None:
        raise InvalidWorldError(*flaw)
    return world


M = TypeVar("M", bound=BaseModel)


def parse(model: type[M], text: str | bytes, *, under: Steps = ()) -> M:
    """Read a JSON document as a model.

    Args:
        model: a part of a world, or the whole.
        text: the document.
        under: where the document stands in a world, for the path of an error.

    Raises:
        InvalidWorldError: ``schema``.
    """
    try:
        return model.model_validate_json(text)
    except ValidationError as invalid:
        first = invalid.errors(include_url=False, include_input=False)[0]
        raise InvalidWorldError("schema", (*under, *_steps(first)), _message(first)) from None


def json_pointer(steps: Steps) -> str:
    """RFC 6901."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def _steps(error: ErrorDetails) -> Steps:
    """Where an error stands; a field that another one makes necessary is named as well."""
    steps = tuple(step for step in error["loc"] if step != "[key]")
    field = error.get("ctx", {}).get("field")
    return (*steps, field) if isinstance(field, str) else steps


_MESSAGES: dict[str, str] = {
    "json_invalid": "JSON として読めません。",
    "missing": "必要な項目がありません。",
    "needed": "ほかの項目の値により、この項目が必要です。",
    "unwanted": "ほかの項目の値により、この項目には値を入れられません。",
    "extra_forbidden": "この場所に書けない項目です。項目の名前を確かめてください。",
    "literal_error": "決められたコードのどれでもありません。",
    "enum": "決められたコードのどれでもありません。",
    "instant": (
        "日時を読み取れません。2026-06-15T10:00:00+09:00 のように、時差まで書いてください。"
    ),
    "date": "日付を読み取れません。2026-06-15 のように書いてください。",
    "string_pattern_mismatch": "書き方が決まりに合いません。",
    "not_unique": "同じものが二度書かれています。",
    "too_short": "一つ以上が必要です。",
    "string_too_short": "空にはできません。",
    "greater_than_equal": "値が小さすぎます。",
    "less_than_equal": "値が大きすぎます。",
    "string_type": "文字列ではありません。",
    "string_unicode": "文字列として読めない文字があります。",
    "bool_type": "true か false ではありません。",
    "int_type": "整数ではありません。",
    "int_from_float": "整数ではありません。",
    "model_type": "オブジェクト（名前と値の組）ではありません。",
    "model_attributes_type": "オブジェクト（名前と値の組）ではありません。",
    "tuple_type": "配列ではありません。",
    "mapping_type": "オブジェクト（名前と値の組）ではありません。",
    "dict_type": "オブジェクト（名前と値の組）ではありません。",
}


def _message(error: ErrorDetails) -> str:
    return _MESSAGES.get(error["type"], "形が決まりに合いません。")


def error_types() -> frozenset[str]:
    """The kinds of error that have a sentence of their own."""
    return frozenset(_MESSAGES)
