"""What the command writes where: to readers who stop reading, to shells, to terminals."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from services.command.exits import Exit

TSUNAGU = [sys.executable, "-m", "services.command.main"]
SCRIPTS = Path(sys.executable).parent


def environment(home: Path, **more: str) -> dict[str, str]:
    """A folder of its own, and no language but the one that is asked for."""
    asked = {name: value for name, value in os.environ.items() if not name.startswith("TSUNAGU_")}
    path = f"{SCRIPTS}:{os.environ['PATH']}"
    return asked | {"TSUNAGU_HOME": str(home), "HOME": str(home), "PATH": path} | more


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("audit", "--help"),
        ("conference", "list"),
        ("conference", "list", "--json"),
        ("conference", "schema", "packets.build"),
        ("decide", "docs/law/examples/01-shien-kaigi-blurred.json"),
        ("decide", "docs/law/examples/01-shien-kaigi-blurred.json", "--lines"),
        ("conference", "schema", "no-such-use-case", "--json"),
    ],
)
def test_who_stops_reading_sees_no_traceback(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """A reader that is gone before the answer ends the command with one status, and silently."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*TSUNAGU, *arguments],
        env=environment(tmp_path),
        stdout=writer,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
        check=False,
    )
    os.close(writer)

    assert (done.returncode, done.stderr) == (Exit.OUTPUT_CLOSED, b"")


def completed(home: Path, words: str) -> list[str]:
    """What a real bash completes the last word of a line to."""
    script = (
        'eval "$(_TSUNAGU_COMPLETE=source_bash tsunagu)";'
        f"COMP_WORDS=({words} ''); [[ '{words}' == *' ' ]] || COMP_WORDS=({words});"
        "COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
        '_tsunagu_completion tsunagu; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    told = subprocess.run(
        ["bash", "--norc", "-c", script], env=environment(home), capture_output=True, check=True
    )
    assert told.stderr == b""
    return told.stdout.decode().split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("tsunagu dea", {"dead-letters"}),
        ("tsunagu health ", {"intake", "conference", "placement", "stats"}),
        ("tsunagu conference do packets.b", {"packets.board", "packets.build"}),
        ("tsunagu placement schema referrals.of", {"referrals.offer"}),
        ("tsunagu return --template bas", {"basic"}),
        ("tsunagu audit about x --worker w --lim", {"--limit"}),
        ("tsunagu conference do x --as aud", {"auditor"}),
        ("tsunagu route --rules municipality-0", {f"municipality-0{one}" for one in range(1, 10)}),
        ("tsunagu --lang ", {"ja", "en"}),
    ],
)
def test_bash_completes_names(tmp_path: Path, words: str, offered: set[str]) -> None:
    """Commands, services, use cases, templates, roles and rules; and no folder is made for it."""
    assert offered <= set(completed(tmp_path / "home", words))
    assert not (tmp_path / "home").exists()


def test_zsh_is_told_what_the_words_mean(tmp_path: Path) -> None:
    """The answer in zsh's own form has the Japanese title beside each word, or the English."""
    asked = {"_TSUNAGU_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "tsunagu dead"}
    told = subprocess.check_output(TSUNAGU, env=environment(tmp_path, **asked)).decode()
    english = environment(tmp_path, **asked, TSUNAGU_LANG="en")

    assert '"dead-letters":"受け取れなかった通知を調べ、再処理する。"' in told
    assert "Look at facts" in subprocess.check_output(TSUNAGU, env=english).decode()


def test_completion_installs_itself(tmp_path: Path) -> None:
    """``--install-completion`` writes what a new bash reads."""
    subprocess.run(
        ["bash", "--norc", "-c", "tsunagu --install-completion; true"],
        env=environment(tmp_path),
        capture_output=True,
        check=True,
    )
    files = [one for one in tmp_path.rglob("*") if one.is_file()]

    assert any("_TSUNAGU_COMPLETE=complete_bash" in one.read_text() for one in files)


def on_a_terminal(home: Path, *arguments: str) -> tuple[str, str]:
    """Standard output, and what a terminal at standard error is shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*TSUNAGU, *arguments],
        env=environment(home, TERM="xterm", COLUMNS="120"),
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # the other end of a terminal that was closed
        pass
    os.close(ours)
    told, _ = process.communicate(timeout=60)
    return told.decode(), shown.decode(errors="replace")


def test_long_work_shows_how_far_it_is_on_a_terminal_only(tmp_path: Path) -> None:
    """A bar for somebody who looks; nothing for a machine, and nothing where nobody looks."""
    ledger = tmp_path / "台帳.csv"
    rows = "".join(f"2026-05-0{day},K-{day},電話,母\n" for day in range(1, 9))
    ledger.write_text(f"受付日,ケース番号,方法,相談者\n{rows}", encoding="utf-8")

    _, bar = on_a_terminal(tmp_path / "a", "import", str(ledger))
    told, machine = on_a_terminal(tmp_path / "b", "import", str(ledger), "--json")
    unseen = subprocess.run(
        [*TSUNAGU, "import", str(ledger)],
        env=environment(tmp_path / "c"),
        capture_output=True,
        check=True,
    )

    assert "取り込んでいます" in bar
    assert "8/8" in bar
    assert (machine, json.loads(told)["imported"]) == ("", 8)
    assert unseen.stderr == b""
