"""Whose figures lie in a store."""

from __future__ import annotations

from collections.abc import Iterator

from shared.store import Rows

_TABLES = ("contacts", "openings", "issued_returns")


def municipalities_known(rows: Rows) -> list[str]:
    """Every municipality of which something was counted or issued, in the order of the codes."""
    return sorted({code for table in _TABLES for code in _of_table(rows, table)})


def _of_table(rows: Rows, table: str) -> Iterator[str]:
    """Each municipality of a table once, by one look into its index for each of them."""
    last = ""
    while True:
        [found] = rows.rows(
            f"SELECT MIN(municipality) AS next FROM {table} WHERE municipality > :last",  # noqa: S608
            {"last": last},
        )
        if found["next"] is None:
            return
        last = found["next"]
        yield last
