"""The model of the country: the frame adds up, the draw keeps to it, the results follow."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import fmean, median, stdev

import pytest

from bench.caseload import TEXT
from bench.national_draw import DRAWN_WITH, FIT, WITHIN, draw, fit
from bench.national_frame import (
    CENSUS_POPULATION,
    CLASSES,
    COUNTED,
    HUBS,
    LARGEST_PREFECTURE,
    MUNICIPALITIES,
    Class,
    Counted,
)
from bench.national_model import BASE_CHARACTERS, SCENARIOS, Country, Slice, layout

LOWER, MIDDLE, UPPER = SCENARIOS
MEASURED = Slice(
    events_per_contact=1.2,
    facts_per_event=1.0,
    accepted=1_000.0,
    written=15_000.0,
    empty_bytes=1_000_000.0,
    store_bytes=1_100.0,
    character_bytes=4.0,
    stats_bytes=500.0,
    stream_bytes=850.0,
    return_bytes=5_600.0,
    hub_bytes=7_000.0,
    hub_mib=15.0,
    leaf_mib=0.2,
    rejoined=1.5,
    rebuilt=30_000.0,
)
DRAWN = draw(DRAWN_WITH)


def test_the_frame_has_every_municipality_and_every_inhabitant_once() -> None:
    """Classes and prefectures both come to 1,741, and the classes to the census."""
    assert sum(one.count for one in CLASSES) == MUNICIPALITIES == 1_741
    assert sum(one.population for one in CLASSES) == CENSUS_POPULATION
    assert (len(HUBS), sum(HUBS.values())) == (47, MUNICIPALITIES)
    assert max(HUBS, key=HUBS.__getitem__) == "北海道"
    assert HUBS["北海道"] == 179
    assert LARGEST_PREFECTURE[1] < CENSUS_POPULATION


def test_the_survey_is_the_one_of_1187_answers() -> None:
    """The answers by class sum to the survey's own totals."""
    assert sum(one.answered for one in CLASSES) == 1_187
    assert sum(one.experienced for one in CLASSES) == 789


@pytest.mark.parametrize("seed", [1, DRAWN_WITH, 99])
@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.name)
def test_a_class_is_drawn_to_its_size_within_its_bounds(kind: Class, seed: int) -> None:
    """However it is drawn, a class has its number of municipalities and its inhabitants."""
    sizes = [one.population for one in draw(seed) if one.kind == kind.name]
    assert len(sizes) == kind.count
    assert sum(sizes) == kind.population
    assert kind.smallest <= min(sizes) <= max(sizes) <= kind.largest
    assert len(set(sizes)) > kind.count / 2, "they are drawn, not shared out"


def test_the_same_seed_draws_the_same_country() -> None:
    """The draw is part of the model; another seed gives another country."""
    assert draw(DRAWN_WITH) == DRAWN
    assert draw(DRAWN_WITH + 1) != DRAWN


@pytest.mark.parametrize(
    ("town", "rate"),
    [
        ("堺市", 600.5),
        ("北九州市", 263.3),
        ("石狩市", 2_069.2),
        ("総社市", 5_237.2),
        ("豊明市", 512.4),
    ],
)
def test_a_town_counts_so_many_contacts_a_year(town: str, rate: float) -> None:
    """The rates are for a year and 100,000 inhabitants, also where 9 or 59 months were told."""
    [found] = [one for one in COUNTED if one.town == town]
    assert found.per_100_000 == pytest.approx(rate, abs=0.06)


@pytest.mark.parametrize("counted", COUNTED, ids=lambda counted: counted.town)
def test_every_town_lies_within_the_spread(counted: Counted) -> None:
    """No town that the rates were fitted to is further from the middle than any that is drawn."""
    assert abs(math.log(counted.per_100_000) - FIT.mu) < WITHIN * FIT.sigma


def test_the_fit_is_that_of_the_logarithms() -> None:
    """Three towns at 1/10, 1 and 10 times 500: the middle is 500 and σ is ln 10."""
    found = fit([50.0, 500.0, 5_000.0])
    assert found.middle == pytest.approx(500)
    assert found.sigma == pytest.approx(math.log(10))
    assert found.at(1) == pytest.approx(5_000)


def test_the_drawn_rates_spread_as_the_fitted_ones() -> None:
    """Their middle is that of the fit, and their σ too, but for the tails that are cut."""
    deviations = [one.deviation for one in DRAWN]
    assert max(abs(one) for one in deviations) <= WITHIN
    assert abs(median(deviations)) < 0.1
    assert abs(fmean(deviations)) < 0.1
    assert 0.9 < stdev(deviations) < 1.05


def test_the_scenarios_lie_as_far_apart_as_the_middle_is_in_doubt() -> None:
    """The bounds on the rates are the interval of the fit's middle, and it is a wide one."""
    assert pytest.approx(1) == LOWER.rates * UPPER.rates
    assert UPPER.rates == FIT.doubt > 2
    assert MIDDLE.rates == 1


def test_each_result_grows_from_scenario_to_scenario() -> None:
    """The lower one is nowhere above the middle, and the middle nowhere above the upper one.

    How many times faster one machine is than all offices together falls, of course.
    """
    columns = [Country(DRAWN, MEASURED, one).results() for one in SCENARIOS]
    for name in columns[0]:
        low, middle, high = (column[name] for column in columns)
        if name.startswith("1台が"):
            low, high = high, low
        assert 0 < low <= middle <= high, name


def test_a_country_of_one_town_can_be_reckoned_by_hand() -> None:
    """100,000 inhabitants in the middle of the rates: 900 contacts, and what follows from them."""
    town = replace(DRAWN[0], population=100_000, deviation=0.0)
    country = Country([town], MEASURED, LOWER)
    contacts = FIT.middle * LOWER.rates
    assert country.contacts(town) == pytest.approx(contacts)
    assert country.events(town) == pytest.approx(contacts * 1.2)
    assert country.growth(town) == pytest.approx(contacts * 1.2 * (1_100 + 500 + 850))
    longer = replace(LOWER, characters=BASE_CHARACTERS + 100)
    more = Country([town], MEASURED, longer).growth(town) - country.growth(town)
    assert more == pytest.approx(contacts * 100 * 4)


def test_returns_at_a_hub_count_every_version() -> None:
    """Five returns a month, each corrected once, of 179 municipalities."""
    assert Country(DRAWN, MEASURED, UPPER).returns(179) == 1_790


def test_ten_years_grow_ten_times_as_much_as_one() -> None:
    """Nothing is ever deleted, nothing is packed, and what is there at first is there once."""
    country = Country(DRAWN, MEASURED, MIDDLE)
    one, ten = (country.storage(DRAWN[0], years) - 1_000_000 for years in (1, 10))
    assert ten == pytest.approx(10 * one)
    assert one == pytest.approx(country.growth(DRAWN[0]))
    found = country.results()
    empty = len(DRAWN) * 1_000_000 / 2**30
    year, decade = (found[f"全国の保存量（{years}年後、GiB）"] - empty for years in (1, 10))
    assert decade == pytest.approx(10 * year)


def test_a_faster_machine_rebuilds_in_less_time_and_stores_as_much() -> None:
    """Each measured figure reaches the results that it belongs to, and no other."""
    slow = Country(DRAWN, MEASURED, MIDDLE).results()
    fast = Country(DRAWN, replace(MEASURED, rebuilt=60_000.0), MIDDLE).results()
    changed = {name for name in slow if slow[name] != fast[name]}
    assert changed == {name for name in slow if name.startswith("作り直し")}
    assert all(fast[name] == pytest.approx(slow[name] / 2) for name in changed)


def test_streams_and_connections_follow_from_the_declared_topology() -> None:
    """Four streams in each municipality and one at each hub; one leaf connection each."""
    found = layout()
    assert found["ストリーム（全国、県を含む）"] == 1_741 * 4 + 47
    assert found["葉ノードの接続（1つの県、最大: 北海道）"] == 179
    assert found["葉ノードの接続（全国）"] == 1_741


def test_the_measured_note_is_as_long_as_the_model_says() -> None:
    """The further characters of a scenario are counted from the note that was measured."""
    assert len(TEXT) == BASE_CHARACTERS
