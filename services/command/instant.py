"""``--as-of``: an instant as somebody types it."""

from __future__ import annotations

from datetime import datetime

from shared.calendar import JST
from shared.refusal import InvalidInput


def instant(text: str) -> datetime:
    """Read an instant; one without a zone is JST, and a bare day means its end.

    Raises:
        InvalidInput: ``instant-unreadable``.
    """
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput(
            "--as-of",
            "instant-unreadable",
            "時点を読み取れません。",
            "2024-04-01T12:00:00+09:00 のように指定してください。",
        ) from None
    if len(text) == len("2024-04-01"):
        read = read.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return read if read.tzinfo else read.replace(tzinfo=JST)
