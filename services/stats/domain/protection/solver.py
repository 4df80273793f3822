"""HiGHS, set up so that the same question has the same answer on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

import highspy
import numpy as np

CLOSE = 1e-6
"""Figures are whole numbers; the solver is exact to about 1e-7."""

_NODES = 2_000
"""How far a search goes. It is bounded by steps and not by time: time is not repeatable."""


def solver() -> highspy.Highs:
    """A solver that says nothing, uses one thread and draws no lots.

    The searches are small and many: what helps with large ones only costs time here.
    """
    made: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
    made.silent()
    made.setOptionValue("threads", 1)
    made.setOptionValue("random_seed", 0)
    made.setOptionValue("mip_rel_gap", 0.0)
    made.setOptionValue("mip_max_nodes", _NODES)
    for luxury in ("mip_detect_symmetry", "mip_heuristic_run_feasibility_jump"):
        made.setOptionValue(luxury, False)
    made.setOptionValue("mip_heuristic_effort", 0.0)
    return made


def add_row(to: highspy.Highs, terms: Mapping[int, float], low: float, high: float) -> None:
    """Add a row; ``inf`` where it has no bound."""
    columns = np.fromiter(terms.keys(), dtype=np.int32, count=len(terms))
    factors = np.fromiter(terms.values(), dtype=np.float64, count=len(terms))
    to.addRow(bounded(low), bounded(high), len(terms), columns, factors)


def bounded(value: float) -> float:
    """The solver's own word for no bound."""
    return highspy.kHighsInf if value == inf else -highspy.kHighsInf if value == -inf else value


def solved(model: highspy.Highs) -> bool:
    """Run it; whether the best answer was found."""
    model.run()
    return model.getModelStatus() == highspy.HighsModelStatus.kOptimal
