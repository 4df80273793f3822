"""What the figures were measured on; without it they mean nothing."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

from bench.measured import percentiles
from services.command.embedded.nats_server import find_binary

PROBED_FSYNCS = 1_000
_LIBRARIES = ("cryptography", "eventsourcing", "faststream", "nats-py", "psycopg", "pydantic")


def describe(folder: Path) -> dict[str, object]:
    """Processor, memory, kernel, file system, versions, fsync and load.

    Args:
        folder: where the measured files lie.
    """
    return {
        "cpu": _cpu_model(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "kernel": platform.release(),
        "file_system": _file_system(folder),
        "fsync_512_ms": fsync_probe(folder),
        "load_average": load(),
        "versions": {
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "nats-server": _nats_version(),
            **{name: version(name) for name in _LIBRARIES},
        },
    }


def load() -> list[float]:
    """Load average of the last 1, 5 and 15 minutes."""
    return [round(value, 2) for value in os.getloadavg()]


def fsync_probe(folder: Path) -> dict[str, float]:
    """How long appending 512 bytes and fsync take on this disk, in milliseconds."""
    path, took = folder / "fsync-probe", []
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        for _ in range(PROBED_FSYNCS):
            began = time.perf_counter()
            os.write(descriptor, b"x" * 512)
            os.fsync(descriptor)
            took.append((time.perf_counter() - began) * 1_000)
    finally:
        os.close(descriptor)
        path.unlink()
    return {name: round(value, 3) for name, value in percentiles(took).items()}


def _cpu_model() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _file_system(folder: Path) -> str:
    best, kind = "", "?"
    for line in Path("/proc/mounts").read_text().splitlines():
        _, mount, found, *_ = line.split()
        if folder.is_relative_to(mount) and len(mount) >= len(best):
            best, kind = mount, found
    return kind


def _nats_version() -> str:
    answer = subprocess.run(
        [find_binary(), "--version"], capture_output=True, text=True, check=True
    )
    return answer.stdout.strip().rpartition(" ")[2].removeprefix("v")
