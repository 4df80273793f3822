"""The fonts of every paper: Noto Sans CJK JP, out of its own packages, never the machine's."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

FAMILY = "Noto Sans CJK JP"
_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")


def font_files() -> tuple[Path, ...]:
    """The regular and the bold font, in this order."""
    return tuple(
        Path(str(file))
        for package in _PACKAGES
        for file in files(package).iterdir()
        if file.name.endswith(".otf")
    )


@cache
def fonts() -> typst.Fonts:
    """The fonts as the typesetter takes them; those of the system are not looked at.

    Raises:
        LookupError: the family is not there; typst itself would print blank pages without a word.
    """
    found = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(file.parent) for file in font_files()],
    )
    if {(font.family, font.weight) for font in found.fonts()} != {(FAMILY, 400), (FAMILY, 700)}:
        raise LookupError(f"the fonts of {FAMILY} are not installed")
    return found
