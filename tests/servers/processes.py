"""Processes of a folder, as the operating system lists them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

PROCESSES = Path("/proc")


def processes_of(home: Path) -> list[int]:
    """Processes whose environment or command line names the folder."""
    found = []
    for entry in PROCESSES.iterdir():
        if entry.name.isdigit():
            try:
                told = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if str(home).encode() in told:
                found.append(int(entry.name))
    return found


def serving(home: Path, service: str) -> int | None:
    """The process that serves a service on the folder; ``None`` if there is none."""
    for number in processes_of(home):
        try:
            words = (PROCESSES / str(number) / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if (b"serve", service.encode()) in pairwise(words):
            return number
    return None
