"""The registers on a real store: who may keep them, and that dates lie sealed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.conference import views
from services.conference.domain.municipality import MUNICIPALITY, municipality_id
from services.conference.domain.person import PERSON
from services.conference.law.reading import parse
from services.conference.law.world import Profile
from services.conference.profiles import load_profile, profile_ids
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor
from tests.behaviour.sharing import ledger
from tests.behaviour.town import Town, named, worker
from tests.conftest import NewPlace
from tests.refusals import refused

ELSEWHERE = "392081"
OPERATOR = Actor(person="op", agency="tsunagu", role="operator", purpose="operation")
CITY, SHAKYO, NPO = (
    worker("city", "secretariat"),
    worker("shakyo", "counsellor"),
    worker("npo", "counsellor"),
)
BIRTH = "1985-05-20"


@pytest.fixture
def town(tmp_path: Path, new_place: NewPlace) -> Town:
    """A town whose city hall is registered, on SQLite, then on PostgreSQL."""
    town = Town(tmp_path / "home", new_place())
    department = {"kind": "municipal_department", "holder_class": "public", "internal": True}
    register(town, "city", OPERATOR, **department)
    return town


def register(town: Town, which: str, actor: Actor = CITY, **told: Any) -> None:
    """Register an agency under a name of the town."""
    told = {
        "municipality": DEMO_MUNICIPALITY,
        "name": f"架空の{which}",
        "kind": "npo",
        "holder_class": "private",
        "internal": False,
        **told,
    }
    town.offer("agencies.register", actor, agency_id=named(which), **told)


def describe(town: Town, name: str, actor: Actor = CITY, **told: Any) -> None:
    """Describe a person under the id of their name."""
    told = {"municipality": DEMO_MUNICIPALITY, "role": "person_concerned", **told}
    town.offer("persons.describe", actor, person_id=named(name), **told)


def test_agencies_are_registered_by_whoever_keeps_the_register(town: Town) -> None:
    """Only the operator and those who do the municipality's work add to the register."""
    for actor in (worker("stranger", "secretariat"), Actor(**{**dict(CITY), "agency": "a-1"})):
        with refused("own-agency-not-registered"):
            register(town, "npo", actor)
    register(town, "npo")
    with refused("not-of-this-municipality"):
        register(town, "clinic", worker("npo", "secretariat"))
    register(town, "clinic", OPERATOR)

    listed = town.offer("agencies.list", CITY, municipality=DEMO_MUNICIPALITY).agencies
    assert {one.agency_id for one in listed} == {named(one) for one in ("city", "npo", "clinic")}
    with refused("not-of-this-municipality"):
        town.offer("agencies.list", NPO, municipality=DEMO_MUNICIPALITY)


def test_an_agency_is_amended_by_whoever_saw_it_last(town: Town) -> None:
    """Given two who looked at the same version, when both amend, then the second is refused."""
    register(town, "npo")
    (seen,) = (
        one
        for one in town.offer("agencies.list", CITY, municipality=DEMO_MUNICIPALITY).agencies
        if one.agency_id == named("npo")
    )
    changed = {**seen.details.model_dump(), "yotaikyo_member": True}
    amend = {"agency_id": named("npo"), "expected_version": seen.version, **changed}
    town.offer("agencies.amend", CITY, **amend)

    with refused("stale-version"):
        town.offer("agencies.amend", CITY, **{**amend, "local_area": "北"})
    with refused("agency-not-found"):
        town.offer("agencies.amend", CITY, **{**amend, "agency_id": named("nobody")})


@pytest.mark.rule(55)
def test_access_ends_with_the_contract(town: Town) -> None:
    """Given an entrusted body, when its contract is over, then nothing is open to it any more."""
    over = town.now + timedelta(days=1)
    register(town, "shakyo", entrusted={"start": town.now, "end": over})
    describe(town, "son", SHAKYO, birth=BIRTH)
    assert town.offer("persons.show", SHAKYO, person_id=named("son")).birth == BIRTH

    town.now = over
    with refused("not-of-this-municipality"):
        describe(town, "son", SHAKYO, birth=BIRTH)
    with refused("person-not-described"):
        town.offer("persons.show", SHAKYO, person_id=named("son"))
    (line,) = (
        one
        for one in town.offer("agencies.list", CITY, municipality=DEMO_MUNICIPALITY).agencies
        if one.agency_id == named("shakyo")
    )
    assert not line.entrusted_now


def test_a_municipality_follows_its_rule_and_is_told_what_is_looser_than_the_law(
    town: Town,
) -> None:
    """Given a rule by its id, then the record holds it whole, and its practices are warned of."""
    period = {"start": datetime(2024, 4, 1, tzinfo=UTC)}
    described = town.offer(
        "municipality.describe",
        CITY,
        municipality=DEMO_MUNICIPALITY,
        runs_juso=(period,),
        profile="municipality-10",
    )
    state = town.conference.store.load(MUNICIPALITY, municipality_id(DEMO_MUNICIPALITY)).state

    assert state is not None
    assert state.details.profile is not None
    assert parse(Profile, state.details.profile) == load_profile("municipality-10").profile
    assert described.warnings == load_profile("municipality-10").warnings != ()
    assert town.offer("municipality.show", NPO, municipality=DEMO_MUNICIPALITY) == described


@pytest.mark.parametrize("profile", profile_ids())
def test_every_rule_that_comes_with_the_program_can_be_followed(
    tmp_path: Path, profile: str
) -> None:
    """What the record holds is read back as the very same rule."""
    town = Town(tmp_path / "home")
    town.offer("municipality.describe", OPERATOR, municipality=DEMO_MUNICIPALITY, profile=profile)
    state = town.conference.store.load(MUNICIPALITY, municipality_id(DEMO_MUNICIPALITY)).state

    assert state is not None
    assert state.details.profile is not None
    assert parse(Profile, state.details.profile) == load_profile(profile).profile


@pytest.mark.parametrize(
    "profile",
    [
        "/etc/passwd",
        '{"id":"mine","versions":[{"from":"2026-04-01","to":null,"family_consent":true}]}',
        '{"id":"mine","versions":[{"from":"2026-04-01","to":"2026-04-01"}]}',
    ],
)
def test_a_rule_that_is_none_or_loosens_is_refused(town: Town, profile: str) -> None:
    """Neither a file of the machine, nor an option that loosens, nor an empty period."""
    with refused("profile-invalid"):
        town.offer("municipality.describe", CITY, municipality=DEMO_MUNICIPALITY, profile=profile)
    shown = town.offer("municipality.show", CITY, municipality=DEMO_MUNICIPALITY)
    assert (shown.version, shown.profile_id) == (0, None)


def test_a_rule_of_ones_own_is_followed_from_its_day(town: Town) -> None:
    """Written in YAML, with bare days."""
    profile = "id: mine\nversions:\n  - from: 2026-04-01\n    to: null\n    minor_consent_age: 16\n"
    described = town.offer(
        "municipality.describe", CITY, municipality=DEMO_MUNICIPALITY, profile=profile
    )

    assert described.profile_id == "mine"
    with refused("stale-version"):
        town.offer(
            "municipality.describe", CITY, municipality=DEMO_MUNICIPALITY, expected_version=0
        )


def test_dates_of_a_person_lie_sealed_and_are_opened_for_the_municipality(town: Town) -> None:
    """Given a date of birth, then no event, view or other agency holds it in the clear."""
    register(town, "npo")
    describe(town, "son", birth=BIRTH, died_on="2026-05-30", household_id=named("house"))
    describe(town, "mother", role="parent", household_id=named("house"))

    shown = town.offer("persons.show", CITY, person_id=named("son"))
    assert (shown.birth, str(shown.died_on), shown.household) == (
        BIRTH,
        "2026-05-30",
        (named("mother"),),
    )
    assert BIRTH not in repr(shown)
    (recorded,) = town.conference.store.history(named("son"))
    assert BIRTH not in recorded.event.model_dump_json(context={"at_rest": True})
    with refused("person-not-described"):
        town.offer("persons.show", NPO, person_id=named("son"))
    with refused("person-not-described"):
        town.offer("persons.show", CITY, person_id=named("nobody"))


@pytest.mark.rule(54)
def test_who_looks_a_person_up_is_on_record(town: Town) -> None:
    """Given a person, then each look at what is known of them leaves one entry, a refusal none."""
    describe(town, "son", birth=BIRTH)
    register(town, "npo")
    with refused("person-not-described"):
        town.offer("persons.show", NPO, person_id=named("son"))
    assert ledger(town) == []

    town.offer("persons.show", CITY, person_id=named("son"))

    (entry,) = ledger(town)
    assert (entry.act, entry.basis, entry.actor) == ("record_read", ("own_record",), CITY)
    assert (entry.holder_id, entry.recipient_id) == (named("city"), named("city"))
    assert (entry.subjects, [one.category for one in entry.items]) == (
        (named("son"),),
        ["identity"],
    )


def test_of_an_erased_person_the_dates_are_gone_and_the_rest_stands(town: Town) -> None:
    """Given a destroyed key, when they are looked at, then it is said that they were erased."""
    describe(town, "son", birth=BIRTH, protected_address=True)
    town.sealer.destroy(str(named("son")))

    shown = town.offer("persons.show", CITY, person_id=named("son"))
    assert (shown.birth, shown.erased, shown.protected_address) == (None, True, True)
    with refused("person-erased"):
        describe(town, "son", birth=BIRTH)


def test_who_moved_out_is_no_longer_of_the_household_and_still_found(town: Town) -> None:
    """Given somebody who moved, then the household of today is without them, that of then not."""
    describe(town, "son", household_id=named("house"))
    describe(town, "mother", household_id=named("house"))
    describe(town, "son", household_id=named("flat"))

    assert town.offer("persons.show", CITY, person_id=named("mother")).household == ()
    once = views.household_members(town.conference.store, named("house"))
    assert set(once) == {named("son"), named("mother")}
    with town.at_work() as tx:
        assert tx.load(PERSON, named("son")).version == 2


def test_readers_are_found_by_who_they_are(town: Town) -> None:
    """Given a person who reads for themself, then their registration is found by their id."""
    register(
        town,
        "son-reads",
        name=None,
        kind="person_self",
        holder_class="individual",
        person_id=named("son"),
    )

    rows = town.conference.store
    assert views.readers_who_are(rows, named("son")) == [named("son-reads")]
    assert set(views.agencies_of(rows, DEMO_MUNICIPALITY)) == {named("city"), named("son-reads")}
    assert views.agencies_of(rows, ELSEWHERE) == []


def test_the_views_are_made_again_from_the_record(town: Town) -> None:
    """Given a register, when its views are rebuilt, then they say what they said."""
    register(town, "npo")
    describe(town, "son", household_id=named("house"))
    store = town.conference.store

    def told() -> object:
        return (
            views.agencies_of(store, DEMO_MUNICIPALITY),
            views.household_members(store, named("house")),
        )

    before = told()
    store.rebuild_views()
    assert told() == before
