"""The ledger's columns, and the mapping from a municipality's own headers to them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from shared import spreadsheet
from shared.spreadsheet import SourceTable, TableForm, open_table, read_mapping

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

LEDGER = TableForm(
    code="ledger", title="台帳", headers=HEADERS, required=REQUIRED, in_parts="年度ごとに分けて"
)
"""The ledger as a kind of table."""


class HeaderMapping(spreadsheet.HeaderMapping):
    """Which of the ledger's columns a municipality's own header stands for.

    Args:
        headers: the municipality's header -> ours.

    Raises:
        Refusal: ``mapping-invalid``.
    """

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(LEDGER, headers)

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read a mapping file; see :func:`shared.spreadsheet.read_mapping`.

        Raises:
            Refusal: ``mapping-unreadable``, ``mapping-invalid``.
        """
        return cls(read_mapping(path))


def open_ledger(path: Path, mapping: HeaderMapping | None = None) -> SourceTable:
    """Open a ledger; see :func:`shared.spreadsheet.open_table`.

    Raises:
        Refusal: ``ledger-not-found``, ``ledger-old-excel``, ``ledger-too-large``,
            ``ledger-empty``, ``header-missing``, ``header-twice``, ``ledger-unreadable``.
    """
    return open_table(path, LEDGER, mapping)
