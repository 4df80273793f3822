"""A return (県への報告): the figures of one template for one municipality and period."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from services.stats.domain.scope import Scope
from services.stats.domain.table import Table
from services.stats.domain.template import Template
from shared.calendar import JST
from shared.store.event import Detail

Protection = Literal["none"]
"""How the cells are protected for publication; ``none`` shows true counts (law rule 64)."""


@dataclass(frozen=True, slots=True)
class Return:
    """A return, issued or not.

    Attributes:
        template: which one.
        scope: what was counted.
        tables: the figures.
        version: 1 for the first; n + 1 when the figures of the same period have changed.
        protection: how the cells are protected.
    """

    template: Template
    scope: Scope
    tables: tuple[Table, ...]
    version: int
    protection: Protection = "none"

    def document(self) -> dict[str, Any]:
        """The return as the contract has it; the as-of instant in JST."""
        return {
            "template": self.template.id,
            "title": self.template.title,
            "municipality": self.scope.municipality,
            "from": self.scope.first.isoformat(),
            "to": self.scope.last.isoformat(),
            "as_of": self.scope.as_of.astimezone(JST).isoformat(),
            "version": self.version,
            "protection": self.protection,
            "tables": table_documents(self.tables),
        }

    def text(self) -> str:
        """The canonical text: equal returns are equal to the byte."""
        return json.dumps(
            self.document(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )


def table_documents(tables: Iterable[Table]) -> list[dict[str, object]]:
    """The figures alone; two returns report the same if these are equal."""
    return [table.document() for table in tables]


def digest_of(text: str) -> str:
    """SHA-256 of a return's canonical text, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


class Difference(Detail):
    """A cell that is not what it was in the version before.

    Attributes:
        table: name of the table.
        cell: category by dimension; empty for a table with a single figure.
        before: the former figure, ``None`` if the cell is new.
        after: the figure now, ``None`` if the cell is gone.
    """

    table: str
    cell: dict[str, str]
    before: int | None
    after: int | None


_Place = tuple[str, tuple[tuple[str, str], ...]]


def differences(
    before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]
) -> tuple[Difference, ...]:
    """Compare two sets of table documents cell by cell; cells that are gone come last."""
    former, now = _figures(before), _figures(after)
    return tuple(
        Difference(
            table=place[0], cell=dict(place[1]), before=former.get(place), after=now.get(place)
        )
        for place in (now | former)
        if former.get(place) != now.get(place)
    )


def _figures(tables: Iterable[Mapping[str, Any]]) -> dict[_Place, int | None]:
    """Every figure by its table and its categories."""
    return {
        (table["name"], tuple((axis, cell[axis]) for axis in table["dimensions"])): cell["value"]
        for table in tables
        for cell in table["cells"]
    }
