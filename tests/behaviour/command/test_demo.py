"""``tsunagu demo`` and ``tsunagu up`` as a new user meets them, with nothing left over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.servers.processes import processes_of, serving

WITHIN_SECONDS = 100


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start the command on a folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "services.command.main", *arguments],
        env=os.environ | {"TSUNAGU_HOME": str(home), "COLUMNS": "120"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run(home: Path, *arguments: str) -> tuple[int, str]:
    """Run the command to its end; return its exit status and what it printed."""
    process = start(home, *arguments)
    printed, _ = process.communicate(timeout=WITHIN_SECONDS)
    return process.returncode, printed


def wait_until_gone(home: Path) -> None:
    """Wait until no process works on the folder any more."""
    deadline = time.monotonic() + 20
    while processes_of(home) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert processes_of(home) == []


def hang_stats(home: Path) -> None:
    """Stop the service stats of a folder in its tracks, as soon as it is there."""
    deadline = time.monotonic() + 20
    while (number := serving(home, "stats")) is None:
        assert time.monotonic() < deadline, "stats did not come up"
        time.sleep(0.01)
    os.kill(number, signal.SIGSTOP)


@pytest.mark.timeout(300)
def test_the_demonstration_walks_the_whole_road_and_does_so_again(tmp_path: Path) -> None:
    """It shows progress and figures, says how to go on, leaves nothing running, and can repeat."""
    for _ in range(2):
        status, printed = run(tmp_path, "demo")

        assert status == 0, printed
        for expected in (
            "件を取り込みました",
            "回を開催し",
            "民間団体の居場所（架空の居場所 東、架空の居場所 西）  つなぎ方: 紹介",
            "理由: ",
            "架空の居場所 東 → 不受理（空きがない）",
            "架空の居場所 西 → つなぎ完了",
            "延べ 6 人、うち呼び名で来た人 2 人",
            "この日に効いている、記名の同意がありません。",
            "500 円 × 8 日 = 4,000 円",
            "方法別の延件数",
            "年代別の延件数",
            "支援会議開催",
            "つなぎ完了",
            "就労定着",
            "tsunagu up",
        ):
            assert expected in printed
        wait_until_gone(tmp_path)

    status, printed = run(
        tmp_path / "demo", "return", "--template", "basic", "--from", "2000-04-01",
        "--to", "2099-03-31", "--json",
    )  # fmt: skip
    document = json.loads(printed.splitlines()[-1])
    assert status == 0
    assert document["tables"][0]["total"] == 1120
    wait_until_gone(tmp_path)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_demonstration_that_is_stopped_leaves_nothing_running(
    tmp_path: Path, number: signal.Signals
) -> None:
    """Ctrl-C, a polite stop and even a kill end the broker and all services."""
    process = start(tmp_path, "demo")
    assert process.stdout is not None
    for line in process.stdout:
        if "サービスを起動" in line:
            break
    time.sleep(2)

    process.send_signal(number)
    process.communicate(timeout=90)

    wait_until_gone(tmp_path)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("command", [("up",), ("prefecture", "up")])
def test_a_system_that_is_told_to_stop_while_it_starts_does_so(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    """A polite stop in the middle of the start waits for nothing, fails nothing, leaves nothing.

    A service that hangs keeps the start from coming to its end by itself.
    """
    process = start(tmp_path, *command)
    assert process.stdout is not None
    for line in process.stdout:
        if "サービスを起動" in line:
            break
    hang_stats(tmp_path)

    process.send_signal(signal.SIGTERM)
    printed, _ = process.communicate(timeout=60)

    assert process.returncode == 0
    assert "止めました" in printed
    wait_until_gone(tmp_path)


@pytest.mark.timeout(120)
def test_a_second_system_on_the_same_folder_is_refused_and_commands_use_the_first(
    tmp_path: Path,
) -> None:
    """While ``up`` runs, another is refused, and ``return`` uses it instead of its own."""
    first = start(tmp_path, "up")
    assert first.stdout is not None
    for line in first.stdout:
        if "止めるには" in line:
            break
    try:
        status, printed = run(tmp_path, "up")
        assert (status, "already-running" in printed) == (2, True)

        status, printed = run(
            tmp_path, "return", "--from", "2024-04-01", "--to", "2025-03-31", "--json"
        )
        assert status == 0
        assert "起動しています" not in printed
    finally:
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=90)
    wait_until_gone(tmp_path)
