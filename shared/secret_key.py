"""Secret keys of 32 bytes in files: made once, written in base64, readable by their owner only."""

from __future__ import annotations

import base64
import binascii
import secrets
from pathlib import Path

from shared.secret_file import create_secret_file, read_secret_file

LENGTH = 32


def create_secret_key(path: Path) -> None:
    """Make a new key in a file that only the owner can read.

    The file appears complete or not at all, whatever happens on the way.

    Raises:
        FileExistsError: there is one already; it is never overwritten.
    """
    create_secret_file(path, base64.b64encode(secrets.token_bytes(LENGTH)) + b"\n")


def read_secret_key(path: Path) -> bytes | None:
    """The key in a file; ``None`` if there is none, or not in this form.

    Raises:
        OSError: there is no such file, or it cannot be read.
        Refusal: ``key-file-permissions``.
    """
    return decoded_key(read_secret_file(path, 4 * LENGTH))


def decoded_key(text: bytes) -> bytes | None:
    """The key that a text stands for; ``None`` if it stands for none."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        return None
    return key if len(key) == LENGTH else None
