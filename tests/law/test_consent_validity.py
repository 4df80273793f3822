"""Consents that cover a cell and still do not count: too old, unheard, or not what is wished."""

from __future__ import annotations

import pytest

from services.conference.law.bases.consent.reasons import (
    EXPIRED,
    NO_WISH,
    NOT_OBTAINABLE,
    UNWITNESSED,
)
from services.conference.law.limits.profile import WILL_CAN_BE_ASKED
from tests.law.records import with_answer, with_consent
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    JUST_AFTER,
    JUST_BEFORE,
    LONG_AGO,
    NOW,
    Document,
    casework_world,
    conference_world,
    decide_cell,
    moment,
    with_person,
    with_profile,
)

WORLD = casework_world()
ORAL = {"method": "oral"}


def heard(at: str, by: str = "w-7") -> Document:
    """An oral answer with its witness."""
    return ORAL | {"witness": {"heard_by": by, "at": at}}


@pytest.mark.rule(13)
@pytest.mark.parametrize("days", [1, 30, 365])
def test_a_consent_expires_after_its_days_to_the_microsecond(days: int) -> None:
    """A consent is usable for days × 24 hours, and at their end no longer."""
    world = with_profile(WORLD, consent_valid_days=days)
    at_the_end = with_consent(world, **{"from": moment(days=-days)})
    assert_withheld(decide_cell(at_the_end), EXPIRED)
    just_before = with_consent(world, **{"from": moment(days=-days, microseconds=1)})
    assert_full(decide_cell(just_before), "consent")


@pytest.mark.rule(13)
def test_the_default_is_a_year() -> None:
    """A municipality that says nothing asks again after 365 days."""
    assert_withheld(decide_cell(with_consent(WORLD, **{"from": moment(days=-365)})), EXPIRED)
    assert_full(decide_cell(with_consent(WORLD, **{"from": moment(days=-364)})), "consent")


@pytest.mark.rule(13)
@pytest.mark.parametrize("days", [None, 3_000_000, 10**10])
def test_without_a_limit_a_consent_does_not_grow_old(days: int | None) -> None:
    """No limit, and one beyond the calendar, leave an old consent usable."""
    world = with_profile(WORLD, consent_valid_days=days)
    assert_full(decide_cell(with_consent(world, **{"from": LONG_AGO})), "consent")


@pytest.mark.rule(6)
def test_an_oral_consent_without_a_witness_does_not_count() -> None:
    """Who heard it, and when, must be on record."""
    assert_withheld(decide_cell(with_consent(WORLD, **ORAL)), UNWITNESSED)


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("witness", "opens"),
    [
        (heard(NOW), True),
        (heard(JUST_BEFORE), True),
        (heard(JUST_AFTER), False),
        (heard(NOW, "　 "), False),
    ],
)
def test_the_witness_must_be_named_and_have_heard_it_by_now(
    witness: Document,
    opens: bool,  # noqa: FBT001
) -> None:
    """A blank name, or a hearing in the future, is no witness."""
    decision = decide_cell(with_consent(WORLD, **witness))
    if opens:
        assert_full(decision, "consent")
    else:
        assert_withheld(decision, UNWITNESSED)


@pytest.mark.rule(6)
@pytest.mark.parametrize("method", ["written", "electronic"])
def test_only_an_oral_consent_needs_a_witness(method: str) -> None:
    """What is written is its own record."""
    assert_full(decide_cell(with_consent(WORLD, method=method)), "consent")


@pytest.mark.rule(6)
def test_a_municipality_may_do_without_the_witness() -> None:
    """The witness is the municipality's choice; the default asks for it."""
    world = with_profile(WORLD, oral_consent_needs_witness=False)
    assert_full(decide_cell(with_consent(world, **ORAL)), "consent")


def wishing(*wishes: tuple[str, str]) -> Document:
    """The world of a municipality that asks for a confirmed wish, with such wishes of the son's."""
    confirmed = [{"purpose": purpose, "confirmed_at": at} for purpose, at in wishes]
    world = with_person(WORLD, "son", wishes=confirmed)
    return with_consent(with_profile(world, consent_must_match_wish=True))


@pytest.mark.rule(4, 29)
@pytest.mark.parametrize("at", [NOW, LONG_AGO])
def test_a_consent_counts_where_the_wish_is_confirmed(at: str) -> None:
    """The wish has to be for the purpose of this sharing, confirmed by now."""
    assert_full(decide_cell(wishing(("consultation", at))), "consent")
    assert_full(decide_cell(wishing(("referral", LONG_AGO), ("consultation", at))), "consent")


@pytest.mark.rule(4, 29)
@pytest.mark.parametrize(
    "wishes",
    [
        (),
        (("consultation", JUST_AFTER),),
        (("referral", LONG_AGO),),
        (("referral", LONG_AGO), ("consultation", JUST_AFTER)),
    ],
)
def test_a_consent_without_the_wish_does_not_count(wishes: tuple[tuple[str, str], ...]) -> None:
    """No wish, a wish for something else, and one confirmed later do not carry a consent."""
    assert_withheld(decide_cell(wishing(*wishes)), NO_WISH)


@pytest.mark.rule(29)
def test_the_wish_is_the_subjects_own() -> None:
    """What the mother wishes does not carry the son's consent."""
    confirmed = [{"purpose": "consultation", "confirmed_at": LONG_AGO}]
    world = with_person(wishing(), "mother", wishes=confirmed)
    assert_withheld(decide_cell(world), NO_WISH)


def test_a_wish_is_asked_for_only_where_the_municipality_does() -> None:
    """By default a consent needs no recorded wish."""
    assert_full(decide_cell(with_consent(WORLD)), "consent")


@pytest.mark.rule(6)
def test_a_consent_that_does_not_count_leaves_an_earlier_one_standing() -> None:
    """An unheard oral yes is overlooked; it takes nothing from the written one before it."""
    world = with_consent(with_consent(WORLD), **ORAL, **{"from": moment(days=-1)})
    assert_full(decide_cell(world), "consent")


@pytest.mark.rule(6, 13)
def test_of_several_that_do_not_count_the_latest_is_told() -> None:
    """The reason is what would have to be mended first."""
    old = {"from": moment(days=-400)}
    world = with_consent(with_consent(WORLD, **old), **ORAL)
    assert_withheld(decide_cell(world), UNWITNESSED)
    assert EXPIRED.reason not in decide_cell(world).reasons


@pytest.mark.rule(6, 7)
def test_an_unheard_consent_ends_that_the_will_cannot_be_confirmed() -> None:
    """Who has said something, if only orally, can be asked."""
    world = with_profile(conference_world(), without_consent="only_when_not_obtainable")
    silent = with_answer(world, "not_obtainable")
    assert_full(decide_cell(silent), "conference_106_6")
    spoken = with_consent(silent, **ORAL, **{"from": moment(days=-1)})
    decision = decide_cell(spoken)
    assert_withheld(decision, WILL_CAN_BE_ASKED, UNWITNESSED)
    assert NOT_OBTAINABLE.reason not in decision.reasons
