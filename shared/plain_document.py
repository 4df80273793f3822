"""A YAML document that somebody handed in, as plain values: text, lists and mappings.

Numbers, days and truth values stay text, so that whoever gives them a meaning reads them as that.
What makes YAML dangerous or ambiguous is refused: aliases, types, a key written twice.
"""

from __future__ import annotations

from collections.abc import Callable

import yaml

LARGEST = 64 * 1024
"""Characters of a document."""

DEEPEST = 16
"""Levels of a document."""

Steps = tuple[str | int, ...]
"""The way to a place in a document: names of keys, numbers in lists from 0."""

Meaning = Callable[[str], object]
"""From what is written without quotes to what it means."""

TWICE = "同じ項目が、二度書かれています。"

_STANDARD_TAGS = frozenset(f"tag:yaml.org,2002:{one}" for one in ("str", "seq", "map"))
_OPENING = (
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
)
_CLOSING = (yaml.BlockEndToken, yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
_NOTHING = frozenset({"", "~", "null"})


class UnreadableDocument(Exception):  # noqa: N818 - a document is no fault of the program
    """A document that cannot be read.

    Args:
        path: where in it.
        message: why, in Japanese; it never repeats a value.
    """

    def __init__(self, path: Steps, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message


def text_or_nothing(written: str) -> str | None:
    """Text, but for ``null`` and its kin."""
    return None if written in _NOTHING else written


def plain_document(text: str, meaning: Meaning = text_or_nothing) -> object:
    """Read a document.

    Args:
        text: YAML.
        meaning: of what is written without quotes; whatever is in quotes is text.

    Raises:
        UnreadableDocument: it is too large, too deep, no YAML, or ambiguous.
    """
    refuse_large(text)
    try:
        _look_through(text)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, OverflowError):  # the latter two: no such character
        raise UnreadableDocument((), "YAML としても JSON としても読めません。") from None
    return None if node is None else _value(node, (), meaning)


def refuse_large(text: str) -> None:
    """Refuse a document that is too large to be looked at.

    Raises:
        UnreadableDocument: it is.
    """
    if len(text) > LARGEST:
        raise UnreadableDocument((), "文書が大きすぎます。")


def _look_through(text: str) -> None:
    """Refuse what is dear to read before it is read.

    An alias stands for what was written elsewhere; a few can stand for billions of nodes. The time
    for nested brackets grows with the square of their depth.
    """
    depth = 0
    for token in yaml.scan(text, Loader=yaml.BaseLoader):
        if isinstance(token, yaml.AliasToken | yaml.AnchorToken):
            raise UnreadableDocument(
                (),
                "YAML の目印（&）と参照（*）は使えません。同じ内容も、その場所に書いてください。",
            )
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > DEEPEST:
            raise UnreadableDocument((), "文書の入れ子が深すぎます。")


def _value(node: yaml.Node, path: Steps, meaning: Meaning) -> object:
    if node.tag not in _STANDARD_TAGS:
        raise UnreadableDocument(path, "YAML の型の指定（!）は使えません。")
    if isinstance(node, yaml.ScalarNode):
        return meaning(node.value) if node.style is None else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, (*path, index), meaning) for index, one in enumerate(node.value)]
    return _mapping(node, path, meaning)


def _mapping(node: yaml.Node, path: Steps, meaning: Meaning) -> dict[str, object]:
    document: dict[str, object] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise UnreadableDocument(path, "項目の名前は、文字で書いてください。")
        if key.value in document:
            raise UnreadableDocument((*path, key.value), TWICE)
        document[key.value] = _value(value, (*path, key.value), meaning)
    return document
