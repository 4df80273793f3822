"""Intake for agencies: each has its own cases, and of the others' there is nothing to be known."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import TypeAdapter

from services.intake.domain.case import CASE, Standing
from services.intake.http import catalogue
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store.database import Database
from tests.behaviour.intake_service import open_intake
from tests.behaviour.intake_town import (
    BEGINNING,
    CHILDREN,
    CITY,
    CITY_TWO,
    ELSEWHERE,
    NEIGHBOUR,
    NOBODY,
    NPO,
    SAID,
    SAID_ELSEWHERE,
    SHAKYO,
    TOWN,
    IntakeTown,
    named,
    worker,
)
from tests.behaviour.operation_names import OF_OPERATION
from tests.refusals import refused

_ANY: TypeAdapter[Any] = TypeAdapter(Any)


@pytest.fixture
def town(database: Database, tmp_path: Path) -> IntakeTown:
    """The town's counter, on SQLite and on PostgreSQL."""
    town: list[IntakeTown] = []
    intake = open_intake(tmp_path, database, lambda: town[0].now if town else BEGINNING)
    town.append(IntakeTown(intake, BEGINNING))
    return town[0]


def said(answer: Any) -> str:
    """An answer as it goes out."""
    return json.dumps(_ANY.dump_python(answer, mode="json"), ensure_ascii=False)


def told(call: Callable[[], Any]) -> tuple[str, str, str]:
    """How a call is refused, in all it says."""
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code, caught.value.message, caught.value.remedy


def about(case_id: UUID, person_id: UUID, contact_id: UUID, on: str) -> dict[str, dict[str, Any]]:
    """Every use case about a case or person that is there, asked in order."""
    case, day = {"case_id": case_id}, {"case_id": case_id, "on": on}
    return {
        "cases.show": case,
        "cases.sheet": case,
        "cases.assess": {**day, "summary": "架空の見立て"},
        "cases.take-charge": day,
        "cases.hand-over": {**day, "worker": "w-other", "agency_id": named("children")},
        "cases.suspend": day,
        "cases.reopen": day,
        "cases.note-consent": {**day, "person_id": person_id, "consent": "given"},
        "cases.add-person": {**day, "person_id": person_id},
        "cases.change-main-subject": {**day, "person_id": person_id},
        "cases.transfer-out": {**day, "to_municipality": ELSEWHERE, "reason": "架空の転居"},
        "cases.close": {**day, "reason": "goal_achieved", "evaluation": "架空の評価"},
        "cases.link-anonymous": {
            **day,
            "linked_case_id": case_id,
            "person_id": person_id,
            "reason": "架空",
        },
        "contacts.record": {**day, "method": "phone", "consulter": "mother"},
        "contacts.list": case,
        "contacts.read": {**case, "contact_id": contact_id},
        "persons.show": {"person_id": person_id},
        "persons.amend": {"person_id": person_id, "name": "架空 次郎"},
    }


OFFERED = set(catalogue()) - OF_OPERATION
"""What is done at the counter; the operator's own is every service's and about no case."""

ABOUT = set(about(UUID(int=1), UUID(int=2), UUID(int=3), "2026-06-01"))
NOT_ABOUT_ONE = {
    "agencies.list",
    "agencies.own",
    "cases.list",
    "cases.receive",
    "ledgers.export",
    "ledgers.import",
    "looks.about",
    "persons.possible-duplicates",
    "persons.register",
    "persons.search",
}
"""Use cases that name no case and no person of somebody's; they have tests of their own below."""


def test_every_use_case_is_tried() -> None:
    """A new use case fails here until somebody has said how others fare with it."""
    assert OFFERED == ABOUT | NOT_ABOUT_ONE


@pytest.mark.rule(55)
@pytest.mark.parametrize("name", sorted(ABOUT))
def test_anothers_case_is_as_one_that_there_is_not(town: IntakeTown, name: str) -> None:
    """A case of others, at any version, open or erased, answers as an id that nobody has."""
    case_id = town.receive(CITY)
    person_id = town.main(CITY, case_id)
    [contact] = town.ask("contacts.list", CITY, case_id=case_id)
    theirs = about(case_id, person_id, contact.contact_id, town.day(0))[name]
    none = about(uuid4(), uuid4(), uuid4(), town.day(0))[name]
    before = town.intake.store.position()

    for stranger in (SHAKYO, CHILDREN):
        answers = {
            told(lambda a=asked, s=stranger: town.ask(name, s, **a)) for asked in (theirs, none)
        }
        assert [code.rpartition("-not-found")[1] for code, _, _ in answers] == ["-not-found"]
    if "expected_version" in catalogue()[name].request.model_fields:
        stale = told(lambda: town.ask(name, SHAKYO, **theirs, expected_version=1))
        assert stale == told(lambda: town.ask(name, SHAKYO, **none, expected_version=1))
    town.intake.sealer.destroy(str(case_id))
    town.intake.sealer.destroy(str(person_id))
    assert told(lambda: town.ask(name, SHAKYO, **theirs)) == told(
        lambda: town.ask(name, SHAKYO, **none)
    )
    assert town.intake.store.position() == before


@pytest.mark.rule(55)
@pytest.mark.parametrize("name", sorted(OFFERED - {"agencies.own"}))
def test_who_does_no_work_of_the_town_is_told_so_whatever_is_asked(
    town: IntakeTown, name: str
) -> None:
    """Neither an agency without a contract, nor one whose contract is over, nor an unknown one."""
    case_id = town.receive(SHAKYO)
    person_id = town.main(SHAKYO, case_id)
    asked = {
        **about(case_id, person_id, uuid4(), town.day(0)),
        "agencies.list": {"municipality": TOWN},
        "cases.list": {"municipality": TOWN},
        "cases.receive": {"municipality": TOWN, "contact": town.contact()},
        "ledgers.export": {"municipality": TOWN},
        "ledgers.import": {"municipality": TOWN, "content": ""},
        "persons.possible-duplicates": {"municipality": TOWN, "name": "架空 太郎"},
        "persons.register": {"municipality": TOWN},
        "persons.search": {"municipality": TOWN, "name": "架空 太郎"},
        "looks.about": {"municipality": TOWN, "about": person_id},
    }[name]
    role = "auditor" if name == "looks.about" else "counsellor"
    town.now += timedelta(days=401)

    for actor, code in (
        (SHAKYO, "not-of-this-municipality"),
        (NPO, "not-of-this-municipality"),
        (NOBODY, "own-agency-not-registered"),
    ):
        with refused(code):
            town.ask(name, actor.model_copy(update={"role": role}), **asked)


@pytest.mark.rule(55)
def test_an_agency_is_told_for_whom_it_acts_and_whether_it_may(town: IntakeTown) -> None:
    """An agency of the register learns its own standing; who works for the town is listed."""
    standings = {
        actor.person: town.ask("agencies.own", actor).works
        for actor in (CITY, SHAKYO, NPO, NEIGHBOUR)
    }
    listed = town.ask("agencies.list", CITY, municipality=TOWN)

    assert standings == {"w-city": True, "w-shakyo": True, "w-npo": False, "w-neighbour": True}
    assert {one.agency_id for one in listed} == {*map(named, ("city", "children", "shakyo"))}
    town.now += timedelta(days=401)
    assert not town.ask("agencies.own", SHAKYO).works
    with refused("own-agency-not-registered"):
        town.ask("agencies.own", NOBODY)


@pytest.mark.rule(55)
def test_a_neighbouring_towns_department_has_nothing_here(town: IntakeTown) -> None:
    """It lists, searches and receives for its own town alone, and this town's case is unknown."""
    case_id = town.receive(CITY)

    with refused("case-not-found"):
        town.show(NEIGHBOUR, case_id)
    for name, more in (
        ("cases.list", {}),
        ("persons.search", {"name": "架空 太郎"}),
        ("cases.receive", {"contact": town.contact()}),
        ("ledgers.export", {}),
    ):
        with refused("not-of-this-municipality"):
            town.ask(name, NEIGHBOUR, municipality=TOWN, **more)


def test_what_is_shown_is_what_is_listed_and_found(town: IntakeTown) -> None:
    """Of two agencies' cases each lists and finds its own alone, for both have a namesake."""
    ours, theirs = town.receive(CITY), town.receive(SHAKYO)

    for actor, own, other in ((CITY, ours, theirs), (SHAKYO, theirs, ours)):
        listed = town.ask("cases.list", actor, municipality=TOWN)
        found = town.ask("persons.search", actor, municipality=TOWN, kana="かくうたろう")
        alike = town.ask("persons.possible-duplicates", actor, municipality=TOWN, name="架空太郎")
        assert [one.case_id for one in listed.cases] == [own]
        assert [one.cases for one in found] == [one.cases for one in alike] == [(own,)]
        for answer in (listed, found, alike):
            assert str(other) not in said(answer)


def test_who_joined_a_contact_sees_the_case_and_none_of_the_others_words(town: IntakeTown) -> None:
    """A joint visit opens the course of the case; each agency reads what it noted itself."""
    case_id = town.receive(CITY, address="架空町一丁目", phone="0790-00-0000")
    person_id = town.main(CITY, case_id)
    town.ask("cases.assess", CITY, case_id=case_id, on=town.day(0), summary="架空の見立て・竹垣")
    joint = town.contact(
        joint_agencies=[named("shakyo")], factors=["abuse"], told_in_confidence=True
    )
    town.ask("contacts.record", CITY, case_id=case_id, person_id=person_id, **joint)
    theirs = town.ask(
        "contacts.record",
        SHAKYO,
        case_id=case_id,
        person_id=person_id,
        **town.contact(content=SAID_ELSEWHERE),
    )

    seen_by = {actor.agency: said(town.show(actor, case_id)) for actor in (CITY, SHAKYO)}
    profile = town.ask("persons.show", SHAKYO, person_id=person_id)
    [own] = town.ask("contacts.list", SHAKYO, case_id=case_id)
    sheet = said(town.ask("cases.sheet", SHAKYO, case_id=case_id))

    for words in (SAID, "竹垣", "虐待", '"in_confidence": true'):
        assert words in seen_by[CITY.agency]
        assert words not in seen_by[SHAKYO.agency]
        assert words not in sheet
    assert SAID_ELSEWHERE in seen_by[SHAKYO.agency]
    assert SAID_ELSEWHERE not in seen_by[CITY.agency]
    assert (profile.name, profile.address, profile.phone) == ("架空 太郎", None, None)
    assert own.contact_id == theirs
    assert town.ask("contacts.read", SHAKYO, case_id=case_id, contact_id=theirs).content == (
        SAID_ELSEWHERE
    )
    with refused("contact-not-found"):
        town.ask("contacts.read", CITY, case_id=case_id, contact_id=theirs)


def test_who_takes_a_case_over_reads_the_note_and_nothing_older(town: IntakeTown) -> None:
    """引継ぎ to another agency opens the case to it, with the note that was written for it."""
    case_id = town.receive(CITY)
    town.ask("cases.take-charge", CITY, case_id=case_id, on=town.day(0))
    handed = {"worker": "w-shakyo", "agency_id": named("shakyo"), "note": "架空の引継ぎ・菊"}
    town.ask("cases.hand-over", CITY, case_id=case_id, on=town.day(0), **handed)

    seen = town.show(SHAKYO, case_id)
    listed = town.ask("cases.list", SHAKYO, municipality=TOWN, mine=True)

    assert seen.mine
    assert "架空の引継ぎ・菊" in said(seen)
    assert SAID not in said(seen)
    assert [one.case_id for one in listed.cases] == [case_id]
    with refused("case-not-found"):
        town.show(CHILDREN, case_id)


def test_nobody_is_put_in_charge_who_does_no_work_of_the_town(town: IntakeTown) -> None:
    """An agency without a contract, or an unknown one, takes no case over."""
    case_id = town.receive(CITY)

    for stranger in ("npo", "neighbour", "nobody"):
        with refused("agency-not-of-this-municipality"):
            town.ask(
                "cases.take-charge",
                CITY,
                case_id=case_id,
                on=town.day(0),
                worker="w-1",
                agency_id=named(stranger),
            )


def test_a_contact_is_the_own_agencys_whatever_is_asked(town: IntakeTown) -> None:
    """Nobody can note a contact for another agency: the request has no place for it."""
    case_id = town.receive(CITY)

    with refused("request-unreadable"):
        town.ask(
            "contacts.record",
            CITY,
            case_id=case_id,
            **town.contact(agency_id=str(named("shakyo"))),
        )


def test_correcting_a_name_does_not_tell_another_agencys_telephone(town: IntakeTown) -> None:
    """Who completes a profile reads afterwards what it told itself, also on the sheet."""
    case_id = town.receive(CITY, phone="0790-00-0000", birth="昭和50年頃")
    person_id = town.main(CITY, case_id)
    joint = town.contact(joint_agencies=[named("shakyo")])
    town.ask("contacts.record", CITY, case_id=case_id, person_id=person_id, **joint)

    town.ask("persons.amend", SHAKYO, person_id=person_id, address="架空町二丁目")
    shakyo = town.ask("persons.show", SHAKYO, person_id=person_id)
    city = town.ask("persons.show", CITY, person_id=person_id)
    sheet = {one.title for one in town.ask("cases.sheet", CITY, case_id=case_id).sections}

    assert (shakyo.address, shakyo.phone, shakyo.birth) == ("架空町二丁目", None, "昭和50年頃")
    assert (city.address, city.phone) == (None, "0790-00-0000")
    assert {"電話", "生年月日"} <= sheet
    assert "住所" not in sheet
    with refused("detail-of-another-agency"):
        town.ask("persons.amend", SHAKYO, person_id=person_id, take_away=["phone"])
    town.ask("persons.amend", CITY, person_id=person_id, take_away=["phone"])
    assert town.ask("persons.show", CITY, person_id=person_id).phone is None


def test_chosen_ids_make_repeating_safe_and_tell_nothing_of_others(town: IntakeTown) -> None:
    """The own id twice exists already; another agency's is taken, as is that of anything else."""
    chosen, person_id = uuid4(), uuid4()
    asked = {
        "municipality": TOWN,
        "case_id": chosen,
        "contact": town.contact(),
        "household": [{"person_id": person_id, "details": {"name": "架空 花子"}}],
    }
    town.ask("cases.receive", CITY, **asked)

    with refused("case-exists"):
        town.ask("cases.receive", CITY, **asked)
    with refused("person-exists"):
        town.ask("persons.register", CITY, municipality=TOWN, person_id=person_id)
    for actor, name, more in (
        (SHAKYO, "cases.receive", {**asked, "household": []}),
        (SHAKYO, "persons.register", {"municipality": TOWN, "person_id": person_id}),
        (SHAKYO, "persons.register", {"municipality": TOWN, "person_id": chosen}),
        (CITY, "persons.register", {"municipality": TOWN, "person_id": chosen}),
    ):
        with refused("id-taken"):
            town.ask(name, actor, **more)


def test_a_case_goes_through_its_life_on_the_version_that_was_looked_at(town: IntakeTown) -> None:
    """Every change takes the version that was seen, and refuses an older one."""
    case_id = town.receive(CITY)
    mother = town.ask("persons.register", CITY, municipality=TOWN, name="架空 花")
    on = town.day(0)
    steps: list[tuple[str, dict[str, Any]]] = [
        ("cases.take-charge", {}),
        ("cases.hand-over", {"worker": "w-city-2", "note": "架空"}),
        ("cases.add-person", {"person_id": mother}),
        ("cases.change-main-subject", {"person_id": mother}),
        ("cases.note-consent", {"person_id": mother, "consent": "given"}),
        ("cases.assess", {"summary": "架空の見立て", "factors": ["8050"]}),
        ("contacts.record", town.contact()),
        ("cases.suspend", {"note": "架空"}),
        ("cases.reopen", {}),
        ("cases.close", {"reason": "goal_achieved", "evaluation": "架空の評価"}),
        ("cases.reopen", {"note": "架空"}),
    ]
    for name, more in steps:
        seen = town.show(CITY, case_id).version
        asked = {"case_id": case_id, "on": on, **more}
        with refused("stale-version"):
            town.ask(name, CITY, **asked, expected_version=seen - 1)
        town.ask(name, CITY, **asked, expected_version=seen)

    shown = town.show(CITY_TWO, case_id)
    assert shown.mine
    assert (shown.standing, shown.persons[0].person_id) == (Standing.OPEN, mother)
    assert shown.persons[0].consent == "given"
    assert town.intake.store.load(CASE, case_id).version == shown.version


def test_an_anonymous_caller_is_received_and_linked_by_the_own_agency(town: IntakeTown) -> None:
    """Both cases have to be the agency's own; then 名寄せ ties them."""
    anonymous = town.ask("cases.receive", CITY, municipality=TOWN, contact=town.contact())
    known, elsewhere = town.receive(CITY), town.receive(SHAKYO)
    asked = {"case_id": anonymous, "on": town.day(0), "reason": "声が同じ（架空）"}

    with refused("case-not-found"):
        town.ask(
            "cases.link-anonymous",
            CITY,
            linked_case_id=elsewhere,
            person_id=town.main(SHAKYO, elsewhere),
            **asked,
        )
    town.ask(
        "cases.link-anonymous",
        CITY,
        linked_case_id=known,
        person_id=town.main(CITY, known),
        **asked,
    )

    assert town.show(CITY, anonymous).standing is Standing.LINKED


@pytest.mark.rule(53)
def test_every_look_is_on_record_before_it_is_shown(town: IntakeTown) -> None:
    """Worklist, search, case, contact and profile: an auditor finds who looked, and no words."""
    case_id = town.receive(CITY)
    person_id = town.main(CITY, case_id)
    [contact] = town.ask("contacts.list", CITY, case_id=case_id)
    town.ask("contacts.read", CITY_TWO, case_id=case_id, contact_id=contact.contact_id)
    town.ask("persons.search", CITY, municipality=TOWN, name="架空太郎")
    town.ask("cases.list", CITY, municipality=TOWN)
    town.ask("persons.show", CITY, person_id=person_id)
    auditor = worker("city", "auditor", "w-audit")

    looks = town.ask("looks.about", auditor, municipality=TOWN, about=person_id)

    assert {one.look for one in looks} == {"case", "contact", "search", "worklist", "person"}
    assert {one.worker for one in looks if one.look == "contact"} == {CITY_TWO.person}
    assert not [words for words in ("架空 太郎", SAID) if words in said(looks)]
    with refused("not-of-this-municipality"):
        town.ask("looks.about", auditor, municipality=ELSEWHERE, about=person_id)
    with refused("not-a-department"):
        town.ask("looks.about", worker("shakyo", "auditor"), municipality=TOWN, about=person_id)


@pytest.mark.parametrize("role", ["secretariat", "member", "auditor"])
def test_a_secretariat_looks_on_and_changes_nothing(town: IntakeTown, role: Any) -> None:
    """会議事務局 reads the agency's cases; members and auditors read none at the counter."""
    case_id = town.receive(CITY)
    somebody: Actor = worker("city", role)

    if role == "secretariat":
        assert town.show(somebody, case_id).case_id == case_id
    else:
        with refused("role-not-entitled"):
            town.show(somebody, case_id)
    with refused("role-not-entitled"):
        town.ask("cases.suspend", somebody, case_id=case_id, on=town.day(0))
