"""Overlapping periods: the months of a quarter, a quarter and the half-year that holds it.

What is left of a quarter when two of its months are known is the third month, whether it was ever
published or not. Late arrivals and corrections make the sums inexact: a month was published before
they came, the quarter after. How far they put a sum out is taken to be known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import inf

from services.stats.domain.protection.subject import Days
from services.stats.domain.protection.system import System

Told = Mapping[Days, int]
"""The unknown of each period: the newest at some moment."""


def newest_at_each_moment(told: Sequence[tuple[Days, int]]) -> Sequence[Told]:
    """What a reader had side by side, for each publication in order; without what repeats.

    Args:
        told: period and unknown of one figure, in the order of the publications.
    """
    moments: list[dict[Days, int]] = []
    newest: dict[Days, int] = {}
    for days, unknown in told:
        newest = {**newest, days: unknown}
        moments = [moment for moment in moments if not moment.items() <= newest.items()]
        moments.append(newest)
    return moments


def relate_periods(system: System, told: Told) -> list[int]:
    """Relate the figures of periods that overlap.

    Returns:
        The unknowns of what is left of a period when others are known.
    """
    pieces = _pieces(told)
    held = {days: [p for p in pieces if days[0] <= p[0] and p[1] <= days[1]] for days in told}
    if all(len(inside) == 1 for inside in held.values()):
        return []
    used = sorted({piece for inside in held.values() if len(inside) > 1 for piece in inside})
    left = {piece: system.unknown(None) for piece in used if piece not in told}
    unknowns = {**told, **left}
    for days, inside in sorted(held.items(), key=lambda item: (len(item[1]), item[0])):
        if len(inside) > 1:
            _add_up(system, told[days], [unknowns[piece] for piece in inside])
    return list(left.values())


def relate_recurring(system: System, told: Told) -> None:
    """Relate figures of units that occur in several periods: a longer one has no fewer."""
    for outer in sorted(told):
        inner = [days for days in sorted(told) if days != outer and _inside(days, outer)]
        for days in inner:
            system.relate({told[outer]: 1, told[days]: -1}, 0, inf)
        tiles = _tiling(outer, inner)
        if tiles:
            system.relate({told[outer]: -1, **{told[tile]: 1 for tile in tiles}}, 0, inf)


def _add_up(system: System, whole: int, parts: list[int]) -> None:
    """Make a period the sum of its pieces; a single unknown piece is reckoned from the others."""
    open_parts = [part for part in parts if system.values[part] is None]
    if len(open_parts) == 1:
        left = system.sum_of({whole: 1, **{p: -1 for p in parts if p not in open_parts}})
        system.values[open_parts[0]] = None if left is None else max(left, 0.0)
    system.relate_loosely({whole: -1, **dict.fromkeys(parts, 1)})


def _pieces(told: Told) -> list[Days]:
    """The spans between the bounds of periods, so far as some period holds them."""
    bounds = {first for first, _ in told} | {last + timedelta(days=1) for _, last in told}
    spans = ((first, after - timedelta(days=1)) for first, after in pairwise(sorted(bounds)))
    return [span for span in spans if any(_inside(span, days) for days in told)]


def _inside(inner: Days, outer: Days) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _tiling(outer: Days, inner: Sequence[Days]) -> list[Days]:
    """Shorter periods that follow one another and make up the whole; none if they leave a gap."""
    tiles: list[Days] = []
    begins: date = outer[0]
    while begins <= outer[1]:
        starting = [days for days in inner if days[0] == begins]
        if not starting:
            return []
        tiles.append(min(starting, key=lambda days: days[1]))
        begins = tiles[-1][1] + timedelta(days=1)
    return tiles
