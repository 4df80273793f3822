"""The conference over HTTP: on the real service of an embedded system, from outside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from services.command.embedded.issuer import issue
from services.conference.http import FACE, catalogue
from shared.calendar import jst_date, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.http_counter import Counter, counters, named, somebody, told_problem

OPERATOR = somebody("city", "operator", "-op")
SECRETARY = somebody("city", "secretariat")
NPO = somebody("npo", "member")
CLINIC = somebody("clinic", "member")
AUDITOR = somebody("city", "auditor", "-audit")
STRANGER = somebody("nowhere", "member")
MATTER = {"conference_id": named("meeting"), "agenda_id": named("matter")}
ILLNESS = "見本の病名で通院している、架空の本文あさきゆめみし"
BLURRED = "体調に波があります（架空）"
NECESSITY = "架空の必要性ゑひもせす"
SECRETS = (ILLNESS, BLURRED, NECESSITY)


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """The conference service of a running embedded system."""
    with counters(tmp_path_factory.mktemp("http"), "conference") as (conference,):
        yield conference


@pytest.fixture(scope="module")
def meeting(counter: Counter) -> Counter:
    """A town with a 支援会議, made over HTTP alone: one agenda item, one piece of information."""
    at, today = datetime.now(UTC), jst_date(system_clock())
    town = {"municipality": DEMO_MUNICIPALITY}
    counter.told(
        "municipality.describe",
        OPERATOR,
        **town,
        runs_juso=[{"start": "2023-04-01T00:00:00+09:00"}],
        welfare_office=True,
        profile="municipality-01",
    )
    for name, kind, holder_class in (
        ("city", "municipal_department", "public"),
        ("npo", "npo", "private"),
        ("clinic", "medical", "private"),
    ):
        details = {"kind": kind, "holder_class": holder_class, "internal": name == "city"}
        made = counter.ask(
            "agencies.register",
            OPERATOR,
            agency_id=named(name),
            name=f"架空の{name}",
            **town,
            **details,
        )
        assert (made.status_code, made.json()) == (201, named(name))
    counter.receive()
    counter.told(
        "persons.describe", SECRETARY, person_id=counter.son, role="person_concerned", **town
    )
    modes = ["shien_kaigi_106_6", "juso_kaigi"]
    roster = {"roster_id": named("roster")}
    counter.told("rosters.open", SECRETARY, local_name="架空支援会議", legal_modes=modes, **roster)
    for name in ("npo", "clinic"):
        counter.told("rosters.join", SECRETARY, agency_id=named(name), **roster)
    counter.told(
        "conferences.convene",
        SECRETARY,
        conference_id=named("meeting"),
        planned_for=(at + timedelta(days=20)).isoformat(),
        **roster,
    )
    counter.told_in_time(
        "agenda.place",
        SECRETARY,
        case_id=counter.case,
        legal_mode="shien_kaigi_106_6",
        purpose="support_system_review",
        subjects=[counter.son],
        **MATTER,
    )
    agencies = [named("npo"), named("clinic")]
    counter.told("members.select", SECRETARY, agencies=agencies, **MATTER)
    for member in (NPO, CLINIC):
        counter.told(
            "attendees.register",
            member,
            conference_id=named("meeting"),
            attendee=member.person,
        )
        notice = counter.told("secrecy.notice", member, **MATTER)
        assert "106条の6" in json.dumps(notice, ensure_ascii=False)
        counter.told("secrecy.acknowledge", member, **MATTER)
    counter.told(
        "requests.make",
        SECRETARY,
        request_id=named("request"),
        to_agency=named("clinic"),
        subjects=[counter.son],
        categories=["health"],
        necessity=NECESSITY,
        due_on=str(today + timedelta(days=10)),
        **MATTER,
    )
    asked = {"conference_id": named("meeting"), "request_id": named("request")}
    counter.told("requests.answer", CLINIC, answer="all", **asked)
    counter.told(
        "items.contribute",
        CLINIC,
        item_id=named("illness"),
        subjects=[counter.son],
        category="health",
        source_kind="observation",
        text=ILLNESS,
        generalised=BLURRED,
        purpose="consultation",
    )
    counter.told(
        "items.offer", CLINIC, item_id=named("illness"), request_id=named("request"), **MATTER
    )
    return counter


def problem(answer: httpx.Response) -> tuple[int, str]:
    """The status and code of a problem, which is whole and holds no confidential text."""
    return told_problem(answer, *SECRETS)


def test_a_meeting_from_beginning_to_end(meeting: Counter) -> None:
    """Packets are built, a member of another agency reads what is granted, an auditor finds it."""
    packets = meeting.told("packets.build", SECRETARY, **MATTER)
    (own,) = (one["packet_id"] for one in packets if one["recipient_id"] == named("npo"))

    read = meeting.ask("packets.open", NPO, packet_id=own)
    entries = meeting.told(
        "audit.shared-about", AUDITOR, municipality=DEMO_MUNICIPALITY, person_id=meeting.son
    )

    assert read.status_code == 200
    assert BLURRED in read.text
    assert ILLNESS not in read.text
    assert [page["flag"] for page in read.json()["pages"]] == ["本人の同意がない"]
    about = json.dumps(entries, ensure_ascii=False)
    assert NPO.person in about
    assert "packet_opened" in about
    assert not [secret for secret in SECRETS if secret in about]


def test_a_member_asks_for_another_agencys_packet_in_vain(meeting: Counter) -> None:
    """Who is no recipient learns no more than who is nobody."""
    packets = meeting.told("packets.build", SECRETARY, **MATTER)
    (own,) = (one["packet_id"] for one in packets if one["recipient_id"] == named("clinic"))

    theirs = meeting.ask("packets.open", NPO, packet_id=own)
    none = meeting.ask("packets.open", NPO, packet_id=named("no packet"))

    assert problem(theirs)[0] in (403, 404)
    assert problem(theirs) == problem(none)
    assert theirs.json() == none.json()


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_role_is_answered_as_declared(counter: Counter, name: str) -> None:
    """A role without the use case is 403 before its request is even read; others get further."""
    use_case = catalogue()[name]
    for role, answer in counter.by_role(use_case).items():
        expected = (415, "not-json") if role in use_case.roles else (403, "role-not-entitled")
        assert problem(answer) == expected, role


def test_nobody_is_answered_without_a_token(counter: Counter) -> None:
    """Without a token, or with a wrong one, everything is 401 and says how to come back."""
    path = "/conference/rosters/list"
    expired = issue(counter.home, SECRETARY, timedelta(seconds=-120), system_clock)
    for header, code in (
        ({}, "token-missing"),
        ({"Authorization": "Basic eDp5"}, "token-missing"),
        ({"Authorization": "Bearer x.y.z"}, "token-invalid"),
        ({"Authorization": f"Bearer {expired}"}, "token-expired"),
    ):
        answer = counter.client.post(path, json={}, headers=header)

        assert problem(answer) == (401, code)
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_what_cannot_be_read_is_told_by_field_and_never_by_value(meeting: Counter) -> None:
    """A wrong value, an unknown field, no JSON, a query in the address: 400, 415, 413."""
    about = {"municipality": DEMO_MUNICIPALITY, "person_id": meeting.son}
    wrong = meeting.ask("persons.show", SECRETARY, person_id=ILLNESS)
    unknown = meeting.ask("persons.show", SECRETARY, person_id=meeting.son, memo=ILLNESS)
    sent = {"Authorization": f"Bearer {meeting.token(AUDITOR)}"}
    path = "/conference/audit/shared-about"
    queried = meeting.client.post(path, params=about, json={}, headers=sent)
    kind = sent | {"Content-Type": "application/json"}
    broken = meeting.client.post(path, content=b'{"a": ', headers=kind)
    listed = meeting.client.post(path, json=[about], headers=sent)
    nul = meeting.client.post(path, json={"municipality": "\0"}, headers=sent)
    deep = meeting.client.post(path, content=b"[" * 100_000, headers=kind)
    large = meeting.client.post(path, content=b" " * (4 * 1024 * 1024 + 1), headers=kind)

    assert problem(wrong) == problem(unknown) == (400, "request-unreadable")
    assert (wrong.json()["field"], unknown.json()["field"]) == ("person_id", "memo")
    assert problem(queried) == (400, "query-unwanted")
    for answer in (broken, listed, nul, deep):
        assert problem(answer) == (400, "document-unreadable")
    assert problem(large) == (413, "request-too-large")


def test_refusals_have_the_status_of_their_kind(meeting: Counter) -> None:
    """Unknown is 404, existing and stale are 409, what a rule refuses is 422, not theirs is 403."""
    roster = {"local_name": "架空支援会議", "legal_modes": ["shien_kaigi_106_6"]}
    again = meeting.ask("rosters.open", SECRETARY, roster_id=named("roster"), **roster)
    unknown = meeting.ask("conferences.show", SECRETARY, conference_id=named("nothing"))
    past = meeting.ask(
        "conferences.convene",
        SECRETARY,
        roster_id=named("roster"),
        planned_for="2020-01-01T00:00:00+09:00",
    )
    stale = meeting.ask("members.select", SECRETARY, agencies=[], expected_version=1, **MATTER)
    foreign = meeting.ask("requests.list", STRANGER)

    assert problem(again) == (409, "roster-exists")
    assert problem(unknown) == (404, "conference-not-found")
    assert problem(past) == (422, "planned-in-past")
    assert problem(stale) == (409, "stale-version")
    assert problem(foreign)[0] == 403


def test_if_match_is_the_version_that_was_seen(meeting: Counter) -> None:
    """An older version is 412; no version, another one in the document, or no place for it: 400."""
    chosen = {"agencies": [named("npo"), named("clinic")], **MATTER}

    def tried(version: str, **more: object) -> tuple[int, str]:
        sent = {"If-Match": version}
        return problem(meeting.ask("members.select", SECRETARY, sent, **chosen, **more))

    assert tried('"1"') == (412, "precondition-failed")
    for unreadable in ("*", "1", 'W/"1"', '"1", "2"'):
        assert tried(unreadable) == (400, "precondition-unreadable")
    assert tried('"1"', expected_version=2) == (400, "precondition-unreadable")
    nowhere = meeting.ask("rosters.list", SECRETARY, {"If-Match": '"1"'})
    assert problem(nowhere) == (400, "precondition-unreadable")


def test_an_address_that_does_not_exist_is_not_repeated(counter: Counter) -> None:
    """Unknown addresses and methods are problems too, and none is kept or sniffed."""
    unknown = counter.client.post(f"/conference/{named('son')}")
    method = counter.client.get("/conference/rosters/list")
    slash = counter.client.post("/conference/rosters/list/")
    ready = counter.client.get("/health/ready")

    assert problem(unknown) == problem(slash) == (404, "no-such-address")
    assert problem(method) == (405, "method-not-allowed")
    assert named("son") not in unknown.text
    for answer in (unknown, method, slash, ready):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "server" not in answer.headers


def test_the_document_is_served_and_every_answer_has_its_shape(meeting: Counter) -> None:
    """OpenAPI needs no token, and what was answered so far is what it says."""
    seen = meeting.expect_shapes()

    assert meeting.document() == FACE.document()
    assert len(seen) >= 5


def test_nothing_confidential_stays_behind(meeting: Counter) -> None:
    """Neither logs nor headers nor anything on disk holds a word of what was sent and read."""
    meeting.ask("items.show", CLINIC, item_id=named("illness"))
    written = b"".join(
        path.read_bytes() for path in Path(meeting.home.folder).rglob("*") if path.is_file()
    )

    assert named("meeting").encode() in written or named("meeting").replace("-", "").encode() in (
        written
    )
    meeting.expect_nothing_left(*SECRETS)
