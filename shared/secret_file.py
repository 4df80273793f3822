"""Files that hold a secret: made once, whole or not at all, readable by their owner only."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from shared.refusal import Refusal


def create_secret_file(path: Path, content: bytes) -> None:
    """Write a new file of mode 0600.

    The file appears complete or not at all, whatever happens on the way, and is on disk after.

    Raises:
        FileExistsError: there is one already; it is never overwritten.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk, as fsync of a file alone does not promise."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_secret_file(path: Path, at_most: int) -> bytes:
    """Read the beginning of a file that nobody but its owner can reach.

    Args:
        path: the file.
        at_most: how many bytes to read; what lies behind them is malformed anyway.

    Raises:
        OSError: there is none, or it cannot be read.
        Refusal: ``key-file-permissions``.
    """
    with path.open("rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        content = file.read(at_most)
    if stat.S_IMODE(mode) & 0o077:
        raise Refusal(
            "key-file-permissions",
            "鍵のファイルを、ほかの利用者も読めます。",
            "chmod 600 で、所有者だけが読めるようにしてください。",
        )
    return content
