"""What every source of figures asks alike: what was recorded, what stands, who was meant.

Parameters of every statement: ``municipality``, ``as_of``, ``first_day`` and ``last_day``.
"""

from __future__ import annotations


def recorded(alias: str) -> str:
    """Of the municipality, and recorded by the instant."""
    return f"{alias}.municipality = :municipality AND {alias}.recorded_at <= :as_of"


def in_period(alias: str = "o") -> str:
    """Recorded, with its day in the period."""
    return f"{recorded(alias)} AND {alias}.occurred_on BETWEEN :first_day AND :last_day"


def known_by(alias: str, day: str) -> str:
    """Of one record: recorded, with its day no later than another.

    The day is written so that no index is looked up for it: without statistics SQLite takes a range
    of days for narrower than the record, and would read every day of the municipality each time.
    """
    return f"{recorded(alias)} AND {alias}.occurred_on || '' <= {day}"


def latest(table: str, key: str, condition: str = "") -> str:
    """Of each key the row that was told last, as of the instant.

    Args:
        table: a table of observations.
        key: the column of which each value has one row.
        condition: what else a row has to meet, with ``{alias}`` for its table.
    """
    return f"""SELECT one.* FROM {table} one
        WHERE {recorded("one")} {condition.format(alias="one")} AND NOT EXISTS (
            SELECT 1 FROM {table} later WHERE later.{key} = one.{key}
              AND later.source = one.source AND later.position > one.position
              AND {recorded("later")} {condition.format(alias="later")}
        )"""  # noqa: S608 - own names


LINKED = f"({latest('anonymous_links', 'case_id')})"
"""Whom each linked anonymous case belongs to as of the instant; the last linking holds."""


def standing(alias: str, table: str, record: str) -> str:
    """Of a step: nobody told by the instant that it was not so, unless it was told anew since.

    What is undone is the latest of its name before the undoing, in the same source's log.

    Args:
        alias: of the observations.
        table: where they are.
        record: the expression that names what the step is a step of, with ``{alias}``.
    """
    here, there = record.format(alias=alias), record.format(alias="anew")
    return f"""NOT EXISTS (
        SELECT 1 FROM undone_steps u
        WHERE u.record_id = {here} AND u.step = {alias}.step AND u.source = {alias}.source
          AND u.position > {alias}.position AND u.recorded_at <= :as_of
          AND NOT EXISTS (
            SELECT 1 FROM {table} anew
            WHERE {there} = {here} AND anew.step = {alias}.step AND anew.source = {alias}.source
              AND anew.position > {alias}.position AND anew.position < u.position
          )
    )"""  # noqa: S608 - own names
