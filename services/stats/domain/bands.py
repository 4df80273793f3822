"""年代: bands of age. They belong to the report, never to the record (law rule 67).

What is stored is the age in whole years; a report chooses the bands it is read through.
"""

from __future__ import annotations

from dataclasses import dataclass

UNKNOWN = "不明"
"""The category of an age that nobody knows; a category like any other, never left out."""

OLDEST = 130
"""The highest age that a fact can tell."""


@dataclass(frozen=True, slots=True)
class Band:
    """A span of ages.

    Attributes:
        label: how the report calls it.
        lowest: first age in whole years.
        highest: last age, inclusive; ``None`` for no upper end.
    """

    label: str
    lowest: int
    highest: int | None

    def holds(self, age: int) -> bool:
        """Whether the age lies in the band."""
        return self.lowest <= age and (self.highest is None or age <= self.highest)


TEN_YEARS: tuple[Band, ...] = (
    Band("10歳未満", 0, 9),
    *(Band(f"{decade}代", decade, decade + 9) for decade in range(10, 90, 10)),
    Band("90歳以上", 90, None),
)
"""10-year bands, as most municipalities publish them."""
