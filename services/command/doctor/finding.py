"""What a doctor finds: one thing that was looked at, how it stands, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Area = Literal[
    "settings",
    "ports",
    "disk",
    "permissions",
    "clock",
    "versions",
    "keys",
    "tables",
    "broker",
    "lag",
    "ledger",
    "issuer",
]
AREAS: dict[Area, str] = {
    "settings": "設定",
    "ports": "ポート",
    "disk": "ディスク",
    "permissions": "権限",
    "clock": "時計",
    "versions": "版",
    "keys": "鍵",
    "tables": "表",
    "broker": "NATS",
    "lag": "遅れ",
    "ledger": "提供の記録",
    "issuer": "本人確認",
}

Level = Literal["ok", "caution", "wrong"]
LEVELS: dict[Level, str] = {"ok": "ok", "caution": "注意", "wrong": "異常"}

BACKUP = "docs/runbooks/backup-and-restore.md"
BROKER = "docs/runbooks/broker-lost.md"
DEAD_LETTERS = "docs/runbooks/dead-letters.md"
DOCTOR = "docs/runbooks/doctor.md"
REBUILD = "docs/runbooks/rebuild-a-projection.md"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. It holds numbers, names of parts and paths; no secret and nothing of a person.

    Attributes:
        area: what was looked at.
        code: its name for machines, in kebab-case.
        level: how it stands.
        says: what was found, in one Japanese sentence.
        to_do: what to do, in one sentence; empty if nothing.
        runbook: where it is written how; empty if nothing is to be done.
    """

    area: Area
    code: str
    level: Level
    says: str
    to_do: str = ""
    runbook: str = ""


def ok(area: Area, code: str, says: str) -> Finding:
    """Nothing is to be done."""
    return Finding(area, code, "ok", says)


def caution(area: Area, code: str, says: str, to_do: str, runbook: str = DOCTOR) -> Finding:
    """It works, and somebody should look."""
    return Finding(area, code, "caution", says, to_do, runbook)


def wrong(area: Area, code: str, says: str, to_do: str, runbook: str = DOCTOR) -> Finding:
    """It does not work, or will not for long."""
    return Finding(area, code, "wrong", says, to_do, runbook)
