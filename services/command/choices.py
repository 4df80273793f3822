"""Codes to choose from, as help shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

C = TypeVar("C", bound=str)

CODES = "{codes}"
"""Stands in a text of the catalogue where choices are shown."""

_CODES: dict[str, str] = {}
"""Lists of codes as they are shown in Japanese, and as they are where English is spoken."""


def choices(labels: Mapping[C, str]) -> str:
    """Codes to choose from, each with what it is called."""
    shown = " ".join(f"{code}（{label}）" for code, label in labels.items())
    _CODES[shown] = " ".join(labels)
    return shown


def apart(text: str) -> tuple[str, str]:
    """A text with :data:`CODES` in the place of its choices, and their codes without labels.

    Codes are English already; their labels are not.
    """
    for shown, codes in _CODES.items():
        if shown in text:
            return text.replace(shown, CODES), codes
    return text, ""
