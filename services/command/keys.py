"""``tsunagu keys``: every secret that a server needs, made before its first start."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import typer

from services.command.certificates import make_certificates
from services.command.options import AsJson
from services.command.screen import answer_json, tell
from services.conference.ledger.evidence import create_ledger_key
from shared.broker import credentials
from shared.broker.server_config import nkey_variable
from shared.facts.fact import SERVICES
from shared.refusal import Refusal
from shared.sealing import key_encryption_key
from shared.secret_file import create_secret_file
from shared.secret_key import create_secret_key

PASSWORD_BYTES = 32
NKEYS_FILE = "nkeys.env"
"""Public nkeys as environment variables: the one file that is no secret."""

LEDGER_KEY = "conference_ledger_key"
"""The key that signs the ledger of disclosures."""

SHARED_KEYS = ("session_key", "worker_key")
"""The keys of all four services: of sessions on pages, and of opaque ids of workers."""

Folder = Annotated[
    Path,
    typer.Argument(metavar="フォルダー", help="鍵を置くフォルダー（compose.yaml では secrets）"),
]


def keys(folder: Folder, *, as_json: AsJson = False) -> None:
    """サーバーで動かすための鍵・パスワード・証明書を作る。すでにあるものは変えない。"""
    made = make_keys(folder)
    if as_json:
        answer_json({"folder": str(folder), "made": made})
        return
    tell(f"{len(made)} 個のファイルを作りました: {folder}")
    if any(name.endswith("_kek") for name in made):
        tell("*_kek を失うと、記録した内容は二度と読めません。別の安全な場所に写してください。")


def make_keys(folder: Path) -> list[str]:
    """Make the secrets that are missing; what exists is kept, so that a second run changes nothing.

    Args:
        folder: holds one file per secret, readable by the owner only, under the names that
            ``compose.yaml`` uses: ``<user>.nk`` (nkey seeds), ``<service>_kek``,
            ``<service>_database_password``, ``<service>_keys_password``,
            ``conference_ledger_key``, ``session_key``, ``worker_key``, ``postgres_password`` and
            the broker's certificates; and ``nkeys.env``, which is public.

    Returns:
        The names of the files that were made, in order.

    Raises:
        Refusal: ``keys-folder-unwritable``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        before = _names(folder)
        _make_nkeys(folder)
        for service in SERVICES:
            kek = folder / f"{service}_kek"
            if not kek.exists():
                key_encryption_key.generate(kek)
            _make_password(folder / f"{service}_database_password")
            _make_password(folder / f"{service}_keys_password")
        if not (folder / LEDGER_KEY).exists():
            create_ledger_key(folder / LEDGER_KEY)
        for name in SHARED_KEYS:
            if not (folder / name).exists():
                create_secret_key(folder / name)
        _make_password(folder / "postgres_password")
        make_certificates(folder)
    except OSError:
        raise Refusal(
            "keys-folder-unwritable",
            "鍵のフォルダーに書き込めません。",
            "フォルダーの所有者と権限を確かめてください。",
        ) from None
    return sorted(_names(folder) - before)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _make_nkeys(folder: Path) -> None:
    public = credentials.generate(folder)
    lines = [f"{nkey_variable(user)}={key}\n" for user, key in public.items()]
    path = folder / NKEYS_FILE
    path.write_text("".join(lines))
    path.chmod(0o644)


def _make_password(path: Path) -> None:
    if not path.exists():
        create_secret_file(path, (secrets.token_urlsafe(PASSWORD_BYTES) + "\n").encode())
