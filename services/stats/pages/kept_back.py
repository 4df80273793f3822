"""What a publication keeps back, and why, in words and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.stats.application.catalogues.protections import label_of, told_of
from services.stats.domain.protection.protect import NOTHING_TOLD
from services.stats.domain.protection.publication import COMPLEMENTARY_NOTE, WITHHELD_NOTE
from services.stats.domain.publishing import known_rule

_WHY: Mapping[str, str] = {
    COMPLEMENTARY_NOTE: "計や、前に公表した数との差から、小さな数が分かってしまうため",
    WITHHELD_NOTE: "大きさにかかわらず、示すと小さな数が分かってしまうため",
}
_CLOSER = "0 を示すと小さな数が分かる表では、0 も隠します。"
_NOTHING = NOTHING_TOLD.level
_AMOUNTS = "金額と時間は、一人の分でも大きいことがあるので、示しません。"
_SMALL = "数そのものが小さく、人が分かることがあるため"


@dataclass(frozen=True, slots=True)
class KeptBack:
    """How a document is protected.

    Attributes:
        label: the rule.
        told: what the rule keeps back.
        figures: how many figures the document has, totals too.
        hidden: of how many there is no number: what stands there, why, how many.
    """

    label: str
    told: str
    figures: int
    hidden: tuple[tuple[str, str, int], ...]

    @property
    def count(self) -> int:
        """How many figures are kept back."""
        return sum(number for _, _, number in self.hidden)


def kept_back(document: Mapping[str, Any]) -> KeptBack:
    """Find out what a protected return keeps back.

    Raises:
        InvalidInput: ``unknown-protection``: its rule has no name that is known here.
    """
    rule = known_rule(document["protection"])
    figures = list(_figures(document))
    hidden = Counter(note for value, note in figures if value is None and _is_hidden(note))
    levels = {one.get("protection", rule.level) for one in document["tables"]} - {rule.level}
    return KeptBack(
        label_of(rule),
        told_of(rule)
        + (_CLOSER if levels - {_NOTHING} else "")
        + (_AMOUNTS if _NOTHING in levels else ""),
        len(figures),
        tuple((note, _WHY.get(note, _SMALL), number) for note, number in hidden.items()),
    )


def _figures(document: Mapping[str, Any]) -> Iterator[tuple[int | None, str]]:
    for table in document["tables"]:
        for cell in table["cells"]:
            yield cell["value"], cell.get("note") or ""
        if table["dimensions"]:
            yield table["total"], table.get("note") or ""


def _is_hidden(note: str) -> bool:
    return note.endswith("秘匿") or note == WITHHELD_NOTE
