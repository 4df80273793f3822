"""An exported copy of a log: JSON Lines, one entry a line, for those who have no database.

``{"position": 0, "entry": "<base64>", "checkpoint": "<signed note>" | null}``. It holds what has to
be kept, and nothing that can be computed from it.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pydantic_core import from_json

from shared.merkle.refusals import LogUnreadable
from shared.merkle.source import PAGE, Entry, Page, Source
from shared.merkle.tree import leaf_hash
from shared.merkle.witness_file import count_lines


def write_copy(source: Source, path: Path) -> int:
    """Export a log into a new file; return the number of entries.

    Raises:
        FileExistsError: there is a file already.
    """
    count = 0
    with path.open("x", encoding="ascii") as file:
        for page in source.pages():
            count += len(page.entries)
            file.writelines(map(_line, page.entries))
    return count


def _line(entry: Entry) -> str:
    content = base64.b64encode(entry.entry).decode()
    line = {"position": entry.position, "entry": content, "checkpoint": entry.checkpoint}
    return json.dumps(line, separators=(",", ":")) + "\n"


class CopySource:
    """A log in an exported copy; a :class:`Source` without nodes.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def size(self) -> int:
        """The number of lines."""
        return count_lines(self._path)

    def node_count(self) -> None:
        """A copy has none."""

    def pages(self, after: int | None = None) -> Iterator[Page]:
        """Read page by page.

        Raises:
            LogUnreadable: a line has not the form of an entry.
        """
        with self._path.open("rb") as file:
            entries = map(_entry, file)
            while page := list(islice(entries, PAGE)):
                yield Page([one for one in page if after is None or one.position > after], None)


def _entry(line: bytes) -> Entry:
    try:
        read = from_json(line)
        entry = binascii.a2b_base64(read["entry"], strict_mode=True)
        return Entry(int(read["position"]), leaf_hash(entry), entry, read["checkpoint"])
    except (ValueError, TypeError, KeyError):
        raise LogUnreadable from None
