"""The folder of a prefecture's hub: where its register lies, and what it needs before its use."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from services.command.embedded.issuer import create_issuer
from services.stats.prefecture.app import build
from shared.broker.credentials import generate
from shared.broker.prefecture import PREFECTURE_USERS, READER
from shared.environment import path_in
from shared.sealing import key_encryption_key
from shared.settings import Home


def prefecture_folder(home: Home) -> Path:
    """Where the register of the municipalities lies."""
    return prefecture_folder_named() or home.folder / "prefecture"


def prefecture_folder_named() -> Path | None:
    """The same, if the environment names it, as that of a hub on a server does."""
    return path_in(os.environ, "TSUNAGU_PREFECTURE_FOLDER")


def prepare(home: Home) -> None:
    """Make folders, keys and tables of the hub; what exists is kept."""
    folders = (
        home.folder,
        home.run,
        home.logs,
        home.nats,
        home.kek_file.parent,
        prefecture_folder(home),
    )
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    generate(home.credentials, PREFECTURE_USERS)
    create_issuer(home)
    if not home.kek_file.exists():
        key_encryption_key.generate(home.kek_file)
    with closing(build(home.settings(READER), prefecture_folder(home))) as built:
        built.migrate()
