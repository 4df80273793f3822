"""Facts told to the real stats, and its figures held against the naive reader's."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from services.stats.domain.dimension import DIMENSIONS
from services.stats.domain.measures import MEASURES
from services.stats.domain.prefecture_return import Return
from services.stats.domain.scope import scope_of
from services.stats.domain.table import tabulate
from services.stats.domain.template import Template
from services.stats.handlers import handle
from services.stats.templates import read_template
from services.stats.views import TABLES, Figures, counted_in
from shared.facts.envelope import Received
from shared.identity import service_actor
from shared.store import EventStore
from shared.store.database import Database
from shared.store.sqlite import SQLiteDatabase
from tests.properties.caseloads import START, TOWNS
from tests.properties.naive_categories import categories
from tests.properties.naive_figures import NaiveReader, figures

DIVISIBLE = {
    measure.name: tuple(
        name for name, axis in DIMENSIONS.items() if axis.attribute in measure.attributes
    )
    for measure in MEASURES.values()
}


def template_of(asked: Iterable[tuple[str, tuple[str, ...]]]) -> Template:
    """A template with a table for each measure and its dimensions."""
    tables = [
        {"name": f"{measure} {' '.join(by)}", "measure": measure, "by": list(by)}
        for measure, by in asked
    ]
    text = json.dumps({"title": "すべて", "tables": tables}, ensure_ascii=False)
    return read_template("everything", text)


@contextmanager
def told(arrived: Iterable[Received], database: Database | None = None) -> Iterator[EventStore]:
    """Stats into whose empty store the facts have arrived, in this order."""
    with tempfile.TemporaryDirectory() as folder:
        used = database or SQLiteDatabase(Path(folder) / "stats.db")
        store = EventStore("stats", used, (), TABLES)
        store.migrate()
        with store.transaction(service_actor("stats", "statistics"), START) as tx:
            for received in arrived:
                handle(tx, received)
        yield store
        if database is None:
            store.close()


def counted(
    store: EventStore, template: Template, period: tuple[date, date], as_of_hour: int
) -> Return:
    """The return of the template."""
    scope = scope_of(TOWNS[0], *period, START + timedelta(hours=as_of_hour))
    asked = Figures(counted_in(store), template.tables, scope)
    tables = tuple(tabulate(table, asked.of(table), scope) for table in template.tables)
    return Return(template, scope, tables, 1)


def assert_equals_the_naive_count(made: Return, history: Iterable[Received]) -> None:
    """Every cell and every total of a return."""
    scope = made.scope
    reader = NaiveReader(history, scope.first, scope.last, scope.as_of)
    for table in made.tables:
        cells, total = figures(table.measure, table.dimensions, reader, categories)
        shown = {cell.categories: cell.value for cell in table.cells}
        assert {cell: value for cell, value in shown.items() if value} == {
            cell: value for cell, value in cells.items() if value
        }, table.name
        assert table.total == total, table.name
