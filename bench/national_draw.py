"""A country of 1,741 municipalities, drawn: how large each is, and how many contacts it counts.

The same seed gives the same country. The rates of contacts are those of the seven towns that have
published them, spread as these are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean, stdev

from bench.national_frame import CLASSES, COUNTED, Class

DRAWN_WITH = 2026
"""Counted of the drawn country; part of the model, so that its table can be recomputed."""

WITHIN = 2.0
"""No drawn municipality lies further from the middle of the rates than so many σ."""

T_90_SIX_DEGREES = 1.943
"""Student's t for a 90 % interval with seven towns."""


@dataclass(frozen=True, slots=True)
class RateFit:
    """Log-normal contacts a year for 100,000 inhabitants.

    Attributes:
        mu: mean of the logarithms.
        sigma: their standard deviation between towns.
        towns: how many it was fitted to.
    """

    mu: float
    sigma: float
    towns: int

    @property
    def middle(self) -> float:
        """The rate of the town in the middle."""
        return math.exp(self.mu)

    @property
    def doubt(self) -> float:
        """By what factor the middle may be wrong, either way (90 %)."""
        return math.exp(T_90_SIX_DEGREES * self.sigma / math.sqrt(self.towns))

    def at(self, deviation: float) -> float:
        """The rate of a town that lies so many σ above the middle."""
        return math.exp(self.mu + self.sigma * deviation)


def fit(rates: Sequence[float]) -> RateFit:
    """Fit the rates of towns."""
    logs = [math.log(rate) for rate in rates]
    return RateFit(fmean(logs), stdev(logs), len(logs))


FIT = fit([town.per_100_000 for town in COUNTED])


@dataclass(frozen=True, slots=True)
class Municipality:
    """A drawn municipality.

    Attributes:
        kind: the name of its class.
        population: inhabitants.
        deviation: how many σ its rate of contacts lies above the middle.
    """

    kind: str
    population: int
    deviation: float

    @property
    def contacts(self) -> float:
        """Contacts a year at the fitted rates."""
        return self.population / 100_000 * FIT.at(self.deviation)


def draw(seed: int) -> tuple[Municipality, ...]:
    """Draw all 1,741; the inhabitants of each class sum to what the frame says."""
    chance = Random(seed)  # noqa: S311 - a made-up country needs no secrecy
    return tuple(
        Municipality(one.name, population, _deviation(chance))
        for one in CLASSES
        for population in _populations(one, chance)
    )


def _deviation(chance: Random) -> float:
    return max(-WITHIN, min(WITHIN, chance.gauss(0, 1)))


def _populations(one: Class, chance: Random) -> list[int]:
    """Log-normal within the bounds, so large that they sum to the class's inhabitants."""
    drawn = [math.exp(one.spread * chance.gauss(0, 1)) for _ in range(one.count)]
    low, high = float(one.smallest), float(one.largest) * 1_000
    for _ in range(100):
        scale = (low + high) / 2
        if sum(_bounded(one, scale * size) for size in drawn) < one.population:
            low = scale
        else:
            high = scale
    sizes = [int(_bounded(one, low * size)) for size in drawn]
    left = one.population - sum(sizes)
    roomy = [place for place, size in enumerate(sizes) if size < one.largest]
    for place in roomy[:left]:
        sizes[place] += 1
    return sizes


def _bounded(one: Class, size: float) -> float:
    return min(max(size, one.smallest), one.largest)
