"""The form of the witness file: JSON Lines, one record for each append, only ever added to.

``{"leaf_hashes": ["<base64>", ...], "checkpoint": "<signed note>"}``: the hashes of the entries
that were appended, in order, and the checkpoint that was signed over all entries up to them. A
line without its line end is what a crash left of a write; it counts as not written.
"""

from __future__ import annotations

import base64
import json
import os
from binascii import a2b_base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic_core import from_json

from shared.merkle.tree import HASH_BYTES

_READ_BACK = 1 << 16
_BEGINNING = b'{"leaf_hashes":["'
_ENDS_AROUND_A_LINE = 2


@dataclass(frozen=True, slots=True)
class Record:
    """What the witness has seen of one append.

    Attributes:
        leaf_hashes: of its entries, in order.
        checkpoint: signed note over the whole log after it.
    """

    leaf_hashes: tuple[bytes, ...]
    checkpoint: str


def written(leaf_hashes: Sequence[bytes], checkpoint: str) -> bytes:
    """A record as one line, its end included."""
    hashes = [base64.b64encode(leaf).decode() for leaf in leaf_hashes]
    record = {"leaf_hashes": hashes, "checkpoint": checkpoint}
    return json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def read_record(line: bytes) -> Record | None:
    """A record from its line; ``None`` if it has not its form."""
    try:
        # Nothing but the two keys is ever read a second time.
        record = from_json(line, cache_strings="keys")
        leaves = tuple([a2b_base64(leaf, strict_mode=True) for leaf in record["leaf_hashes"]])
        checkpoint = record["checkpoint"]
    except (ValueError, TypeError, KeyError):
        return None
    if not leaves or not isinstance(checkpoint, str) or set(map(len, leaves)) != {HASH_BYTES}:
        return None
    return Record(leaves, checkpoint)


def records(path: Path) -> Iterator[tuple[int, Record | None]]:
    """Read a file from its beginning: line numbers from 1, ``None`` for what is no record.

    What a crash left of a last line is passed over.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.endswith(b"\n"):
                yield number, read_record(line)


def last_line(file: BinaryIO) -> tuple[bytes, int]:
    """The last whole line, and where it ends in bytes; empty and 0 if there is none.

    Raises:
        ValueError: what follows the last line end is not the beginning of a record, so that no
            crash has left it.
    """
    end = file.seek(0, os.SEEK_END)
    start, read = end, b""
    while start and read.count(b"\n") < _ENDS_AROUND_A_LINE:
        start = max(0, start - _READ_BACK)
        file.seek(start)
        read = file.read(end - start)
    whole, line_end, torn = read.rpartition(b"\n")
    if not torn.startswith(_BEGINNING[: len(torn)]):
        raise ValueError("the end of the file is not what a crash leaves of a record")
    if not line_end:
        return b"", 0
    return whole.rpartition(b"\n")[2] + b"\n", end - len(torn)
