"""Counting a return, table by table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from services.stats.domain.issued_return import version_of
from services.stats.domain.prefecture_return import Return
from services.stats.domain.return_versions import IssuedReturn
from services.stats.domain.scope import Scope
from services.stats.domain.table import tabulate
from services.stats.domain.template import TableTemplate, Template
from services.stats.views import Ask, Figures

Counted = Callable[[], None]
"""Is told after each table that was counted, so that somebody who waits sees it go on."""


def silently() -> None:
    """Nobody waits."""


def count_return(
    ask: Ask,
    template: Template,
    scope: Scope,
    issued: IssuedReturn | None,
    counted: Counted = silently,
) -> Return:
    """Count every table of a template.

    Args:
        ask: who counts.
        template: which tables.
        scope: whose, when and as of when.
        issued: what was issued of the same return; the version follows from it.
        counted: is told after each table.
    """
    figures = Figures(ask, template.tables, scope)
    tables = []
    for table in template.tables:
        tables.append(tabulate(table, figures.of(table), scope))
        counted()
    return Return(template, scope, tuple(tables), version_of(issued, tables))


def not_yet(as_of: datetime, now: datetime) -> list[str]:
    """What to know of figures as of an instant that has not come: they are not those of it."""
    if as_of <= now:
        return []
    return ["基準の時点が、まだ来ていません。それまでに記録されるもので、数は変わります。"]


def count_totals(
    ask: Ask, tables: tuple[TableTemplate, ...], scope: Scope, counted: Counted = silently
) -> Mapping[str, int | None]:
    """The total of each of some tables, by its name."""
    figures = Figures(ask, tables, scope)
    found = {}
    for table in tables:
        found[table.name] = tabulate(table, figures.of(table), scope).total
        counted()
    return found
