"""The attack: what a reader can reckon of a figure from everything that was published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import highspy

from services.stats.domain.protection.solver import CLOSE, add_row, bounded, solver
from services.stats.domain.protection.system import System

Bounds = Sequence[tuple[float, float]]
"""The least and the most that each unknown is, for what is told of it alone."""

Prices = Mapping[int, float]
"""Why a figure goes no further: the price of each bound that stops it. Positive for a bound below,
negative for one above."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a figure can go.

    Attributes:
        value: the least, or the most.
        world: figures that fit everything published, in one of which it is that; ``None`` if it
            goes on for ever.
        prices: see :data:`Prices`.
        leeway: how far relations that are no equations let it go beyond the truth.
    """

    value: float
    world: Sequence[float] | None
    prices: Prices
    leeway: float


class Attack:
    """Linear programmes over a system. One object answers many questions.

    Args:
        system: completed (:func:`services.stats.domain.protection.reckon.reckon`).
    """

    def __init__(self, system: System) -> None:
        self._truth = [value or 0.0 for value in system.values]
        self._model = solver()
        self._model.setOptionValue("presolve", "off")
        self._model.setOptionValue("solver", "simplex")
        for _ in self._truth:
            self._model.addVar(0, highspy.kHighsInf)
        self._rows = []
        for relation in system.relations:
            add_row(self._model, relation.terms, relation.low, relation.high)
            true = sum(factor * self._truth[u] for u, factor in relation.terms.items())
            self._rows.append((true - relation.low, relation.high - true))
        self._told: list[tuple[float, float]] = [(0, inf)] * len(self._truth)

    def tell(self, bounds: Bounds) -> None:
        """What is told of each figure from now on."""
        for unknown, (told, before) in enumerate(zip(bounds, self._told, strict=True)):
            if told != before:
                self._model.changeColBounds(unknown, bounded(told[0]), bounded(told[1]))
        self._told = list(bounds)

    def interval(self, unknown: int) -> tuple[float, float]:
        """The least and the most that a figure can be."""
        return self.reach(unknown, upwards=False).value, self.reach(unknown, upwards=True).value

    def reach(self, unknown: int, upwards: bool) -> Reach:  # noqa: FBT001 - a direction, no flag
        """How far a figure can go."""
        cost = -1 if upwards else 1
        self._model.changeColCost(unknown, cost)
        self._model.run()
        status = self._model.getModelStatus()
        self._model.changeColCost(unknown, 0)
        if status in {
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        }:
            return Reach(-cost * inf, None, {}, inf)
        if status != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError("the solver gave no answer about a figure that has one")
        solution = self._model.getSolution()
        world = list(solution.col_value)
        leeway = sum(
            max(price, 0) * _finite(below) + max(-price, 0) * _finite(above)
            for price, (below, above) in zip(solution.row_dual, self._rows, strict=True)
            if abs(price) > CLOSE
        )
        prices = {n: price for n, price in enumerate(solution.col_dual) if abs(price) > CLOSE}
        return Reach(world[unknown], world, prices, leeway)


def _finite(room: float) -> float:
    """A bound that is not there has no price but one of rounding."""
    return 0.0 if room == inf else room
