"""An nkey (Ed25519) for every user of the broker, generated once and kept."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

import nkeys

from shared.broker.topology import USERS

_SEED_BYTES = 32


def seed_file(folder: Path, user: str) -> Path:
    """Where a user's seed lies: readable by the owner only."""
    return folder / f"{user}.nk"


def public_key(path: Path) -> str:
    """Return the public nkey (``U…``) that belongs to a seed file."""
    return public_key_of(path.read_bytes().strip())


def new_seed() -> bytes:
    """A new user's seed (``SU…``)."""
    seed: bytes = nkeys.encode_seed(secrets.token_bytes(_SEED_BYTES), nkeys.PREFIX_BYTE_USER)
    return seed


def public_key_of(seed: bytes) -> str:
    """The public nkey (``U…``) that belongs to a seed."""
    return str(nkeys.from_seed(seed).public_key.decode())


def generate(folder: Path, users: Iterable[str] = USERS) -> dict[str, str]:
    """Make the seeds that are missing; return each user's public nkey.

    A seed that exists is kept: the running server knows its public half.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for user in users:
        path = seed_file(folder, user)
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(new_seed() + b"\n")
    return {user: public_key(seed_file(folder, user)) for user in users}
