"""What stands in 〔 〕 in the tutorial: days counted from today, and what the reader has copied."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from shared.calendar import FiscalYear, format_wareki, months_after

_BLANK = re.compile(r"〔([^〕]+)〕")
_DAY = re.compile(
    r"(?:今日|(?P<many>\d+)(?P<unit>日|か月|年)(?P<way>前|後))"
    r"(?P<part>の月|の年度)?(?P<time> \d\d:\d\d)?"
)
_CAPTURED = r"[^\s（）]+"
_ANYTHING = "…"
_MONTHS = {"か月": 1, "年": 12}


@dataclass
class Words:
    """What the reader knows.

    Attributes:
        today: the day on which the tutorial is followed (JST).
        copied: what was copied, by its name.
    """

    today: date
    copied: dict[str, str] = field(default_factory=dict)

    def written(self, text: str) -> str:
        """A text as it is typed: days as ``2026-04-01``, which every field takes."""
        return _BLANK.sub(lambda found: self._one(found[1], seen=False), text)

    def seen(self, text: str) -> str:
        """A text as pages show it: days as 令和8年4月1日."""
        return _BLANK.sub(lambda found: self._one(found[1], seen=True), text)

    def shown(self, text: str) -> re.Pattern[str]:
        """What a line at the terminal looks like; a 〔name〕 that is new is copied from it."""
        parts = re.split(r"(〔[^〕]+〕|…)", text)
        return re.compile("".join(self._pattern(one) for one in parts))

    def take(self, line: str, pattern: re.Pattern[str], text: str) -> bool:
        """Whether a line looks like that; then what is new in it is copied."""
        found = pattern.search(line)
        if found is None:
            return False
        new = [one for one in _BLANK.findall(text) if not self._is_known(one)]
        self.copied.update(zip(new, found.groups(), strict=True))
        return True

    def _pattern(self, part: str) -> str:
        if part == _ANYTHING:
            return ".*"
        if not (found := _BLANK.fullmatch(part)):
            return re.escape(part)
        if self._is_known(found[1]):
            return re.escape(self._one(found[1], seen=False))
        return f"({_CAPTURED})"

    def _is_known(self, name: str) -> bool:
        return name in self.copied or _DAY.fullmatch(name) is not None

    def _one(self, name: str, *, seen: bool) -> str:
        if found := _DAY.fullmatch(name):
            return self._day(found, seen=seen)
        if name not in self.copied:
            raise KeyError(f"〔{name}〕 was not copied from anywhere")
        return self.copied[name]

    def _day(self, found: re.Match[str], *, seen: bool) -> str:
        day = self.today
        if found["many"]:
            many = int(found["many"]) * (1 if found["way"] == "後" else -1)
            months = _MONTHS.get(found["unit"])
            day = months_after(day, many * months) if months else day + timedelta(many)
        wareki = format_wareki(day)
        if found["part"] == "の月":
            return wareki[: wareki.index("月") + 1]
        if found["part"] == "の年度":
            return FiscalYear.of(day).label
        if seen:
            return wareki
        return day.isoformat() + (found["time"] or "").replace(" ", "T")
