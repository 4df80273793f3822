"""Text that people wrote, made fit for paper: nothing is dropped unseen, nothing breaks the page.

A character without a shape becomes 〓 (下駄記号) and is told of at the end of the paper; so is a
variant (異体字) that the fonts do not have. Where a line could not be broken, it is made to.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from shared.paper.coverage import Coverage, coverage

GETA = "〓"
"""Stands for a character that cannot be printed, as Japanese printers have always done."""

LONGEST_UNBROKEN = 16
"""So many characters stay together at most where no rule of typesetting lets a line break."""

MOST_TOLD = 40
"""So many different characters are told of by their number; how many more there are is said."""

_BREAK = "\u200b"
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TAB = "\u3000"
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_FREE = re.compile("[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_TIED = re.compile("[ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ]")


@dataclass(slots=True)
class Printing:
    """The texts of one paper, and what of them could not be printed as it was written.

    Attributes:
        fonts: what there are shapes for.
        missing: characters that became 〓, with how often.
        usual: characters with a variation selector that got their usual shape, with how often.
        shapeless: control characters that have no shape and were left out.
    """

    fonts: Coverage = field(default_factory=coverage)
    missing: Counter[str] = field(default_factory=Counter)
    usual: Counter[str] = field(default_factory=Counter)
    shapeless: int = 0

    def text(self, written: str) -> str:
        """The text as it can be printed; its lines end with a line feed."""
        written = _LINE_ENDS.sub("\n", written).replace("\t", _TAB)
        return "".join(_broken(self._shaped(written)))

    def notes(self) -> list[str]:
        """What the reader has to be told, in sentences."""
        notes = []
        if self.missing:
            notes.append(
                f"「{GETA}」は、この紙の書体にない文字です。元の記録で確かめてください: "
                + _told(self.missing)
            )
        if self.usual:
            notes.append(
                "次の異体字は、この紙の書体に字形がないため、標準の字形で表しました: "
                + _told(self.usual)
            )
        if self.shapeless:
            notes.append(f"形のない制御文字を除きました（{self.shapeless}字）。")
        return notes

    def _shaped(self, written: str) -> Iterator[str]:
        """One character after the other, each with what belongs to it."""
        before = ""
        for character in written:
            cluster = self._joined(before, character)
            if cluster is not None:
                before = cluster
                continue
            if before:
                yield before
            before = self._alone(character)
        if before:
            yield before

    def _joined(self, before: str, character: str) -> str | None:
        """What a character makes with the one before it; ``None`` if it stands alone."""
        if _SELECTORS.match(character):
            return self._variant(before, character)
        if before in ("", "\n") or not unicodedata.category(character).startswith("M"):
            return None
        if self.fonts.shows(character):
            return before + character
        composed = unicodedata.normalize("NFC", before + character)
        return composed if len(composed) == 1 and self.fonts.shows(composed) else None

    def _variant(self, before: str, selector: str) -> str:
        if len(before) == 1 and self.fonts.shows_variant(before, selector):
            return before + selector
        if len(before) == 1 and before not in (GETA, "\n"):
            self.usual[before + selector] += 1
        else:
            self.shapeless += 1
        return before

    def _alone(self, character: str) -> str:
        if character == "\n" or self.fonts.shows(character):
            if character != "\xad":
                return character
        elif unicodedata.category(character) != "Cf":
            self.missing[character] += 1
            return GETA
        self.shapeless += 1
        return ""


def _broken(clusters: Iterator[str]) -> Iterator[str]:
    """The same with places where a line may break, wherever there would be none for long."""
    together, free = 0, False
    for cluster in clusters:
        was_free, free = free, bool(_FREE.match(cluster)) and not _TIED.match(cluster)
        if cluster in (" ", "\n", _TAB) or (was_free and free):
            together = 0
        elif together >= LONGEST_UNBROKEN:
            yield _BREAK
            together = 0
        together += 1
        yield cluster


def _told(counted: Counter[str]) -> str:
    told = [f"{_number(one)}×{count}" for one, count in sorted(counted.items())[:MOST_TOLD]]
    more = len(counted) - len(told)
    return "、".join(told) + (f"、ほか{more}種" if more else "")


def _number(written: str) -> str:
    """``U+E000``; of a variant its usual shape and both numbers."""
    numbers = "＋".join(f"U+{ord(one):04X}" for one in written)
    return numbers if len(written) == 1 else f"{written[0]}({numbers})"
