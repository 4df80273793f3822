"""The router, on invented situations: always an answer, deterministic, nothing lost by more."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.placement.routing.proposing import propose
from services.placement.routing.rule_file import RuleFile
from services.placement.routing.rules import rule_texts, rules_named
from services.placement.routing.situation import HIDE, Destination, Human, Situation
from shared.codes import (
    AGENCY_KINDS,
    CONSULTERS,
    FACTORS,
    GENDERS,
    ROUTING_SIGNS,
    ROUTING_WISHES,
    SUPPORT_NEEDS,
    CodeList,
)
from tests.unit.routing_table import pairs


def codes_of(codes: CodeList) -> st.SearchStrategy[tuple[str, ...]]:
    """Some codes of a list, each once."""
    return st.lists(st.sampled_from([one.code for one in codes]), unique=True).map(tuple)


def one_of(codes: CodeList) -> st.SearchStrategy[str | None]:
    """A code of a list, or none."""
    return st.none() | st.sampled_from([one.code for one in codes])


SITUATIONS = st.builds(
    Situation,
    factors=codes_of(FACTORS),
    people=st.lists(
        st.builds(
            Human,
            age=st.none() | st.integers(0, 130),
            whose=st.sampled_from(["main", "household"]),
            urgent=st.booleans(),
        ),
        max_size=4,
    ).map(tuple),
    needs=codes_of(SUPPORT_NEEDS),
    wishes=codes_of(ROUTING_WISHES),
    signs=codes_of(ROUTING_SIGNS),
    consulter=one_of(CONSULTERS),
    gender=one_of(GENDERS),
    window=st.none() | st.sampled_from(["council", "community_support", "own", "nowhere"]),
    area=st.none() | st.sampled_from(["筑後", "山間", "灘区", "どこか"]),
    stage=st.none() | st.integers(1, 20),
    consent=st.sampled_from(["given", "refused", "not_obtainable", "not_asked"]),
)
DESTINATIONS = st.lists(
    st.builds(
        Destination,
        id=st.uuids().map(str),
        kind=st.sampled_from([one.code for one in AGENCY_KINDS]),
        name=st.sampled_from(["甲", "乙", "丙"]),
        area=st.none() | st.sampled_from(["筑後", "山間"]),
        age_from=st.none() | st.integers(0, 60),
        age_to=st.none() | st.integers(18, 130),
        months=st.lists(st.integers(1, 12), max_size=3).map(tuple),
        free=st.none() | st.integers(0, 3),
        referrers=st.lists(st.sampled_from(["person", "family", "npo"]), max_size=2).map(tuple),
        online=st.booleans(),
        out_of_date=st.booleans(),
    ),
    max_size=8,
)
FILES = st.sampled_from([rules_named(name) for name in rule_texts()])
DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))


@given(FILES, SITUATIONS, DAYS, DESTINATIONS)
def test_whatever_is_told_there_is_an_answer_and_somebody_keeps_the_case(
    rules: RuleFile, about: Situation, day: date, places: list[Destination]
) -> None:
    """Given anything at all, then an answer with a keeper, the same each time, in any order."""
    found = propose(rules, about, day, places)

    assert found.keeper.name
    assert found.keeper.name in found.keeper.says
    assert found == propose(rules, about, day, places)
    assert found == propose(rules, about, day, places[::-1])
    assert found.none_fits or any(one.leads_somewhere and one.hands_on for one in found.proposals)


@given(FILES, SITUATIONS, DAYS, DESTINATIONS, DESTINATIONS)
def test_more_places_never_take_anything_away(
    rules: RuleFile, about: Situation, day: date, some: list[Destination], more: list[Destination]
) -> None:
    """Given more places, then what was proposed stays, with all that fitted, and in its order."""
    before, after = propose(rules, about, day, some), propose(rules, about, day, [*some, *more])

    assert pairs(before) == pairs(after)
    assert not (after.none_fits and not before.none_fits)
    assert set(after.unanswered) <= set(before.unanswered)
    for one, two in zip(before.proposals, after.proposals, strict=True):
        assert (one.rule, one.place) == (two.rule, two.place)
        assert {found.id for found in one.found} <= {found.id for found in two.found}
        assert not one.leads_somewhere or two.leads_somewhere


@given(FILES, SITUATIONS, DAYS, DESTINATIONS)
def test_who_wants_not_to_be_seen_is_not_sent_near_home(
    rules: RuleFile, about: Situation, day: date, places: list[Destination]
) -> None:
    """Given the wish, then no local place, and no concrete place where they live, is proposed."""
    hiding = about.model_copy(update={"wishes": (HIDE,)})
    found = propose(rules, hiding, day, places)
    version = rules.version_on(day)
    areas = {one.id: one.area for one in places if not one.online}

    for one in found.proposals:
        assert version is not None
        assert not version.places[one.place].local
        assert all(areas.get(two.id) is None or areas[two.id] != about.area for two in one.found)
