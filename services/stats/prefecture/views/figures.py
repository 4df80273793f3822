"""The figures of the returns that arrived, cell by cell, with the total of each table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from shared.facts.stats import ReturnSubmitted, SubmittedTable
from shared.store import Rows, Transaction

FIGURE_TABLES: tuple[str, ...] = (
    """CREATE TABLE IF NOT EXISTS arrived_figures (
        arrival INTEGER NOT NULL,
        place INTEGER NOT NULL,
        heading TEXT NOT NULL,
        measure TEXT NOT NULL,
        measure_version INTEGER NOT NULL,
        categories TEXT,
        value INTEGER,
        note TEXT,
        PRIMARY KEY (arrival, place)
    )""",
)
"""``categories`` is a JSON list, and ``NULL`` for the total of a table."""

Figure = tuple[str, tuple[str, ...] | None]
"""A figure by its table's heading and its categories; without categories it is the total."""


def keep_figures(tx: Transaction, arrival: int, fact: ReturnSubmitted) -> None:
    """Keep every cell and every total of a return."""
    tx.execute_many(
        "INSERT INTO arrived_figures VALUES (:arrival, :place, :heading, :measure,"
        " :measure_version, :categories, :value, :note)",
        [
            {"arrival": arrival, "place": place, **figure}
            for place, figure in enumerate(
                (figure for table in fact.tables for figure in _figures(table)), start=1
            )
        ],
    )


def _figures(table: SubmittedTable) -> Iterator[dict[str, str | int | None]]:
    about: dict[str, str | int | None] = {
        "heading": table.name,
        "measure": table.measure,
        "measure_version": table.measure_version,
    }
    for cell in table.cells:
        categories = json.dumps(cell.categories, ensure_ascii=False)
        yield {**about, "categories": categories, "value": cell.value, "note": cell.note}
    yield {**about, "categories": None, "value": table.total, "note": table.note}


def figures_of(rows: Rows, arrival: int) -> Mapping[Figure, int | None]:
    """Every figure of one return, in the order of the return."""
    found = rows.rows(
        "SELECT heading, categories, value FROM arrived_figures WHERE arrival = :arrival"
        " ORDER BY place",
        {"arrival": arrival},
    )
    return {
        (
            row["heading"],
            None if row["categories"] is None else tuple(json.loads(row["categories"])),
        ): row["value"]
        for row in found
    }
