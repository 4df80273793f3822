"""A reader's terminal: commands in a folder of its own, among them the one that keeps running."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from queue import Empty, Queue

from tests.browser.tutorial.steps import Run
from tests.browser.tutorial.words import Words

PATIENCE_SECONDS = 90.0
_EXPORT = re.compile(r"export (?P<pairs>(?:\w+=\S+ ?)+)$")
_STAYS = re.compile(r"tsunagu up(?: |$)")


class UnexpectedOutputError(AssertionError):
    """A command did not show what the tutorial says."""


class Terminal:
    """A shell whose folder is empty but for the project's ``.venv``.

    Args:
        folder: an empty folder.
        words: what the reader knows.
    """

    def __init__(self, folder: Path, words: Words) -> None:
        self._folder = folder
        self._words = words
        self._environment = {
            **{name: text for name, text in os.environ.items() if not name.startswith("TSUNAGU_")},
            "PYTHONUNBUFFERED": "1",
            "COLUMNS": "200",
        }
        self._system: subprocess.Popen[str] | None = None
        (folder / ".venv").symlink_to(Path(sys.prefix), target_is_directory=True)

    @property
    def home(self) -> Path | None:
        """Where the system that runs has its data; ``None`` while none runs."""
        if self._system is None:
            return None
        return self._folder / self._environment["TSUNAGU_HOME"]

    def run(self, step: Run) -> None:
        """Take a step.

        Raises:
            UnexpectedOutputError: the command fails, or does not show what it should.
        """
        if found := _EXPORT.match(step.command):
            pairs = (one.split("=", 1) for one in found["pairs"].split())
            self._environment.update((name, self._words.written(text)) for name, text in pairs)
        elif _STAYS.search(step.command):
            self._begin(step)
        else:
            done = subprocess.run(
                ["bash", "-c", self._words.written(step.command)],
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=PATIENCE_SECONDS,
                check=False,
            )
            if done.returncode:
                raise UnexpectedOutputError(f"status {done.returncode}:\n{done.stdout}")
            self._compare(step, done.stdout.splitlines())

    def close(self) -> None:
        """End the system as Ctrl-C does."""
        if self._system is None:
            return
        self._system.send_signal(signal.SIGINT)
        try:
            self._system.wait(PATIENCE_SECONDS)
        finally:
            self._system.kill()
            self._system.wait()

    def _compare(self, step: Run, lines: list[str]) -> None:
        rest = iter(lines)
        for text in step.shows:
            pattern = self._words.shown(text)
            if not any(self._words.take(line, pattern, text) for line in rest):
                raise UnexpectedOutputError(f"no 「{text}」 in order in:\n" + "\n".join(lines))

    def _begin(self, step: Run) -> None:
        """Start what keeps running, and wait until it has shown everything."""
        system = subprocess.Popen(
            ["bash", "-c", f"exec {self._words.written(step.command)}"],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._system = system
        lines: Queue[str | None] = Queue()
        threading.Thread(target=_read, args=(system, lines), daemon=True).start()
        told: list[str] = []
        for text in step.shows:
            pattern = self._words.shown(text)
            while True:
                try:
                    line = lines.get(timeout=PATIENCE_SECONDS)
                except Empty:
                    line = None
                if line is None:
                    raise UnexpectedOutputError(f"no 「{text}」 in:\n" + "\n".join(told))
                told.append(line)
                if self._words.take(line, pattern, text):
                    break


def _read(system: subprocess.Popen[str], lines: Queue[str | None]) -> None:
    """Take off what a programme says, to its end, so that it never waits to be heard."""
    assert system.stdout is not None
    for line in system.stdout:
        lines.put(line.rstrip("\n"))
    lines.put(None)
