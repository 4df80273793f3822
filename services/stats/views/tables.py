"""The figures of all tables of a return: tables of one measure share one question where they can.

Counts that add up are asked for once by all attributes of the tables together, and summed up for
each table; what each unit counts for only once is asked for table by table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from services.stats.domain.measures import Combination, Measure, Profiles
from services.stats.domain.scope import Scope
from services.stats.domain.template import TableTemplate
from services.stats.views.figures import has_one_value, profiles
from shared.store import Rows


@dataclass(frozen=True, slots=True)
class Question:
    """What one or several tables of one measure ask together."""

    measure: Measure
    attributes: tuple[str, ...]


Ask = Callable[[Question, Scope], Profiles]
"""Answers a question: units by their combinations of the attributes' values, in their order."""


def counted_in(rows: Rows) -> Ask:
    """Count in the store, or in a transaction on it."""

    def ask(question: Question, scope: Scope) -> Profiles:
        return profiles(rows, question, scope)

    return ask


@dataclass(slots=True)
class Figures:
    """What was observed, as far as the tables of one return ask for it.

    Args:
        ask: who counts.
        tables: every table of the return.
        scope: where, in which period, as of when.
    """

    ask: Ask
    tables: Iterable[TableTemplate]
    scope: Scope
    _told: dict[Question, Profiles] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Keep the tables for as long as they are asked for."""
        self.tables = tuple(self.tables)

    def of(self, table: TableTemplate) -> Profiles:
        """Units by the values of a table's attributes, in their order."""
        if not has_one_value(table.measure, table.attributes):
            return self.ask(Question(table.measure, table.attributes), self.scope)
        question = self._shared(table.measure)
        if question not in self._told:
            self._told[question] = self.ask(question, self.scope)
        places = [question.attributes.index(name) for name in table.attributes]
        found: Counter[tuple[Combination, ...]] = Counter()
        for (combination,), number in self._told[question].items():
            found[(tuple(combination[place] for place in places),)] += number
        return found

    def _shared(self, measure: Measure) -> Question:
        asked = (
            table.attributes
            for table in self.tables
            if table.measure is measure and has_one_value(measure, table.attributes)
        )
        return Question(measure, tuple(dict.fromkeys(name for names in asked for name in names)))
