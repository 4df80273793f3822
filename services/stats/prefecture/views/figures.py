"""The figures of the returns that arrived, cell by cell, with the total of each table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from shared.facts.stats import ReturnSubmitted, SubmittedTable
from shared.store import Rows, Transaction
from shared.store.database import Row

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
    """CREATE TABLE IF NOT EXISTS arrived_dimensions (
        arrival INTEGER NOT NULL,
        heading TEXT NOT NULL,
        dimensions TEXT NOT NULL,
        PRIMARY KEY (arrival, heading)
    )""",
)
"""``categories`` is a JSON list, and ``NULL`` for the total of a table; ``dimensions`` is one too.
What arrived before they were kept has none."""


class Figure(NamedTuple):
    """Which figure of a return; figures of two definitions are different figures.

    Attributes:
        heading: of its table.
        measure: name of the measure.
        measure_version: version of its definition.
        categories: ``None`` for the total of the table.
    """

    heading: str
    measure: str
    measure_version: int
    categories: tuple[str, ...] | None


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
    tx.execute_many(
        "INSERT INTO arrived_dimensions VALUES (:arrival, :heading, :dimensions)"
        " ON CONFLICT (arrival, heading) DO NOTHING",
        [
            {
                "arrival": arrival,
                "heading": table.name,
                "dimensions": json.dumps(table.dimensions, ensure_ascii=False),
            }
            for table in fact.tables
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


@dataclass(frozen=True, slots=True)
class ArrivedFigure:
    """One figure of a return as it arrived.

    Attributes:
        heading: of its table.
        measure: name of the measure.
        measure_version: version of its definition.
        categories: ``None`` for the total of the table.
        value: ``None`` where none was told.
        note: why, or what to know of it.
    """

    heading: str
    measure: str
    measure_version: int
    categories: tuple[str, ...] | None
    value: int | None
    note: str | None


def whole_return(rows: Rows, arrival: int) -> list[ArrivedFigure]:
    """Every figure of one return with what is said of it, in the order of the return."""
    found = rows.rows(
        "SELECT heading, measure, measure_version, categories, value, note"
        " FROM arrived_figures WHERE arrival = :arrival ORDER BY place",
        {"arrival": arrival},
    )
    return [ArrivedFigure(**{**row, "categories": _categories(row)}) for row in found]


def figures_of(rows: Rows, arrival: int) -> Mapping[Figure, int | None]:
    """Every figure of one return, in the order of the return."""
    found = rows.rows(
        "SELECT heading, measure, measure_version, categories, value"
        " FROM arrived_figures WHERE arrival = :arrival ORDER BY place",
        {"arrival": arrival},
    )
    return {
        Figure(row["heading"], row["measure"], row["measure_version"], _categories(row)): row[
            "value"
        ]
        for row in found
    }


def dimensions_of(rows: Rows, arrival: int) -> Mapping[str, tuple[str, ...]]:
    """By what the tables of one return are divided, by their headings."""
    found = rows.rows(
        "SELECT heading, dimensions FROM arrived_dimensions WHERE arrival = :arrival",
        {"arrival": arrival},
    )
    return {row["heading"]: tuple(json.loads(row["dimensions"])) for row in found}


def _categories(row: Row) -> tuple[str, ...] | None:
    return None if row["categories"] is None else tuple(json.loads(row["categories"]))
