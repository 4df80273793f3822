"""Whatever is answered and taken back, in whatever order: a withdrawal never shows anybody more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.conference.law.vocabulary import Capacity
from tests.behaviour.town import Town, named
from tests.properties.answered_histories import (
    AGENCIES,
    CATEGORIES,
    MODES,
    PURPOSES,
    SOUND,
    WIDE,
    History,
)

LOOSE = (
    '"internal_sharing":"lawful_bases","family_wish_route":"best_interest_69_2_4",'
    '"plan_needs_consent":false,"secrecy_acknowledgement":false,"consent_valid_days":null'
)
PROFILES = {
    "default": None,
    "not-obtainable": f'"without_consent":"only_when_not_obtainable",{LOOSE}',
    "allowed": f'"without_consent":"allowed","oral_consent_needs_witness":false,{LOOSE}',
}


@pytest.fixture(scope="module", params=PROFILES)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town under one rule; every example brings people of its own."""
    town = Town(tmp_path_factory.mktemp("town") / "home")
    options = PROFILES[request.param]
    version = f'{{"from":"2020-04-01T00:00:00Z","to":null,{options}}}'
    town.runs_juso(options and f'{{"id":"tried","versions":[{version}]}}')
    town.agency("city", "municipal_department", "public", internal=True)
    town.agency("tax", "municipal_department", "public", internal=True)
    town.agency("npo", "npo", "private")
    town.agency("clinic", "medical", "private")
    return town


some = st.lists
scopes = st.just(WIDE) | st.fixed_dictionaries(
    {
        "categories": some(st.sampled_from(CATEGORIES), min_size=1),
        "recipients": some(st.sampled_from(AGENCIES).map(named), min_size=1),
        "purposes": some(st.sampled_from(PURPOSES), min_size=1),
        "modes": st.none() | some(st.sampled_from(MODES), min_size=1),
    }
)
exclusions = st.just({}) | st.fixed_dictionaries(
    {
        "categories": some(st.sampled_from(CATEGORIES), max_size=1),
        "recipients": some(st.sampled_from(AGENCIES).map(named), max_size=1),
    }
)
capacities = st.just("self") | st.just("family_wish") | st.sampled_from(get_args(Capacity))
answers = st.fixed_dictionaries(
    {
        "state": st.sampled_from(("given", "given", "given", "refused", "not_obtainable")),
        "capacity": capacities,
        "method": st.sampled_from(("written", "oral")),
        "scope": scopes,
        "exclusions": exclusions,
        "again": st.booleans(),
        "later": st.sampled_from((0, 0, 0, 30)),
        "lasts": st.none() | st.sampled_from((1, 60)),
    }
)
takings_back = st.integers(min_value=0, max_value=5)
acts = some(answers | takings_back, max_size=6)
births = st.just("1985-05-20") | st.sampled_from(("2010-01-01", "2014", None))


@pytest.mark.rule(14)
def test_a_sound_consent_shows_more_and_its_withdrawal_takes_all_of_it_back(town: Town) -> None:
    """Given one consent, then what it opened is exactly what its withdrawal closes."""
    history = History(town, "1985-05-20")
    nothing_said = history.shown(town.now)
    history.answer(SOUND)
    now = town.now + timedelta(minutes=1)
    consented = history.shown(now)
    history.withdraw(0)

    assert sum(consented) > sum(nothing_said)
    assert history.shown(now) == nothing_said


@pytest.mark.rule(14)
@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(birth=births, told=acts, last=takings_back)
def test_a_withdrawal_never_shows_more(
    town: Town, birth: str | None, told: list[dict[str, Any] | int], last: int
) -> None:
    """Given any answers, when one is taken back, then no cell shows more, at once or ever after."""
    history = History(town, birth)
    history.answer(SOUND)
    for act in [*told, last]:
        if not isinstance(act, int):
            history.answer(act)
            continue
        now = town.now + timedelta(minutes=1)
        before = history.shown(now)
        gone = history.withdraw(act)
        after = history.shown(now)

        assert all(less <= more for less, more in zip(after, before, strict=True))
        if gone is not None:
            cited = {
                one.consent_id
                for docket in history.dockets(now)
                for rulings in docket.rulings().values()
                for ruling in rulings
                for one in ruling.consents
            }
            assert gone not in cited
