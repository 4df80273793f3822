"""Rounding so that the rounded figures still add up (controlled rounding).

Every figure goes to a multiple of the base next to it, up or down; which, is chosen so that cells
add up to their margins and totals, and so that as little as possible is changed. Figures rounded
one by one do not add up, and what is missing gives them away: two cells told as 0 and a total told
as 3, to the nearest multiple of 3, are 1 and 1. With an additive rounding each cell keeps all of
its possibilities, as the others can make up for it. No lots are drawn: who publishes twice would
tell more each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import floor

from services.stats.domain.protection.solver import CLOSE, add_row, solved, solver
from services.stats.domain.protection.system import Relation, System


def rounded(
    system: System, figures: Iterable[int], base: int, before: Mapping[int, int]
) -> dict[int, int]:
    """Round figures.

    Args:
        system: completed.
        figures: the unknowns to round.
        base: to multiples of which number.
        before: what was told of figures when they were rounded earlier; that stays as it was told.

    Returns:
        What is told of each. It adds up, also over periods, where that can be done; else within
        this publication; else each figure is rounded to the nearest multiple.
    """
    equations = [relation for relation in system.relations if relation.low == relation.high == 0]
    within = [relation for relation in equations if not relation.across]
    wanted = sorted(figures)
    for kept in (equations, within):
        found = _controlled(system, kept, base, before)
        if found is not None:
            return {unknown: found[unknown] for unknown in wanted}
    return {unknown: before.get(unknown, _nearest(system, unknown, base)) for unknown in wanted}


def _controlled(
    system: System, equations: list[Relation], base: int, before: Mapping[int, int]
) -> list[int] | None:
    """Multiples for all unknowns that add up; ``None`` if there are none or none was found."""
    model = solver()
    below = [floor((value or 0) / base + CLOSE) for value in system.values]
    for unknown, multiple in enumerate(below):
        over = (system.values[unknown] or 0) - base * multiple
        lowest, highest = (0, 0) if over < CLOSE else (0, 1)
        if unknown in before:
            lowest = highest = before[unknown] // base - multiple
        model.addIntegral(lowest, highest, base - 2 * over)
    for relation in equations:
        offset = -sum(factor * below[unknown] for unknown, factor in relation.terms.items())
        add_row(model, relation.terms, offset, offset)
    if not solved(model):
        return None
    found = model.getSolution().col_value
    return [base * (multiple + round(up)) for multiple, up in zip(below, found, strict=True)]


def _nearest(system: System, unknown: int, base: int) -> int:
    return base * floor((system.values[unknown] or 0) / base + 1 / 2)
