"""社会資源: given an entry of the directory, when something is told, it follows or not."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from services.placement.domain.resource import (
    FRESHNESS,
    REFERRERS,
    RESOURCE,
    ResourceDetails,
    ResourceState,
    ResourceStep,
    amend_resource,
    confirm_resource,
    record_notes,
    refuse_undated,
    register_resource,
    reopen_resource,
    set_freshness,
    withdraw_resource,
)
from services.placement.views.resources import ResourceRow
from shared.codes import AGENCY_KINDS, RESOURCE_KINDS
from shared.refusal import Refusal
from shared.sealing import Sealed

TOWN = "392081"
TODAY = date(2026, 11, 2)
FARM = ResourceDetails(kind="farm", name="つなぎ農園（架空）", capacity=3)
NOTES = Sealed("resource-1", bytes(12), bytes(20))


def entered(*steps: tuple[ResourceStep, ...]) -> ResourceState:
    """The farm's entry, and what came of it."""
    state = RESOURCE.fold(None, register_resource(None, TOWN, FARM, None))
    for step in steps:
        state = RESOURCE.fold(state, step)
    assert state is not None
    return state


def confirmed(state: ResourceState, on: date, free: int | None = None) -> ResourceState:
    """The entry after somebody asked the place."""
    after = RESOURCE.fold(state, confirm_resource(state, on=on, free_places=free, today=TODAY))
    assert after is not None
    return after


def withdrawn(on: date = TODAY) -> ResourceState:
    """The farm's entry, withdrawn."""
    return entered(withdraw_resource(entered(), on=on, today=TODAY))


def row_of(**details: object) -> ResourceRow:
    """A line of the directory."""
    told = {"kind": "farm", "name": "架空", "resource_id": UUID(int=1), "municipality": TOWN}
    rest = {"last_confirmed": None, "free_places": None, "withdrawn_on": None}
    return ResourceRow.model_validate(told | rest | details)


def test_a_resource_is_entered_once() -> None:
    """A second registration names what can be done instead."""
    with pytest.raises(Refusal) as no:
        register_resource(entered(), TOWN, FARM, None)
    assert no.value.code == "resource-exists"
    assert "変更" in no.value.remedy
    assert "確認" in no.value.remedy


def test_a_new_entry_has_been_confirmed_by_nobody() -> None:
    """Being written down is not having been asked."""
    assert entered().confirmed_on is None
    assert row_of().is_outdated(TODAY, 180)


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"kind": "castle"}, "unknown-code"),
        ({"referrers": ("stranger",)}, "unknown-code"),
        ({"min_age": 40, "max_age": 39}, "ages-out-of-order"),
        ({"season_name": "ナスの農閑期"}, "season-months-missing"),
    ],
)
def test_a_description_that_contradicts_itself_is_refused(
    details: dict[str, object], code: str
) -> None:
    """Unknown kinds and referrers, ages upside down, and a season without its months."""
    wrong = FARM.model_copy(update=details)
    for rule in (
        lambda: register_resource(None, TOWN, wrong, None),
        lambda: amend_resource(entered(), wrong, None),
    ):
        with pytest.raises(Refusal) as no:
            rule()
        assert no.value.code == code
        assert no.value.remedy


@pytest.mark.parametrize(
    "details",
    [{"name": "  "}, {"min_age": -1}, {"max_age": 131}, {"capacity": -1}, {"season": (0,)},
     {"season": (13,)}, {"cost": -1}, {"cost": "500円"}, {"cost": "a@b"}],
)  # fmt: skip
def test_a_description_keeps_its_bounds(details: dict[str, object]) -> None:
    """Ages, months, places and yen are whole numbers in their range; a word holds no digits."""
    with pytest.raises(ValidationError):
        ResourceDetails.model_validate({"kind": "farm", "name": "架空"} | details)


def test_a_season_is_in_the_order_of_the_year_and_twelve_months_are_none() -> None:
    """However the months are told, the same season is the same description."""
    assert FARM.model_validate(dict(FARM) | {"season": (8, 7, 8)}).season == (7, 8)
    assert FARM.model_validate(dict(FARM) | {"season": tuple(range(1, 13))}).season == ()


def test_the_same_description_again_changes_nothing() -> None:
    """An import can be repeated."""
    assert amend_resource(entered(), FARM, None) == ()
    [amended] = amend_resource(entered(), FARM.model_copy(update={"capacity": 4}), None)
    assert amended.capacity == 4


def test_a_confirmation_moves_forward_and_never_back() -> None:
    """What was asked later stands; the same day's second answer replaces its first."""
    state = confirmed(entered(), TODAY - timedelta(days=10), 2)

    assert confirm_resource(state, on=TODAY - timedelta(days=10), free_places=2, today=TODAY) == ()
    assert confirmed(state, TODAY - timedelta(days=10), 1).free_places == 1
    with pytest.raises(Refusal) as no:
        confirm_resource(state, on=TODAY - timedelta(days=11), free_places=None, today=TODAY)
    assert no.value.code == "confirmed-later"
    with pytest.raises(Refusal) as no:
        confirm_resource(state, on=TODAY + timedelta(days=1), free_places=None, today=TODAY)
    assert no.value.code == "date-in-future"


def test_there_are_no_more_free_places_than_places() -> None:
    """The slip is told before it is on record, and a number without its day as well."""
    with pytest.raises(Refusal) as no:
        confirm_resource(entered(), on=TODAY, free_places=4, today=TODAY)
    assert no.value.code == "free-places-over-capacity"
    with pytest.raises(Refusal) as no:
        refuse_undated(None, 1)
    assert no.value.code == "confirmation-day-missing"


def test_a_withdrawn_resource_takes_notes_and_nothing_else_until_it_is_reopened() -> None:
    """Every other step is refused and names the one that is legal; nothing is a dead end."""
    state = withdrawn()
    for step in (
        lambda: amend_resource(state, FARM, None),
        lambda: confirm_resource(state, on=TODAY, free_places=None, today=TODAY),
        lambda: withdraw_resource(state, on=TODAY, today=TODAY),
    ):
        with pytest.raises(Refusal) as no:
            step()
        assert no.value.code == "resource-withdrawn"
        assert "再開" in no.value.remedy

    assert len(record_notes(state, NOTES)) == 1
    reopened = RESOURCE.fold(state, reopen_resource(state, on=TODAY, today=TODAY))
    assert reopened is not None
    assert reopened.withdrawn_on is None


def test_only_a_withdrawn_resource_is_reopened_and_not_before_that_day() -> None:
    """The refusals say what can be done, and which day is possible."""
    with pytest.raises(Refusal) as no:
        reopen_resource(entered(), on=TODAY, today=TODAY)
    assert no.value.code == "resource-not-withdrawn"
    assert "取下げ" in no.value.remedy
    with pytest.raises(Refusal) as no:
        reopen_resource(withdrawn(), on=TODAY - timedelta(days=1), today=TODAY)
    assert no.value.code == "reopened-before-withdrawn"


@pytest.mark.parametrize(
    "rule",
    [
        lambda: amend_resource(None, FARM, None),
        lambda: confirm_resource(None, on=TODAY, free_places=None, today=TODAY),
        lambda: withdraw_resource(None, on=TODAY, today=TODAY),
        lambda: reopen_resource(None, on=TODAY, today=TODAY),
        lambda: record_notes(None, NOTES),
    ],
)
def test_nothing_is_told_of_a_resource_that_nobody_entered(rule: object) -> None:
    """The refusal says to look for it or to register it first."""
    assert callable(rule)
    with pytest.raises(Refusal) as no:
        rule()
    assert no.value.code == "resource-not-found"
    assert "登録" in no.value.remedy


def test_the_freshness_rule_is_set_once_until_it_changes() -> None:
    """The same number of days again is no event."""
    [rule] = set_freshness(None, TOWN, outdated_after_days=90)
    state = FRESHNESS.fold(None, [rule])

    assert set_freshness(state, TOWN, outdated_after_days=90) == ()
    assert len(set_freshness(state, TOWN, outdated_after_days=30)) == 1


@given(days=st.integers(0, 400), after=st.integers(1, 400))
def test_an_entry_is_outdated_from_the_day_after_its_days_are_full(days: int, after: int) -> None:
    """On the last day it still counts as asked."""
    row = row_of(last_confirmed=TODAY - timedelta(days=days))
    assert row.is_outdated(TODAY, after) == (days > after)


@given(age=st.integers(0, 130), low=st.integers(0, 130), high=st.integers(0, 130))
def test_both_ends_of_an_age_range_belong_to_it(age: int, low: int, high: int) -> None:
    """15 to 49 takes the fifteen and the forty-nine year old; an open end takes everybody."""
    assert row_of(min_age=low, max_age=high).takes_age(age) == (low <= age <= high)
    assert row_of(min_age=low).takes_age(age) == (low <= age)
    assert row_of().takes_age(age)


def test_a_place_that_is_bound_to_no_area_serves_every_area() -> None:
    """Areas are compared in any width."""
    assert row_of().serves("東地区")
    assert row_of(area="第１地区").serves("第1 地区")
    assert not row_of(area="西地区").serves("東地区")


def test_every_kind_of_resource_counts_as_a_kind_of_destination() -> None:
    """A referral to a resource has a destination in the list that referrals use."""
    assert all(one.group in AGENCY_KINDS for one in RESOURCE_KINDS)


def test_anybody_who_may_refer_can_be_named() -> None:
    """本人, 家族 and every kind of agency, each under one code."""
    assert REFERRERS.by_label("本人").code == "person"
    assert REFERRERS.by_label("サポステ").code == "youth_station"
    assert len(REFERRERS) == len(AGENCY_KINDS) + 2
