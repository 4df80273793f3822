"""Which characters, and which of their variants (異体字), the fonts have a shape for.

Read from the font's own character map (OpenType ``cmap``, formats 12 and 14): what has no entry
there would be printed as an empty box, and an unknown variant as its usual shape without a word.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shared.paper.fonts import font_files

_WINDOWS_FULL = (3, 10)
_VARIANTS = (0, 5)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What there is a shape for.

    Attributes:
        characters: code points.
        variants: pairs of a code point and a variation selector.
    """

    characters: frozenset[int]
    variants: frozenset[tuple[int, int]]

    def shows(self, character: str) -> bool:
        """Whether a character has a shape."""
        return ord(character) in self.characters

    def shows_variant(self, character: str, selector: str) -> bool:
        """Whether a character has the shape that a variation selector (IVS) asks for."""
        return (ord(character), ord(selector)) in self.variants


@cache
def coverage() -> Coverage:
    """What all fonts of a paper have a shape for."""
    read = [_read(file) for file in font_files()]
    return Coverage(
        characters=frozenset.intersection(*(one.characters for one in read)),
        variants=frozenset.intersection(*(one.variants for one in read)),
    )


def _read(file: Path) -> Coverage:
    tables = _character_maps(file)
    return Coverage(
        characters=frozenset(_characters(tables[_WINDOWS_FULL])),
        variants=frozenset(_variants(tables[_VARIANTS])),
    )


def _character_maps(file: Path) -> dict[tuple[int, int], bytes]:
    """The subtables of ``cmap`` by platform and encoding."""
    font = file.read_bytes()
    (count,) = struct.unpack_from(">H", font, 4)
    directory = {
        tag: (offset, length)
        for tag, _, offset, length in struct.iter_unpack(">4sLLL", font[12 : 12 + 16 * count])
    }
    offset, length = directory[b"cmap"]
    table = font[offset : offset + length]
    (count,) = struct.unpack_from(">H", table, 2)
    return {
        (platform, encoding): table[start:]
        for platform, encoding, start in struct.iter_unpack(">HHL", table[4 : 4 + 8 * count])
    }


def _characters(table: bytes) -> Iterator[int]:
    """Code points of a subtable of format 12: groups from first to last."""
    (count,) = struct.unpack_from(">L", table, 12)
    for first, last, _glyph in struct.iter_unpack(">LLL", table[16 : 16 + 12 * count]):
        yield from range(first, last + 1)


def _variants(table: bytes) -> Iterator[tuple[int, int]]:
    """Pairs of a subtable of format 14: ranges with the usual shape, and those with another."""
    (count,) = struct.unpack_from(">L", table, 6)
    for at in range(10, 10 + 11 * count, 11):
        selector = int.from_bytes(table[at : at + 3], "big")
        usual, other = struct.unpack_from(">LL", table, at + 3)
        if usual:
            (ranges,) = struct.unpack_from(">L", table, usual)
            for one in range(usual + 4, usual + 4 + 4 * ranges, 4):
                first = int.from_bytes(table[one : one + 3], "big")
                yield from ((first + more, selector) for more in range(table[one + 3] + 1))
        if other:
            (mappings,) = struct.unpack_from(">L", table, other)
            for one in range(other + 4, other + 4 + 5 * mappings, 5):
                yield int.from_bytes(table[one : one + 3], "big"), selector
