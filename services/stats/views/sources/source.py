"""A source: a named SELECT over the observations, of which figures are counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from services.stats.views.recorded import recorded

UNIT, AMOUNT = "unit", "amount"
"""Columns that are no attributes: what is counted once, and what is added up."""


class Column(NamedTuple):
    """How a source reads an attribute.

    Attributes:
        expression: over the source's rows, which are called ``o``.
        join: what has to be joined to them for it; empty for nothing.
    """

    expression: str
    join: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a measure rests on.

    Attributes:
        rows: a table or a SELECT in brackets, of which every row is an observation.
        where: which rows are meant.
        columns: by attribute.
        joins: what all of its rows are joined to.
    """

    rows: str
    where: str
    columns: Mapping[str, Column]
    joins: str = ""

    def select(self, *names: str, step: bool = False) -> str:
        """SELECT these columns of every row, and the place of the row in time.

        Args:
            names: attributes, :data:`UNIT` or :data:`AMOUNT`.
            step: only the step that the measure names.
        """
        found = {name: self.columns[name] for name in names}
        joins = " ".join(dict.fromkeys(column.join for column in found.values()))
        read = "".join(f", {column.expression} AS {name}" for name, column in found.items())
        steps = " AND o.step = :step" if step else ""
        return (
            f"SELECT o.occurred_on, o.position{read}"  # noqa: S608 - own names
            f" FROM {self.rows} o {self.joins} {joins} WHERE {self.where}{steps}"
        )


def plain(*names: str) -> dict[str, Column]:
    """Columns that are read as they stand."""
    return {name: Column(f"o.{name}") for name in names}


MONTH = {"month": Column("substr(o.occurred_on, 1, 7)")}
"""The month of the day, from which the fiscal year follows."""


def _of_person(name: str, known: str) -> Column:
    """What the person's contacts tell: the last on or before the day, else the first after it."""
    told = f"""SELECT c.{name} FROM contacts c
        WHERE c.person_id = o.person_id AND {known} AND {recorded("c")}"""  # noqa: S608
    return Column(
        f"COALESCE(({told} AND c.occurred_on <= o.occurred_on"
        " ORDER BY c.occurred_on DESC, c.position DESC LIMIT 1),"
        f" ({told} AND c.occurred_on > o.occurred_on"
        " ORDER BY c.occurred_on, c.position LIMIT 1))"
    )


OF_PERSON = {
    "age": _of_person("age", "c.age IS NOT NULL"),
    "gender": _of_person("gender", "c.gender <> 'unknown'"),
}
"""Age and gender of somebody of whom the fact itself tells none, by the contacts about them."""


def columns(*parts: Mapping[str, Column], **more: Sequence[str] | str) -> dict[str, Column]:
    """Put columns together; ``more`` are expressions, or an expression with its join."""
    found = {name: column for part in parts for name, column in part.items()}
    for name, told in more.items():
        found[name] = Column(told) if isinstance(told, str) else Column(*told)
    return found
