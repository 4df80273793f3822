"""The decision about the tables of one measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import inf

from services.stats.domain.protection.choice import choose
from services.stats.domain.protection.posing import Question, pose
from services.stats.domain.protection.problem import Range
from services.stats.domain.protection.publication import (
    ProtectedFigure,
    Status,
    promise_of,
    promised,
    rounded_range,
    untold,
)
from services.stats.domain.protection.rounding import rounded
from services.stats.domain.protection.rule import ProtectionRule, Zeros
from services.stats.domain.protection.setting import Setting


@dataclass(frozen=True, slots=True)
class Decision:
    """What is told of the figures of one measure.

    Attributes:
        figures: what becomes of each unknown of the publication.
        rule: what protects it; its zeros may be kept back where the asked rule shows them.
        exposed: what could not be promised, and the range that readers know already.
    """

    figures: Mapping[int, ProtectedFigure]
    rule: ProtectionRule
    exposed: Mapping[int, Range]


def decide(setting: Setting, rule: ProtectionRule) -> Decision:
    """Decide what is told. Whatever the rule, no promise of an earlier publication is broken."""
    figures = {unknown: _true(setting, unknown) for unknown in _costs(setting)}
    if rule.rounding is not None:
        return _round(setting, rule, figures, rule.rounding.value)
    for zeros in dict.fromkeys((rule.zeros, Zeros.WHERE_NEEDED)):
        decided = _suppress(setting, replace(rule, zeros=zeros), figures)
        if decided is not None:
            return decided
    raise ArithmeticError("a promise is broken although nothing is told")


def _suppress(
    setting: Setting, rule: ProtectionRule, figures: Mapping[int, int]
) -> Decision | None:
    """Decide under a rule about zeros; ``None`` if they cannot be told as it says."""
    low, high = promised(rule)
    least_small = 0 if rule.zeros is Zeros.SUPPRESSED else 1
    small = {unknown for unknown, value in figures.items() if least_small <= value <= high}
    zeros = {unknown for unknown, value in figures.items() if value == 0} - small
    shown_zeros = zeros if rule.zeros is Zeros.SHOWN else set()
    remainders = [
        unknown
        for unknown in setting.remainders
        if least_small <= (setting.system.values[unknown] or 0) <= high
    ]
    posed = pose(
        setting,
        Question(
            told={unknown: (value, value) for unknown, value in figures.items()},
            kept={n: (low, high) if n in small | zeros else (rule.threshold, inf) for n in figures},
            untold=untold(rule),
            costs=_costs(setting),
            forced=frozenset(small | (setting.kept_back & figures.keys() - shown_zeros)),
            never=frozenset(shown_zeros),
            wanted=dict.fromkeys([*sorted(small), *remainders], (low, high)),
            wishes=dict.fromkeys(zeros, (low, high)),
        ),
    )
    if posed is None:
        return None
    choice = choose(posed.problem)
    decided = {}
    for unknown, value in figures.items():
        if unknown not in choice:
            decided[unknown] = ProtectedFigure(value, value, Status.SHOWN)
        else:
            status = Status.PRIMARY if value <= high else Status.COMPLEMENTARY
            status = Status.WITHHELD if unknown in posed.untold else status
            decided[unknown] = ProtectedFigure(value, None, status)
    kept_or_printed_nowhere = choice | set(remainders)
    exposed = {n: known for n, known in posed.exposed.items() if n in kept_or_printed_nowhere}
    return Decision(decided, rule, exposed)


def _round(
    setting: Setting, rule: ProtectionRule, figures: Mapping[int, int], base: int
) -> Decision:
    told = rounded(setting.system, figures, base, setting.rounded)
    as_rounded = {
        unknown: ProtectedFigure(value, told[unknown], Status.ROUNDED)
        for unknown, value in figures.items()
    }
    promises = {unknown: promise_of(figure, rule) for unknown, figure in as_rounded.items()}
    posed = pose(
        setting,
        Question(
            told={unknown: rounded_range(multiple, base) for unknown, multiple in told.items()},
            kept=dict.fromkeys(figures, untold(rule)),
            untold=untold(rule),
            costs=_costs(setting),
            forced=setting.kept_back & figures.keys(),
            never=frozenset(),
            wanted={unknown: promise for unknown, promise in promises.items() if promise},
            wishes={},
        ),
    )
    if posed is None:
        raise ArithmeticError("a promise is broken although nothing is told")
    choice = choose(posed.problem)
    decided = {
        unknown: replace(figure, told=None, status=Status.WITHHELD) if unknown in choice else figure
        for unknown, figure in as_rounded.items()
    }
    return Decision(decided, rule, posed.exposed)


def _costs(setting: Setting) -> dict[int, int]:
    """What it costs to keep a figure back: the places where it stands, totals twice, and its size.

    Size weighs less than any place: of two figures the smaller is kept back.
    """
    places: Counter[int] = Counter()
    for placed in setting.placed:
        for unknown in placed.unknowns:
            if unknown is not None:
                places[unknown] += 1
        if placed.total is not None:
            places[placed.total] += 1
    return {
        unknown: 100 * count + min(99, _true(setting, unknown).bit_length())
        for unknown, count in places.items()
    }


def _true(setting: Setting, unknown: int) -> int:
    return round(setting.system.values[unknown] or 0)
