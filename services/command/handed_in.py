"""Documents that are handed to a command: a file, or standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from shared.refusal import InvalidInput

STANDARD_INPUT = "-"
LONGEST_TEXT = 100_000
"""Bytes; no reason that somebody wrote is longer."""


@contextmanager
def handed_in(file: str, field: str) -> Iterator[BinaryIO]:
    """Open a document for the length of a block.

    Args:
        file: its path; ``-`` for standard input.
        field: how the user knows it.

    Raises:
        InvalidInput: ``file-unreadable``.
    """
    if file == STANDARD_INPUT:
        yield sys.stdin.buffer
    else:
        with opened(Path(file), field) as document:
            yield document


def opened(path: Path, field: str) -> BinaryIO:
    """Open a file.

    Raises:
        InvalidInput: ``file-unreadable``.
    """
    try:
        return path.open("rb")
    except OSError:
        raise InvalidInput(
            field,
            "file-unreadable",
            "ファイルを開けません。",
            "ファイルの場所と、読む権限を確かめてください。",
        ) from None


def text_from(file: str, field: str) -> str:
    """Read a text that is too confidential for the command line, where others can see it.

    Raises:
        InvalidInput: ``file-unreadable``, ``text-unreadable``.
    """
    with handed_in(file, field) as document:
        content = document.read(LONGEST_TEXT)
    try:
        return content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise InvalidInput(
            field,
            "text-unreadable",
            "ファイルの文を読み取れません。",
            "文字コードを UTF-8 にして保存し直してください。",
        ) from None
