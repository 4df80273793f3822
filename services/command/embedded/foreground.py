"""A system in the foreground: it runs until SIGTERM or SIGINT, which end its start as well."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Protocol

from services.command.embedded.ports import Ports
from services.command.embedded.process import Told, ToldToStop
from services.command.screen import tell
from shared.settings import Home

WATCH_SECONDS = 0.5


class Runs(Protocol):
    """A system that runs for the length of a block and is looked after in between."""

    def running(self) -> AbstractContextManager[Ports]:
        """Run it."""

    def watch(self) -> None:
        """Bring what has died back."""


def run_in_foreground(system_of: Callable[[Told], Runs], home: Home, *lines: str) -> None:
    """Run a system, show where it is found, and look after it until told to stop.

    The signal only leaves a note, which the system looks at while it starts: an exception raised
    by a handler is lost where Python holds what is raised, as around a fork.

    Args:
        system_of: what to run, given how it learns that it was told to stop.
        home: its folder.
        lines: further lines to show once it runs.

    Raises:
        Refusal: as the system does.
    """
    heard = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal heard
        heard = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    system = system_of(lambda: heard)
    with suppress(ToldToStop), system.running() as ports:
        _show(home, ports, lines)
        while not heard:
            time.sleep(WATCH_SECONDS)
            system.watch()
    tell("止めました。")


def _show(home: Home, ports: Ports, lines: tuple[str, ...]) -> None:
    tell(f"動いています。データ: {home.folder}")
    tell(f"  画面    http://127.0.0.1:{ports.front}/")
    tell(f"  合言葉  {home.issuer_passphrase.read_text()}（試用の本人確認で使う）")
    for line in lines:
        tell(line)
    tell("止めるには Ctrl-C を押してください。")
