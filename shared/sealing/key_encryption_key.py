"""The key-encryption key (KEK): 32 bytes that wrap every person's key."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
import stat
from pathlib import Path

from shared.refusal import Refusal

LENGTH = 32


def generate(path: Path) -> None:
    """Make a new key in a file that only the owner can read.

    Raises:
        FileExistsError: there is one already; it is never overwritten.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(secrets.token_bytes(LENGTH)) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def load(path: Path) -> bytes:
    """Read a key.

    Raises:
        Refusal: ``key-file-missing``, ``key-file-permissions`` or ``key-file-malformed``.
    """
    try:
        mode = path.stat().st_mode
        text = path.read_bytes()
    except OSError:
        raise Refusal(
            "key-file-missing",
            "鍵のファイルを読み取れません。",
            "TSUNAGU_KEK_FILE の場所を確かめてください。失った鍵の記録は読めなくなります。",
        ) from None
    if stat.S_IMODE(mode) & 0o077:
        raise Refusal(
            "key-file-permissions",
            "鍵のファイルを、ほかの利用者も読めます。",
            "chmod 600 で、所有者だけが読めるようにしてください。",
        )
    try:
        key = base64.b64decode(text, validate=False)
    except binascii.Error:
        key = b""
    if len(key) != LENGTH:
        raise Refusal(
            "key-file-malformed",
            "鍵のファイルの形が正しくありません。",
            "32バイトを base64 で書いた、元の鍵のファイルに戻してください。",
        )
    return key


def key_id(key: bytes) -> str:
    """A short name by which a wrapped key says what it was wrapped with."""
    return hashlib.sha256(b"tsunagu kek id" + key).hexdigest()[:8]
