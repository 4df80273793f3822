"""Whom a statutory conference is about, for what, and who has sworn secrecy."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.bases.conference import (
    NO_CHILD,
    NOBODY_NEEDY,
    OFF_THE_AGENDA,
    OTHER_PURPOSE,
    UNACKNOWLEDGED,
)
from services.conference.law.vocabulary import Purpose, StatutoryMode
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.ways import BASIS
from tests.law.worlds import (
    JUST_AFTER,
    JUST_BEFORE,
    NOW,
    Document,
    conference_world,
    decide_cell,
    moment,
    with_conference,
    with_item,
    with_member,
    with_person,
    with_profile,
    with_request,
    without_acknowledgement,
)

MODES = get_args(StatutoryMode)

WORLD = conference_world()


@pytest.mark.rule(18)
@pytest.mark.parametrize("purpose", get_args(Purpose))
@pytest.mark.parametrize("mode", MODES)
def test_a_conference_has_its_two_purposes(mode: str, purpose: str) -> None:
    """Information exchange and the support system are the statute's purposes, nothing else is."""
    world = with_profile(
        with_conference(conference_world(mode), purpose=purpose), plan_needs_consent=False
    )
    if purpose in {"information_exchange", "support_system_review"}:
        assert_full(decide_cell(world), BASIS[mode])
    else:
        assert_withheld(decide_cell(world), OTHER_PURPOSE)


@pytest.mark.rule(17)
@pytest.mark.parametrize("needy", [True, False, None])
@pytest.mark.parametrize("mode", MODES)
def test_konkyu_9_is_about_somebody_needy(mode: str, needy: bool | None) -> None:  # noqa: FBT001
    """Withdrawal alone makes nobody a 生活困窮者, and not established is not established."""
    world = with_person(conference_world(mode), "son", economically_needy=needy)
    world = with_person(world, "mother", economically_needy=True)
    if needy or mode != "shien_kaigi_konkyu_9":
        assert_full(decide_cell(world), BASIS[mode])
    else:
        assert_withheld(decide_cell(world), NOBODY_NEEDY)


@pytest.mark.rule(17)
def test_one_needy_person_on_the_agenda_is_enough() -> None:
    """The household's son may be the one in need."""
    world = conference_world("shien_kaigi_konkyu_9")
    both = with_conference(world, subjects=["mother", "son"])
    assert_full(decide_cell(both), "conference_konkyu_9")


@pytest.mark.rule(18)
@pytest.mark.parametrize(
    ("birth_date", "expecting", "opens"),
    [
        ("2008-06-16", False, True),
        ("2008-06-15", False, False),
        ("2008-06-15", True, True),
        ("2008-07", False, True),
        ("2008-06", False, False),
        ("2008", False, False),
        ("2009", False, True),
        (None, False, False),
        (None, True, True),
    ],
)
def test_yotaikyo_is_about_a_child_or_an_expectant_mother(
    birth_date: str | None,
    expecting: bool,  # noqa: FBT001
    opens: bool,  # noqa: FBT001
) -> None:
    """Under 18 beyond doubt, or a 特定妊婦; a child not on the agenda does not make it one."""
    world = with_conference(conference_world("yotaikyo"), subjects=["son"])
    world = with_person(world, "son", birth_date=birth_date, specified_expectant_mother=expecting)
    if opens:
        assert_full(decide_cell(world), "conference_yotaikyo")
    else:
        assert_withheld(decide_cell(world), NO_CHILD)


@pytest.mark.rule(18)
def test_nobody_is_an_expectant_mother_without_being_said_to_be() -> None:
    """A grown-up of whom nothing is recorded does not make it a matter of 要対協."""
    world = with_conference(conference_world("yotaikyo"), subjects=["son"])
    assert_withheld(decide_cell(world), NO_CHILD)


@pytest.mark.rule(18)
@pytest.mark.parametrize("mode", [mode for mode in MODES if mode != "yotaikyo"])
def test_no_other_conference_needs_a_child(mode: str) -> None:
    """Grown-ups are discussed in every other conference."""
    world = with_conference(conference_world(mode), subjects=["son"])
    assert_full(decide_cell(world), BASIS[mode])


def about(world: Document, *subjects: str) -> Document:
    """The conference with a note about these, asked for and answered."""
    return with_request(with_item(world, subjects=list(subjects)))


@pytest.mark.rule(18)
@pytest.mark.parametrize("mode", MODES)
def test_a_conference_is_about_its_persons_and_their_household(mode: str) -> None:
    """A note about the mother is within, one that also speaks of a stranger is not."""
    world = conference_world(mode)
    assert_full(decide_cell(about(world, "mother")), BASIS[mode])
    assert_full(decide_cell(about(world, "son", "mother")), BASIS[mode])
    assert_withheld(decide_cell(about(world, "stranger")), OFF_THE_AGENDA)
    assert_withheld(decide_cell(about(world, "son", "stranger")), OFF_THE_AGENDA)


@pytest.mark.rule(18)
def test_to_have_no_household_is_no_common_household() -> None:
    """Two persons of whom no household is known do not share one."""
    alone = with_person(WORLD, "son", household=None)
    assert_full(decide_cell(about(alone, "son")), "conference_106_6")
    assert_withheld(decide_cell(about(alone, "stranger")), OFF_THE_AGENDA)


@pytest.mark.rule(25)
@pytest.mark.parametrize("mode", MODES)
def test_who_has_not_acknowledged_the_secrecy_duty_sees_nothing(mode: str) -> None:
    """The duty is acknowledged before the first look, unless the municipality does without."""
    world = without_acknowledgement(conference_world(mode))
    assert_withheld(decide_cell(world), UNACKNOWLEDGED)
    assert_full(decide_cell(with_profile(world, secrecy_acknowledgement=False)), BASIS[mode])


@pytest.mark.rule(25)
@pytest.mark.parametrize(("at", "opens"), [(NOW, True), (JUST_BEFORE, True), (JUST_AFTER, False)])
def test_the_acknowledgement_counts_from_its_instant(at: str, opens: bool) -> None:  # noqa: FBT001
    """An acknowledgement of the future is none."""
    decision = decide_cell(with_member(WORLD, secrecy_acknowledged_at=at))
    if opens:
        assert_full(decision, "conference_106_6")
    else:
        assert_withheld(decision, UNACKNOWLEDGED)


@pytest.mark.rule(24, 25)
def test_an_acknowledgement_of_an_earlier_membership_does_not_carry_over() -> None:
    """Who left and came back acknowledges again."""
    members = without_acknowledgement(WORLD)["conference"]["members"]
    earlier = members[0] | {
        "joined_at": moment(days=-90),
        "left_at": moment(days=-60),
        "secrecy_acknowledged_at": moment(days=-90),
    }
    world = with_conference(WORLD, members=[earlier, *members])
    assert_withheld(decide_cell(world), UNACKNOWLEDGED)


@pytest.mark.rule(19, 25)
def test_the_convener_sees_what_was_asked_for_once_it_has_acknowledged() -> None:
    """The convener needs no selection; an entry as member holds its acknowledgement."""
    world = with_profile(WORLD, internal_sharing="lawful_bases")
    assert_withheld(decide_cell(world, "city"), UNACKNOWLEDGED)
    sworn = with_member(world, "city", selected=False)
    assert_full(decide_cell(sworn, "city"), "conference_106_6")
    unsworn = with_member(world, "city", secrecy_acknowledged_at=None)
    assert_withheld(decide_cell(unsworn, "city"), UNACKNOWLEDGED)
