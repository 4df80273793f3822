"""From tables to a system: the cells of a publication, their margins, and tables that share them.

Every figure is about a *spot*: certain days and a certain part of what is counted. Figures of one
spot are one unknown, whatever table they stand in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf

from services.stats.domain.protection.atoms import Atoms
from services.stats.domain.protection.subject import Axis, Days, Subject
from services.stats.domain.protection.system import System
from services.stats.domain.protection.view import Region, Spot, View


@dataclass(slots=True)
class Placed:
    """A table in the system.

    Attributes:
        subject: the table.
        cells: the unknown of each cell; ``None`` for one that nobody counted.
        total: that of the total.
    """

    subject: Subject
    cells: tuple[int | None, ...]
    total: int | None

    @property
    def unknowns(self) -> tuple[int | None, ...]:
        """Of every cell, and of the total last."""
        return (*self.cells, self.total)


@dataclass(slots=True)
class Layout:
    """The unknowns of one publication.

    Attributes:
        system: in which they are.
        atoms: of all publications together.
        days: the period of the publication.
        margins: by which attributes tables can be compared, few attributes first.
        earlier: of each spot the unknowns of earlier publications, the newest last.
        here: the unknown of each spot of this publication.
        views: its tables as they divide what they are about.
    """

    system: System
    atoms: Atoms
    days: Days
    margins: Sequence[frozenset[str]]
    earlier: dict[Spot, list[int]]
    here: dict[Spot, int] = field(default_factory=dict)
    views: list[View] = field(default_factory=list)

    def place(self, subjects: Sequence[Subject]) -> list[Placed]:
        """Give every figure its unknown, and relate them."""
        placed = [self._placed(subject) for subject in subjects]
        self.views = [view for one in placed for view in self._views_of(one)]
        for view in self.views:
            view.tie_cells()
        for view in self.views:
            for margin in self.margins:
                view.tie_margin(margin)
        return placed

    def agrees(self, subjects: Sequence[Subject]) -> bool:
        """Whether nothing in these tables differs from what this publication tells."""
        return all(
            spot not in self.here or self.system.values[self.here[spot]] in {None, value}
            for subject in subjects
            for spot, value in self._figures(subject)
            if value is not None
        )

    def _figures(self, subject: Subject) -> Iterator[tuple[Spot, int | None]]:
        """Every cell and the total."""
        for cell, spot in zip(subject.table.cells, self._spots(subject), strict=True):
            yield spot, cell.value
        if all(cell.value is not None for cell in subject.table.cells):
            yield (self.days, self._about(subject)), subject.table.total

    def crossing(self, days: Days, atoms: dict[str, frozenset[int]]) -> View:
        """A table of this publication that nobody published."""
        nothing = frozenset[str]()
        return View(self.system, self.unknown_at, self.here, days, {}, atoms, nothing, nothing)

    def unknown_at(self, spot: Spot, value: float | None) -> int:
        """The unknown of a spot; of an earlier publication, if it told the same figure."""
        if (known := self.here.get(spot)) is not None:
            if value is None or self.system.values[known] == value:
                return known
            return self.system.unknown(value)
        told = self.earlier.get(spot, ())
        for unknown in reversed(told):
            if value is not None and self.system.values[unknown] == value:
                self.here[spot] = unknown
                return unknown
        self.here[spot] = unknown = self.system.unknown(value)
        if told and value is not None:
            self.system.relate_loosely({unknown: 1, told[-1]: -1})
        return unknown

    def _placed(self, subject: Subject) -> Placed:
        table = subject.table
        spots = list(self._spots(subject))
        cells = tuple(
            None if cell.value is None else self.unknown_at(spot, cell.value)
            for cell, spot in zip(table.cells, spots, strict=True)
        )
        total = None
        if table.total is not None:
            whole = None not in cells
            total = (
                self.unknown_at((self.days, self._about(subject)), table.total)
                if whole
                else self.system.unknown(table.total)
            )
            parts = {cell: 1 for cell in cells if cell is not None}
            if total not in parts and parts:
                self._tie_total(total, parts)
        self._tie_seen(subject, cells)
        return Placed(subject, cells, total)

    def _tie_seen(self, subject: Subject, cells: Sequence[int | None]) -> None:
        """What the heading alone tells: that a category stands there says it is not empty."""
        for place, axis in enumerate(subject.axes):
            for category in sorted(axis.seen):
                found = {
                    unknown: 1
                    for cell, unknown in zip(subject.table.cells, cells, strict=True)
                    if cell.categories[place] == category and unknown is not None
                }
                if found:
                    self.system.relate(found, 1, inf)

    def _tie_total(self, total: int, parts: dict[int, int]) -> None:
        """What the table alone tells: its cells add up, or they do not."""
        values = [self.system.values[part] for part in parts]
        if sum(value or 0 for value in values) == self.system.values[total]:
            self.system.equal_parts(total, parts)
        else:
            self.system.overlapping_parts(total, parts)

    def _about(self, subject: Subject) -> Region:
        """What the table counts: what it is confined to, and what some category holds."""
        region = {name: self.atoms.of(name, members) for name, members in subject.about}
        for axis in subject.axes:
            if axis.days is None and not axis.complete:
                held = frozenset[int]().union(*self.atoms.of_axis(axis).values())
                region[axis.name] = held & region.get(axis.name, held)
        return frozenset(region.items())

    def _spots(self, subject: Subject) -> Iterator[Spot]:
        """The spot of each cell."""
        about = dict(self._about(subject))
        of_axes = [{} if axis.days else self.atoms.of_axis(axis) for axis in subject.axes]
        for cell in subject.table.cells:
            days, region = self.days, dict(about)
            for axis, atoms, category in zip(subject.axes, of_axes, cell.categories, strict=True):
                if axis.days is None:
                    whole = region.get(axis.name, self.atoms.every(axis.name))
                    region[axis.name] = atoms[category] & whole
                else:
                    days = _meeting(days, _days_of(axis, category))
            yield days, frozenset(region.items())

    def _views_of(self, placed: Placed) -> Iterator[View]:
        """The table as it divides each span of days."""
        subject = placed.subject
        spots = list(self._spots(subject))
        about = dict(self._about(subject))
        atoms = dict(about)
        for axis in subject.axes:
            if axis.days is None:
                held = frozenset[int]().union(*self.atoms.of_axis(axis).values())
                atoms[axis.name] = held & about.get(axis.name, held)
        several = frozenset(axis.name for axis in subject.axes if axis.several)
        for days in sorted({days for days, _ in spots}):
            found = zip(spots, placed.cells, strict=True)
            cells = {region: cell for (when, region), cell in found if when == days}
            if days == self.days and placed.total is not None and None not in placed.cells:
                cells.setdefault(frozenset(about.items()), placed.total)
            yield View(
                self.system,
                self.unknown_at,
                self.here,
                days,
                cells,
                atoms,
                frozenset(about),
                several,
            )


def _days_of(axis: Axis, category: str) -> Days:
    labels = [label for label, _ in axis.parts]
    return (axis.days or ())[labels.index(category)]


def _meeting(one: Days, other: Days) -> Days:
    """The days that both have: a year's first month may begin before the period does."""
    return max(one[0], other[0]), min(one[1], other[1])
