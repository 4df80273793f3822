"""What somebody asks for at the command line: a document, single fields, or both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from services.command.handed_in import handed_in
from shared.refusal import InvalidInput
from shared.use_case import UseCase

LARGEST_DOCUMENT = 4 * 1024 * 1024
"""Bytes; as over HTTP."""


def document_from(use_case: UseCase, file: str | None, fields: Sequence[str]) -> dict[str, Any]:
    """The document that is asked with.

    Args:
        use_case: what is asked for.
        file: path of a JSON file, or ``-`` for standard input.
        fields: ``name=text`` or ``name:=JSON``; they go before those of the document.

    Raises:
        InvalidInput: ``file-unreadable``, ``document-unreadable``, ``field-unreadable``,
            ``confidential-in-command``: a field that holds confidential text would be seen in the
            list of processes and kept in the shell's history.
    """
    document = _read(file) if file is not None else {}
    for one in fields:
        name, value = _field(one)
        field = use_case.request.model_fields.get(name)
        if field is not None and holds_confidential(field):
            raise InvalidInput(
                name,
                "confidential-in-command",
                f"項目「{name}」は、コマンドの行には書けません。履歴や一覧に残るためです。",
                "--with でファイルから、または --with - で標準入力から渡してください。",
            )
        document[name] = value
    return document


def holds_confidential(field: FieldInfo) -> bool:
    """Whether a field is confidential, or has a part that is."""
    return not field.repr or any(
        holds_confidential(part)
        for shape in _shapes(field.annotation)
        for part in shape.model_fields.values()
    )


def _shapes(annotation: object) -> Iterator[type[BaseModel]]:
    """The shapes that a field's value may be made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _shapes(part)


def _field(text: str) -> tuple[str, Any]:
    name, _, value = text.partition("=")
    if not name.endswith(":"):
        if name and "=" in text:
            return name, value
    else:
        try:
            return name[:-1], json.loads(value)
        except ValueError:
            pass
    raise InvalidInput(
        "--set",
        "field-unreadable",
        "--set の書き方を読み取れません。",
        '「項目=値」か、JSON の値なら「項目:=["値"]」のように書いてください。',
    )


def _read(file: str) -> dict[str, Any]:
    with handed_in(file, "--with") as source:
        content = source.read(LARGEST_DOCUMENT + 1)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise InvalidInput(
            "--with",
            "document-unreadable",
            "ファイルを JSON の一つのまとまりとして読み取れません。",
            "JSON の書き方を確かめてください。",
        )
    return document
