"""What checkpoints that were kept tell of a ledger of disclosures: was it cut, or written anew?

A log that only grows has one root for each size, and is never smaller than it was. Two checkpoints
that say otherwise prove that the ledger was changed, whoever owns its database (promise C4). That
two checkpoints of different sizes are of one log is proved by the ledger itself, not by them.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shared.merkle.checkpoint import Checkpoint
from shared.merkle.keys import VerifierKey
from shared.merkle.note import open_note, text_of
from shared.refusal import Refusal

Alarm = Literal["fork", "rollback", "replaced", "backdated", "unreadable", "signature"]

ALARMS: dict[Alarm, str] = {
    "fork": "分岐（同じ件数で内容が違う）",
    "rollback": "巻き戻し（件数が減った）",
    "replaced": "別の記録に変わった",
    "backdated": "先に届いたものと時刻の順が合わない（時刻の偽りか、届いた順の違い）",
    "unreadable": "検査点の文面が、添えられた値と違う",
    "signature": "登録した鍵の署名ではない",
}
"""How each is called."""


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """A checkpoint as it came with a return.

    Attributes:
        origin: the ledger, as its notes are signed.
        size: number of entries.
        root: Merkle Tree Hash over them, hexadecimal.
        note: the signed note, base64.
        submitted_at: when the municipality submitted the return it came with, as it says itself.
    """

    origin: str
    size: int
    root: str
    note: str
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that no honest ledger shows.

    Attributes:
        alarm: what.
        at: the checkpoint that shows it.
        before: the one that it contradicts; ``None`` if it is wrong in itself.
    """

    alarm: Alarm
    at: KeptCheckpoint
    before: KeptCheckpoint | None = None


def findings(
    kept: Sequence[KeptCheckpoint], trusted: VerifierKey | None = None
) -> tuple[Finding, ...]:
    """Compare the checkpoints of one municipality.

    Args:
        kept: in the order in which they arrived. They are compared in that of their submission,
            as far as nothing is hidden by it.
        trusted: the ledger's key, if the municipality has told it; else signatures say nothing.
    """
    found = [finding for one in kept for finding in _wrong_in_itself(one, trusted)]
    roots: dict[tuple[str, int], KeptCheckpoint] = {}
    largest: KeptCheckpoint | None = None
    for one in in_order(kept):
        same_size = roots.setdefault((one.origin, one.size), one)
        if same_size.root != one.root:
            found.append(Finding("fork", one, same_size))
        if largest is not None and one.origin != largest.origin:
            found.append(Finding("replaced", one, largest))
            largest = one
        elif largest is not None and one.size < largest.size:
            found.append(Finding("rollback", one, largest))
        else:
            largest = one
    return (*found, *_backdated(kept))


def in_order(kept: Sequence[KeptCheckpoint]) -> list[KeptCheckpoint]:
    """Checkpoints in the order in which they say that they were submitted."""
    return sorted(kept, key=lambda one: one.submitted_at)


def _backdated(kept: Sequence[KeptCheckpoint]) -> Iterable[Finding]:
    """Those that would be a rollback or another ledger, but for the time that they give."""
    latest: KeptCheckpoint | None = None
    for one in kept:
        if latest is None or latest.submitted_at <= one.submitted_at:
            latest = one
        elif one.origin != latest.origin or one.size < latest.size:
            yield Finding("backdated", one, latest)


def _wrong_in_itself(one: KeptCheckpoint, trusted: VerifierKey | None) -> Iterable[Finding]:
    try:
        note = base64.b64decode(one.note, validate=True).decode()
        told = Checkpoint.parse(text_of(note))
    except (Refusal, binascii.Error, ValueError):
        return [Finding("unreadable", one)]
    if (told.origin, told.size, told.root.hex()) != (one.origin, one.size, one.root):
        return [Finding("unreadable", one)]
    if trusted is None:
        return []
    try:
        open_note(note, [trusted])
    except Refusal:
        return [Finding("signature", one)]
    return []
