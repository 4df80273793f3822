"""What a document of the right form may still get wrong: ids, references, periods, check digit."""

from __future__ import annotations

import pytest

from tests.law.documents import changed, error_of
from tests.law.records import (
    representative,
    scope,
    with_answer,
    with_consent,
    with_determination,
    with_emergency,
)
from tests.law.worlds import (
    LONG_AGO,
    Document,
    agency,
    casework_world,
    meeting_world,
    moment,
    read,
    with_agency,
    with_conference,
    with_part,
    with_person,
    with_profile,
    with_request,
)


def full_world() -> Document:
    """A world in which everything is there at least once."""
    world = with_request(meeting_world("agreement"))
    world = with_person(
        world,
        "son",
        representatives=[representative("curator")],
        suspected_abuser_of=["girl"],
    )
    world = with_consent(world, exclusions={"recipients": ["council"]})
    world = with_emergency(with_determination(with_profile(world), "in_purpose"))
    world = with_agency(world, "health", entrusted={"from": LONG_AGO, "to": None})
    screen = agency("screen", "person_self", "individual", person="son")
    return world | {"agencies": [*world["agencies"], screen], "recipients": ["npo", "city"]}


WORLD = full_world()

PERSONS = [
    "/conference/subjects/0",
    "/conference/requests/0/subjects/0",
    "/persons/0/suspected_abuser_of/0",
    "/agencies/7/person",
    "/items/0/subjects/0",
    "/consents/0/subject",
    "/determinations/0/subjects/0",
    "/emergency/subjects/0",
]
AGENCIES = [
    "/conference/convened_by/agency",
    "/conference/members/0/agency",
    "/conference/requests/0/to_agency",
    "/conference/agreement/parties/1",
    "/items/0/holder",
    "/consents/0/scope/recipients/0",
    "/consents/0/exclusions/recipients/0",
    "/determinations/0/holder",
    "/determinations/0/recipients/0",
    "/emergency/responders/0",
    "/recipients/1",
]
ANYBODY = ["/persons/0/representatives/0/by", "/consents/0/given_by"]


def test_the_full_world_is_valid() -> None:
    """The neighbour of every test below."""
    assert read(WORLD)


@pytest.mark.parametrize("path", [*PERSONS, *AGENCIES, *ANYBODY])
def test_whoever_is_named_is_known(path: str) -> None:
    """A reference to nobody is told with its place and without its value."""
    error = error_of(changed(WORLD, path, "nobody-at-all"))
    assert (error.error, error.path) == ("unknown_reference", path)
    assert "nobody-at-all" not in error.message
    noun = "人または機関" if path in ANYBODY else "人" if path in PERSONS else "機関"
    assert error.message == f"ここに書かれた番号の{noun}は、この文書にありません。"


@pytest.mark.parametrize("path", PERSONS)
def test_an_agency_is_no_person(path: str) -> None:
    """Where a person is meant, an agency is unknown."""
    assert error_of(changed(WORLD, path, "city")).error == "unknown_reference"


@pytest.mark.parametrize("path", AGENCIES)
def test_a_person_is_no_agency(path: str) -> None:
    """Where an agency is meant, a person is unknown."""
    assert error_of(changed(WORLD, path, "mother")).error == "unknown_reference"


@pytest.mark.parametrize("path", ANYBODY)
@pytest.mark.parametrize("who", ["mother", "council"])
def test_representatives_are_persons_or_agencies(path: str, who: str) -> None:
    """法人後見 exists."""
    assert read(changed(WORLD, path, who))


@pytest.mark.parametrize(
    "path", ["/determinations/0/approved_by", "/emergency/asserted_by", "/items/0/provenance"]
)
def test_officials_and_other_conferences_are_not_in_the_world(path: str) -> None:
    """Who approved, who asserted and another conference are ids of elsewhere."""
    assert read(changed(WORLD, path, "somebody-elsewhere"))


def test_nobody_is_a_reference_to_nobody() -> None:
    """Null names nobody and is fine."""
    assert read(with_answer(WORLD, "not_asked"))
    assert read(WORLD | {"emergency": None, "determinations": []})


LISTS = [
    ("/persons", "人"),
    ("/agencies", "機関"),
    ("/conference/requests", "情報提供の求め"),
    ("/items", "情報"),
    ("/consents", "同意の同じ版"),
    ("/determinations", "判断の記録"),
]


@pytest.mark.parametrize(("path", "noun"), LISTS)
def test_no_id_is_given_twice(path: str, noun: str) -> None:
    """The second one is told, whatever else it says."""
    here = WORLD
    for step in path[1:].split("/"):
        here = here[step]
    error = error_of(changed(WORLD, path, [*here, here[0]]))
    assert (error.error, error.path) == ("duplicate_id", f"{path}/{len(here)}/id")
    assert error.message == f"{noun}の番号が、前にあるものと重なっています。"


def test_versions_of_one_consent_share_its_id() -> None:
    """The same id with another version is no duplicate."""
    world = with_consent(with_consent(WORLD, id="form"), id="form", version=2)
    assert read(world)
    assert error_of(with_consent(world, id="form", version=2)).path == "/consents/3/id"


def test_kinds_of_things_do_not_share_their_ids() -> None:
    """A person and an agency may have the same id."""
    world = with_part(WORLD, "profile", id="npo")
    assert read(world | {"persons": [*world["persons"], world["persons"][3] | {"id": "npo"}]})


PERIODS = [
    "/municipality/runs_juso/0",
    "/profile/versions/0",
    "/conference/agreement",
    "/persons/0/representatives/0",
    "/agencies/2/entrusted",
    "/consents/0",
    "/determinations/0",
    "/emergency",
]


@pytest.mark.parametrize("end", [LONG_AGO, "1999-12-31T23:59:59.999999+09:00"])
@pytest.mark.parametrize("path", PERIODS)
def test_a_period_ends_after_it_begins(path: str, end: str) -> None:
    """A period that ends when it begins, or before, is empty."""
    world = changed(WORLD, f"{path}/from", LONG_AGO)
    error = error_of(changed(world, f"{path}/to", end))
    assert (error.error, error.path) == ("empty_period", f"{path}/to")
    assert error.message == "期間の終わりが、始まりより後になっていません。"
    assert read(changed(world, f"{path}/to", "2000-01-01T00:00:00.000001+09:00"))


def test_periods_are_compared_as_instants() -> None:
    """An end that reads earlier but lies later is no error."""
    world = changed(WORLD, "/consents/0/from", "2026-01-01T09:00:00+09:00")
    assert read(changed(world, "/consents/0/to", "2026-01-01T00:00:01Z"))
    assert error_of(changed(world, "/consents/0/to", "2026-01-01T00:00:00Z"))


def versions(*periods: tuple[str, str | None]) -> Document:
    """The world whose municipal rule has versions of these periods."""
    dated = [{"from": start, "to": end} for start, end in periods]
    return with_part(WORLD, "profile", versions=dated)


A, B, C, D = (moment(days=day) for day in (-40, -30, -20, -10))


@pytest.mark.parametrize(
    ("periods", "index"),
    [
        ([(A, C), (B, D)], 1),
        ([(A, None), (B, D)], 1),
        ([(B, D), (A, C)], 0),
        ([(A, B), (A, B)], 1),
        ([(A, B), (C, None), (D, None)], 2),
        ([(A, D), (B, C)], 1),
    ],
)
def test_versions_of_a_rule_do_not_overlap(
    periods: list[tuple[str, str | None]], index: int
) -> None:
    """The version that begins while another is in force is told."""
    error = error_of(versions(*periods))
    assert (error.error, error.path) == ("overlapping_periods", f"/profile/versions/{index}")
    assert error.message == "運用ルールの版の期間が、前の版と重なっています。"


@pytest.mark.parametrize(
    "periods", [[], [(A, B)], [(A, B), (B, C)], [(B, None), (A, B)], [(A, B), (C, D), (D, None)]]
)
def test_versions_may_follow_one_another(periods: list[tuple[str, str | None]]) -> None:
    """One may begin when another ends, with or without a gap, in any order of the list."""
    assert read(versions(*periods))


@pytest.mark.parametrize("code", ["131010", "131017", "000000"])
def test_the_municipalitys_code_is_checked(code: str) -> None:
    """A slip of the pen in the code is told."""
    error = error_of(with_part(WORLD, "municipality", code=code))
    assert (error.error, error.path) == ("check_digit", "/municipality/code")
    assert "検査数字" in error.message


def test_the_first_thing_wrong_is_told() -> None:
    """Check digit, ids, references, periods, versions: in this order."""
    empty = changed(versions((A, C), (B, D)), "/consents/0/to", LONG_AGO)
    assert error_of(empty).error == "empty_period"
    unknown = changed(empty, "/items/0/holder", "nobody")
    assert error_of(unknown).error == "unknown_reference"
    twice = unknown | {"items": [*unknown["items"], *unknown["items"]]}
    assert error_of(twice).error == "duplicate_id"
    assert error_of(with_part(twice, "municipality", code="131010")).error == "check_digit"


def test_a_consent_of_somebody_without_power_is_valid_input() -> None:
    """It is on record and does not count."""
    world = with_consent(casework_world(), given_by="stranger", capacity="curator")
    assert read(world)
    assert read(with_consent(casework_world(), scope=scope(world, recipients=[])))
    assert read(with_conference(world, members=[], requests=[]))
