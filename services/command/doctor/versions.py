"""Whether what runs is what was tested."""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from services.command.doctor.examined import Examined
from services.command.doctor.finding import Finding, caution, ok, wrong

PYTHON, SQLITE, POSTGRES = (3, 11), (3, 35, 0), 16
"""The oldest that do what is asked of them."""

NATS = (2, 11)
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s\\;]+)", re.MULTILINE)
LOCK = Path(__file__).parents[3] / "requirements.lock"


def check_versions(at: Examined, lock: Path = LOCK) -> Iterator[Finding]:
    """Python, packages, SQLite, nats-server and PostgreSQL against what they have to be."""
    yield _at_least("python", "Python", sys.version_info[:2], PYTHON)
    yield _at_least("sqlite", "SQLite", sqlite3.sqlite_version_info, SQLITE)
    if at.broker is not None:
        numbers = tuple(int(one) for one in re.findall(r"\d+", at.broker.version)[:2])
        yield _at_least("nats", "nats-server", numbers, NATS)
    for name, settings in at.settings.items():
        if settings.database_url.startswith("postgresql://"):
            with at.opened(name) as service:
                (row,) = service.store.rows("SELECT current_setting('server_version_num') AS told")
            yield _at_least("postgres", "PostgreSQL", (int(row["told"]) // 10_000,), (POSTGRES,))
    yield from _packages(lock)


def _at_least(code: str, name: str, runs: tuple[int, ...], needed: tuple[int, ...]) -> Finding:
    said = ".".join(map(str, runs))
    if runs >= needed:
        return ok("versions", f"{code}-version", f"{name} は {said} です。")
    oldest = ".".join(map(str, needed))
    return wrong(
        "versions",
        f"{code}-too-old",
        f"{name} {said} は古すぎます（{oldest} 以上が要ります）。",
        f"{name} を {oldest} 以上に更新してください。",
    )


def _packages(lock: Path) -> Iterator[Finding]:
    """What is installed against the lock file, where that is at hand."""
    if not lock.exists():
        return
    pinned = dict(_PINNED.findall(lock.read_text(encoding="utf-8")))
    differing = [
        f"{name} {runs}（固定は {pin}）"
        for name, pin in pinned.items()
        if (runs := _installed(name)) not in (None, pin)
    ]
    if differing:
        yield caution(
            "versions",
            "packages-differ",
            f"試験した版と違う部品があります: {'、'.join(differing[:5])}"
            + (f" ほか {len(differing) - 5} 件。" if len(differing) > 5 else "。"),  # noqa: PLR2004
            "requirements.lock から入れ直してください（1台なら `make install`）。",
        )
    else:
        yield ok("versions", "packages-as-locked", f"部品 {len(pinned)} 個は、固定した版です。")


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
