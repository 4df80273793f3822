"""``tsunagu decide`` as a municipality tries a rule with it: a real process, real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.law.worlds import conference_world

WITHIN_SECONDS = 60


class Ran:
    """What one run of the command printed, and how it ended."""

    def __init__(self, home: Path, *arguments: str, typed: str = "") -> None:
        done = subprocess.run(
            [sys.executable, "-m", "services.command.main", "decide", *arguments],
            env=os.environ | {"TSUNAGU_HOME": str(home), "COLUMNS": "200"},
            input=typed,
            capture_output=True,
            text=True,
            timeout=WITHIN_SECONDS,
            check=False,
        )
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr

    @property
    def answer(self) -> Any:
        """The printed JSON."""
        return json.loads(self.out)


@pytest.fixture
def world() -> dict[str, Any]:
    """A 支援会議 in which the clinic's note about the son is shown to the NPO."""
    return conference_world() | {"recipients": ["npo", "clinic"]}


@pytest.fixture
def file(tmp_path: Path, world: dict[str, Any]) -> str:
    """The world as a file."""
    path = tmp_path / "world.json"
    path.write_text(json.dumps(world, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_json_holds_one_decision_per_item_and_recipient(
    tmp_path: Path, file: str, world: dict[str, Any]
) -> None:
    """The answer is a list in the order of the world, with every field of the contract."""
    ran = Ran(tmp_path, "--json", file)

    cells = [(one["item"], one["recipient"]) for one in ran.answer]
    assert ran.status == 0
    assert cells == [(i["id"], r) for i in world["items"] for r in world["recipients"]]
    for one in ran.answer:
        assert list(one) == [
            "item", "recipient", "effect", "basis", "rules", "reasons", "obligations",
        ]  # fmt: skip


def test_the_screen_shows_effect_basis_reason_and_rule(tmp_path: Path, file: str) -> None:
    """Without --json the same is read in Japanese, and nothing of an item's text."""
    ran = Ran(tmp_path, file)

    assert ran.status == 0
    assert "根拠: 支援会議（社会福祉法106条の6）" in ran.out
    assert "規則 " in ran.out
    assert "条件: " in ran.out


def test_a_world_is_read_from_standard_input(tmp_path: Path, world: dict[str, Any]) -> None:
    """``-`` stands for standard input."""
    ran = Ran(tmp_path, "--json", "-", typed=json.dumps(world))

    assert ran.status == 0
    assert ran.answer


def test_lines_are_answered_one_by_one(tmp_path: Path, world: dict[str, Any]) -> None:
    """An invalid line gets its error document in its place, the others their decisions; exit 2."""
    broken = deepcopy(world) | {"contract": "tsunagu-world/0"}
    typed = "\n".join(json.dumps(one) for one in (world, broken, world)) + "\n"
    ran = Ran(tmp_path, "--json", "--lines", "-", typed=typed)

    first, second, third = (json.loads(line) for line in ran.out.splitlines())
    assert ran.status == 2
    assert first == third
    assert isinstance(first, list)
    assert (second["error"], second["path"]) == ("schema", "/contract")


def test_valid_lines_end_well(tmp_path: Path, world: dict[str, Any]) -> None:
    """All lines valid: exit status 0."""
    ran = Ran(tmp_path, "--lines", "-", typed=json.dumps(world) + "\n")

    assert ran.status == 0


def test_an_invalid_world_is_not_decided(tmp_path: Path, world: dict[str, Any]) -> None:
    """One error document with its place, exit status 2, and no value of the document in it."""
    world["items"][0]["holder"] = "agency-nobody-knows"
    ran = Ran(tmp_path, "--json", "-", typed=json.dumps(world))

    assert ran.status == 2
    assert ran.answer["error"] == "unknown_reference"
    assert ran.answer["path"] == "/items/0/holder"
    assert "agency-nobody-knows" not in ran.out + ran.err


def test_what_is_not_json_is_told_so(tmp_path: Path) -> None:
    """Anything else on standard input is an error, not a traceback."""
    ran = Ran(tmp_path, "-", typed="相談の記録")

    assert ran.status == 2
    assert "JSON として読めません" in ran.err
    assert "Traceback" not in ran.err


def test_a_missing_file_is_told_so(tmp_path: Path) -> None:
    """A file that is not there is named as the trouble."""
    ran = Ran(tmp_path, str(tmp_path / "nowhere.json"))

    assert ran.status == 2
    assert "ファイルを開けません" in ran.err


def test_explain_walks_through_one_decision(
    tmp_path: Path, file: str, world: dict[str, Any]
) -> None:
    """What was found, what was missing, which limits fired, and the decision itself."""
    item, recipient = world["items"][0]["id"], world["recipients"][0]
    ran = Ran(tmp_path, "--explain", item, recipient, file)
    machine = Ran(tmp_path, "--json", "--explain", item, recipient, file).answer

    assert ran.status == 0
    for heading in ("見つかった根拠", "足りなかったもの", "働いた制限", "決定"):
        assert heading in ran.out
    assert (machine["item"], machine["recipient"]) == (item, recipient)
    assert [one["basis"] for one in machine["found"]] == machine["basis"]


def test_explain_of_an_unknown_cell_is_refused(tmp_path: Path, file: str) -> None:
    """An item or agency that the world does not have."""
    ran = Ran(tmp_path, "--explain", "no-item", "no-agency", file)

    assert ran.status == 2
    assert "この文書にありません" in ran.err


def test_as_of_decides_for_another_day(tmp_path: Path, file: str) -> None:
    """Before 106条の6 was law the same meeting has no basis."""
    then = Ran(tmp_path, "--json", "--as-of", "2021-03-31", file).answer
    now = Ran(tmp_path, "--json", file).answer

    assert now[0]["effect"] == "full"
    assert then[0]["effect"] == "withheld"


def test_another_profile_is_tried(tmp_path: Path, file: str) -> None:
    """A rule from a file takes the place of the world's own, before it goes live."""
    rule = tmp_path / "rule.yaml"
    rule.write_text(
        "id: stricter\nversions:\n  - {from: 2020-04-01, to: null, without_consent: never}\n"
    )
    ran = Ran(tmp_path, "--json", "--profile", str(rule), file)

    assert ran.status == 0
    assert ran.answer[0]["effect"] == "withheld"


def test_a_profile_that_loosens_the_floor_is_refused(tmp_path: Path, file: str) -> None:
    """There is no option for it: an error document with the place in the profile."""
    rule = tmp_path / "rule.yaml"
    rule.write_text(
        "id: looser\nversions:\n  - {from: 2020-04-01, to: null, family_consent_suffices: true}\n"
    )
    ran = Ran(tmp_path, "--json", "--profile", str(rule), file)

    assert ran.status == 2
    assert ran.answer["error"] == "schema"
    assert ran.answer["path"] == "/profile/versions/0/family_consent_suffices"


def test_a_profile_of_the_survey_is_known_by_its_id(tmp_path: Path, file: str) -> None:
    """The profiles that come along are named by id; what in them goes against the floor is said."""
    ran = Ran(tmp_path, "--json", "--profile", "municipality-07", file)

    assert ran.status == 0
    assert "注意" in ran.err
    assert ran.answer


def test_compare_shows_the_cells_that_differ(
    tmp_path: Path, file: str, world: dict[str, Any]
) -> None:
    """Two rules side by side; cells that both decide alike are left out."""
    rules = []
    for name, choice in (("a", "allowed"), ("b", "never")):
        path = tmp_path / f"{name}.yaml"
        path.write_text(
            f"id: {name}\nname: 規則{name}\nversions:\n"
            f"  - {{from: 2020-04-01, to: null, without_consent: {choice}}}\n"
        )
        rules.append(str(path))
    machine = Ran(tmp_path, "--json", "--compare", *rules, file)
    screen = Ran(tmp_path, "--compare", *rules, file)
    same = Ran(tmp_path, "--compare", rules[0], rules[0], file)

    assert machine.status == screen.status == 0
    assert machine.answer[0]["item"] == world["items"][0]["id"]
    assert machine.answer[0]["first"]["effect"] == "full"
    assert machine.answer[0]["second"]["effect"] == "withheld"
    assert "規則a" in screen.out
    assert "決定の変わるところはありません" in same.out


def test_options_that_exclude_each_other_are_refused(tmp_path: Path, file: str) -> None:
    """--lines and --explain together mean nothing."""
    ran = Ran(tmp_path, "--lines", "--explain", "i", "r", file)

    assert ran.status == 2
    assert "同時には使えません" in ran.err
