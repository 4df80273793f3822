"""The table that nobody published but all come from.

Three tables that share margins two by two (方法×年代, 年代×性別, 方法×性別) tell more together
than their margins do: somewhere there are records that fit all three. Where tables hang together
in a ring like this, their crossing joins the system. Where they do not, it would add nothing:
figures that agree on their margins then always have common records.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import prod

from services.stats.domain.protection.atoms import Atoms
from services.stats.domain.protection.layout import Layout
from services.stats.domain.protection.subject import Days
from services.stats.domain.protection.view import View

Axes = frozenset[str]

_LARGEST = 1_000
"""Cells of all crossings together, above which they are left out: the system could not be solved
in any time that somebody waits."""


def cross(layouts: Sequence[Layout]) -> None:
    """Add the crossing where tables hang together in a ring."""
    views = [view for layout in layouts for view in layout.views if not view.several]
    ring = frozenset[str]().union(*(_ring_with(layout, layouts) for layout in layouts))
    atoms = {axis: _all_of(axis, layouts[0].atoms, views) for axis in sorted(ring)}
    places = {(id(layout), view.days) for layout in layouts for view in layout.views}
    if not ring or prod(map(len, atoms.values())) * len(places) > _LARGEST:
        return
    for layout in layouts:
        for days in sorted({view.days for view in layout.views}):
            here = [view for view in layout.views if view.days == days and not view.several]
            crossing = layout.crossing(days, atoms)
            for margin in sorted({view.axes & ring for view in here}, key=sorted):
                crossing.tie_margin(margin)
                for view in here:
                    view.tie_margin(margin)


def _ring_with(layout: Layout, layouts: Sequence[Layout]) -> Axes:
    """The attributes in a ring among a publication and those it has no other version of."""
    others = [one for one in layouts if one.days != layout.days or one.here is layout.here]
    views = [view for one in others for view in one.views if not view.several]
    days = {view.days for view in views}
    if any(_cut(one, other) for one, other in combinations(sorted(days), 2)):
        return frozenset[str]().union(*(view.axes for view in views))
    rings = (
        in_a_ring(
            view.axes | _longer(view.days, days)
            for view in views
            if view.days == when or _within(when, view.days)
        )
        for when in days
    )
    return frozenset[str]().union(*rings) - _longer(None, days)


def _longer(inner: Days | None, days: Iterable[Days]) -> Axes:
    """That a table is of one part of a longer period divides it like an attribute does."""
    return frozenset(
        f"\0part of {outer}" for outer in days if inner is None or _within(inner, outer)
    )


def _all_of(axis: str, atoms: Atoms, views: Sequence[View]) -> frozenset[int]:
    """Every atom that occurs: those of the tables that leave out none, if there is such a table."""
    complete = [v.atoms[axis] for v in views if axis in v.axes and axis not in v.about_axes]
    return frozenset[int]().union(*complete) if complete else atoms.every(axis)


def in_a_ring(edges: Iterable[Axes]) -> Axes:
    """The attributes by which tables hang together in a ring; none if they form a tree.

    Attributes of one table only and tables within others are taken away as long as there are any
    (GYO reduction of a hypergraph).
    """
    left = set(edges)
    while True:
        counts = [axis for edge in left for axis in edge]
        cut = {frozenset(axis for axis in edge if counts.count(axis) > 1) for edge in left}
        cut = {edge for edge in cut if not any(edge < other for other in cut)}
        if cut == left:
            return frozenset[str]().union(*left) if len(left) > 1 else frozenset()
        left = cut


def _within(inner: Days, outer: Days) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _cut(one: Days, other: Days) -> bool:
    """Whether two periods overlap without one lying in the other."""
    apart = one[1] < other[0] or other[1] < one[0]
    return not (apart or one == other or _within(one, other) or _within(other, one))
