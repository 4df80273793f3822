"""``tsunagu route``: proposals on the screen and for machines, and checking a rule file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer

from services.command.route import app
from services.placement.routing.rules import rule_texts
from shared.refusal import Refusal
from tests.refusals import refused
from tests.unit.test_placement_routing_reading import GOOD


def route(*words: str) -> int:
    """Run the command; its exit status."""
    command = typer.main.get_command(app)
    return int(command(list(words), prog_name="route", standalone_mode=False) or 0)


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """What the command tells a machine."""
    assert route(*words, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_places_are_proposed_with_reason_mode_and_keeper(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Given labels as people write them, then the screen shows place, reason, condition, keeper."""
    route("--rules", "municipality-01", "--factor", "困窮", "--age", "66", "--on", "令和8年6月1日")
    shown = capsys.readouterr().out

    for words in (
        "生活福祉部門",
        "高齢福祉部門",
        "つなぎ方: つなぎ",
        "規則 poverty",
        "条件:",
        "持つところ",
    ):
        assert words in shown
    assert "選ぶのは職員" in shown


def test_a_machine_gets_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Given --json, then rules, reasons, hidden places and the keeper are all there."""
    answer = told(
        capsys, "--rules", "municipality-07", "--wish", "地元の人に知られたくない", "--age", "52"
    )

    assert [one["rule"] for one in answer["proposals"]] == ["not-near-home"]
    assert [one["rule"] for one in answer["hidden"]] == ["always"]
    assert (answer["none_fits"], answer["keeper"]["name"]) == (True, "健康福祉部門")


def test_a_factor_that_was_found_later_is_answered_with_what_changes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Given --found-factor, then the proposals with it, and what it has changed."""
    words = ("--rules", "municipality-14", "--factor", "poverty", "--found-factor", "発達")
    changes = told(capsys, *words)["changes"]
    route(*words)

    assert {one["place"] for one in changes["added"]} == {"core", "developmental"}
    assert "後から分かった課題で変わったこと" in capsys.readouterr().out


def test_nowhere_to_go_is_an_answer_and_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    """Given a need that no rule answers, then it is said, with who keeps the case, and status 0."""
    assert route("--rules", "municipality-01", "--need", "居場所") == 0
    shown = capsys.readouterr().out

    for words in ("つなぎ先がありません", "居場所。足りない支援として", "定められていません"):
        assert words in shown


def test_the_municipalitys_own_file_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given a file, then its rules propose, and both of the ways to name rules are too many."""
    file = tmp_path / "rules.yaml"
    file.write_text(GOOD, encoding="utf-8")

    answer = told(capsys, "--municipality-rules", str(file), "--factor", "生活困窮")
    assert [one["place"] for one in answer["proposals"]] == ["council"]
    with refused("routing-rules-unnamed"):
        route("--municipality-rules", str(file), "--rules", "sakai")
    with refused("routing-rules-unnamed"):
        route("--factor", "生活困窮")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--factor", "天気"), "unknown-code"),
        (("--urgent-age", "81"), "age-unknown"),
        (("--age", "400"), "situation-unreadable"),
        (("--area", "x1"), "situation-unreadable"),
        (("--on", "昨日"), "date-unreadable"),
    ],
)
def test_what_cannot_be_understood_is_refused(words: tuple[str, ...], code: str) -> None:
    """Given a word that no list knows, or an age nobody has, then a Japanese no with a way on."""
    with pytest.raises(Refusal) as no:
        route("--rules", "sakai", *words)

    assert (no.value.code, bool(no.value.remedy)) == (code, True)


def test_a_rule_file_is_checked_in_japanese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given a good file, then status 0; given a broken one, every flaw with its place and 2."""
    file = tmp_path / "rules.yaml"
    file.write_text(GOOD, encoding="utf-8")
    assert route("check", str(file)) == 0
    assert "誤りはありません" in capsys.readouterr().out

    file.write_text(GOOD.replace("mode: refer", "mode: x"), encoding="utf-8")
    assert route("check", str(file)) == 2
    assert "versions[1].rules[1].mode" in capsys.readouterr().out
    assert route("check", str(file), "--json") == 2
    assert len(json.loads(capsys.readouterr().out)["flaws"]) == 1

    file.write_bytes(b"\xff\xfe")
    with refused("text-unreadable"):
        route("check", str(file))
    with refused("file-unreadable"):
        route("check", str(tmp_path / "nothing.yaml"))


def test_the_files_that_come_with_the_program_are_listed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Given the list, then all thirty-three are named, and each can be copied to start from."""
    assert route("list") == 0
    assert "自治体14" in capsys.readouterr().out
    assert route("list", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 33
    assert route("show", "sakai") == 0
    assert capsys.readouterr().out == rule_texts()["sakai"]
    with refused("routing-rules-unknown"):
        route("show", "atlantis")
