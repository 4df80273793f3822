"""Who else on the machine can reach what only the system's own user may."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from services.command.doctor.examined import Examined
from services.command.doctor.finding import Finding, ok, wrong

OTHERS = 0o077
_PUBLIC = (".jwks.json", ".pub")
"""Endings of public keys, which everybody may read."""

_SECRETS = (
    "TSUNAGU_KEK_FILE",
    "TSUNAGU_DATABASE_PASSWORD_FILE",
    "TSUNAGU_KEYS_PASSWORD_FILE",
    "TSUNAGU_NATS_SEED_FILE",
    "TSUNAGU_LEDGER_KEY_FILE",
)


def check_permissions(at: Examined) -> Iterator[Finding]:
    """Whether the folder and every key in it, or every secret of a server, is the owner's alone."""
    if at.home is None:
        named = {name: os.environ.get(name) for name in _SECRETS}
        files = {name: Path(path) for name, path in named.items() if path}
        open_to_others = [name for name, path in files.items() if _is_open(path)]
        foreign: list[str] = []
    elif not at.home.folder.is_dir():
        return
    else:
        paths = list(_private(at.home.folder))
        open_to_others = [_said(path, at.home.folder) for path in paths if _is_open(path)]
        foreign = [_said(path, at.home.folder) for path in paths if _is_foreign(path)]
    if open_to_others:
        yield wrong(
            "permissions",
            "open-to-others",
            f"ほかの利用者も読める、秘密のファイルやフォルダーがあります: {_few(open_to_others)}",
            "chmod go= で、所有者だけが読めるようにし、誰かが写していないかを確かめてください。",
        )
    if foreign:
        yield wrong(
            "permissions",
            "owned-by-another",
            f"所有者がこの利用者でないものがあります: {_few(foreign)}",
            "chown で、tsunagu を動かす利用者のものにしてください。",
        )
    if not open_to_others and not foreign:
        yield ok("permissions", "private", "鍵と記録は、所有者だけが読めます。")


def _private(folder: Path) -> Iterator[Path]:
    """The folder itself, its databases, and everything of its keys but what is public."""
    yield folder
    for kept in ("keys", "stores"):
        if (folder / kept).is_dir():
            yield folder / kept
            yield from (
                path
                for path in sorted((folder / kept).rglob("*"))
                if not path.name.endswith(_PUBLIC) and path.suffix != ".migrate"
            )


def _is_open(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False  # what cannot be reached is the business of those who look at keys
    return bool(stat.S_IMODE(mode) & OTHERS)


def _is_foreign(path: Path) -> bool:
    try:
        return path.stat().st_uid != os.geteuid()
    except OSError:
        return False


def _said(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder.parent))


def _few(names: list[str]) -> str:
    shown = "、".join(names[:5])
    return f"{shown} ほか {len(names) - 5} 件。" if len(names) > 5 else f"{shown}。"  # noqa: PLR2004
