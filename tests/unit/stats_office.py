"""Stats with an empty store, into which invented facts can be told, and figures asked of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from services.stats.domain.scope import Scope
from services.stats.domain.table import Table, tabulate
from services.stats.handlers import handle
from services.stats.templates import read_template
from services.stats.views import TABLES, Figures, counted_in
from shared.facts import Fact, intake
from shared.facts.envelope import Received
from shared.identity import service_actor
from shared.store import EventStore
from shared.store.sqlite import SQLiteDatabase

TOWN = "990019"
FIRST, LAST = date(2024, 4, 1), date(2025, 3, 31)
JUNE = date(2024, 6, 1)
NOW = datetime(2025, 5, 1, tzinfo=UTC)


def an_id(number: int) -> str:
    """An opaque id."""
    return str(UUID(int=number))


def contact(case: int = 1, person: int | None = 2, **but: object) -> intake.ContactRecorded:
    """A phone call of a mother about her son of 35, but for what is told."""
    told = {
        "municipality": TOWN,
        "occurred_on": JUNE,
        "case_id": an_id(case),
        "contact_id": an_id(99),
        "person_id": None if person is None else an_id(person),
        "age": 35,
        "gender": "male",
        "method": "phone",
        "consulter": "mother",
        "consent": "not_asked",
    }
    return intake.ContactRecorded.model_validate(told | but)


def opening(case: int = 1, on: date = JUNE, **but: object) -> intake.ConsultationReceived:
    """A named case."""
    told = {"municipality": TOWN, "occurred_on": on, "case_id": an_id(case), "anonymous": False}
    return intake.ConsultationReceived.model_validate(told | but)


def linking(case: int, to_case: int, person: int) -> intake.AnonymousLinked:
    """An anonymous case turns out to be about a person of another, after the period."""
    return intake.AnonymousLinked(
        municipality=TOWN,
        occurred_on=date(2025, 4, 20),
        case_id=an_id(case),
        linked_case_id=an_id(to_case),
        person_id=an_id(person),
    )


class Office:
    """Stats' tables, and somebody who fills and reads them."""

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self._places: Counter[str] = Counter()

    def tell(self, *facts: Fact, at: datetime = NOW) -> None:
        """Let facts arrive that were recorded at an instant."""
        with self._store.transaction(service_actor("stats", "statistics"), NOW) as tx:
            for fact in facts:
                self._places[fact.SERVICE] += 1
                place = self._places[fact.SERVICE]
                handle(tx, Received(place, place - 1, at, fact))

    def table(
        self, asked: str, first: date = FIRST, last: date = LAST, as_of: datetime = NOW
    ) -> Table:
        """A table of a template file, filled; ``asked`` is what stands behind its name."""
        template = read_template("t", f"title: 表\ntables:\n  - {{name: 表, {asked}}}\n")
        scope = Scope(TOWN, first, last, as_of)
        (table,) = template.tables
        return tabulate(
            table, Figures(counted_in(self._store), template.tables, scope).of(table), scope
        )

    def total(
        self, measure: str, first: date = FIRST, last: date = LAST, as_of: datetime = NOW
    ) -> int | None:
        """An undivided figure."""
        return self.table(f"measure: {measure}", first, last, as_of).total

    def figures(
        self, measure: str, *by: str, first: date = FIRST, last: date = LAST, as_of: datetime = NOW
    ) -> dict[str, int | None]:
        """The cells that are not 0."""
        table = self.table(f"measure: {measure}, by: [{', '.join(by)}]", first, last, as_of)
        return {"・".join(cell.categories): cell.value for cell in table.cells if cell.value}


@contextmanager
def office_in(folder: Path) -> Iterator[Office]:
    """An office without observations."""
    store = EventStore("stats", SQLiteDatabase(folder / "stats.db"), (), TABLES)
    store.migrate()
    yield Office(store)
    store.close()
