"""How it is told that something was taken back."""

from __future__ import annotations

from collections.abc import Mapping

from shared.codes import CORRECTION_REASONS
from shared.telling import Line

REASON = Line("理由", "reason", CORRECTION_REASONS)


def undone_lines(names: Mapping[str, str]) -> tuple[Line, Line]:
    """What was taken back, in its Japanese name, and why."""
    return Line("取り消したもの", "undone", said=names.__getitem__), REASON
