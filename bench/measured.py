"""What a measurement hands back: figures, the raw part beside them, and the goals they are held to.

Times are in milliseconds, rates per second, memory in MiB; the unit stands beside every figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

KEPT_SAMPLES = 200

Figures = Mapping[str, float]


def percentiles(milliseconds: Sequence[float]) -> dict[str, float]:
    """The percentiles of durations in milliseconds (nearest rank)."""
    return _ranked(milliseconds, {"p50": 0.50, "p95": 0.95, "p99": 0.99, "max": 1.0})


def tail(milliseconds: Sequence[float]) -> dict[str, float]:
    """The same of durations of which the slowest matter most."""
    return _ranked(milliseconds, {"p50": 0.50, "p99": 0.99, "p99.9": 0.999, "max": 1.0})


def _ranked(values: Sequence[float], at: Mapping[str, float]) -> dict[str, float]:
    ranked = sorted(values)
    last = len(ranked) - 1
    return {name: ranked[min(last, int(share * len(ranked)))] for name, share in at.items()}


def thinned(samples: Sequence[float]) -> list[float]:
    """At most some hundred samples, evenly taken in the order of measuring, to be kept."""
    step = max(1, -(-len(samples) // KEPT_SAMPLES))
    return [round(sample, 4) for sample in samples[::step]]


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure should be.

    Attributes:
        figure: which of the line's figures.
        op: on which side of the bound it should be.
        bound: in the line's unit.
        why: where the goal comes from, when it follows from another figure of the run.
    """

    figure: str
    op: Literal["<", "≥"]
    bound: float
    why: str = ""

    def met_by(self, figures: Figures) -> bool:
        """Whether the figures keep it."""
        value = figures[self.figure]
        return value < self.bound if self.op == "<" else value >= self.bound


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table.

    Attributes:
        what: in Japanese.
        unit: ``ms``, ``件/秒``, ``秒`` or ``MiB``.
        figures: by name (``p50``, or a single one).
        raw: the raw part measured in the same run, in the same unit.
        raw_what: what the raw part is, in Japanese.
        goals: what the figures should be.
    """

    what: str
    unit: str
    figures: Figures
    raw: Figures = field(default_factory=dict)
    raw_what: str = ""
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement.

    Attributes:
        title: in Japanese.
        lines: its rows.
        samples: raw samples by name, thinned.
        setting: sizes and modes that belong to the figures.
    """

    title: str
    lines: tuple[Line, ...]
    samples: Mapping[str, list[float]] = field(default_factory=dict)
    setting: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a measurement is to be run.

    Attributes:
        seed: of everything that is random in the caseload.
        quick: small sizes, to see that it runs; its figures mean nothing.
        events: how large the fictional prefecture of ``statistics`` is.
    """

    seed: int
    quick: bool
    events: int

    def size(self, full: int) -> int:
        """How many to measure: a twentieth, at least 100, when it only has to run."""
        return max(100, full // 20) if self.quick else full
