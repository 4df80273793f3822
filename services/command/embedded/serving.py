"""A service as a process of its own on a folder: started, waited for, ended."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Collection
from http import HTTPStatus
from pathlib import Path
from urllib.request import urlopen

from services.command.embedded.process import (
    STOP_WITHIN_SECONDS,
    Told,
    ToldToStop,
    die_with_parent,
    never,
)
from shared.settings import Home


def serve(home: Home, service: str, *options: str) -> subprocess.Popen[bytes]:
    """Start ``tsunagu serve``; what it prints goes to ``<service>.err`` among the logs."""
    return _start(home, service, "services.command.main", "serve", service, *options)


def serve_front(home: Home) -> subprocess.Popen[bytes]:
    """Start the one port for people; what it prints goes to ``front.err`` among the logs."""
    return _start(home, "front", "services.command.embedded.front")


def _start(home: Home, name: str, module: str, *arguments: str) -> subprocess.Popen[bytes]:
    with (home.logs / f"{name}.err").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own interpreter and command
            [sys.executable, "-m", module, *arguments],
            env=os.environ | {"TSUNAGU_HOME": str(home.folder)},
            cwd=Path(__file__).parents[3],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads have been started yet
        )


def is_ready_by(
    deadline: float, process: subprocess.Popen[bytes], port: int, told: Told = never
) -> bool:
    """Whether a service says that it is ready, before the deadline (monotonic) and its own end.

    Raises:
        ToldToStop: meanwhile somebody was told to stop.
    """
    url = f"http://127.0.0.1:{port}/health/ready"
    while time.monotonic() < deadline and process.poll() is None:
        if told():
            raise ToldToStop
        try:
            with urlopen(url, timeout=1) as answer:
                if answer.status == HTTPStatus.OK:
                    return True
        except OSError:
            time.sleep(0.05)
    return False


def end(processes: Collection[subprocess.Popen[bytes]]) -> None:
    """Tell services to end, all at once; what does not in time is killed."""
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + STOP_WITHIN_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
