"""Every figure of every measure equals what a naive reader of the raw facts adds up."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.stats.domain.dimension import DIMENSIONS
from services.stats.domain.measures import MEASURES
from shared.inbox import Received
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
