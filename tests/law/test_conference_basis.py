"""The statutory conference as a basis: convened, in force, for its purpose, about its persons."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest

from services.conference.law.bases.conference import (
    NO_JUSO,
    NOT_ENTITLED,
    NOT_REQUESTED,
    NOT_YET_LAW,
    OFF_THE_AGENDA,
    OTHER_PURPOSE,
    UNACKNOWLEDGED,
)
from services.conference.law.vocabulary import Convener, StatutoryMode
from shared.calendar import JST
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.ways import BASIS
from tests.law.worlds import (
    JUST_AFTER,
    LONG_AGO,
    NOW,
    Document,
    conference_world,
    decide_cell,
    meeting_world,
    moment,
    with_conference,
    with_item,
    with_part,
    with_profile,
    with_request,
    without_acknowledgement,
)

MODES = get_args(StatutoryMode)

WORLD = conference_world()


@pytest.mark.rule(1, 18, 21)
@pytest.mark.parametrize("mode", MODES)
def test_each_statutory_conference_is_a_basis_of_its_own(mode: str) -> None:
    """Where all that its law asks for is there, the conference opens the cell, citing its law."""
    decision = decide_cell(conference_world(mode))
    assert_full(decision, BASIS[mode])
    assert decision.reasons[0].endswith("の求めに、保有機関が応じた情報です。")
    assert {1, 2, 18, 21} <= set(decision.rules)


@pytest.mark.rule(18, 72)
@pytest.mark.parametrize("mode", ["juso_kaigi", "shien_chosei_kaigi", "agreement", "case_review"])
def test_no_other_meeting_is_a_basis_whatever_it_is_called(mode: str) -> None:
    """A meeting without a statute opens nothing by itself, though it be called 支援会議."""
    world = with_request(meeting_world(mode))
    world = with_conference(world, purpose="information_exchange", local_name="支援会議")
    assert_withheld(decide_cell(with_profile(world, without_consent="allowed")))


@pytest.mark.rule(72)
def test_the_local_name_of_a_meeting_has_no_weight() -> None:
    """What counts is the legal mode; the name is the town's."""
    assert decide_cell(with_conference(WORLD, local_name="まるごと会議")) == decide_cell(WORLD)


@pytest.mark.rule(18)
def test_casework_is_no_conference() -> None:
    """Members and requests carry no weight outside a meeting."""
    world = with_conference(WORLD, legal_mode="casework")
    assert_withheld(decide_cell(world))


@pytest.mark.rule(16)
@pytest.mark.parametrize("kind", get_args(Convener))
@pytest.mark.parametrize("mode", MODES)
def test_only_the_entitled_convene(mode: str, kind: str) -> None:
    """106条の6: the municipality alone; the others: municipality or prefecture; nobody else."""
    world = with_conference(conference_world(mode), convened_by={"agency": "council", "kind": kind})
    entitled = {"municipality"} if mode == "shien_kaigi_106_6" else {"municipality", "prefecture"}
    if kind in entitled:
        assert_full(decide_cell(world), BASIS[mode])
    else:
        assert_withheld(decide_cell(world), NOT_ENTITLED)


@pytest.mark.rule(16)
@pytest.mark.parametrize("mode", MODES)
def test_konkyu_9_needs_a_welfare_office(mode: str) -> None:
    """生困法9条: a municipality needs its own 福祉事務所, a prefecture none; no other law asks."""
    world = with_part(conference_world(mode), "municipality", welfare_office=False)
    if mode != "shien_kaigi_konkyu_9":
        assert_full(decide_cell(world), BASIS[mode])
        return
    assert_withheld(decide_cell(world), NOT_ENTITLED)
    of_the_prefecture = {"agency": "health", "kind": "prefecture"}
    assert_full(decide_cell(with_conference(world, convened_by=of_the_prefecture)), BASIS[mode])


BEGINNINGS = {
    "shien_kaigi_106_6": datetime(2021, 4, 1, tzinfo=JST),
    "chosei_kaigi": datetime(2025, 4, 1, tzinfo=JST),
}


@pytest.mark.rule(15, 17, 70)
@pytest.mark.parametrize("mode", BEGINNINGS)
def test_a_conference_begins_with_its_law(mode: str) -> None:
    """At 00:00 JST of the day of its law it is a basis, a microsecond before it is none."""
    world = conference_world(mode, at=BEGINNINGS[mode])
    assert_full(decide_cell(world), BASIS[mode])
    before = world | {"at": moment(at=BEGINNINGS[mode], microseconds=-1)}
    assert_withheld(decide_cell(before), NOT_YET_LAW)


@pytest.mark.rule(15, 17)
@pytest.mark.parametrize("mode", [mode for mode in MODES if mode not in BEGINNINGS])
def test_no_other_conference_has_a_day_before_which_it_is_no_basis(mode: str) -> None:
    """As far back as records reach, the conference of that day is a basis."""
    early = datetime(2012, 4, 1, tzinfo=JST)
    assert_full(decide_cell(conference_world(mode, at=early)), BASIS[mode])


@pytest.mark.rule(17)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("periods", "runs"),
    [
        ([], False),
        ([{"from": JUST_AFTER, "to": None}], False),
        ([{"from": NOW, "to": None}], True),
        ([{"from": LONG_AGO, "to": NOW}], False),
        ([{"from": LONG_AGO, "to": JUST_AFTER}], True),
        ([{"from": LONG_AGO, "to": moment(days=-9)}, {"from": moment(days=-8), "to": None}], True),
        ([{"from": LONG_AGO, "to": moment(days=-9)}, {"from": moment(days=8), "to": None}], False),
    ],
)
def test_106_6_is_there_while_the_municipality_runs_juso(
    mode: str,
    periods: list[Document],
    runs: bool,  # noqa: FBT001
) -> None:
    """Without 重層 on that instant there is no 106条の6; no other conference depends on it."""
    world = with_part(conference_world(mode), "municipality", runs_juso=periods)
    if runs or mode != "shien_kaigi_106_6":
        assert_full(decide_cell(world), BASIS[mode])
    else:
        assert_withheld(decide_cell(world), NO_JUSO)


@pytest.mark.rule(16, 17, 18, 21, 25)
def test_all_that_is_missing_is_told_at_once() -> None:
    """The secretariat sees every obstacle, not only the first."""
    world = with_part(without_acknowledgement(WORLD), "municipality", runs_juso=[])
    world = with_conference(
        with_item(world, subjects=["stranger"]),
        convened_by={"agency": "council", "kind": "entrusted"},
        purpose="referral",
    )
    missing = [NOT_ENTITLED, NO_JUSO, OTHER_PURPOSE, OFF_THE_AGENDA, NOT_REQUESTED, UNACKNOWLEDGED]
    decision = decide_cell(world)
    assert_withheld(decision, *missing)
    assert decision.reasons[1:] == tuple(one.reason for one in missing)
