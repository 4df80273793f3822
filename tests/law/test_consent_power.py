"""Who has the power to answer for a person: themself, a representative, never a family."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.bases.consent.reasons import NO_POWER, SELF_AND_FAMILY
from services.conference.law.vocabulary import Power
from tests.law.records import (
    BOUNDED,
    REPRESENTATIVES,
    representative,
    with_answer,
    with_consent,
)
from tests.law.represented import BIRTH_DATES, consented_by, spoken_for
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    JUST_AFTER,
    NOW,
    Document,
    casework_world,
    decide_cell,
    moment,
)

WORLD = casework_world()


@pytest.mark.rule(10)
@pytest.mark.parametrize(("age", "opens"), [("child", False), ("youth", True), ("adult", True)])
def test_who_has_reached_the_consent_age_answers_alone(age: str, opens: bool) -> None:  # noqa: FBT001
    """From the consent age on a person's own consent counts, below it it does not."""
    decision = decide_cell(with_consent(spoken_for(BIRTH_DATES[age])))
    if opens:
        assert_full(decision, "consent")
    else:
        assert_withheld(decision, NO_POWER)


@pytest.mark.rule(8, 10, 11)
@pytest.mark.parametrize("age", BIRTH_DATES)
@pytest.mark.parametrize("kind", REPRESENTATIVES)
def test_a_legal_representative_answers_for_the_age_it_is_for(kind: str, age: str) -> None:
    """Parents and guardians answer for a child; 後見人・保佐人・補助人 for the grown-up."""
    world = spoken_for(BIRTH_DATES[age], representative(kind))
    decision = decide_cell(consented_by(world, kind))
    minors_only = kind in {"parental_authority", "minor_guardian"}
    if age == ("child" if minors_only else "adult"):
        assert_full(decision, "consent")
    else:
        assert_withheld(decision, NO_POWER)


@pytest.mark.rule(11)
@pytest.mark.parametrize("kind", REPRESENTATIVES)
def test_a_representative_must_be_on_record(kind: str) -> None:
    """Who is not on record, or in another capacity, or another person, has no power."""
    born = BIRTH_DATES["child" if kind in REPRESENTATIVES[:2] else "adult"]
    other_kind = REPRESENTATIVES[REPRESENTATIVES.index(kind) - 1]
    for world in (
        spoken_for(born),
        spoken_for(born, representative(other_kind)),
        spoken_for(born, representative(kind, "stranger")),
    ):
        assert_withheld(decide_cell(consented_by(world, kind)), NO_POWER)


@pytest.mark.rule(11, 15)
@pytest.mark.parametrize(
    ("period", "opens"),
    [
        ({"from": NOW}, True),
        ({"from": JUST_AFTER}, False),
        ({"to": NOW}, False),
        ({"to": JUST_AFTER}, True),
    ],
)
def test_a_representative_has_power_while_it_is_in_force(period: Document, opens: bool) -> None:  # noqa: FBT001
    """The power is needed at the instant decided for, from its first to before its last."""
    world = spoken_for(BIRTH_DATES["adult"], representative("adult_guardian", **period))
    decision = decide_cell(consented_by(world, "adult_guardian"))
    if opens:
        assert_full(decision, "consent")
    else:
        assert_withheld(decision, NO_POWER)


@pytest.mark.rule(11)
@pytest.mark.parametrize("power", get_args(Power))
@pytest.mark.parametrize("kind", BOUNDED)
def test_bounded_representatives_need_the_right_power(kind: str, power: str) -> None:
    """保佐人・補助人・任意後見人 need 情報の取扱い or 福祉契約; nothing else is enough."""
    world = spoken_for(BIRTH_DATES["adult"], representative(kind, powers=[power]))
    decision = decide_cell(consented_by(world, kind))
    if power in {"information_handling", "welfare_contract"}:
        assert_full(decision, "consent")
    else:
        assert_withheld(decision, NO_POWER)


@pytest.mark.rule(11)
@pytest.mark.parametrize("kind", REPRESENTATIVES)
def test_only_bounded_representatives_need_powers_on_record(kind: str) -> None:
    """A parent or 成年後見人 needs no list of powers; the others have none without it."""
    born = BIRTH_DATES["child" if kind in REPRESENTATIVES[:2] else "adult"]
    world = spoken_for(born, representative(kind, powers=[]))
    decision = decide_cell(consented_by(world, kind))
    if kind in BOUNDED:
        assert_withheld(decision, NO_POWER)
    else:
        assert_full(decision, "consent")


@pytest.mark.rule(11)
def test_an_agency_may_be_a_guardian() -> None:
    """法人後見: the council answers for the son where it is his 成年後見人."""
    world = spoken_for(BIRTH_DATES["adult"], representative("adult_guardian", "council"))
    assert_full(decide_cell(consented_by(world, "adult_guardian", "council")), "consent")


@pytest.mark.rule(8)
@pytest.mark.parametrize("age", BIRTH_DATES)
def test_a_family_wish_is_never_consent(age: str) -> None:
    """What the family wishes is on record and opens nothing, not even with parental authority."""
    world = spoken_for(BIRTH_DATES[age], representative("parental_authority"))
    decision = decide_cell(consented_by(world, "family_wish"))
    assert_withheld(decision, SELF_AND_FAMILY)


@pytest.mark.rule(8)
def test_a_parent_cannot_speak_as_the_grown_child() -> None:
    """A consent 「本人」 that somebody else gave does not count."""
    assert_withheld(decide_cell(consented_by(WORLD, "self")), NO_POWER)


@pytest.mark.rule(8)
def test_a_family_wish_does_not_end_the_persons_consent() -> None:
    """What the family says later neither adds to nor takes from what the son said."""
    world = with_consent(WORLD)
    for state in ("given", "refused"):
        later = consented_by(world, "family_wish", state=state, **{"from": moment(days=-1)})
        assert_full(decide_cell(later), "consent")


@pytest.mark.rule(7, 8)
def test_a_refusal_of_somebody_without_power_does_not_count() -> None:
    """The mother's no does not stand against the grown son's yes."""
    world = consented_by(
        with_consent(WORLD), "parental_authority", state="refused", **{"from": moment(days=-1)}
    )
    assert_full(decide_cell(world), "consent")


@pytest.mark.rule(7)
@pytest.mark.parametrize("state", ["not_asked", "not_obtainable", "refused"])
@pytest.mark.parametrize("nobody", [{"given_by": None}, {"capacity": None}, {}])
def test_that_nobody_answered_needs_no_power(state: str, nobody: Document) -> None:
    """Nobody's answer is heard without asking for the power to give it."""
    later = {"from": moment(days=-1)}
    who = {"given_by": "son", "capacity": "self"} | nobody
    world = with_answer(with_consent(WORLD), state, **(who | later))
    assert decide_cell(world).effect == "withheld"
    without_power = {"given_by": "mother", "capacity": "self"}
    stranger = with_answer(with_consent(WORLD), state, **(without_power | later))
    assert_full(decide_cell(stranger), "consent")
