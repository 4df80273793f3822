"""What a measure is: one definition, named and versioned (law rules 65, 66)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal

from services.stats.domain.dimension import Value

Combination = tuple[Value, ...]
"""The values of a table's attributes, in their order; ``()`` without any."""

Counts = Mapping[Combination, int]
"""How often each combination of values was observed; what is not in it was not observed."""

Profiles = Mapping[tuple[Combination, ...], int]
"""How many units have exactly these combinations of values: one for most, several for a person
who was visited and telephoned. From it every figure follows, also of groups and of the total,
without a unit being counted twice."""

Unit = Literal["件", "人", "世帯", "ケース", "回", "日", "分", "円"]


class Counting(Enum):
    """What one unit of a measure is."""

    OBSERVATIONS = auto()
    """Every observation."""
    UNITS = auto()
    """Every person, household, case or meeting with an observation, once.

    By an attribute of which it has several values, once for each of them: the figures may add up
    to more than the total. Of the attributes ``first_known`` it has one: the first that is known.
    """
    AMOUNT = auto()
    """What the observations amount to: people, days, minutes, yen."""


@dataclass(frozen=True, slots=True)
class PartOf:
    """Which units of another measure a measure counts: exactly those of some categories.

    Whoever publishes both tells the same figures twice, so they are protected together.

    Attributes:
        measure: name of the other.
        only: labels by the name of the dimension.
    """

    measure: str
    only: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The definition of a measure.

    Attributes:
        name: how reports call it.
        version: of the definition; rises when the counting changes, and with it every return.
        observations: which observations it rests on (a source of :mod:`services.stats.views`).
        counting: what one unit is.
        unit: of the figure.
        definition: what counts, for the reader of a report, in Japanese.
        basis: which rule or which published table it follows.
        step: of observations that are steps of something longer: which, by the name of its fact.
        attributes: by which attributes of the observations it can be divided.
        first_known: of them those of which a unit has one value, the first that is known.
        part_of: of which other measure it counts a part, if it does.
    """

    name: str
    version: int
    observations: str
    counting: Counting
    unit: Unit
    definition: str
    basis: str
    step: str | None = None
    attributes: frozenset[str] = frozenset()
    first_known: frozenset[str] = frozenset()
    part_of: PartOf | None = None

    @property
    def counts(self) -> bool:
        """Whether a figure tells how many there are. Of yen and minutes one person has many."""
        return self.unit not in {"円", "分"}
