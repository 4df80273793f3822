"""Reasons about several people: sealed under all their keys, opened with all of them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from shared.sealing import Sealed, Sealer, read_jointly, seal_jointly

ERASED = "（消去済み）"
"""What stands for a text whose key was destroyed."""


def sealed_reason(
    sealer: Sealer, subjects: Iterable[UUID], text: str | None, label: str
) -> Sealed | None:
    """Seal a text under the keys of everybody it concerns; blank counts as absent.

    Raises:
        Erased: the key of one of them was destroyed.
    """
    written = text.strip() if text else ""
    return seal_jointly(sealer, map(str, subjects), written, label) if written else None


def opened_reason(
    sealer: Sealer, subjects: Iterable[UUID], sealed: Sealed | None, label: str
) -> str | None:
    """Read such a text; where one of them was erased, only that there was one."""
    if sealed is None:
        return None
    return read_jointly(sealer, map(str, subjects), sealed, label) or ERASED
