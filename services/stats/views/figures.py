"""Counting in SQL, grouped by attributes as recorded; categories are none of its business.

An answer has as many rows as there are combinations of values, however many observations lie behind
it. Only where one unit may have several combinations (a person who was visited and telephoned) it
has a row for each of a unit's combinations.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Protocol

from services.stats.domain.dimension import UNKNOWN_CODES, WHOLE_NUMBERS
from services.stats.domain.measures import Combination, Counting, Counts, Measure, Profiles
from services.stats.domain.scope import Scope
from services.stats.views.observations import instant_text
from services.stats.views.sources import AMOUNT, SOURCES, UNIT
from shared.store import Rows
from shared.store.database import Row

_PLACES = 10**15
"""Added to a position, so that all of them are texts of one length and compare as numbers do."""

_BEFORE_VALUE = len("0") + len("2024-04-01") + len(str(_PLACES))
_VALUE = _BEFORE_VALUE + len("=") + 1
"""Where the value begins in a text that tells which is the first; texts begin with 1 in SQL."""


class Asked(Protocol):
    """What is to be counted: a table of a template, or several of one measure together."""

    @property
    def measure(self) -> Measure:
        """By which definition."""
        ...

    @property
    def attributes(self) -> Sequence[str]:
        """By which attributes of the observations."""
        ...


def has_one_value(measure: Measure, attributes: Sequence[str]) -> bool:
    """Whether a unit of the measure has one value of each attribute, so that counts add up."""
    return measure.counting is not Counting.UNITS or measure.first_known.issuperset(attributes)


def profiles(rows: Rows, asked: Asked, scope: Scope) -> Profiles:
    """Count units by the combinations that each of them has.

    Args:
        rows: the store, or a transaction on it.
        asked: which measure, by which attributes.
        scope: where, in which period, as of when.
    """
    if has_one_value(asked.measure, asked.attributes):
        return {(combination,): n for combination, n in count(rows, asked, scope).items()}
    names = tuple(asked.attributes)
    known = [f"{_first_known(name)} AS {name}" for name in names if _is_first(asked, name)]
    read = [name for name in names if not _is_first(asked, name)]
    statement = f"SELECT DISTINCT {', '.join((UNIT, *read, *known))} FROM ({_units(asked)}) o"  # noqa: S608
    found: defaultdict[object, list[Combination]] = defaultdict(list)
    for row in _answer(rows, statement, asked.measure, scope):
        found[row[UNIT]].append(tuple(row[name] for name in names))
    return Counter(tuple(sorted(one, key=repr)) for one in found.values())


def count(rows: Rows, asked: Asked, scope: Scope) -> Counts:
    """Count by the values of attributes of which every unit has one value; see :func:`profiles`.

    Returns:
        Counts by the values of the attributes, in their order.
    """
    measure, names = asked.measure, tuple(asked.attributes)
    figure = {
        Counting.OBSERVATIONS: "COUNT(*)",
        Counting.UNITS: f"COUNT(DISTINCT {UNIT})",
        Counting.AMOUNT: f"COALESCE(SUM({AMOUNT}), 0)",
    }[measure.counting]
    if measure.counting is not Counting.UNITS:
        more = (AMOUNT,) if measure.counting is Counting.AMOUNT else ()
        source = SOURCES[measure.observations].select(*more, *names, step=bool(measure.step))
    elif names:
        source, figure = _first_of_each(asked), "COUNT(*)"
    else:
        source = _units(asked)
    listed = ", ".join(names)
    statement = (
        f"SELECT {figure} AS figure{', ' + listed if names else ''} FROM ({source}) o"  # noqa: S608
        f"{' GROUP BY ' + listed if names else ''}"
    )
    answer = _answer(rows, statement, measure, scope)
    return {tuple(row[name] for name in names): int(row["figure"]) for row in answer}


def _units(asked: Asked) -> str:
    """Every observation of a unit that is known."""
    source = SOURCES[asked.measure.observations]
    select = source.select(UNIT, *asked.attributes, step=bool(asked.measure.step))
    return f"SELECT * FROM ({select}) known WHERE {UNIT} IS NOT NULL"  # noqa: S608 - own names


def _first_of_each(asked: Asked) -> str:
    """Each unit once, with the first known value of each attribute.

    Of every attribute the least of its texts is kept: whether the value is known, the day and the
    place of the observation, and the value behind them. That takes one pass over the observations,
    where numbering them within each unit would sort them all.
    """
    names = asked.attributes
    least = "".join(f", MIN({_placed(name)}) AS {name}" for name in names)
    each = f"SELECT {UNIT}{least} FROM ({_units(asked)}) observed GROUP BY {UNIT}"  # noqa: S608
    values = ", ".join(f"{_value_of(name)} AS {name}" for name in names)
    return f"SELECT {values} FROM ({each}) least"  # noqa: S608 - own names


def _placed(name: str) -> str:
    """A value behind what tells which is the first: nothing behind it if there is none."""
    return (
        f"CASE WHEN {_unknown(name)} THEN '1' ELSE '0' END || occurred_on"
        f" || CAST({_PLACES} + position AS TEXT) || COALESCE('=' || CAST({name} AS TEXT), '')"
    )


def _value_of(name: str) -> str:
    value = f"CASE WHEN length({name}) > {_BEFORE_VALUE} THEN substr({name}, {_VALUE}) END"
    return f"CAST({value} AS INTEGER)" if name in WHOLE_NUMBERS else value


def _is_first(asked: Asked, name: str) -> bool:
    return name in asked.measure.first_known


def _first_known(name: str) -> str:
    return (
        f"FIRST_VALUE({name}) OVER (PARTITION BY {UNIT} ORDER BY"
        f" CASE WHEN {_unknown(name)} THEN 1 ELSE 0 END, occurred_on, position)"
    )


def _unknown(name: str) -> str:
    code = UNKNOWN_CODES[name]
    return f"{name} IS NULL" + (f" OR {name} = '{code}'" if code else "")


def _answer(rows: Rows, statement: str, measure: Measure, scope: Scope) -> list[Row]:
    return rows.rows(
        statement,
        {
            "municipality": scope.municipality,
            "first_day": scope.first.isoformat(),
            "last_day": scope.last.isoformat(),
            "as_of": instant_text(scope.as_of),
            **({"step": measure.step} if measure.step else {}),
        },
    )
