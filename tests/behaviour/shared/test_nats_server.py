"""The embedded nats-server: durable, found or asked for, and never left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from services.command.embedded import nats_server as room
from services.command.embedded.nats_server import NatsServer, find_binary, free_port
from shared.refusal import Refusal

GONE_WITHIN_SECONDS = 10.0
START = (
    "import sys, pathlib, time\n"
    "from services.command.embedded.nats_server import NatsServer, free_port\n"
    "folder = pathlib.Path(sys.argv[1])\n"
    "server = NatsServer(folder / 'nats', free_port(), folder / 'credentials')\n"
    "server.start()\n"
    "print(server._process.pid, flush=True)\n"
    "time.sleep(60)\n"
)


def test_its_configuration_is_accepted_and_waits_for_the_disk(tmp_path: Path) -> None:
    """An acknowledged message has been synced; nats-server finds no fault with the file."""
    server = NatsServer(tmp_path / "nats", free_port(), tmp_path / "credentials")
    config = server.write_config()

    assert "sync_interval: always" in config.read_text()
    checked = subprocess.run(
        [find_binary(), "-t", "-c", str(config)],
        env=os.environ | server.environment(),
        check=False,
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert checked.returncode == 0, checked.stderr


def test_it_does_not_outlive_its_parent(tmp_path: Path) -> None:
    """Even a parent that is killed outright leaves no server running."""
    parent = subprocess.Popen(
        [sys.executable, "-c", START, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    server = Path("/proc") / parent.stdout.readline().strip()
    assert server.is_dir()
    parent.send_signal(signal.SIGKILL)
    parent.communicate()

    deadline = time.monotonic() + GONE_WITHIN_SECONDS
    while server.is_dir() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not server.is_dir()


def test_it_is_asked_for_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the binary there is a refusal that says how to get it."""
    monkeypatch.setattr(sysconfig, "get_path", lambda _: "/nowhere")
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with pytest.raises(Refusal) as refused:
        find_binary()

    assert refused.value.code == "nats-server-missing"
    assert "make" in refused.value.remedy


def test_one_that_cannot_start_is_refused(
    nats_server: NatsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that ends at once, or never answers, is not waited for without an end."""
    monkeypatch.setattr(room, "READY_WITHIN_SECONDS", 1.0)
    broken = NatsServer(tmp_path / "broken", free_port(), tmp_path / "credentials")
    monkeypatch.setattr(broken, "environment", dict)  # the keys are missing

    with pytest.raises(Refusal) as refused:
        broken.start()

    assert refused.value.code == "nats-server-not-ready"
    assert nats_server.alive
    assert not broken.alive
