"""What the hub says of a figure: what divides its table, and by which definition it counts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from services.stats.prefecture import views
from services.stats.prefecture.application import PrefectureApplication
from services.stats.prefecture.application.forms import AskCompare, AskReturn
from services.stats.prefecture.handlers import handle
from shared.facts.envelope import Received
from shared.facts.stats import ReturnSubmitted
from shared.identity import Actor, service_actor
from shared.inbox import TABLES as INBOX_TABLES
from shared.store import EventStore
from shared.store.database import Database

SAKAI, SOJA = "271403", "332089"
APRIL = {"template": "basic", "first": date(2026, 4, 1), "last": date(2026, 4, 30)}
NOON = datetime(2026, 5, 7, 3, tzinfo=UTC)
HEADING = "方法別の延件数"
KEN = Actor(person="p-1", agency="a-1", role="prefecture", purpose="statistics")


def sent(code: str, phone: int, **but: object) -> ReturnSubmitted:
    """A return with one table by method."""
    table = {
        "name": HEADING,
        "measure": "延件数",
        "measure_version": 1,
        "dimensions": ["方法"],
        "cells": [{"categories": ["電話"], "value": phone}],
        "total": phone,
    }
    return ReturnSubmitted.model_validate(
        {
            "municipality": code,
            "occurred_on": NOON.date(),
            "return_id": str(UUID(int=int(code))),
            "template": "basic",
            "title": "相談の基本集計",
            "period_from": APRIL["first"],
            "period_to": APRIL["last"],
            "as_of": NOON,
            "version": 1,
            "protection": "none",
            "tables": [table | but],
            "digest": "0" * 64,
        }
    )


class Hub:
    """A hub into which returns are told."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.store = EventStore("stats", database, (), (*views.TABLES, *INBOX_TABLES))
        self.store.migrate()
        self.application = PrefectureApplication(self.store, folder)

    def takes_in(self, *returns: ReturnSubmitted) -> None:
        """Returns arrive."""
        for place, fact in enumerate(returns, start=1):
            with self.store.transaction(service_actor("stats", "inbox"), NOON) as tx:
                handle(tx, Received(place, place - 1, NOON, fact))


@pytest.fixture
def hub(database: Database, tmp_path: Path) -> Hub:
    """A hub to which nobody has reported, and which knows how many live where."""
    table = f"団体コード,人口\n{SAKAI},1000\n{SOJA},1000\n"
    (tmp_path / "population.csv").write_text(table, encoding="utf-8")
    return Hub(database, tmp_path)


@pytest.mark.rule(65, 66)
def test_figures_of_two_definitions_are_not_set_side_by_side(hub: Hub) -> None:
    """A town on an older program counts otherwise: its figure stands apart, and has no rank."""
    hub.takes_in(sent(SAKAI, 9), sent(SOJA, 30, measure_version=2))
    asked = AskCompare.model_validate(APRIL)
    figures = hub.application.side_by_side(KEN, asked)
    assert [(one.measure, one.measure_version) for one in figures] == [("延件数", 1), ("延件数", 2)]
    for figure, own, value in zip(figures, (SAKAI, SOJA), (9, 30), strict=True):
        told = {one.municipality: (one.value, one.rank) for one in figure.municipalities}
        assert told == {SAKAI: (None, None), SOJA: (None, None)} | {own: (value, 1)}


def test_a_cell_is_told_with_the_dimension_that_it_is_a_category_of(hub: Hub) -> None:
    """電話 is a 方法; of what arrived before the hub kept it, the template says so."""
    hub.takes_in(sent(SAKAI, 9), sent(SOJA, 30, dimensions=["手段"]))
    shown = {
        code: hub.application.show(KEN, AskReturn.model_validate({**APRIL, "municipality": code}))
        for code in (SAKAI, SOJA)
    }
    assert [one.tables[0].dimensions for one in shown.values()] == [("方法",), ("手段",)]
    cells = AskCompare.model_validate(APRIL | {"heading": HEADING})
    assert {one.dimensions for one in hub.application.side_by_side(KEN, cells)} == {("方法",)}
    with hub.store.transaction(service_actor("stats", "inbox"), NOON) as tx:
        tx.execute("DELETE FROM arrived_dimensions")
    asked = AskReturn.model_validate(APRIL | {"municipality": SOJA})
    assert hub.application.show(KEN, asked).tables[0].dimensions == ("方法",)


def test_more_categories_than_dimensions_are_told_as_they_were_sent(hub: Hub) -> None:
    """Anything may be sent; what does not fit together is shown and not guessed at."""
    hub.takes_in(sent(SAKAI, 9, dimensions=[]))
    cells = AskCompare.model_validate(APRIL | {"heading": HEADING})
    first, total = hub.application.side_by_side(KEN, cells)
    assert (first.dimensions, first.categories) == ((), ("電話",))
    assert total.categories is None
