"""The truth of figures that nobody counted, as far as the counted ones determine it."""

from __future__ import annotations

from math import inf

import highspy

from services.stats.domain.protection.solver import CLOSE, add_row, bounded, solved, solver
from services.stats.domain.protection.system import Relation, System


def reckon(system: System) -> None:
    """Give every unknown a value that fits the counted figures, and decide what is undecided.

    Where the counted figures leave several, one of them; what a reader can find out does not
    depend on which. Where late arrivals contradict each other, the least that explains them.

    Args:
        system: is completed.
    """
    if None not in system.values and not system.undecided:
        return
    model = solver()
    for value in system.values:
        model.addVar(0 if value is None else value, highspy.kHighsInf if value is None else value)
    slacks = []
    for relation in system.relations:
        add_row(model, relation.terms, relation.low, relation.high)
    for terms in system.undecided:
        over, under = model.getNumCol(), model.getNumCol() + 1
        for column in (over, under):
            model.addVar(0, bounded(inf))
            model.changeColCost(column, 1)
        add_row(model, {**terms, over: -1, under: 1}, 0, 0)
        slacks.append((terms, over, under))
    if not solved(model):
        _without_contradictions(system)
        return
    found = model.getSolution().col_value
    for unknown, value in enumerate(system.values):
        if value is None:
            system.values[unknown] = _whole(found[unknown])
    for terms, over, under in slacks:
        out = abs(found[over] - found[under])
        out = 0.0 if out < CLOSE else out
        system.relations.append(Relation(terms, -out, out, across=True))
    system.undecided.clear()


def _whole(value: float) -> float:
    """The whole number that is meant, if one is."""
    return float(round(value)) if abs(value - round(value)) < CLOSE else value


def _without_contradictions(system: System) -> None:
    """Leave out the relations over what nobody counted: the counted figures contradict them.

    It happens when tables of one return were not counted from the same records. No reader can rely
    on such a relation either.
    """
    open_figures = {unknown for unknown, value in enumerate(system.values) if value is None}
    system.relations[:] = [r for r in system.relations if open_figures.isdisjoint(r.terms)]
    system.undecided[:] = [t for t in system.undecided if open_figures.isdisjoint(t)]
    for unknown in open_figures:
        system.values[unknown] = 0.0
