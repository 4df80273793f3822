"""Which figures to keep back: as few as the promises allow.

The search puts together what the attack finds: each broken promise names figures of which some
have to be kept back (a cut), and the cheapest choice that satisfies all cuts is tried next
(Fischetti and Salazar-González, *Models and algorithms for optimizing cell suppression in tabular
data with linear constraints*, JASA 95, 2000). Once no promise is broken the choice is the cheapest
there is. Where that takes too many steps, figures are added one by one until the attack finds
nothing.
"""

from __future__ import annotations

from math import inf

from services.stats.domain.protection.problem import (
    Choice,
    Cut,
    Problem,
    Promise,
    both_ends,
    not_reckonable,
)
from services.stats.domain.protection.solver import CLOSE, add_row, solved, solver

_ROUNDS = 60
"""How often the cheapest choice is sought before figures are added one by one."""

_TOO_MANY = 400
"""Figures that may be kept back, above which no cheapest choice is sought."""


def choose(problem: Problem, rounds: int = _ROUNDS) -> Choice:
    """Find what to keep back.

    Args:
        problem: all promises hold when everything is kept back. It is given promises about figures
            that a choice keeps back, of which a reader could find out too much.
        rounds: how many choices are tried before the search turns to adding.

    Returns:
        A choice under which every promise holds.
    """
    choice = _found(problem, rounds)
    looked_at: set[int] = set()
    while (given_away := _given_away(problem, choice, looked_at)) is not None:
        if problem.holds(choice - {given_away}):
            choice -= {given_away}
            continue
        looked_at.add(given_away)
        problem.promises += _promises_about(problem, given_away)
        choice = _found(problem, rounds)
    return choice


def _promises_about(problem: Problem, unknown: int) -> list[Promise]:
    """What has to hold of a figure if it is kept back."""
    if unknown in problem.wishes:
        return both_ends(unknown, problem.wishes[unknown])
    problem.tell(problem.everything)
    interval = problem.attack.interval(unknown)
    return not_reckonable(unknown, problem.system.values[unknown], interval)


def _found(problem: Problem, rounds: int) -> Choice:
    """The cheapest choice, or a good one where that takes too long."""
    cheapest = _cheapest(problem, rounds)
    return _thinned(problem, _added(problem)) if cheapest is None else cheapest


def _cheapest(problem: Problem, rounds: int) -> Choice | None:
    """The cheapest choice; ``None`` if it was not found in so many steps."""
    if len(problem.free) > _TOO_MANY:
        return None
    columns = {unknown: column for column, unknown in enumerate(sorted(problem.free))}
    model = solver()
    for unknown in columns:
        model.addBinary(obj=problem.free[unknown])
    choice = problem.forced
    for _ in range(rounds):
        cuts = list(problem.cuts(choice))
        if not cuts:
            return choice
        for cut in cuts:
            gains = {columns[unknown]: gain for unknown, gain in cut.gains.items()}
            add_row(model, gains, cut.needed, inf)
        if not solved(model):
            return None
        found = model.getSolution().col_value
        choice = problem.forced.union(n for n, column in columns.items() if found[column] > 1 / 2)
    return None


def _added(problem: Problem) -> Choice:
    """Add figures until every promise holds."""
    choice = problem.forced
    while (cut := next(problem.cuts(choice), None)) is not None:
        choice |= {_best(problem, cut, choice)}
    return choice


def _best(problem: Problem, cut: Cut, choice: Choice) -> int:
    """The figure that contributes most for its cost; of equals the first."""
    open_figures = [unknown for unknown in sorted(cut.gains) if unknown not in choice]
    if not open_figures:
        raise ArithmeticError("a promise is broken although everything that helps is kept back")
    return max(open_figures, key=lambda n: cut.gains[n] / problem.free[n])


def _thinned(problem: Problem, choice: Choice) -> Choice:
    """Tell again what need not be kept back, the dearest first."""
    for unknown in sorted(choice - problem.forced, key=lambda n: (-problem.free[n], n)):
        if problem.holds(choice - {unknown}):
            choice -= {unknown}
    return choice


def _given_away(problem: Problem, choice: Choice, looked_at: set[int]) -> int | None:
    """A figure that is kept back, of which a reader finds out too much."""
    problem.tell(choice)
    for unknown in sorted((choice & problem.free.keys()) - looked_at):
        low, high = problem.attack.interval(unknown)
        wish = problem.wishes.get(unknown)
        if high - low < 1 - CLOSE or (wish and (low > wish[0] + CLOSE or high < wish[1] - CLOSE)):
            return unknown
    return None
