"""Posing the problem: what has to hold, and what can no longer be promised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.stats.domain.protection.attack import Attack
from services.stats.domain.protection.problem import (
    Choice,
    Problem,
    Promise,
    Range,
    both_ends,
    not_reckonable,
)
from services.stats.domain.protection.setting import Setting
from services.stats.domain.protection.solver import CLOSE


@dataclass(frozen=True, slots=True)
class Question:
    """What the rule asks about the figures of a publication.

    Attributes:
        told: what a reader knows of each figure alone when it is told.
        kept: the same when it is kept back with the note that says why.
        untold: the same of any figure that is kept back without.
        costs: of keeping it back.
        forced: what is kept back in any case.
        never: what is told in any case.
        wanted: the interval that is to be promised.
        wishes: the same of figures that need not be kept back, for the case that they are.
    """

    told: Mapping[int, Range]
    kept: Mapping[int, Range]
    untold: Range
    costs: Mapping[int, int]
    forced: Choice
    never: Choice
    wanted: Mapping[int, Range]
    wishes: Mapping[int, Range]


@dataclass(frozen=True, slots=True)
class Posed:
    """A problem that has a solution.

    Attributes:
        problem: the problem.
        untold: figures that, if they are kept back, are kept back without saying why: the reason
            would tell too much of others.
        exposed: what earlier publications tell of figures that cannot be promised more; those that
            need not be kept back among them.
    """

    problem: Problem
    untold: Choice
    exposed: Mapping[int, Range]


def pose(setting: Setting, question: Question) -> Posed | None:
    """Find what can be promised, and pose the problem so that it can be kept.

    Returns:
        The problem; ``None`` if it has no solution: what is told in any case breaks a promise.
    """
    system = setting.system
    known = list(zip(system.low, system.high, strict=True))
    attack = Attack(system)
    attack.tell(known)
    wanted = [*setting.promises(), *question.wanted.items(), *question.wishes.items()]
    before = {unknown: attack.interval(unknown) for unknown in dict(wanted)}
    promises = [
        promise
        for unknown, range_ in [*setting.promises(), *question.wanted.items()]
        for promise in both_ends(unknown, _as_wide(range_, before[unknown]))
    ]
    for unknown in sorted(setting.kept_back):
        promises += not_reckonable(unknown, system.values[unknown], attack.interval(unknown))
    wishes = {n: _as_wide(range_, before[n]) for n, range_ in question.wishes.items()}
    problem = _problem(setting, question, attack, promises, wishes)
    untold = _keep_reasons_quiet(setting, question, problem)
    if untold is None:
        return None
    exposed = {
        unknown: before[unknown]
        for unknown, range_ in [*question.wanted.items(), *question.wishes.items()]
        if _width(_as_wide(range_, before[unknown])) < _width(range_) - CLOSE
    }
    return Posed(problem, untold, exposed)


def _problem(
    setting: Setting,
    question: Question,
    attack: Attack,
    promises: list[Promise],
    wishes: Mapping[int, Range],
) -> Problem:
    """The problem, no reason told for anything that is kept back."""
    known = list(zip(setting.system.low, setting.system.high, strict=True))
    told = [_both(range_, question.told.get(n, range_)) for n, range_ in enumerate(known)]
    kept = [
        _both(range_, question.untold) if n in question.kept else range_
        for n, range_ in enumerate(known)
    ]
    free = {
        unknown: cost
        for unknown, cost in question.costs.items()
        if unknown not in question.forced
        and unknown not in question.never
        and kept[unknown] != told[unknown]
    }
    return Problem(setting.system, told, kept, question.forced, free, promises, wishes, attack)


def _keep_reasons_quiet(setting: Setting, question: Question, problem: Problem) -> Choice | None:
    """Tell why figures are kept back, except where that breaks a promise.

    A quarter told to be 1 to 9 tells of its months, each of which may be 1 to 9, that none is more
    than 7.

    Returns:
        Of which figures no reason is told; ``None`` if a promise is broken all the same.
    """
    promises, quiet = problem.promises, problem.kept
    wished = (promise for n, range_ in problem.wishes.items() for promise in both_ends(n, range_))
    problem.promises = [*promises, *wished]
    if not problem.holds(problem.everything):
        return None
    hidden = setting.kept_back & question.kept.keys()
    untold = {n for n in hidden if not setting.tells(n, question.kept[n])}
    while True:
        problem.kept = [
            range_ if n in untold else _both(range_, question.kept.get(n, range_))
            for n, range_ in enumerate(quiet)
        ]
        reasons = {n for n, range_ in enumerate(quiet) if problem.kept[n] != range_}
        broken = list(problem.broken(problem.everything))
        if not broken:
            problem.promises = promises
            return frozenset(untold)
        untold |= {
            _largest(setting, (reasons & one.reach.prices.keys()) or reasons) for one in broken
        }


def _largest(setting: Setting, unknowns: Iterable[int]) -> int:
    """The largest of some figures: a reason told of a total narrows most."""
    return max(unknowns, key=lambda unknown: (setting.system.values[unknown] or 0, unknown))


def _both(one: Range, other: Range) -> Range:
    return max(one[0], other[0]), min(one[1], other[1])


def _as_wide(range_: Range, before: Range) -> Range:
    """An interval as wide as it should be, so far as readers do not know more already.

    Of a quarter that is 8 readers know, from months that are not 0, that it is 3 at least: instead
    of 1 to 9 it can be 3 to 11.
    """
    low, high = _both(range_, before)
    high = min(before[1], high + _width(range_) - (high - low))
    low = max(before[0], low - _width(range_) + (high - low))
    return low, high


def _width(range_: Range) -> float:
    return range_[1] - range_[0]
