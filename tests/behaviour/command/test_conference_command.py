"""``tsunagu conference`` and ``tsunagu token``: the same use cases from the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.conference.http import catalogue
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.http_counter import named

TSUNAGU = (sys.executable, "-m", "services.command.main")
CITY = ("--agency", named("city"), "--worker", "w-city")
SECRETARY = ("--as", "secretariat", *CITY)
OPERATOR = ("--as", "operator", *CITY)
ILLNESS = "架空の本文うゐのおくやま"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a town and its secretariat, entered by command."""
    folder = tmp_path_factory.mktemp("command") / "home"
    town = {"municipality": DEMO_MUNICIPALITY, "runs_juso": [], "welfare_office": True}
    city = {
        "agency_id": named("city"),
        "municipality": DEMO_MUNICIPALITY,
        "name": "架空市 福祉課",
        "kind": "municipal_department",
        "holder_class": "public",
        "internal": True,
    }
    for name, asked in (("municipality.describe", town), ("agencies.register", city)):
        done = tsunagu(folder, "do", name, "--with", "-", *OPERATOR, send=json.dumps(asked))
        assert done.returncode == 0, done.stderr
    return folder


def tsunagu(
    home: Path, *arguments: str, send: str = "", room: str = "conference", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run the command on a folder."""
    environment = os.environ | {"TSUNAGU_HOME": str(home)} | more
    return subprocess.run(
        [*TSUNAGU, room, *arguments],
        input=send,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_list_is_the_catalogue(tmp_path: Path) -> None:
    """Every use case by name, title and roles; no store is needed for it."""
    told = json.loads(tsunagu(tmp_path, "list", "--json").stdout)
    shown = tsunagu(tmp_path, "list").stdout

    assert {one["name"]: set(one["roles"]) for one in told} == {
        name: set(one.roles) for name, one in catalogue().items()
    }
    assert all(f"{name} " in shown and one.title in shown for name, one in catalogue().items())
    assert list(tmp_path.iterdir()) == []


def test_the_schema_says_what_to_write(tmp_path: Path) -> None:
    """A use case's JSON Schema under its Japanese title."""
    schema = json.loads(tsunagu(tmp_path, "schema", "agencies.register").stdout)

    assert schema["title"] == "機関の登録"
    assert {"municipality", "kind"} <= set(schema["required"])


def test_a_use_case_is_carried_out_and_answered(home: Path) -> None:
    """Fields from a file and from the line; the answer for a person, then for a machine."""
    shown = tsunagu(
        home, "do", "municipality.show", "--set", f"municipality={DEMO_MUNICIPALITY}", *SECRETARY
    )
    made = tsunagu(
        home,
        "do",
        "rosters.open",
        "--set",
        "local_name=架空支援会議",
        "--set",
        'legal_modes:=["case_review"]',
        "--set",
        f"roster_id={named('roster')}",
        "--json",
        *SECRETARY,
    )

    assert shown.returncode == 0, shown.stderr
    assert yaml.safe_load(shown.stdout)["welfare_office"] is True
    assert (made.returncode, json.loads(made.stdout)) == (0, named("roster")), made.stderr


def refused(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The problem document of a refused command."""
    assert done.returncode == 2, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_refusal_is_the_same_problem_as_over_http(home: Path) -> None:
    """Exit status 2; in Japanese for a person, as a problem document for a machine."""
    asked = ("do", "conferences.show", "--set", f"conference_id={named('none')}", *SECRETARY)
    told = tsunagu(home, *asked)
    problem = refused(tsunagu(home, *asked, "--json"))

    assert told.returncode == 2
    assert told.stdout == ""
    assert "できません" in told.stderr
    assert "(conference-not-found)" in told.stderr.replace("\n", "")
    assert (problem["status"], problem["code"]) == (404, "conference-not-found")
    assert problem["type"] == "urn:tsunagu:problem:conference-not-found"


def test_a_role_asks_for_no_more_than_over_http(home: Path) -> None:
    """The role decides before the document is even read; a service is nobody's role."""
    member = ("--as", "member", *CITY, "--json")
    nobody = ("--as", "service", *CITY, "--json")
    done = tsunagu(home, "do", "rosters.open", "--with", "missing.json", *member)

    assert refused(done)["code"] == "role-not-entitled"
    assert refused(tsunagu(home, "do", "rosters.open", *nobody))["code"] == "unknown-role"
    assert refused(tsunagu(home, "do", "no.such", *member))["code"] == "unknown-use-case"


def test_a_part_that_is_confidential_keeps_the_whole_off_the_line(home: Path) -> None:
    """Paragraphs of minutes are a list with confidential texts in it: no --set takes it."""
    told = json.dumps([{"subjects": [], "text": ILLNESS}], ensure_ascii=False)
    on_line = tsunagu(
        home, "do", "minutes.write", "--set", f"paragraphs:={told}", "--json", *SECRETARY
    )

    assert refused(on_line)["code"] == "confidential-in-command"
    assert ILLNESS not in on_line.stdout + on_line.stderr


def test_confidential_text_does_not_go_on_the_line(home: Path) -> None:
    """A confidential field comes from a file or standard input; no refusal repeats it."""
    clinic = ("--as", "member", "--agency", named("city"), "--worker", "w-1", "--json")
    on_line = tsunagu(home, "do", "items.contribute", "--set", f"text={ILLNESS}", *clinic)
    unread = tsunagu(
        home, "do", "items.contribute", "--with", "-", *clinic, send=json.dumps({"text": [ILLNESS]})
    )
    broken = tsunagu(home, "do", "items.contribute", "--with", "-", *clinic, send=ILLNESS)
    odd = tsunagu(home, "do", "items.contribute", "--set", ILLNESS, *clinic)
    logs = b"".join(path.read_bytes() for path in (home / "logs").rglob("*") if path.is_file())

    assert refused(on_line)["code"] == "confidential-in-command"
    assert refused(unread)["code"] == "request-unreadable"
    assert refused(broken)["code"] == "document-unreadable"
    assert refused(odd)["code"] == "field-unreadable"
    for done in (on_line, unread, broken, odd):
        assert ILLNESS not in done.stdout + done.stderr
    assert ILLNESS.encode() not in logs


def test_a_token_is_for_trying_out_only(home: Path) -> None:
    """On a folder of this machine there is one; where the service is configured there is none."""
    made = tsunagu(home, *SECRETARY, room="token")
    configured = tsunagu(home, *SECRETARY, room="token", TSUNAGU_DATABASE_URL="sqlite:///x")
    named_person = ("--as", "secretariat", "--agency", named("city"), "--worker", "架空 花子")

    assert made.returncode == 0, made.stderr
    assert made.stdout.count(".") == 2
    assert (home / "keys" / "issuer.json").stat().st_mode & 0o777 == 0o600
    assert configured.returncode == 2
    assert configured.stdout == ""
    assert "(development-issuer)" in configured.stderr.replace("\n", "")
    assert tsunagu(home, *named_person, room="token").returncode == 2
