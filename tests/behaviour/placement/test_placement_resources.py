"""The directory of resources: kept by the town's own agencies, fresh or seen to be stale."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.placement.application.resources import (
    AmendResource,
    ConfirmResource,
    FindResources,
    RegisterResource,
    ReopenResource,
    ResourceLine,
    SetFreshness,
    WhichDirectory,
    WhichResource,
    WithdrawResource,
)
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.refusal import Refusal
from shared.store.database import Database
from tests.behaviour.placement.directory_of_resources import NEXT_DOOR, NPO, Town, who
from tests.refusals import refusal
from tests.town_hall import TOWN_HALL

TODAY = date(2026, 11, 1)
DIRECTORY = WhichDirectory(municipality=DEMO_MUNICIPALITY)


@pytest.fixture
def town(tmp_path: Path, database: Database) -> Town:
    """The directory on SQLite, then on PostgreSQL."""
    return Town(tmp_path, database)


def found(town: Town, **wishes: Any) -> list[str]:
    """The names that fit every wish."""
    asked = FindResources.model_validate({"municipality": DEMO_MUNICIPALITY} | wishes)
    return [one.name for one in town.directory.find(who(), asked).resources]


def tables(town: Town) -> list[dict[str, Any]]:
    """Every row of the read model."""
    directory = town.database.rows("SELECT * FROM resources ORDER BY resource_id")
    return [dict(row) for row in (*directory, *town.database.rows("SELECT * FROM freshness_rules"))]


def outdated(town: Town) -> list[str]:
    """The names that somebody should ask again."""
    return [one.name for one in town.directory.outdated(who(), DIRECTORY).resources]


def line(town: Town, resource_id: UUID) -> ResourceLine:
    """One resource as it is shown."""
    return town.directory.show(who(), WhichResource(resource_id=resource_id))


def test_a_resource_is_listed_by_every_wish_that_it_fits(town: Town) -> None:
    """Kind, area, age on the day, month of the season, online and room narrow the list."""
    town.enter("ナス農家", area="東地区", min_age=18, max_age=64, season=(1, 2, 11, 12))
    town.enter("養殖場", "fishery", season=(7, 8), confirmed_on=TODAY, capacity=4, free_places=2)
    town.enter("電子居場所", "online_place", online=True, max_age=39, cost=0)
    town.enter("満員の会社", "employer", confirmed_on=TODAY, capacity=1, free_places=0)

    assert len(found(town)) == 4
    assert found(town, kind="fishery") == ["養殖場"]
    assert "ナス農家" in found(town, area="東地区")
    assert "ナス農家" not in found(town, area="西地区")
    assert "ナス農家" in found(town, age=64)
    assert {"ナス農家", "電子居場所"}.isdisjoint(found(town, age=65))
    assert found(town, month=7, age=40) == ["満員の会社", "養殖場"]
    assert found(town, online=True) == ["電子居場所"]
    assert "電子居場所" not in found(town, online=False)


def test_room_that_nobody_has_asked_about_is_neither_listed_as_free_nor_forgotten(
    town: Town,
) -> None:
    """Only a known free place counts; of how many nobody knows is said."""
    town.enter("空きあり", confirmed_on=TODAY, free_places=1)
    town.enter("満員", confirmed_on=TODAY, free_places=0)
    town.enter("聞いていない")

    answer = town.directory.find(
        who(), FindResources(municipality=DEMO_MUNICIPALITY, free_places=True)
    )

    assert [one.name for one in answer.resources] == ["空きあり"]
    assert answer.room_unknown == 1


def test_what_nobody_has_asked_for_180_days_is_flagged_and_listed(town: Town) -> None:
    """Never asked comes first, then the oldest; asking again takes an entry off the list."""
    fresh = town.enter("新しい", confirmed_on=TODAY - timedelta(days=180))
    town.enter("古い", confirmed_on=TODAY - timedelta(days=181))
    town.enter("もっと古い", confirmed_on=TODAY - timedelta(days=400))
    never = town.enter("一度も確かめていない")

    assert outdated(town) == ["一度も確かめていない", "もっと古い", "古い"]
    assert line(town, never).outdated
    assert not line(town, fresh).outdated

    town.resources.confirm(who(), ConfirmResource(resource_id=never, on=TODAY))
    assert outdated(town) == ["もっと古い", "古い"]
    town.now += timedelta(days=1)
    assert outdated(town) == ["もっと古い", "古い", "新しい"]


def test_a_municipality_may_want_to_ask_more_often(town: Town) -> None:
    """Its own number of days counts from then on, for every list; the answer says which."""
    town.enter("ひと月前", confirmed_on=TODAY - timedelta(days=31))
    assert outdated(town) == []

    often = SetFreshness(municipality=DEMO_MUNICIPALITY, outdated_after_days=30)
    town.resources.set_freshness(who(role="secretariat"), often)

    assert outdated(town) == ["ひと月前"]
    assert town.directory.outdated(who(), DIRECTORY).outdated_after_days == 30
    assert refusal(town.resources.set_freshness, who(), often) == "role-not-entitled"


def test_a_withdrawn_resource_is_no_destination_and_nothing_of_it_is_lost(town: Town) -> None:
    """It leaves the lists, is found when asked for, and comes back as it was."""
    farm = town.enter(confirmed_on=TODAY)
    town.resources.withdraw(who(), WithdrawResource(resource_id=farm, on=TODAY))

    assert found(town) == outdated(town) == []
    assert len(found(town, withdrawn=True)) == 1
    assert line(town, farm).withdrawn_on == TODAY

    town.resources.reopen(who(), ReopenResource(resource_id=farm, on=TODAY))
    assert len(found(town)) == 1
    assert line(town, farm).last_confirmed == TODAY


def test_a_place_is_entered_once(town: Town) -> None:
    """The same kind, name and area again is refused, however it is written, until withdrawn."""
    farm = town.enter("つなぎ農園", area="東地区")
    asked = {
        "municipality": DEMO_MUNICIPALITY,
        "kind": "farm",
        "name": "つなぎ 農園",
        "area": "東地区",
    }
    again = RegisterResource.model_validate(asked)
    other = town.enter("つなぎ農園", area="西地区")

    assert refusal(town.resources.register, who(), again) == "resource-listed"
    moved = AmendResource(resource_id=other, kind="farm", name="つなぎ農園", area="東地区")
    assert refusal(town.resources.amend, who(), moved) == "resource-listed"

    town.resources.withdraw(who(), WithdrawResource(resource_id=farm, on=TODAY))
    town.resources.register(who(), again)
    back = ReopenResource(resource_id=farm, on=TODAY)
    assert refusal(town.resources.reopen, who(), back) == "resource-listed"


def test_an_amendment_is_made_of_what_the_user_saw(town: Town) -> None:
    """A change that somebody else made in the meantime is not overwritten."""
    farm = town.enter()
    seen = town.directory.show(who(), WhichResource(resource_id=farm)).version
    town.resources.confirm(who(), ConfirmResource(resource_id=farm, on=TODAY))

    late = AmendResource(resource_id=farm, kind="farm", name="改名", expected_version=seen)
    assert refusal(town.resources.amend, who(), late) == "stale-version"


def test_only_a_registered_agency_of_the_town_can_run_a_resource(town: Town) -> None:
    """An unknown id and an agency of the next town get the same answer."""
    for agency_id in (uuid4(), NEXT_DOOR):
        with pytest.raises(Refusal) as no:
            town.enter(agency_id=agency_id)
        assert no.value.code == "agency-not-found"
        assert "登録" in no.value.remedy
    assert line(town, town.enter(agency_id=NPO)).agency_id == NPO


def test_the_tables_are_made_anew_from_the_log(town: Town) -> None:
    """Rebuilding gives the same directory and the same rule."""
    farm = town.enter(confirmed_on=TODAY, capacity=3, free_places=1, season=(7, 8), cost="実費")
    town.enter("取り下げた所")
    town.resources.withdraw(who(), WithdrawResource(resource_id=farm, on=TODAY))
    often = SetFreshness(municipality=DEMO_MUNICIPALITY, outdated_after_days=30)
    town.resources.set_freshness(who(TOWN_HALL, "secretariat"), often)
    before = tables(town)

    town.desk.store.rebuild_views()

    assert len(before) == 3
    assert tables(town) == before
