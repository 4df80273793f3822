"""What the answers of all subjects come to: everybody's own consent, at every possible age."""

from __future__ import annotations

from datetime import datetime

import pytest

from services.conference.law.bases.consent.reasons import (
    ALL_CONSENTED,
    CONSENTED,
    NO_POWER,
    NOT_RECORDED,
    ONE_FOR_ANOTHER,
    REFUSED,
)
from services.conference.law.limits.floor import EMPLOYER
from shared.calendar import JST
from tests.law.records import representative, scope, with_answer, with_consent
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    AT,
    Document,
    casework_world,
    decide_cell,
    moment,
    with_item,
    with_person,
    with_profile,
)

WORLD = casework_world()
MIXED = with_item(WORLD, subjects=["son", "mother"])


@pytest.mark.rule(9)
def test_a_note_about_two_needs_the_consent_of_both() -> None:
    """What is said of two persons is shared when both agree."""
    decision = decide_cell(with_consent(with_consent(MIXED), "mother"))
    assert_full(decision, "consent")
    assert decision.reasons == (ALL_CONSENTED.reason,)
    assert decision.rules == (1, 4, 9)


@pytest.mark.rule(9)
@pytest.mark.parametrize("who", ["son", "mother"])
def test_the_consent_of_one_opens_nothing_about_the_other(who: str) -> None:
    """The mother's consent is about the mother."""
    decision = decide_cell(with_consent(MIXED, who))
    assert_withheld(decision, NOT_RECORDED, ONE_FOR_ANOTHER)


@pytest.mark.rule(9)
def test_the_consent_of_one_opens_what_is_about_that_one() -> None:
    """A note about the mother alone needs nobody else's consent."""
    world = with_consent(with_item(WORLD, subjects=["mother"]), "mother")
    decision = decide_cell(world)
    assert_full(decision, "consent")
    assert decision.reasons == (CONSENTED.reason,)
    assert decision.rules == (1, 4)


@pytest.mark.rule(9)
def test_where_nobody_consented_nothing_is_said_of_one_for_another() -> None:
    """The reason is given once, however many subjects lack a consent."""
    assert decide_cell(MIXED).reasons == (NOT_RECORDED.reason,)


@pytest.mark.rule(7, 9)
def test_every_lacking_answer_is_told() -> None:
    """Whose consent is missing for which reason stands in the decision, in the note's order."""
    world = with_answer(MIXED, "refused", "mother")
    assert decide_cell(world).reasons == (NOT_RECORDED.reason, REFUSED.reason)


def born(birth_date: str | None, *answers: str) -> Document:
    """The son born then, represented as a child and as a grown-up, with consents of these."""
    world = with_person(
        WORLD,
        "son",
        birth_date=birth_date,
        representatives=[
            representative("parental_authority"),
            representative("adult_guardian", "council"),
        ],
    )
    by = {"self": "son", "parental_authority": "mother", "adult_guardian": "council"}
    for capacity in answers:
        world = with_consent(world, given_by=by[capacity], capacity=capacity)
    return world


@pytest.mark.rule(10)
@pytest.mark.parametrize(
    ("birth_date", "answers", "opens"),
    [
        ("2011", ("self",), False),
        ("2011", ("parental_authority",), False),
        ("2011", ("self", "parental_authority"), True),
        ("2011-06", ("self",), False),
        ("2011-05", ("self",), True),
        ("2011-07", ("parental_authority",), True),
        ("2008", ("self",), True),
        ("2008", ("adult_guardian",), False),
        ("2008", ("self", "adult_guardian"), True),
        (None, ("self",), False),
        (None, ("self", "parental_authority"), True),
        (None, ("adult_guardian", "parental_authority"), False),
        ("2011-02-30", ("self",), False),
        ("2011-02-30", ("self", "parental_authority"), True),
    ],
)
def test_an_uncertain_age_counts_as_every_age_it_may_be(
    birth_date: str | None,
    answers: tuple[str, ...],
    opens: bool,  # noqa: FBT001
) -> None:
    """Where the birth date leaves several ages, the consent has to hold at each of them."""
    decision = decide_cell(born(birth_date, *answers))
    if opens:
        assert_full(decision, "consent")
    else:
        assert_withheld(decision, NO_POWER)


@pytest.mark.rule(7, 10)
def test_a_no_at_one_possible_age_is_a_no() -> None:
    """The parent's refusal counts where the son may still be a child."""
    later = {"from": moment(days=-1), "given_by": "mother", "capacity": "parental_authority"}
    refused = with_answer(born("2011", "self", "parental_authority"), "refused", **later)
    assert_withheld(decide_cell(refused), REFUSED)
    certain = with_answer(born("2011-05", "self"), "refused", **later)
    assert_full(decide_cell(certain), "consent")


@pytest.mark.rule(10)
@pytest.mark.parametrize("age", range(12, 19))
def test_the_consent_age_is_reached_at_midnight_in_japan(age: int) -> None:
    """On the birthday from 00:00 JST the person answers alone; a microsecond before, not."""
    midnight = datetime(AT.year, 6, 15, tzinfo=JST)
    world = with_profile(
        with_person(casework_world(midnight), "son", birth_date=f"{AT.year - age}-06-15"),
        minor_consent_age=age,
    )
    consented = with_consent(world)
    assert_full(decide_cell(consented), "consent")
    before = consented | {"at": moment(at=midnight, microseconds=-1)}
    assert_withheld(decide_cell(before), NO_POWER)


@pytest.mark.rule(38)
def test_of_several_consents_that_count_any_may_name_the_employer() -> None:
    """More consent never shows less: a broader consent later leaves the specific one standing."""
    world = with_item(WORLD, category="health")
    by_name = {"scope": scope(world, recipients=["boss"])}
    by_kind = {"scope": scope(world, recipients=[], recipient_kinds=["employer"])}
    later = {"from": moment(days=-1)}
    both = with_consent(with_consent(world, **by_name), **by_kind, **later)
    assert_full(decide_cell(both, "boss"), "consent")
    assert_withheld(decide_cell(with_consent(world, **by_kind), "boss"), EMPLOYER)


@pytest.mark.rule(7, 38)
@pytest.mark.parametrize(("refused", "opens"), [(-20, True), (-10, False), (-5, False)])
def test_a_no_in_between_ends_what_was_said_before_it(refused: int, opens: bool) -> None:  # noqa: FBT001
    """After a refusal only what was said later counts; at the same instant the no counts."""
    world = with_item(WORLD, category="health")
    by_name = {"scope": scope(world, recipients=["boss"]), "from": moment(days=-10)}
    by_kind = {"scope": scope(world, recipients=[], recipient_kinds=["employer"])}
    world = with_answer(with_consent(world, **by_name), "refused", **{"from": moment(days=refused)})
    decision = decide_cell(with_consent(world, **by_kind, **{"from": moment(days=-1)}), "boss")
    if opens:
        assert_full(decision, "consent")
    else:
        assert_withheld(decision, EMPLOYER)
