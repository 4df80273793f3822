"""What has to be decided: which figures are kept back so that every promise holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.stats.domain.protection.attack import Attack, Reach
from services.stats.domain.protection.solver import CLOSE
from services.stats.domain.protection.system import System

Range = tuple[float, float]
"""The least and the most."""

Choice = frozenset[int]
"""The unknowns that are kept back."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One end of an interval: a reader must not be able to rule out that a figure goes so far.

    Attributes:
        unknown: the figure.
        bound: how far.
        upwards: whether it is the upper end.
    """

    unknown: int
    bound: float
    upwards: bool

    def short_of(self, value: float) -> bool:
        """Whether a figure that goes as far as this does not go far enough."""
        return value < self.bound - CLOSE if self.upwards else value > self.bound + CLOSE


def both_ends(unknown: int, range_: Range) -> list[Promise]:
    """Promise an interval."""
    least, most = range_
    return [Promise(unknown, least, upwards=False), Promise(unknown, most, upwards=True)]


def not_reckonable(unknown: int, true: float | None, interval: Range) -> list[Promise]:
    """Promise that a figure cannot be reckoned, in the direction in which that can be kept.

    Args:
        unknown: the figure.
        true: what it is.
        interval: where it can lie at best. If it can be reckoned all the same, nothing is promised.
    """
    truth = true or 0.0
    if interval[1] >= truth + 1 - CLOSE:
        return [Promise(unknown, truth + 1, upwards=True)]
    if interval[0] <= truth - 1 + CLOSE:
        return [Promise(unknown, truth - 1, upwards=False)]
    return []


@dataclass(frozen=True, slots=True)
class Cut:
    """What a choice has to contain, or a promise is broken.

    Attributes:
        gains: what each figure contributes when it is kept back.
        needed: how much they have to contribute together.
    """

    gains: Mapping[int, float]
    needed: float


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that does not hold, and how far the figure goes."""

    promise: Promise
    reach: Reach


@dataclass(slots=True)
class Problem:
    """The figures of a publication that can be told or kept back.

    Attributes:
        system: completed.
        told: what a reader knows of each figure alone when it is told.
        kept: the same when it is kept back.
        forced: those that are kept back in any case.
        free: those that may be, with what each costs.
        promises: what has to hold.
        wishes: of free figures the interval that is promised if they are kept back.
        attack: on the system.
    """

    system: System
    told: Sequence[Range]
    kept: Sequence[Range]
    forced: Choice
    free: Mapping[int, int]
    promises: list[Promise]
    wishes: Mapping[int, Range]
    attack: Attack

    @property
    def everything(self) -> Choice:
        """The choice that keeps back all that can be."""
        return self.forced | self.free.keys()

    def tell(self, choice: Choice) -> None:
        """Let the attack see a publication that keeps back this and no more."""
        self.attack.tell(
            [self.kept[n] if n in choice else told for n, told in enumerate(self.told)]
        )

    def holds(self, choice: Choice) -> bool:
        """Whether every promise holds."""
        return next(self.broken(choice), None) is None

    def broken(self, choice: Choice) -> Iterator[Broken]:
        """Every promise that does not hold; the next is looked for when it is asked for."""
        self.tell(choice)
        worlds: list[Sequence[float]] = []
        for promise in self.promises:
            if any(not promise.short_of(world[promise.unknown]) for world in worlds):
                continue
            reach = self.attack.reach(promise.unknown, promise.upwards)
            if promise.short_of(reach.value):
                yield Broken(promise, reach)
            elif reach.world is not None:
                worlds.append(reach.world)

    def cuts(self, choice: Choice) -> Iterator[Cut]:
        """What a choice lacks: one cut for each promise that does not hold."""
        return (self._cut(broken.promise, broken.reach, choice) for broken in self.broken(choice))

    def _cut(self, promise: Promise, reach: Reach, choice: Choice) -> Cut:
        """Read off the prices which figures, kept back, would let this one go further.

        The prices bound how far it goes whatever else is kept back (weak duality): the truth, the
        leeway of the relations, and for each figure its room times its price.
        """
        truth = self.system.values
        fixed = reach.leeway
        gains: dict[int, float] = {}
        for unknown, price in reach.prices.items():
            value = truth[unknown] or 0.0
            if unknown in self.free:
                as_told = _room(self.told[unknown], value, price)
                fixed += as_told
                gains[unknown] = _room(self.kept[unknown], value, price) - as_told
            else:
                bounds = self.kept if unknown in choice else self.told
                fixed += _room(bounds[unknown], value, price)
        needed = abs(promise.bound - (truth[promise.unknown] or 0.0)) - fixed
        return Cut({n: min(gain, needed) for n, gain in gains.items() if gain > CLOSE}, needed)


def _room(bounds: Range, value: float, price: float) -> float:
    """How far a figure may be from the truth towards the bound that stops it, at its price."""
    room = value - bounds[0] if price > 0 else bounds[1] - value
    return 0.0 if room <= 0 else room * abs(price)
