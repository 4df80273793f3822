"""A return (県への報告): the figures of one template for one municipality and period."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.stats.domain.period import Period
from services.stats.domain.ratio import with_ratios
from services.stats.domain.scope import Scope
from services.stats.domain.table import Table
from services.stats.domain.template import Template
from shared.calendar import JST
from shared.store.event import Detail

TRUE_COUNTS = "none"
"""The protection of a return that shows true counts (law rule 64)."""

CAUTION = "取扱注意"
"""What is written on a return that shows true counts: it is not for publication."""

FOR_PUBLICATION = "公表用"
"""What is written on a return whose small figures are protected."""

TOTAL = "計"
"""How the total of a table is called among its cells."""


@dataclass(frozen=True, slots=True)
class Return:
    """A return, issued or not.

    Attributes:
        template: which one.
        scope: what was counted.
        tables: the figures.
        version: 1 for the first; n + 1 when the figures of the same period have changed.
        protection: by which rule the cells are protected; :data:`TRUE_COUNTS` for none.
    """

    template: Template
    scope: Scope
    tables: tuple[Table, ...]
    version: int
    protection: str = TRUE_COUNTS

    @property
    def period(self) -> Period:
        """The period it is about."""
        return Period.between(self.scope.first, self.scope.last)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What whoever reads the figures must know, in Japanese; none of it makes them wrong."""
        told = []
        if self.scope.as_of < self.period.ends_at:
            told.append(
                f"期間（{self.period.label}）が、基準の時点でまだ終わっていません。途中の数です。"
            )
        if not any(table.total for table in self.tables):
            told.append(
                "この期間に、数える記録がありません。0 は数えた結果です。"
                "市区町村・期間・基準の時点が合っているかを確かめてください。"
            )
        return tuple(told)

    def document(self) -> dict[str, Any]:
        """The return as the contract has it; the as-of instant in JST."""
        return {
            "template": self.template.id,
            "title": self.template.title,
            "municipality": self.scope.municipality,
            "from": self.scope.first.isoformat(),
            "to": self.scope.last.isoformat(),
            "period": self.period.label,
            "as_of": self.scope.as_of.astimezone(JST).isoformat(),
            "version": self.version,
            "protection": self.protection,
            "handling": CAUTION if self.protection == TRUE_COUNTS else FOR_PUBLICATION,
            "tables": with_ratios(self.template.tables, table_documents(self.tables)),
        }

    def text(self) -> str:
        """The canonical text: equal returns are equal to the byte."""
        return canonical(self.document())


def canonical(document: Mapping[str, object]) -> str:
    """A document as its digest is taken of: equal documents are equal to the byte."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def table_documents(tables: Iterable[Table]) -> list[dict[str, Any]]:
    """The figures alone."""
    return [table.document() for table in tables]


def digest_of(text: str) -> str:
    """SHA-256 of a return's canonical text, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def same_figures(one: Iterable[Mapping[str, Any]], other: Iterable[Mapping[str, Any]]) -> bool:
    """Whether two sets of table documents report the same.

    What stands beside the figures (notes, percentages) may differ; a measure that is counted by
    another version of its definition is another figure.
    """
    return [*map(_reported, one)] == [*map(_reported, other)]


def _reported(table: Mapping[str, Any]) -> tuple[object, ...]:
    cells = [
        {name: cell[name] for name in (*table["dimensions"], "value")} for cell in table["cells"]
    ]
    keys = ("name", "measure", "measure_version", "dimensions", "total")
    return *(table.get(key) for key in keys), cells


class Difference(Detail):
    """A figure that is not what it was in the version before.

    Attributes:
        table: name of the table.
        cell: category by dimension; empty for a table with a single figure, and ``計`` for
            ``計`` where it is the total of a table with several.
        before: the former figure, ``None`` if there was none.
        after: the figure now, ``None`` if there is none.
    """

    table: str
    cell: dict[str, str]
    before: int | None
    after: int | None


class Redefined(Detail):
    """A table that is counted otherwise than in the version before, whatever its figures are.

    Attributes:
        table: name of the table.
        measure: name of its measure now.
        before: of which version the definition was before; ``None`` for another measure's.
        after: of which version it is now.
    """

    table: str
    measure: str
    before: int | None
    after: int


def redefinition(one: Redefined) -> str:
    """How a changed definition is told to whoever reads the figures."""
    if one.before is None:
        return f"別の指標（{one.measure} 第{one.after}版）で数えています。"
    return f"{one.measure}の定義が、第{one.before}版から第{one.after}版に変わりました。"


def redefined(
    before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]
) -> tuple[Redefined, ...]:
    """Of two sets of table documents, the tables whose definition is not the same in both."""
    former = {table["name"]: (table["measure"], table["measure_version"]) for table in before}
    found = []
    for table in after:
        name, now = table["name"], (table["measure"], table["measure_version"])
        if name in former and former[name] != now:
            measure, version = former[name]
            known = version if measure == table["measure"] else None
            found.append(Redefined(table=name, measure=now[0], before=known, after=now[1]))
    return tuple(found)


_Place = tuple[str, tuple[tuple[str, str], ...]]


def differences(
    before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]
) -> tuple[Difference, ...]:
    """Compare two sets of table documents figure by figure; those that are gone come last."""
    former, now = _figures(before), _figures(after)
    return tuple(
        Difference(
            table=place[0], cell=dict(place[1]), before=former.get(place), after=now.get(place)
        )
        for place in (now | former)
        if former.get(place) != now.get(place)
    )


def _figures(tables: Iterable[Mapping[str, Any]]) -> dict[_Place, int | None]:
    """Every figure by its table and its categories, and the total of every table with several."""
    found: dict[_Place, int | None] = {}
    for table in tables:
        for cell in table["cells"]:
            place = tuple((axis, cell[axis]) for axis in table["dimensions"])
            found[table["name"], place] = cell["value"]
        if table["dimensions"]:
            found[table["name"], ((TOTAL, TOTAL),)] = table.get("total")
    return found
