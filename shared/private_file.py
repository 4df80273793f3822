"""Files that hold personal data: readable by their owner only, and there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.refusal import Refusal


@contextmanager
def written_privately(path: Path) -> Iterator[Path]:
    """Give a temporary file (mode 0600) beside a path; it takes the path's place at the end.

    If anything goes wrong on the way, the temporary file is removed and the path stays as it was.

    Raises:
        Refusal: ``file-not-writable``.
    """
    temporary = private_temporary(path.parent)
    try:
        yield temporary
        put_in_place(temporary, path)
    except OSError:
        raise not_writable() from None
    finally:
        temporary.unlink(missing_ok=True)


def private_temporary(folder: Path) -> Path:
    """Make an empty file that only its owner can read.

    Raises:
        Refusal: ``file-not-writable``.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".tsunagu-", suffix=".tmp", dir=folder)
    except OSError:
        raise not_writable() from None
    os.close(handle)
    return Path(name)


def put_in_place(temporary: Path, path: Path) -> None:
    """Move a file that is finished to its name, once it is on the disk."""
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    temporary.replace(path)


def not_writable() -> Refusal:
    """What is said of a folder into which nothing can be written."""
    return Refusal(
        "file-not-writable",
        "ファイルを書き込めません。",
        "フォルダーがあること、書き込む権限と空き容量があることを確かめてください。",
    )
