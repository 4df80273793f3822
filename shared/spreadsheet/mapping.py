"""The mapping from a municipality's own headers to those that an import knows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from shared.refusal import Refusal
from shared.spreadsheet.form import TableForm, folded_header

LARGEST_MAPPING = 64 * 1024
"""Bytes; a mapping has some thirty short lines."""


class HeaderMapping:
    """Which of a table's columns a municipality's own header stands for.

    A header that the mapping does not name is understood if it is one of the form's.

    Args:
        form: whose columns.
        headers: the municipality's header -> ours.

    Raises:
        Refusal: ``mapping-invalid``.
    """

    def __init__(self, form: TableForm, headers: Mapping[str, str] | None = None) -> None:
        self._form = form
        self._ours: dict[str, str] = {}
        for theirs, ours in (headers or {}).items():
            column = form.own_header(ours)
            if column is None:
                raise _invalid(f"右側に、{form.title}の見出しではない「{ours}」があります。")
            if folded_header(theirs) in self._ours:
                raise _invalid(f"見出し「{theirs}」が、二度書かれています。")
            if column in self._ours.values():
                raise _invalid(f"「{column}」に対応する見出しが、二つ書かれています。")
            self._ours[folded_header(theirs)] = column

    def column_of(self, header: str) -> str | None:
        """The column that a header in a file stands for; ``None`` if it is none of ours."""
        return self._ours.get(folded_header(header)) or self._form.own_header(header)


def read_mapping(path: Path) -> dict[str, str]:
    """Read a mapping file: YAML, one line for each header (``相談日: 受付日``).

    Raises:
        Refusal: ``mapping-unreadable``, ``mapping-invalid``.
    """
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_MAPPING + 1)
        if len(text) > LARGEST_MAPPING:
            raise _unreadable()
        document = yaml.load(text.decode("utf-8-sig"), Loader=_EachKeyOnce)  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError):
        raise _unreadable() from None
    return _headers_of(document)


class _EachKeyOnce(yaml.SafeLoader):
    """A safe loader that refuses a key written twice, of which PyYAML would keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if len(set(keys)) < len(keys):
            raise _invalid("同じ見出しが、二度書かれています。")
        return super().construct_mapping(node, deep)


def _headers_of(document: object) -> dict[str, str]:
    if not isinstance(document, dict) or not all(
        isinstance(text, str) for pair in document.items() for text in pair
    ):
        raise _invalid("「自治体の見出し: 取り込みの見出し」の形になっていない行があります。")
    return document


def _invalid(reason: str) -> Refusal:
    return Refusal(
        "mapping-invalid",
        f"見出しの対応表が正しくありません。{reason}",
        "一行に一つ、「相談日: 受付日」のように、自治体の見出しと取り込みの見出しを書いてください。"
        "数字だけの見出しは引用符で囲んでください。",
    )


def _unreadable() -> Refusal:
    return Refusal(
        "mapping-unreadable",
        "見出しの対応表を読めません。",
        "UTF-8 の YAML で、一行に一つ、「相談日: 受付日」のように、"
        "自治体の見出しと取り込みの見出しを書いてください。",
    )
