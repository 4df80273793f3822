"""How the views' tables were made: where a new version makes them otherwise, they are filled anew.

Views hold nothing that the log does not: dropping one and reading the log again loses nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from shared.store.database import UnitOfWork
from shared.store.transaction import View

TABLE = "CREATE TABLE IF NOT EXISTS view_shapes (view_name TEXT PRIMARY KEY, shape TEXT NOT NULL)"


def changed(unit: UnitOfWork, views: Iterable[View]) -> list[View]:
    """The views whose tables are not there as they are declared, or were never made."""
    made = {
        row["view_name"]: row["shape"]
        for row in unit.rows("SELECT view_name, shape FROM view_shapes")
    }
    return [one for one in views if made.get(_name(one)) != shape_of(one)]


def make(unit: UnitOfWork, views: Iterable[View]) -> None:
    """Make the tables of these views, empty, and note their shape."""
    for one in views:
        for name in one.names:
            unit.execute(f"DROP TABLE IF EXISTS {name}")
        for statement in one.tables:
            unit.execute(statement)
        unit.execute(
            "INSERT INTO view_shapes VALUES (:view_name, :shape)"
            " ON CONFLICT (view_name) DO UPDATE SET shape = :shape",
            {"view_name": _name(one), "shape": shape_of(one)},
        )


def _name(view: View) -> str:
    return view.names[0]


def shape_of(view: View) -> str:
    """By which the declaration of a view's tables is known again."""
    return hashlib.sha256("\n".join(view.tables).encode()).hexdigest()
