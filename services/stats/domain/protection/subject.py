"""What a table's figures mean, so far as one can be reckoned from others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from services.stats.domain.bands import OLDEST
from services.stats.domain.dimension import (
    DIMENSIONS,
    Banded,
    Chosen,
    Dimension,
    FiscalYears,
    Grouped,
    Listed,
    Months,
    Spans,
)
from services.stats.domain.measures import Counting, Measure
from services.stats.domain.period import parse_period
from services.stats.domain.scope import Scope
from services.stats.domain.table import Table
from services.stats.domain.template import TableTemplate

Days = tuple[date, date]
"""First and last day."""

_NOWHERE = Scope("", date.min, date.min, datetime.min.replace(tzinfo=UTC))
"""Of the categories that a dimension always has only those of days ask where and when."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The categories of a dimension as sets of what is noted of an observation.

    Attributes:
        name: the attribute of the observation; axes of one name can be compared.
        parts: of each category what belongs to it: single ages, words of a list.
        rest: the category of everything that no other category holds.
        complete: whether every unit falls into some category; else the table, with its total, is
            about those that do.
        several: whether one unit may fall into categories that have nothing in common.
        days: of an axis of months or years: which days each category is about, in order.
        seen: the categories that are listed only because something falls into them, as a
            municipality's own words are: whoever reads the table knows that they are not empty.
    """

    name: str
    parts: tuple[tuple[str, frozenset[str]], ...]
    rest: str | None = None
    complete: bool = True
    several: bool = False
    days: tuple[Days, ...] | None = None
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Subject:
    """A table with the meaning of its figures.

    Attributes:
        table: the true figures.
        axes: one for each dimension.
        about: which part of the measure the table is about: attribute, and what is counted of it.
        sums_over_time: whether the figures of months add up to that of the quarter. Persons do
            not: who came in two months is one person.
        part_of: the measure of which the table counts a part, where it is not the table's own.
        counts: whether the figures tell how many there are, which amounts of money do not.
    """

    table: Table
    axes: tuple[Axis, ...]
    about: tuple[tuple[str, frozenset[str]], ...] = ()
    sums_over_time: bool = True
    part_of: str | None = None
    counts: bool = True

    @property
    def measure(self) -> str:
        """Tables of one measure can be compared.

        Those of another version of its definition as well: what it left as it was is the same
        figure, and a reader cannot be kept from taking it so.
        """
        return self.part_of or self.table.measure


def describe(template: TableTemplate, table: Table) -> Subject:
    """Say what the figures mean of a table that was filled from a template."""
    measure = template.measure
    axes = (
        axis_of(
            dimension,
            tuple(dict.fromkeys(cell.categories[place] for cell in table.cells)),
            _has_several(measure, dimension),
        )
        for place, dimension in enumerate(template.dimensions)
    )
    part = measure.part_of
    whole = [
        Chosen(DIMENSIONS[name], frozenset(only)) for name, only in (part.only if part else ())
    ]
    return Subject(
        table,
        tuple(axes),
        _together(_confined(measure, chosen) for chosen in (*template.only, *whole)),
        sums_over_time=measure.counting is not Counting.UNITS,
        part_of=part.measure if part else None,
        counts=measure.counts,
    )


def _together(
    about: Iterable[tuple[str, frozenset[str]]],
) -> tuple[tuple[str, frozenset[str]], ...]:
    """What a table is about, each attribute once."""
    found: dict[str, frozenset[str]] = {}
    for name, members in about:
        found[name] = members & found.get(name, members)
    return tuple(found.items())


def axis_of(dimension: Dimension, categories: tuple[str, ...], several: bool) -> Axis:  # noqa: FBT001
    """Read a dimension's categories as sets.

    Args:
        dimension: of the table.
        categories: as the table lists them.
        several: see :class:`Axis`.
    """
    name = dimension.attribute
    if isinstance(dimension, Months | FiscalYears):
        periods = tuple(parse_period(category) for category in categories)
        days = tuple((period.first, period.last) for period in periods)
        return Axis(name, _alone(categories), days=days)
    parts = tuple((category, _members(dimension, category)) for category in categories)
    always = dimension.categories((), _NOWHERE)
    rest = getattr(dimension, "rest", None)
    complete = dimension.complete if isinstance(dimension, Banded) else True
    return Axis(
        name,
        tuple((category, members) for category, members in parts if category != rest),
        rest=rest if rest in categories else None,
        complete=complete,
        several=several,
        seen=frozenset(categories).difference(always),
    )


def _alone(categories: tuple[str, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((category, frozenset({category})) for category in categories)


def _has_several(measure: Measure, dimension: Dimension) -> bool:
    """Whether one unit of the measure may have several values of the attribute."""
    recurs = measure.counting is Counting.UNITS
    settled = dimension.attribute in measure.first_known
    return (recurs and not settled) or _overlaps_in_words(dimension)


def _confined(measure: Measure, chosen: Chosen) -> tuple[str, frozenset[str]]:
    """What a table is about. Where units have several values, it is a part like no other."""
    attribute, labels = chosen.dimension.attribute, sorted(chosen.labels)
    if _has_several(measure, chosen.dimension):
        return f"{attribute}: {labels}", frozenset({"yes"})
    members = (_members(chosen.dimension, label) for label in labels)
    return attribute, frozenset[str]().union(*members)


def _overlaps_in_words(dimension: Dimension) -> bool:
    """Whether one observation has several words of the list, or a span that bands cut."""
    if isinstance(dimension, Grouped):
        return _overlaps_in_words(dimension.base)
    return isinstance(dimension, Listed | Spans)


def _members(dimension: Dimension, category: str) -> frozenset[str]:
    """What belongs to a category; one that the dimension does not know stands for itself."""
    if isinstance(dimension, Banded):
        for band in dimension.bands:
            if band.label == category:
                return frozenset(str(age) for age in range(OLDEST + 1) if band.holds(age))
    if isinstance(dimension, Grouped):
        for label, members in dimension.groups:
            if label == category:
                of_base = (_members(dimension.base, member) for member in members)
                return frozenset[str]().union(*of_base)
    return frozenset({category})
