"""An attack on publications that shares nothing with the code it attacks.

The attacker reckons with the finest division there is: how many records have each combination of
month, method, age and gender. Every published figure is a sum of these. Nothing is known of the
project's own system of equations here, so that an equation it forgot is found.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product
from math import inf

import highspy
import numpy as np

from services.stats.domain.protection import (
    Axis,
    ProtectedFigure,
    ProtectionRule,
    Publication,
    Status,
    Subject,
    Zeros,
)
from services.stats.domain.table import Cell, Table
from shared.calendar import FiscalYear

VALUES: dict[str, tuple[str, ...]] = {
    "方法": ("電話", "来所", "訪問"),
    "年代": ("10代", "20代", "30代"),
    "性別": ("男", "女"),
}
AXES = tuple(VALUES)
MONTHS = FiscalYear(2024).months[:3]

Kind = tuple[str, ...]
"""One value for each axis."""

World = Mapping[tuple[int, Kind], int]
"""How many records there are, by month and kind."""

KINDS: tuple[Kind, ...] = tuple(product(*VALUES.values()))


@dataclass(frozen=True)
class Issue:
    """One publication, and the records behind it.

    Attributes:
        months: which months it is about, as indexes.
        publication: what was published.
        records: as they stood then.
    """

    months: tuple[int, ...]
    publication: Publication
    records: World


def period_of(months: Sequence[int]) -> tuple[date, date]:
    """First and last day of consecutive months."""
    return MONTHS[months[0]][0], MONTHS[months[-1]][1]


def table_of(world: World, months: Sequence[int], axes: tuple[str, ...]) -> Subject:
    """Count a table from the records."""
    cells = tuple(
        Cell(
            categories,
            sum(
                world.get((month, kind), 0)
                for month in months
                for kind in KINDS
                if _falls(kind, axes, categories)
            ),
        )
        for categories in product(*(VALUES[axis] for axis in axes))
    )
    total = sum(world.get((month, kind), 0) for month in months for kind in KINDS)
    table = Table("・".join(axes) or "合計", "延件数", 1, axes, cells, total)
    described = (Axis(axis, tuple((v, frozenset({v})) for v in VALUES[axis])) for axis in axes)
    return Subject(table, tuple(described))


def _falls(kind: Kind, axes: tuple[str, ...], categories: tuple[str, ...]) -> bool:
    return all(
        kind[AXES.index(axis)] == value for axis, value in zip(axes, categories, strict=True)
    )


@dataclass(frozen=True)
class Seen:
    """A published figure, as the attacker sees it.

    Attributes:
        where: issue, table, place of the cell; the last place is the total.
        terms: which records it counts: version, month, kind.
        low: the least that it can be for what is printed.
        high: the most.
        true: what it is.
        status: what became of it.
        promise: the interval it was promised; ``None`` for a figure that is not small.
        width: how wide the interval of a small figure is at least whose reason is not told.
    """

    where: tuple[int, int, int]
    terms: frozenset[tuple[int, int, Kind]]
    low: float
    high: float
    true: int
    status: Status
    promise: tuple[int, int] | None
    width: int


def seen(issues: Sequence[Issue]) -> Iterator[Seen]:
    """Every figure of every issue; records of one version of the world are the same records."""
    versions: list[World] = []
    for number, issue in enumerate(issues):
        if issue.records not in versions:
            versions.append(issue.records)
        version = versions.index(issue.records)
        for place, protected in enumerate(issue.publication.tables):
            table, rule = protected.subject.table, protected.rule
            for at, figure in enumerate(protected.figures):
                categories = table.cells[at].categories if at < len(table.cells) else ()
                axes = table.dimensions if at < len(table.cells) else ()
                terms = frozenset(
                    (version, month, kind)
                    for month in issue.months
                    for kind in KINDS
                    if _falls(kind, axes, categories)
                )
                assert figure.true is not None
                yield Seen((number, place, at), terms, *printed(figure, rule))


def printed(
    figure: ProtectedFigure, rule: ProtectionRule
) -> tuple[float, float, int, Status, tuple[int, int] | None, int]:
    """What is printed of a figure alone, and what was promised of it."""
    true, told = figure.true or 0, figure.told or 0
    lowest_small = 1 if rule.zeros is Zeros.SHOWN else 0
    small = (lowest_small, rule.threshold - 1)
    match figure.status:
        case Status.SHOWN:
            assert told == true
            return told, told, true, figure.status, None, 0
        case Status.PRIMARY:
            return *small, true, figure.status, small, 0
        case Status.COMPLEMENTARY:
            return rule.threshold, inf, true, figure.status, None, 0
        case Status.ROUNDED:
            assert rule.rounding is not None
            reach = rule.rounding.value - 1
            return max(0, told - reach), told + reach, true, figure.status, None, 0
        case Status.WITHHELD if rule.rounding is None:
            width = small[1] - small[0] if small[0] <= true <= small[1] else 0
            return lowest_small, inf, true, figure.status, None, width
    return 0, inf, true, figure.status, None, 0


class Attacker:
    """What follows from all issues together.

    Args:
        issues: in the order in which they were published.
    """

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.seen = list(seen(issues))
        self._at = {term: n for n, term in enumerate(sorted(self._terms()))}
        self._model = highspy.Highs()
        self._model.silent()
        for _ in self._at:
            self._model.addVar(0, highspy.kHighsInf)
        for one in self.seen:
            self._row({self._at[term]: 1 for term in one.terms}, one.low, one.high)
        for one, other in self._unrevised():
            terms = {self._at[term]: 1 for term in one.terms}
            for term in other.terms:
                terms[self._at[term]] = terms.get(self._at[term], 0) - 1
            self._row(terms, 0, 0)

    def interval(self, one: Seen) -> tuple[float, float]:
        """The least and the most that a figure can be."""
        columns = np.array([self._at[term] for term in one.terms], dtype=np.int32)
        found = []
        for cost in (1.0, -1.0):
            self._model.changeColsCost(len(columns), columns, np.full(len(columns), cost))
            self._model.run()
            status = self._model.getModelStatus()
            if status == highspy.HighsModelStatus.kOptimal:
                found.append(cost * self._model.getObjectiveValue())
            else:
                assert status in {
                    highspy.HighsModelStatus.kUnbounded,
                    highspy.HighsModelStatus.kUnboundedOrInfeasible,
                }
                found.append(-cost * inf)
        self._model.changeColsCost(len(columns), columns, np.zeros(len(columns)))
        return found[0], found[1]

    def recovered_exactly(self) -> list[Seen]:
        """Kept figures that are sums and differences of printed ones: exact rational elimination.

        Nothing but addition is used here: not that figures are positive, and no solver.
        """
        rows = [self._vector(one) for one in self.seen if one.low == one.high]
        reduced = _echelon(rows)
        hidden = [one for one in self.seen if one.low != one.high]
        return [one for one in hidden if not _remainder(self._vector(one), reduced)]

    def _terms(self) -> set[tuple[int, int, Kind]]:
        return {term for one in self.seen for term in one.terms}

    def _unrevised(self) -> Iterator[tuple[Seen, Seen]]:
        """Figures of one place in two versions that are the same: the lists of changes say so."""
        by_place: dict[object, Seen] = {}
        for one in self.seen:
            place = frozenset((month, kind) for _, month, kind in one.terms)
            former = by_place.get(place)
            if former is not None and former.true == one.true and former.terms != one.terms:
                yield former, one
            by_place[place] = one

    def _row(self, terms: Mapping[int, int], low: float, high: float) -> None:
        columns = np.array(list(terms), dtype=np.int32)
        factors = np.array(list(terms.values()), dtype=np.float64)
        top = highspy.kHighsInf if high == inf else high
        self._model.addRow(low, top, len(columns), columns, factors)

    def _vector(self, one: Seen) -> dict[int, Fraction]:
        return {self._at[term]: Fraction(1) for term in one.terms}


def _echelon(rows: Sequence[dict[int, Fraction]]) -> dict[int, dict[int, Fraction]]:
    """Row echelon form by leading column."""
    reduced: dict[int, dict[int, Fraction]] = {}
    for row in rows:
        left = _remainder(row, reduced)
        if left:
            lead = min(left)
            reduced[lead] = {column: value / left[lead] for column, value in left.items()}
    return reduced


def _remainder(
    row: dict[int, Fraction], reduced: Mapping[int, dict[int, Fraction]]
) -> dict[int, Fraction]:
    """What is left of a row when all that the others span is taken away."""
    left = dict(row)
    while True:
        lead = next((column for column in sorted(left) if column in reduced), None)
        if lead is None:
            return left
        factor = left[lead]
        for column, value in reduced[lead].items():
            changed = left.get(column, Fraction(0)) - factor * value
            if changed:
                left[column] = changed
            else:
                left.pop(column, None)
