"""What holds for every command: an answer for machines, a refusal with its code, known statuses."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from services.command import beginning, main
from services.command.exits import OWN, Exit
from services.command.tree import Placed, every_command

RUN_UNTIL_STOPPED = {"up", "serve", "prefecture up"}
"""They answer nothing: they run."""

ITSELF = {"token"}
"""Its answer is one word, for machines as for people."""

ALL = [one for one in every_command() if not one.is_group]


def needs_something(one: Placed) -> bool:
    """Whether a command cannot be called without anything."""
    return any(parameter.required for parameter in one.command.params)


@pytest.fixture
def status(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., int]:
    """Runs a command line in this process; gives its exit status."""
    monkeypatch.setattr(beginning, "begin", lambda: None)
    monkeypatch.setenv("TSUNAGU_HOME", str(tmp_path))
    for name in ("TSUNAGU_WORKER", "TSUNAGU_AGENCY", "TSUNAGU_ROLE", "TSUNAGU_LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["tsunagu", *arguments])
        return main._status()

    return run


def test_every_command_answers_machines() -> None:
    """There is ``--json`` wherever there is an answer."""
    without = {
        one.path
        for one in ALL
        if not any("--json" in parameter.opts for parameter in one.command.params)
    }
    assert without == RUN_UNTIL_STOPPED | ITSELF


@pytest.mark.parametrize("path", [one.path for one in ALL if needs_something(one)])
def test_a_refusal_has_its_code_for_people_and_for_machines(
    path: str, status: Callable[..., int], capfd: pytest.CaptureFixture[str]
) -> None:
    """Without what it needs, a command refuses: on standard error, or as one JSON document."""
    assert status(*path.split()) == Exit.REFUSED
    told = capfd.readouterr()
    assert told.out == ""
    assert "できません" in told.err
    assert "(option-unreadable)" in told.err.replace("\n", "")

    assert status(*path.split(), "--json") == Exit.REFUSED
    told = capfd.readouterr()
    assert told.err == ""
    assert set(json.loads(told.out)) >= {"message", "remedy"}


def test_statuses_are_numbered_in_one_place() -> None:
    """Whoever ends with a status says which by its name."""
    folder = Path(main.__file__).parent
    raised = [
        call.args[0]
        for file in folder.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "typer.Exit"
    ]
    assert raised
    assert {ast.unparse(one).split(".")[0] for one in raised} == {"Exit"}


def test_statuses_are_told_of_commands_that_exist() -> None:
    """A documented status belongs to a command, and only 1 and 3 can be its own."""
    assert set(OWN) <= {one.path for one in ALL}
    assert {status for own in OWN.values() for status in own} == {Exit.FOUND, Exit.PARTLY}


def test_another_language_is_refused(
    status: Callable[..., int], capfd: pytest.CaptureFixture[str]
) -> None:
    """There are two; a third one is not silently Japanese."""
    assert status("--lang", "fr", "health", "intake") == Exit.REFUSED
    assert "(unknown-language)" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says", "never"),
    [
        (("--help",), "オプション:", "Options:"),
        (("--lang", "en", "--help"), "Options:", "オプション:"),
        (("--lang", "en", "audit"), "Verify the ledger", "提供の記録"),
        (("audit", "--help"), "提供の記録を確かめ", "Show this message"),
        (("--lang", "en", "returns", "issue", "--help"), "PERIOD", "期間"),
    ],
)
def test_help_is_in_one_language(
    arguments: tuple[str, ...],
    says: str,
    never: str,
    status: Callable[..., int],
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Headings, the library's own words and the texts of commands speak one language."""
    status(*arguments)
    told = capfd.readouterr().out

    assert says in told
    assert never not in told
