"""Files with personal data: written for their owner's eyes only, and read on that condition."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from services.command.handed_in import opened
from shared.private_file import written_privately
from shared.refusal import Refusal


def read_private(path: Path) -> bytes:
    """Read a private file; one that others can read is refused: somebody may have.

    Raises:
        Refusal: ``file-not-private``.
        InvalidInput: ``file-unreadable``.
    """
    with opened(path, "ファイル") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise Refusal(
                "file-not-private",
                "個人情報のファイルを、ほかの利用者も読めます。",
                "chmod 600 で、所有者だけが読めるようにしてください。",
            )
        return file.read()


def write_private(path: Path, text: str) -> None:
    """Write a document for its owner's eyes only.

    Raises:
        Refusal: ``file-not-writable``.
    """
    with written_privately(path) as temporary:
        temporary.write_text(text + "\n", encoding="utf-8")
