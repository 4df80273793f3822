"""Checkpoints (C2SP tlog-checkpoint): which log, how many entries, which root; signed as a note."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from shared.merkle.keys import SigningKey, VerifierKey
from shared.merkle.note import open_note, sign_note
from shared.merkle.refusals import CheckpointMalformed, CheckpointOfAnotherLog
from shared.merkle.tree import HASH_BYTES

_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
_FIXED_LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a log at one size.

    Attributes:
        origin: identifies the log; a URL without scheme, no personal data.
        size: number of entries.
        root: Merkle Tree Hash over them, 32 bytes.
    """

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a note; extension lines, which nobody can audit, are passed over.

        Raises:
            CheckpointMalformed: it is no checkpoint.
        """
        lines = text.split("\n")
        if len(lines) <= _FIXED_LINES or lines.pop() or not all(lines):
            raise CheckpointMalformed
        origin, size, encoded = lines[:_FIXED_LINES]
        try:
            root = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            raise CheckpointMalformed from None
        if not _SIZE.fullmatch(size) or len(root) != HASH_BYTES:
            raise CheckpointMalformed
        return cls(origin, int(size), root)


def sign_checkpoint(checkpoint: Checkpoint, keys: Sequence[SigningKey]) -> str:
    """Write a checkpoint as a note signed by one or more keys."""
    return sign_note(checkpoint.text, keys)


def open_checkpoint(note: str, trusted: Iterable[VerifierKey], origin: str) -> Checkpoint:
    """Verify a signed checkpoint and read it.

    Args:
        note: the whole note.
        trusted: keys whose signature counts.
        origin: of the log that it has to belong to.

    Raises:
        Refusal: ``note-malformed``, ``note-not-signed``, ``note-signature-invalid``,
            ``checkpoint-malformed`` or ``checkpoint-of-another-log``.
    """
    checkpoint = Checkpoint.parse(open_note(note, trusted))
    if checkpoint.origin != origin:
        raise CheckpointOfAnotherLog
    return checkpoint
