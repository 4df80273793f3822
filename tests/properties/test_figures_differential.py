"""Every figure of every measure equals what a naive reader of the raw facts adds up."""

from __future__ import annotations

import json
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.stats.domain.dimension import DIMENSIONS
from services.stats.domain.measures import MEASURES
from services.stats.templates import read_template
from shared.facts.envelope import Received
from tests.properties.caseloads import START, caseloads, hours, in_another_order, periods
from tests.properties.naive_categories import CATEGORIES
from tests.properties.naive_figures import MEASURED
from tests.properties.retold import (
    DIVISIBLE,
    assert_equals_the_naive_count,
    counted,
    template_of,
    told,
)


def test_the_naive_reader_knows_every_measure_and_every_dimension() -> None:
    """A measure that nobody recounts is not proved."""
    assert set(MEASURED) == set(MEASURES)
    assert set(CATEGORIES) == set(DIMENSIONS)


@pytest.mark.rule(65, 66, 67, 68)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(caseloads, periods, hours, st.randoms(use_true_random=False))
def test_every_figure_equals_a_naive_count(
    history: list[Received], period: tuple[date, date], as_of_hour: int, random: Random
) -> None:
    """Undivided, by a dimension, and by a pair of them; whatever arrives first."""
    asked: list[tuple[str, tuple[str, ...]]] = [(measure, ()) for measure in MEASURES]
    asked += [(measure, (random.choice(names),)) for measure, names in DIVISIBLE.items()]
    asked += [
        (measure, tuple(random.sample(names, 2)))
        for measure, names in DIVISIBLE.items()
        if len(names) > 1
    ]
    asked = list(dict.fromkeys(asked))
    template = template_of(asked)
    arrived = list(history)
    random.shuffle(arrived)
    with told(arrived) as store:
        assert_equals_the_naive_count(counted(store, template, period, as_of_hour), history)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(caseloads, periods, hours, st.randoms(use_true_random=False))
def test_a_rebuild_gives_the_same_return_to_the_byte(
    history: list[Received], period: tuple[date, date], as_of_hour: int, random: Random
) -> None:
    """The same facts, told again in another order between the services, and later ones besides."""
    template = template_of((measure, names[:2]) for measure, names in DIVISIBLE.items())
    with told(history) as store:
        first = counted(store, template, period, as_of_hour).text()
    with told(in_another_order(history, random)) as rebuilt:
        assert counted(rebuilt, template, period, as_of_hour).text() == first
    known = START + timedelta(hours=as_of_hour)
    with told(r for r in history if r.recorded_at <= known) as of_then:
        assert counted(of_then, template, period, as_of_hour).text() == first


@pytest.mark.rule(64, 66)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(caseloads, periods, hours)
def test_a_measure_is_the_part_of_another_that_it_says_to_be(
    history: list[Received], period: tuple[date, date], as_of_hour: int
) -> None:
    """Both are protected as one figure in a publication, so both have to be one."""
    parts = [(one, one.part_of) for one in MEASURES.values() if one.part_of]
    asked = [
        {"name": f"{one.name}{number}", "measure": measure, "only": only}
        for one, part in parts
        for number, (measure, only) in enumerate(((one.name, {}), (part.measure, dict(part.only))))
    ]
    template = read_template("parts", json.dumps({"title": "部分", "tables": asked}))
    with told(history) as store:
        totals = [table.total for table in counted(store, template, period, as_of_hour).tables]
    assert totals[::2] == totals[1::2]
