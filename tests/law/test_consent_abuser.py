"""A suspected abuser never consents for those they may have hurt."""

from __future__ import annotations

import pytest

from services.conference.law.bases.consent.power import (
    has_suspected_representative,
    is_suspected_abuser,
)
from services.conference.law.bases.consent.reasons import ABUSER, NO_POWER, SELF_AND_FAMILY
from tests.law.records import (
    REPRESENTATIVES,
    representative,
    with_consent,
)
from tests.law.represented import BIRTH_DATES, consented_by, spoken_for
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    casework_world,
    decide_cell,
    moment,
    read,
    with_person,
)

WORLD = casework_world()


@pytest.mark.rule(10)
def test_a_suspected_abuser_never_consents() -> None:
    """A parent suspected of abusing the child has no say, though the authority is on record."""
    world = spoken_for(BIRTH_DATES["child"], representative("parental_authority"))
    assert_full(decide_cell(consented_by(world, "parental_authority")), "consent")
    suspected = with_person(world, "mother", suspected_abuser_of=["son"])
    assert_withheld(decide_cell(consented_by(suspected, "parental_authority")), ABUSER)


@pytest.mark.rule(10)
@pytest.mark.parametrize("kind", REPRESENTATIVES)
def test_a_representative_marked_as_a_suspect_never_consents(kind: str) -> None:
    """The mark on the representation is enough, whatever its kind."""
    born = BIRTH_DATES["child" if kind in REPRESENTATIVES[:2] else "adult"]
    world = spoken_for(born, representative(kind, suspected_abuser=True))
    assert_withheld(decide_cell(consented_by(world, kind)), ABUSER)


@pytest.mark.rule(10)
def test_the_mark_on_any_entry_of_a_representative_counts() -> None:
    """A guardian once marked as a suspect is not heard through another, unmarked entry."""
    ended = {"to": moment(days=-100), "suspected_abuser": True}
    world = spoken_for(
        BIRTH_DATES["adult"], representative("adult_guardian"), representative("curator", **ended)
    )
    assert_withheld(decide_cell(consented_by(world, "adult_guardian")), ABUSER)


@pytest.mark.rule(10)
def test_a_suspicion_about_somebody_else_takes_no_power_away() -> None:
    """The mother may be suspected about the girl, and the father about the boy: neither binds."""
    world = spoken_for(
        BIRTH_DATES["child"],
        representative("parental_authority"),
        representative("parental_authority", "stranger", suspected_abuser=True),
    )
    world = with_person(world, "mother", suspected_abuser_of=["girl"])
    assert_full(decide_cell(consented_by(world, "parental_authority")), "consent")


@pytest.mark.rule(10)
def test_a_suspect_keeps_the_say_about_their_own_data() -> None:
    """Who is suspected of abusing another still consents for themself."""
    world = with_person(WORLD, "son", suspected_abuser_of=["girl"])
    assert_full(decide_cell(with_consent(world)), "consent")


@pytest.mark.rule(10)
def test_nobody_is_suspected_of_abusing_themself() -> None:
    """A mark that points at its bearer, or at nobody, is no suspicion."""
    own = representative("parental_authority", "son", suspected_abuser=True)
    world = with_person(WORLD, "son", suspected_abuser_of=["son"], representatives=[own])
    persons = {one.id: one for one in read(world).persons}
    assert not is_suspected_abuser("son", persons["son"], persons)
    assert not is_suspected_abuser(None, persons["son"], persons)
    assert not has_suspected_representative(persons["son"], persons)


@pytest.mark.rule(10)
def test_a_suspected_representative_is_found_by_either_mark() -> None:
    """The mark may stand with the person or with the representation."""
    guarded = spoken_for(BIRTH_DATES["child"], representative("parental_authority"))
    marked = with_person(guarded, "mother", suspected_abuser_of=["son"])
    entry = spoken_for(
        BIRTH_DATES["child"], representative("parental_authority", suspected_abuser=True)
    )
    for world, expected in ((guarded, False), (marked, True), (entry, True), (WORLD, False)):
        persons = {one.id: one for one in read(world).persons}
        assert has_suspected_representative(persons["son"], persons) is expected


@pytest.mark.rule(8, 10)
def test_of_several_without_a_say_the_nearest_to_one_is_told() -> None:
    """A family's wish is told before a suspicion, and a suspicion before a mere lack of power."""
    child = spoken_for(BIRTH_DATES["child"], representative("parental_authority"))
    suspected = with_person(child, "mother", suspected_abuser_of=["son"])
    powerless = consented_by(suspected, "parental_authority", "stranger")
    assert_withheld(decide_cell(powerless), NO_POWER)
    abuser = consented_by(powerless, "parental_authority")
    assert_withheld(decide_cell(abuser), ABUSER)
    family = consented_by(abuser, "family_wish")
    assert_withheld(decide_cell(family), SELF_AND_FAMILY)
