"""``tsunagu intake``: every use case of intake from the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from services.command.asking import document_from
from services.intake.http import catalogue
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.refusal import InvalidInput

TSUNAGU = (sys.executable, "-m", "services.command.main", "intake")
SOMEBODY = ("--as", "counsellor", "--agency", "00000000-0000-4000-8000-00000000a001")


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


def test_the_list_is_the_catalogue(tmp_path: Path) -> None:
    """Whatever HTTP offers is there by its name, with its roles."""
    listed = json.loads(tsunagu(tmp_path, "list", "--json").stdout)

    assert {one["name"] for one in listed} == set(catalogue())


def test_a_use_case_is_carried_out_under_the_same_rules(tmp_path: Path) -> None:
    """An agency that the register has not told of is refused as over HTTP, with status 2."""
    asked = json.dumps({"municipality": DEMO_MUNICIPALITY})
    run = tsunagu(
        tmp_path,
        "do",
        "cases.list",
        *SOMEBODY,
        "--worker",
        "w-1",
        "--json",
        "--with",
        "-",
        send=asked,
    )

    assert (run.returncode, json.loads(run.stdout)["code"]) == (2, "own-agency-not-registered")


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("persons.register", "name"),
        ("persons.search", "kana"),
        ("cases.assess", "summary"),
        ("cases.close", "evaluation"),
        ("cases.receive", "contact"),
        ("cases.receive", "household"),
        ("contacts.record", "content"),
        ("ledgers.import", "content"),
    ],
)
def test_words_about_a_person_never_stand_in_a_command(name: str, field: str) -> None:
    """What is confidential is taken from a file or standard input, and refused in the line."""
    with pytest.raises(InvalidInput) as caught:
        document_from(catalogue()[name], None, [f"{field}=架空"])

    assert caught.value.code == "confidential-in-command"
