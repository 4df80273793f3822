"""The rows of a table that were not taken in, told to whoever imports it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from services.command.screen import tell
from shared.spreadsheet import Rejection

SHOWN_REJECTIONS = 20


def tell_rejections(rejected: Sequence[Rejection], rejects_file: Path | None) -> None:
    """Tell the first of them, how many more there are, and where they can be mended."""
    for one in rejected[:SHOWN_REJECTIONS]:
        tell(f"  {one.row} 行目 {one.column}: {one.reason}")
    if len(rejected) > SHOWN_REJECTIONS:
        tell(f"  ほか {len(rejected) - SHOWN_REJECTIONS:,} 件")
    if rejects_file:
        tell(f"直して、もう一度取り込んでください: {rejects_file}")


def rejections_as_json(
    rejected: Sequence[Rejection], rejects_file: Path | None
) -> dict[str, object]:
    """The same for machines."""
    return {
        "rejected": [
            {"row": one.row, "column": one.column, "reason": one.reason, "code": one.code}
            for one in rejected
        ],
        "rejects_file": str(rejects_file) if rejects_file else None,
    }


def tell_unknown(columns: Sequence[str]) -> None:
    """Tell which headers nobody understood."""
    if columns:
        tell(f"分からない見出しは読みませんでした: {'、'.join(columns)}")
