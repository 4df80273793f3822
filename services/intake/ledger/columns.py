"""The ledger's columns, and the mapping from a municipality's own headers to them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import yaml

from shared.refusal import Refusal

HEADERS = (
    "受付日",
    "ケース番号",
    "対象者番号",
    "氏名",
    "フリガナ",
    "住所",
    "電話",
    "内容",
    "生年月日",
    "年齢",
    "性別",
    "方法",
    "相談者",
    "経路",
    "課題",
    "同意",
    "接触",
    "受付機関",
    "担当者",
    "つなぎ先",
    "つなぎ結果",
    "つなぎ日",
    "就労",
    "就職日",
    "離職日",
    "状態",
)
"""Every column, in the order in which an export writes them."""

REQUIRED = ("受付日", "ケース番号", "方法", "相談者")
"""Columns that a file must have; of these only ケース番号 may be blank (an anonymous caller)."""

REJECT_ROW_NUMBER = "行番号"
REJECT_REASON = "理由"
REJECT_HEADERS = (REJECT_ROW_NUMBER, REJECT_REASON)
"""What a rejects file has in front of the original columns; an import passes over both."""

LARGEST_MAPPING = 64 * 1024
"""Bytes; a mapping has some thirty short lines."""


def folded_header(text: str) -> str:
    """A header as it is compared: in one width (NFKC), without any space or line break."""
    return "".join(unicodedata.normalize("NFKC", text).split())


_OWN = {folded_header(header): header for header in HEADERS}


class HeaderMapping:
    """Which of the ledger's columns a municipality's own header stands for.

    A header that the mapping does not name is understood if it is one of :data:`HEADERS`.

    Args:
        headers: the municipality's header -> ours.

    Raises:
        Refusal: ``mapping-invalid``.
    """

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        self._ours: dict[str, str] = {}
        for theirs, ours in (headers or {}).items():
            column = _OWN.get(folded_header(ours))
            if column is None:
                raise _invalid(f"右側に、台帳の見出しではない「{ours}」があります。")
            if folded_header(theirs) in self._ours:
                raise _invalid(f"見出し「{theirs}」が、二度書かれています。")
            if column in self._ours.values():
                raise _invalid(f"「{column}」に対応する見出しが、二つ書かれています。")
            self._ours[folded_header(theirs)] = column

    @classmethod
    def from_file(cls, path: Path) -> Self:
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
        return cls(_headers_of(document))

    def column_of(self, header: str) -> str | None:
        """The column that a header in a file stands for; ``None`` if it is none of ours."""
        folded = folded_header(header)
        return self._ours.get(folded) or _OWN.get(folded)


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
        raise _invalid("「自治体の見出し: 台帳の見出し」の形になっていない行があります。")
    return document


def _invalid(reason: str) -> Refusal:
    return Refusal(
        "mapping-invalid",
        f"見出しの対応表が正しくありません。{reason}",
        "一行に一つ、「相談日: 受付日」のように書いてください。"
        "数字だけの見出しは引用符で囲んでください。",
    )


def _unreadable() -> Refusal:
    return Refusal(
        "mapping-unreadable",
        "見出しの対応表を読めません。",
        "UTF-8 の YAML で、一行に一つ、「相談日: 受付日」のように書いてください。",
    )
