"""In which meetings, since when and inside or outside: the municipality's own choices."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.bases.consent.reasons import NOT_RECORDED
from services.conference.law.limits.profile import (
    NEVER,
    NOT_BY_THIS_MODE,
    OUTSIDE_IN_OTHER_MODES,
)
from services.conference.law.vocabulary import Mode, StatutoryMode
from tests.law.records import with_consent, with_determination, with_emergency
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    JUST_AFTER,
    LONG_AGO,
    NOW,
    Document,
    casework_world,
    conference_world,
    decide_cell,
    meeting_world,
    with_agency,
    with_item,
    with_part,
    with_profile,
)

MODES = get_args(StatutoryMode)


WORLD = conference_world()


@pytest.mark.rule(18)
@pytest.mark.parametrize("mode", MODES)
def test_a_municipality_may_use_certain_conferences_only(mode: str) -> None:
    """Where vehicles are named, sharing without consent happens in these and in no other."""
    world = conference_world(mode)
    others = [one for one in MODES if one != mode]
    assert decide_cell(with_profile(world, without_consent_modes=[mode])).effect == "full"
    for modes in (others, []):
        shut = with_profile(world, without_consent_modes=modes)
        assert_withheld(decide_cell(shut), NOT_BY_THIS_MODE)


@pytest.mark.rule(18)
def test_consent_passes_by_the_vehicles() -> None:
    """A consent needs no vehicle, but does not make one of another conference either."""
    world = with_consent(with_profile(WORLD, without_consent_modes=[]))
    assert_full(decide_cell(world), "consent")


@pytest.mark.rule(1)
def test_the_own_record_needs_no_consent() -> None:
    """A department reads what it wrote."""
    world = with_item(with_part(casework_world(), "profile", versions=[]), holder="city")
    assert_full(decide_cell(world, "city"), "own_record")


@pytest.mark.rule(18)
@pytest.mark.parametrize("mode", get_args(Mode))
@pytest.mark.parametrize("way", ["consent", "emergency", "in_purpose"])
def test_outside_only_in_certain_meetings(way: str, mode: str) -> None:
    """Where meetings are named, nothing goes outside in any other, but for an emergency."""
    base = casework_world() if mode == "casework" else meeting_world(mode)
    world = with_profile(base, external_only_in_modes=["kodoku", "casework"], emergency="act")
    add = {"consent": with_consent, "emergency": with_emergency}.get(way)
    world = add(world) if add else with_determination(world, way)
    decision = decide_cell(world)
    if way == "emergency" or mode in {"kodoku", "casework"}:
        assert_full(decision, way)
    else:
        assert_withheld(decision, OUTSIDE_IN_OTHER_MODES)
    inside = with_agency(world, "npo", internal_to_municipality=True)
    assert OUTSIDE_IN_OTHER_MODES.reason not in decide_cell(inside).reasons
    anywhere = with_profile(world, external_only_in_modes=None)
    assert OUTSIDE_IN_OTHER_MODES.reason not in decide_cell(anywhere).reasons


@pytest.mark.rule(15)
@pytest.mark.parametrize(
    ("period", "opens"),
    [
        ({"from": NOW}, True),
        ({"from": JUST_AFTER}, False),
        ({"to": NOW}, False),
        ({"to": JUST_AFTER}, True),
    ],
)
def test_the_version_in_force_decides(period: Document, opens: bool) -> None:  # noqa: FBT001
    """A version counts in its period; without one in force every option has its default."""
    decision = decide_cell(with_profile(WORLD, **period))
    if opens:
        assert_full(decision, "conference_106_6")
    else:
        assert_withheld(decision, NEVER)


@pytest.mark.rule(15)
def test_of_several_versions_the_one_in_force_counts() -> None:
    """Yesterday's rule and tomorrow's do not decide today."""
    today = WORLD["profile"]["versions"][0]
    before = {"from": "1999-01-01T00:00:00Z", "to": LONG_AGO, "without_consent": "never"}
    after = {"from": JUST_AFTER, "to": None, "without_consent": "never"}
    versions = [after, today | {"to": JUST_AFTER}, before]
    assert_full(decide_cell(with_part(WORLD, "profile", versions=versions)), "conference_106_6")


def test_where_nothing_speaks_for_sharing_nothing_is_said_of_the_rule() -> None:
    """A municipal rule about bases that nobody has is not told."""
    assert decide_cell(casework_world()).reasons == (NOT_RECORDED.reason,)
