"""Counting in SQL: one statement for each way of counting, grouped by attributes as recorded.

Bands and labels are none of its business, so an answer has at most as many rows as there are
combinations of codes and ages, however many observations lie behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from services.stats.domain.dimension import Dimension
from services.stats.domain.measures import Counting, Counts
from services.stats.domain.scope import Scope
from services.stats.domain.template import TableTemplate
from services.stats.views.observations import instant_text
from shared.store import Rows

_RECORDED = "o.municipality = :municipality AND o.recorded_at <= :as_of"
_IN_PERIOD = f"{_RECORDED} AND o.occurred_on BETWEEN :first_day AND :last_day"

_PERSONS_OF_ANONYMOUS = f"""
    SELECT o.case_id, o.person_id FROM anonymous_links o
    WHERE {_RECORDED} AND NOT EXISTS (
        SELECT 1 FROM anonymous_links later
        WHERE later.case_id = o.case_id AND later.position > o.position
          AND later.municipality = :municipality AND later.recorded_at <= :as_of
    )"""  # noqa: S608 - own names
"""Whom each linked anonymous case belongs to as of the instant; the last linking holds."""


def count(rows: Rows, table: TableTemplate, scope: Scope) -> Counts:
    """Count what a table asks for.

    Args:
        rows: the store, or a transaction on it.
        table: which measure, by which attributes.
        scope: where, in which period, as of when.

    Returns:
        Counts by the values of the table's attributes, in their order.
    """
    statement = _STATEMENTS[table.measure.counting](table)
    answer = rows.rows(
        statement,
        {
            "municipality": scope.municipality,
            "first_day": scope.first.isoformat(),
            "last_day": scope.last.isoformat(),
            "as_of": instant_text(scope.as_of),
            **({"step": table.measure.step} if table.measure.step else {}),
        },
    )
    return {tuple(row[name] for name in table.attributes): row["figure"] for row in answer}


def count_units(rows: Rows, table: TableTemplate, scope: Scope) -> int | None:
    """Count the units of a table where one may have several values of its attributes.

    Returns:
        ``None`` where every unit has one value for each: then the counts add up.
    """
    if table.measure.counting is not Counting.SITTINGS:
        return None
    return count(rows, replace(table, dimensions=()), scope).get((), 0)


def _select(attributes: Sequence[str], source: str) -> str:
    """Count the rows of a source by attributes; without any, the answer is one row."""
    if not attributes:
        return f"SELECT COUNT(*) AS figure {source}"
    columns = ", ".join(f"o.{name}" for name in attributes)
    return f"SELECT {columns}, COUNT(*) AS figure {source} GROUP BY {columns}"


_RECORDS = {"referral_steps": "referral_id", "employment_steps": "employment_id"}
"""Which column of the observations of steps names the record that a step is one of."""


def _standing(observations: str) -> str:
    """Of a step: nobody told by the instant that it was not so, unless it was told anew since.

    What is undone is the latest of its name before the undoing, in the same source's log.
    """
    record = _RECORDS[observations]
    return f""" AND NOT EXISTS (
        SELECT 1 FROM undone_steps u
        WHERE u.record_id = o.{record} AND u.step = o.step AND u.source = o.source
          AND u.position > o.position AND u.recorded_at <= :as_of
          AND NOT EXISTS (
            SELECT 1 FROM {observations} anew
            WHERE anew.{record} = o.{record} AND anew.step = o.step AND anew.source = o.source
              AND anew.position > o.position AND anew.position < u.position
          )
    )"""  # noqa: S608 - own names


def _observations(table: TableTemplate) -> str:
    step = (
        f" AND o.step = :step{_standing(table.measure.observations)}" if table.measure.step else ""
    )
    source = f"FROM {table.measure.observations} o WHERE {_IN_PERIOD}{step}"
    return _select(table.attributes, source)


def _sittings(table: TableTemplate) -> str:
    """Each fact once, however many rows it has; by an attribute, once for each of its values."""
    source = f"FROM {table.measure.observations} o WHERE {_IN_PERIOD}"
    figure = "COUNT(DISTINCT o.position) AS figure"
    if not table.attributes:
        return f"SELECT {figure} {source}"
    columns = ", ".join(f"o.{name}" for name in table.attributes)
    return f"SELECT {columns}, {figure} {source} GROUP BY {columns}"


def _unnamed(table: TableTemplate) -> str:
    source = f"""FROM {table.measure.observations} o
        LEFT JOIN ({_PERSONS_OF_ANONYMOUS}) linked ON linked.case_id = o.case_id
        WHERE {_IN_PERIOD} AND o.person_id IS NULL AND linked.person_id IS NULL"""
    return _select(table.attributes, source)


def _persons(table: TableTemplate) -> str:
    """Each person once, with the first known value of each attribute."""
    attributes = "".join(f", o.{name}" for name in table.attributes)
    first_known = "".join(f", {_first_known(axis)}" for axis in table.dimensions)
    source = f"""FROM (
        SELECT ROW_NUMBER() OVER (PARTITION BY person ORDER BY occurred_on, position) AS nth
            {first_known}
        FROM (
            SELECT COALESCE(o.person_id, linked.person_id) AS person,
                o.occurred_on, o.position{attributes}
            FROM {table.measure.observations} o
            LEFT JOIN ({_PERSONS_OF_ANONYMOUS}) linked ON linked.case_id = o.case_id
            WHERE {_IN_PERIOD}
        ) observed
        WHERE person IS NOT NULL
    ) o WHERE o.nth = 1"""  # noqa: S608 - own names
    return _select(table.attributes, source)


def _first_known(axis: Dimension) -> str:
    name = axis.attribute
    unknown = f"{name} IS NULL" + (f" OR {name} = '{axis.unknown}'" if axis.unknown else "")
    return (
        f"FIRST_VALUE({name}) OVER (PARTITION BY person ORDER BY"
        f" CASE WHEN {unknown} THEN 1 ELSE 0 END, occurred_on, position) AS {name}"
    )


def _beginnings(table: TableTemplate) -> str:
    """Opened in the period or later, with a day in the period and no contact before it."""
    contact = """SELECT 1 FROM contacts c WHERE c.case_id = o.case_id
        AND c.municipality = :municipality AND c.recorded_at <= :as_of"""
    source = f"""FROM {table.measure.observations} o
        WHERE {_RECORDED} AND o.anonymous = 0 AND o.occurred_on >= :first_day
          AND NOT EXISTS ({contact} AND c.occurred_on < :first_day)
          AND (o.occurred_on <= :last_day
               OR EXISTS ({contact} AND c.occurred_on BETWEEN :first_day AND :last_day))"""
    return _select(table.attributes, source)


_STATEMENTS: dict[Counting, Callable[[TableTemplate], str]] = {
    Counting.OBSERVATIONS: _observations,
    Counting.SITTINGS: _sittings,
    Counting.PERSONS: _persons,
    Counting.UNNAMED_OBSERVATIONS: _unnamed,
    Counting.BEGINNINGS: _beginnings,
}
