"""Reading a PDF as a reader program does: what stands where on which page, in which words."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, DictionaryObject

LEFT, RIGHT, TOP, BOTTOM = 25 / 25.4 * 72, 595.28 - 20 / 25.4 * 72, 841.89, 0.0
"""The sides between which everything has to stand, in points."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some words on one line.

    Attributes:
        begins: x of its first glyph, in points from the left.
        ends: x behind its last glyph.
        height: y, in points from the bottom.
        words: what it says.
        beside: it stands in head or foot, which reader programs pass over.
    """

    begins: float
    ends: float
    height: float
    words: str
    beside: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    runs: tuple[Run, ...]

    @property
    def body(self) -> str:
        """Its words without head and foot, lines and break marks taken out."""
        return _plain(one.words for one in self.runs if not one.beside)

    @property
    def beside(self) -> str:
        """The words of head and foot."""
        return _plain(one.words for one in self.runs if one.beside)


def sheets(paper: bytes) -> list[Sheet]:
    """The pages of a PDF."""
    reader = PdfReader(io.BytesIO(paper))
    return [Sheet(tuple(_runs(reader, page))) for page in reader.pages]


def body_of(paper: bytes) -> str:
    """What a PDF says without heads and feet, pages joined."""
    return "".join(one.body for one in sheets(paper))


def _plain(words: Any) -> str:
    return "".join(words).replace("\u200b", "").replace("\n", "")


@dataclass(slots=True)
class _Font:
    words: dict[bytes, str]
    widths: dict[int, float]


def _runs(reader: PdfReader, page: PageObject) -> Iterator[Run]:
    fonts = {
        name: _font(one.get_object())
        for name, one in page["/Resources"].get("/Font", {}).items()  # type: ignore[attr-defined]
    }
    origin, at, font, size = (0.0, 0.0), 0.0, _Font({}, {}), 0.0
    marks: list[tuple[str, str | None]] = []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        match operator:
            case b"cm":
                origin = (float(operands[4]), float(operands[5]))
            case b"Tm":
                at = float(operands[4])
            case b"Tf":
                font, size = fonts[operands[0]], float(operands[1])
            case b"BDC":
                told = operands[1] if isinstance(operands[1], DictionaryObject) else {}
                actual = told.get("/ActualText")
                marks.append((operands[0], None if actual is None else str(actual)))
            case b"BMC":
                marks.append((operands[0], None))
            case b"EMC":
                marks.pop()
            case b"Tj" | b"TJ":
                words, wide = _shown(operands[0], font)
                stated = [told for _, told in marks if told is not None]
                begins = origin[0] + at
                yield Run(
                    begins,
                    begins + wide * size / 1000,
                    origin[1],
                    stated[-1] if stated else words,
                    any(mark == "/Artifact" for mark, _ in marks),
                )


def _shown(operand: Any, font: _Font) -> tuple[str, float]:
    words, wide = "", 0.0
    for part in operand if isinstance(operand, list) else [operand]:
        if isinstance(part, int | float):
            wide -= float(part)
            continue
        raw = bytes(getattr(part, "original_bytes", part))
        for place in range(0, len(raw), 2):
            glyph = raw[place : place + 2]
            words += font.words.get(glyph, "\ufffd")
            wide += font.widths.get(int.from_bytes(glyph, "big"), 1000.0)
    return words, wide


def _font(font: Any) -> _Font:
    told = font["/ToUnicode"].get_object().get_data().decode()
    words = {
        bytes.fromhex(glyph): bytes.fromhex(text).decode("utf-16-be")
        for glyph, text in re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", told, re.MULTILINE)
    }
    widths: dict[int, float] = {}
    stated = list(font["/DescendantFonts"][0].get_object().get("/W", []))
    while stated:
        first, second, *stated = stated
        if isinstance(second, list):
            widths |= {first + more: float(wide) for more, wide in enumerate(second)}
        else:
            wide, *stated = stated
            widths |= dict.fromkeys(range(first, second + 1), float(wide))
    return _Font(words, widths)
