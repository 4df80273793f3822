"""How codes of the law are called, and how an instant is written, on every screen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from shared.calendar import JST, format_wareki
from shared.codes import DISCLOSURE_EFFECTS, LEGAL_MODES, CodeList

_STYLES = {"full": "green", "blurred": "yellow", "withheld": "red"}


def labels_of(codes: CodeList, found: Iterable[str]) -> list[str]:
    """How codes are called, each once, in their order."""
    return [codes.by_code(one).label for one in dict.fromkeys(found)]


def effect_of(code: str) -> str:
    """全部・ぼかし・不可, in its colour."""
    return f"[{_STYLES[code]}]{DISCLOSURE_EFFECTS.by_code(code).label}[/]"


def mode_of(code: str) -> str:
    """How a legal mode is called; ``casework`` is in no list, for it is no meeting."""
    return "会議によらない共有" if code == "casework" else LEGAL_MODES.by_code(code).label


def instant_of(at: datetime) -> str:
    """An instant in Japan, to the minute."""
    local = at.astimezone(JST)
    return f"{format_wareki(local.date())} {local:%H:%M}"
