"""Every measure counted on a real database: SQLite and PostgreSQL answer alike, and rightly."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from services.stats.domain.measures import MEASURES
from shared.store.database import Database
from tests.properties.caseloads import caseload
from tests.properties.retold import (
    DIVISIBLE,
    assert_equals_the_naive_count,
    counted,
    template_of,
    told,
)


@pytest.mark.rule(65, 66, 67, 68)
@pytest.mark.parametrize("number", range(3))
def test_a_crowded_town_is_counted_right_in_every_way(number: int, database: Database) -> None:
    """Given 400 facts with corrections, then each measure by each dimension is a naive count's."""
    random = Random(number)  # noqa: S311 - which pairs are tried
    asked: list[tuple[str, tuple[str, ...]]] = [(measure, ()) for measure in MEASURES]
    for measure, names in DIVISIBLE.items():
        asked += [(measure, (name,)) for name in names]
        asked += [(measure, tuple(random.sample(names, 2)))] if len(names) > 1 else []
    history = caseload(number, 400)
    arrived = list(history)
    random.shuffle(arrived)
    with told(arrived, database) as store:
        for period in (date(2019, 4, 1), date(2020, 3, 31)), (date(2019, 3, 31), date(2021, 4, 1)):
            made = counted(store, template_of(asked), period, as_of_hour=120)
            assert_equals_the_naive_count(made, history)
