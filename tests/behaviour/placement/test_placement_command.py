"""``tsunagu placement``: every use case of placement from the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from services.command.asking import document_from
from services.placement.http import catalogue
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.refusal import InvalidInput
from tests.behaviour.placement_words import texts_of
from tests.behaviour.referral_desk import ReferralDesk, known

TSUNAGU = (sys.executable, "-m", "services.command.main", "placement")
CITY = ("--agency", str(known("city")), "--worker", "w-city")
SUPPORTER = ("--as", "employment_supporter", *CITY)
SECRETARY = ("--as", "secretariat", *CITY)
WORDS = "架空のことばうゐのおくやま"
ABOUT = {
    "municipality": DEMO_MUNICIPALITY,
    "case_id": str(known("case")),
    "person_id": str(known("son")),
}
PUBLIC = {
    *("area", "document", "funding", "name", "number", "opening", "schedule", "season_name"),
}
"""Words that are about no person: how a place or programme presents itself, a rule, an id."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a town that placement has been told of."""
    folder = tmp_path_factory.mktemp("command") / "home"
    folder.mkdir()
    desk = ReferralDesk(folder)
    desk.settle()
    desk.placement.close()
    return folder


def tsunagu(home: Path, *arguments: str, send: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command on a folder."""
    return subprocess.run(
        [*TSUNAGU, *arguments],
        input=send,
        env=os.environ | {"TSUNAGU_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The problem document of a refused command."""
    assert done.returncode == 2, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_the_list_is_the_catalogue(tmp_path: Path) -> None:
    """Every use case by name, title, kind and roles; no store is needed for it."""
    told = json.loads(tsunagu(tmp_path, "list", "--json").stdout)
    shown = tsunagu(tmp_path, "list").stdout

    assert {one["name"]: (one["title"], one["kind"], set(one["roles"])) for one in told} == {
        name: (one.title, one.kind, set(one.roles)) for name, one in catalogue().items()
    }
    assert all(f"{name} " in shown and one.title in shown for name, one in catalogue().items())
    assert list(tmp_path.iterdir()) == []


def test_the_schema_says_what_to_write(tmp_path: Path) -> None:
    """A use case's JSON Schema under its Japanese title; an unknown one is refused."""
    schema = json.loads(tsunagu(tmp_path, "schema", "referrals.offer").stdout)
    unknown = tsunagu(tmp_path, "schema", "no.such")

    assert schema["title"] == "打診"
    assert {"municipality", "case_id", "destination", "on"} <= set(schema["required"])
    assert unknown.returncode == 2
    assert "unknown-use-case" in unknown.stderr.replace("\n", "")


def test_a_referral_is_offered_answered_and_seen(home: Path) -> None:
    """Words from standard input or a file, the rest on the line; told to people and machines."""
    offer = {**ABOUT, "destination": "npo", "note": WORDS}
    offered = tsunagu(
        home, "do", "referrals.offer", "--with", "-", "--set", "on=2026-06-01", "--json",
        *SUPPORTER, send=json.dumps(offer),
    )  # fmt: skip
    assert offered.returncode == 0, offered.stderr
    referral = json.loads(offered.stdout)
    words = home.parent / "words.json"
    words.write_text(json.dumps({"note": WORDS}), encoding="utf-8")

    named = ("--set", f"referral_id={referral}")
    day = ("--set", "on=2026-06-02", "--set", "expected_version:=1")
    accepted = tsunagu(
        home, "do", "referrals.accept", "--with", str(words), *named, *day, *SUPPORTER
    )
    shown = tsunagu(home, "do", "referrals.show", *named, *SUPPORTER)

    assert (accepted.returncode, accepted.stdout.strip()) == (0, "記録しました。"), accepted.stderr
    told = yaml.safe_load(shown.stdout)
    assert told["line"]["status"] == "accepted"
    assert [one["note"] for one in told["steps"]] == [WORDS, WORDS]
    assert UUID(referral)


def test_a_refusal_is_the_same_problem_as_over_http(home: Path) -> None:
    """Exit status 2; in Japanese for a person, as a problem document for a machine."""
    asked = ("do", "referrals.show", "--set", f"referral_id={known('none')}", *SUPPORTER)
    told = tsunagu(home, *asked)
    problem = refused(tsunagu(home, *asked, "--json"))

    assert (told.returncode, told.stdout) == (2, "")
    assert "(referral-not-found)" in told.stderr.replace("\n", "")
    assert (problem["status"], problem["code"]) == (404, "referral-not-found")
    assert problem["type"] == "urn:tsunagu:problem:referral-not-found"


@pytest.mark.parametrize(
    ("use_case", "asked", "told"),
    [
        ("referrals.board", {"municipality": "011002"}, (403, "not-of-this-municipality")),
        (
            "steps.start",
            {"step_id": str(known("none")), "on": "2026-06-01"},
            (404, "step-not-found"),
        ),
        ("routing.propose", {**ABOUT, "situation": {}}, (400, "request-unreadable")),
        (
            "routing.propose",
            {"municipality": DEMO_MUNICIPALITY, "situation": {}},
            (409, "routing-rules-not-adopted"),
        ),
        ("steps.take", {**ABOUT, "kind": "visit", "on": "2190-06-01"}, (422, "date-in-future")),
    ],
)
def test_each_kind_of_no_has_its_status(
    home: Path, use_case: str, asked: dict[str, Any], told: tuple[int, str]
) -> None:
    """Not theirs, unknown, unreadable, too early, refused by a rule: as over HTTP."""
    done = tsunagu(
        home, "do", use_case, "--with", "-", *SUPPORTER, "--json", send=json.dumps(asked)
    )
    problem = refused(done)

    assert (problem["status"], problem["code"]) == told


def test_a_role_asks_for_no_more_than_over_http(home: Path) -> None:
    """The role decides before the document is even read; a service is nobody's role."""
    done = tsunagu(home, "do", "referrals.offer", "--with", "missing.json", *SECRETARY, "--json")
    nobody = tsunagu(home, "do", "referrals.offer", "--as", "service", *CITY, "--json")

    assert refused(done)["code"] == "role-not-entitled"
    assert refused(nobody)["code"] == "unknown-role"


def test_confidential_words_do_not_go_on_the_line(home: Path) -> None:
    """Words come from a file or standard input; no refusal and no log repeats them."""
    on_line = tsunagu(home, "do", "referrals.offer", "--set", f"note={WORDS}", *SUPPORTER, "--json")
    within = tsunagu(
        home, "do", "feedback.give", "--set", f'person:={{"strengths": "{WORDS}"}}', *SUPPORTER,
        "--json",
    )  # fmt: skip
    wrong = json.dumps({**ABOUT, "note": [WORDS]})
    unread = tsunagu(home, "do", "referrals.offer", "--with", "-", *SUPPORTER, "--json", send=wrong)
    logs = b"".join(path.read_bytes() for path in (home / "logs").rglob("*") if path.is_file())

    assert refused(on_line)["code"] == refused(within)["code"] == "confidential-in-command"
    assert refused(unread)["code"] == "request-unreadable"
    for done in (on_line, within, unread):
        assert WORDS not in done.stdout + done.stderr
    assert WORDS.encode() not in logs


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_whatever_takes_words_about_somebody_takes_none_on_the_line(name: str) -> None:
    """A free text is either confidential, wherever in a request it lies, or presents a place."""
    use_case = catalogue()[name]
    confidential = set(texts_of(use_case.request))
    free = set(texts_of(use_case.request, open_too=True))

    assert {one.rpartition(".")[2] for one in free - confidential} <= PUBLIC
    for field in confidential:
        with pytest.raises(InvalidInput) as no:
            document_from(use_case, None, [f"{field.partition('.')[0]}:={{}}"])
        assert no.value.code == "confidential-in-command"
