"""Categories of several tables made comparable.

They are cut into *atoms*, the largest sets that no category of any table divides: bands of ten and
of five years have the five years in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from services.stats.domain.protection.subject import Axis, Subject


def margins_of(subjects: Iterable[Subject]) -> list[frozenset[str]]:
    """By which attributes tables can be compared: those that some have in common, few first."""
    found = {
        frozenset(axis.name for axis in subject.axes if axis.days is None)
        | {name for name, _ in subject.about}
        for subject in subjects
    }
    while shared := {one & other for one in found for other in found} - found:
        found |= shared
    return sorted(found, key=lambda margin: (len(margin), sorted(margin)))


class Atoms:
    """The atoms of every attribute, for all tables of a measure.

    Args:
        subjects: all tables that are looked at together.
    """

    def __init__(self, subjects: Iterable[Subject]) -> None:
        sets: dict[str, set[frozenset[str]]] = defaultdict(set)
        for subject in subjects:
            for axis in subject.axes:
                if axis.days is None:
                    sets[axis.name].update(members for _, members in axis.parts)
            for name, members in subject.about:
                sets[name].add(members)
        self._of: dict[str, dict[str, int]] = {}
        for name, parts in sets.items():
            ordered = sorted(parts, key=sorted)
            kinds: dict[tuple[int, ...], int] = {(): 0}
            self._of[name] = {
                element: kinds.setdefault(
                    tuple(n for n, part in enumerate(ordered) if element in part), len(kinds)
                )
                for element in sorted(frozenset[str]().union(*ordered))
            }

    def every(self, name: str) -> frozenset[int]:
        """All atoms of an attribute; 0 is what no table names."""
        return frozenset({0, *self._of.get(name, {}).values()})

    def of(self, name: str, members: Iterable[str]) -> frozenset[int]:
        """The atoms of a set."""
        return frozenset(self._of[name][member] for member in members)

    def of_axis(self, axis: Axis) -> dict[str, frozenset[int]]:
        """The atoms of each category."""
        found = {category: self.of(axis.name, members) for category, members in axis.parts}
        if axis.rest is not None:
            found[axis.rest] = self.every(axis.name) - frozenset[int]().union(*found.values())
        return found
