"""The key-encryption key (KEK): 32 bytes that wrap every person's key."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from shared.refusal import Refusal
from shared.secret_key import create_secret_key, decoded_key, read_secret_key

VARIABLE = "TSUNAGU_KEK"
"""Environment variable that may hold the key itself, base64, where there are no secret files."""


def generate(path: Path) -> None:
    """Make a new key in a file that only the owner can read.

    Raises:
        FileExistsError: there is one already; it is never overwritten.
    """
    create_secret_key(path)


def find(path: Path, environment: Mapping[str, str] = os.environ) -> bytes:
    """The key in ``TSUNAGU_KEK`` if that is set, else the one in the file.

    Raises:
        Refusal: see :func:`load`; ``key-variable-malformed``.
    """
    text = environment.get(VARIABLE)
    if not text:
        return load(path)
    key = decoded_key(text.encode(errors="replace"))
    if key is None:
        raise Refusal(
            "key-variable-malformed",
            f"環境変数 {VARIABLE} の鍵の形が正しくありません。",
            "32バイトを base64 で書いた鍵を設定してください。",
        )
    return key


def load(path: Path) -> bytes:
    """Read a key from its file.

    Raises:
        Refusal: ``key-file-missing``, ``key-file-permissions`` or ``key-file-malformed``.
    """
    try:
        key = read_secret_key(path)
    except OSError:
        raise Refusal(
            "key-file-missing",
            "鍵のファイルを読み取れません。",
            "TSUNAGU_KEK_FILE の場所を確かめてください。失った鍵の記録は読めなくなります。",
        ) from None
    if key is None:
        raise Refusal(
            "key-file-malformed",
            "鍵のファイルの形が正しくありません。",
            "32バイトを base64 で書いた、元の鍵のファイルに戻してください。",
        )
    return key


def key_id(key: bytes) -> str:
    """A short name by which a wrapped key says what it was wrapped with."""
    return hashlib.sha256(key).hexdigest()[:8]
