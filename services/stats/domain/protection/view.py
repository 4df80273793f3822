"""A table as one that divides what it is about, and its margins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from services.stats.domain.protection.subject import Days
from services.stats.domain.protection.system import System

Region = frozenset[tuple[str, frozenset[int]]]
"""Of each attribute the atoms that a figure counts; nothing for all of them."""

Spot = tuple[Days, Region]


@dataclass(slots=True)
class View:
    """A table over certain days: by which attributes it divides what it is about.

    Attributes:
        system: the system.
        unknown_at: gives the unknown of a spot of the publication.
        here: the spots that have one.
        days: which days.
        cells: the unknown of each region, also of the total; ``None`` where nobody counted.
        atoms: of each attribute those that occur.
        about_axes: the attributes that confine the table.
        several: the attributes of which one unit may have several values.
    """

    system: System
    unknown_at: Callable[[Spot, float | None], int]
    here: Mapping[Spot, int]
    days: Days
    cells: dict[Region, int | None]
    atoms: dict[str, frozenset[int]]
    about_axes: frozenset[str]
    several: frozenset[str]

    @property
    def axes(self) -> frozenset[str]:
        """The attributes that divide it."""
        return frozenset(self.atoms)

    def tie_cells(self) -> None:
        """A cell of several atoms is the sum of the cells of each."""
        for region, unknown in self.cells.items():
            parts = list(_fine(dict(region)))
            if unknown is not None and len(parts) > 1 and not self.several & dict(region).keys():
                self.system.equal_parts(unknown, self._ones(parts))

    def tie_margin(self, margin: frozenset[str]) -> None:
        """A figure with fewer attributes is the sum of those with more, or covered by them."""
        if not self.about_axes <= margin < self.axes:
            return
        system, here = self.system, self.here
        overlap = bool(self.several & (self.axes - margin))
        groups: dict[Region, list[Region]] = defaultdict(list)
        for fine in _fine(self.atoms):
            groups[frozenset(pair for pair in fine if pair[0] in margin)].append(fine)
        for coarse, regions in groups.items():
            if not overlap:
                parts = self._ones(regions)
                spot = (self.days, coarse)
                total = system.sum_of(parts)
                whole = here[spot] if spot in here else self.unknown_at(spot, total)
                if system.values[whole] is None:
                    system.values[whole] = total
                system.equal_parts(whole, parts)
            elif (self.days, coarse) in here:
                spots = ((self.days, region) for region in regions)
                known = {here[spot]: 1 for spot in spots if spot in here}
                if known:
                    system.overlapping_parts(here[self.days, coarse], known)

    def _ones(self, regions: Sequence[Region]) -> dict[int, int]:
        """The unknowns of regions, but of those that nobody counted."""
        return {
            self.unknown_at((self.days, region), None): 1
            for region in regions
            if self.cells.get(region, 0) is not None
        }


def _fine(atoms: Mapping[str, frozenset[int]]) -> Iterator[Region]:
    """Every combination of single atoms."""
    names = sorted(atoms)
    for choice in product(*(sorted(atoms[name]) for name in names)):
        pairs = zip(names, choice, strict=True)
        yield frozenset((name, frozenset({atom})) for name, atom in pairs)
