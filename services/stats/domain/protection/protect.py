"""The way in: a return's tables, made fit for publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.stats.domain.protection.decision import Decision, decide
from services.stats.domain.protection.layout import Placed
from services.stats.domain.protection.publication import (
    Exposed,
    ProtectedFigure,
    ProtectedTable,
    Publication,
    Status,
)
from services.stats.domain.protection.rule import ProtectionRule
from services.stats.domain.protection.setting import Setting, set_out
from services.stats.domain.protection.subject import Subject

NOTHING_TOLD = ProtectionRule(published=False)
"""What protects amounts of money and time: no threshold does, as one person's may be large."""


def protect(
    subjects: Sequence[Subject],
    rule: ProtectionRule,
    *,
    first: date,
    last: date,
    known: Sequence[Publication] = (),
) -> Publication:
    """Protect the tables of a return, so that nobody in them can be recognised (law rule 64).

    A reader who knows the rule, has every earlier publication and solves the equations between all
    the figures cannot narrow a figure that is kept back for its size to less than the interval
    that its note names (1 to 9), nor reckon any other that is kept back. Rounded figures keep as
    many possibilities as the base. The same input gives the same answer.

    Args:
        subjects: the tables that are published together, with the meaning of their figures
            (:func:`services.stats.domain.protection.subject.describe`).
        rule: what protects them.
        first: first day of the return's period.
        last: its last day, inclusive.
        known: what the municipality has published before, in the order in which it did: earlier
            versions, other periods, other templates. What is missing here is not protected
            against.

    Returns:
        The publication. It goes among the known ones of the next.

    Raises:
        ValueError: an earlier publication does not fit the figures it was made from.
    """
    if not rule.published:
        tables = tuple(_withheld(subject, rule) for subject in subjects)
        return Publication(first, last, tables, rule.level)
    by_measure: dict[str, list[int]] = {}
    tables_at: dict[int, ProtectedTable] = {}
    exposed: list[Exposed] = []
    for place, subject in enumerate(subjects):
        if subject.counts:
            by_measure.setdefault(subject.measure, []).append(place)
        else:
            tables_at[place] = _withheld(subject, NOTHING_TOLD)
    for places in by_measure.values():
        setting = set_out([subjects[place] for place in places], (first, last), known)
        decision = decide(setting, rule)
        for place, placed in zip(places, setting.placed, strict=True):
            tables_at[place] = _table(placed, decision)
        exposed += _exposed(setting, decision)
    ordered = tuple(tables_at[place] for place in range(len(subjects)))
    return Publication(first, last, ordered, rule.level, tuple(exposed))


def _withheld(subject: Subject, rule: ProtectionRule) -> ProtectedTable:
    """A table of which nothing is told, not even its zeros."""
    table = subject.table

    def figure(value: int | None) -> ProtectedFigure:
        status = Status.NOT_COUNTED if value is None else Status.WITHHELD
        return ProtectedFigure(value, None, status)

    cells = tuple(figure(cell.value) for cell in table.cells)
    return ProtectedTable(subject, cells, figure(table.total), rule)


def _table(placed: Placed, decision: Decision) -> ProtectedTable:
    not_counted = ProtectedFigure(None, None, Status.NOT_COUNTED)
    figures = [
        not_counted if unknown is None else decision.figures[unknown] for unknown in placed.unknowns
    ]
    return ProtectedTable(placed.subject, tuple(figures[:-1]), figures[-1], decision.rule)


def _exposed(setting: Setting, decision: Decision) -> list[Exposed]:
    """Where the figures stand that earlier publications give away."""
    places: dict[int, list[tuple[str | None, tuple[str, ...]]]] = {}
    for placed in setting.placed:
        table = placed.subject.table
        found = (*(cell.categories for cell in table.cells), ())
        for unknown, categories in zip(placed.unknowns, found, strict=True):
            if unknown is not None:
                places.setdefault(unknown, []).append((table.name, categories))
    return [
        Exposed(name, categories, *known)
        for unknown, known in decision.exposed.items()
        for name, categories in places.get(unknown, [(None, ())])
    ]
