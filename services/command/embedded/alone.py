"""One system on one folder: a lock that a crashed one leaves no trace of."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from shared.refusal import Refusal
from shared.settings import Home


@contextmanager
def _lock(home: Home) -> Iterator[IO[str]]:
    home.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    home.run.mkdir(exist_ok=True, mode=0o700)
    with (home.run / "system.lock").open("w") as lock:
        yield lock


def is_running(home: Home) -> bool:
    """Whether a system runs on this folder; a crashed one leaves no lock behind."""
    with _lock(home) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def alone_on(home: Home) -> Iterator[None]:
    """Have a folder for oneself for the length of a block.

    Raises:
        Refusal: ``already-running`` if another process has it.
    """
    with _lock(home) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal(
                "already-running",
                "このフォルダーでは tsunagu がすでに動いています。",
                "動いているものを使うか、止めてから起動してください。",
            ) from None
        yield
