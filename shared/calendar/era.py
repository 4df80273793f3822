"""Dates as Japanese offices write them: ISO, and 和暦 in any usual writing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from shared.refusal import InvalidInput

FIELD = "日付"


@dataclass(frozen=True, slots=True)
class Era:
    """One era (元号).

    Attributes:
        name: 令和.
        letter: R.
        first_day: its first day.
        last_day: its last day, ``None`` while it goes on.
    """

    name: str
    letter: str
    first_day: date
    last_day: date | None

    def contains(self, day: date) -> bool:
        """Whether a day is counted in this era."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def year_of(self, western: int) -> int:
        """The era's year in a western year."""
        return western - self.first_day.year + 1


ERAS = (
    Era("令和", "R", date(2019, 5, 1), None),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 24)),
    Era("明治", "M", date(1868, 10, 23), date(1912, 7, 29)),
)
"""The eras since Meiji, the latest first. Before 1873 Japan's calendar was another one; dates of
those years are read as Gregorian."""

_NUMERALS = dict(zip("〇一二三四五六七八九", range(10), strict=True))
_ERA_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.name[0], era.letter)}

YEAR = r"(?:(?P<era>令和|平成|昭和|大正|明治|[令平昭大明RHSTM])\.?(?P<n>元|\d{1,2})|(?P<y>\d{4}))"
SEPARATOR = "[-/.・‐‑–−]"  # the dashes are five different ones, all seen in ledgers
_FULL = re.compile(
    rf"{YEAR}(?:年(?P<m1>\d{{1,2}})月(?P<d1>\d{{1,2}})日"
    rf"|(?P<sep>{SEPARATOR})(?P<m2>\d{{1,2}})(?P=sep)(?P<d2>\d{{1,2}}))",
    re.ASCII,
)
_KANJI_NUMBER = re.compile(
    r"(?<![〇一二三四五六七八九十])"
    r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[〇一二三四五六七八九]+)"
    r"(?![〇一二三四五六七八九十])"
)
_MIDNIGHT = re.compile(r"(?<=\d)(T|\s+)00?:00(:00(\.0+)?)?$", re.ASCII)
_WEEKDAY = re.compile(r"\([月火水木金土日](曜日?)?\)$")


def normalise(text: str) -> str:
    """Bring a written date to half-width digits and capitals (NFKC opens ㋿ and ㍻ as well).

    Blanks, a weekday in brackets and the midnight that a spreadsheet appends are taken away.
    """
    text = unicodedata.normalize("NFKC", text).strip().upper()
    text = re.sub(r"\s", "", _MIDNIGHT.sub("", text))
    text = _WEEKDAY.sub("", text)
    return _KANJI_NUMBER.sub(lambda found: str(_from_kanji(found.group())), text)


def _from_kanji(text: str) -> int:
    if "十" not in text:
        return int("".join(str(_NUMERALS[sign]) for sign in text))
    tens, _, ones = text.partition("十")
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)


def unreadable() -> InvalidInput:
    """What is said of a text that is no date."""
    return InvalidInput(
        FIELD,
        "date-unreadable",
        "日付を読み取れません。",
        "2024-04-01 または 令和6年4月1日 のように書いてください。",
    )


def western_year(match: re.Match[str]) -> tuple[int, Era | None]:
    """The western year that a match of :data:`YEAR` names, and its era if it names one."""
    if match["y"]:
        return int(match["y"]), None
    era = _ERA_BY_SIGN[match["era"]]
    number = 1 if match["n"] == "元" else int(match["n"])
    if number == 0:
        raise unreadable()
    return era.first_day.year + number - 1, era


def refuse_outside(era: Era | None, earliest: date, latest: date) -> None:
    """Refuse days of which none lies in the era that was written.

    Raises:
        InvalidInput: ``date-outside-era``.
    """
    if era is None:
        return
    if latest < era.first_day or (era.last_day is not None and earliest > era.last_day):
        raise InvalidInput(
            FIELD,
            "date-outside-era",
            "その元号に、その日付はありません。",
            "改元の日（令和は2019年5月1日、平成は1989年1月8日から）を確かめるか、西暦で書いてください。",
        )


def impossible() -> InvalidInput:
    """What is said of a day that the calendar does not have."""
    return InvalidInput(
        FIELD,
        "date-impossible",
        "暦にない日付です。",
        "年・月・日を確かめてください。",
    )


def parse_date(text: str) -> date:
    """Read a date.

    Args:
        text: ``2024-04-01``, ``2024/4/1``, ``2024年4月1日``, ``令和6年4月1日``, ``R6.4.1``,
            ``令6/4/1``, ``㋿元年5月1日``, ``令和六年四月一日``; full-width or half-width.
            A year of two digits without era, a run of eight digits and day-first orders are
            refused, because they can be read in more than one way.

    Raises:
        InvalidInput: ``date-unreadable``, ``date-impossible`` or ``date-outside-era``; the
            message never repeats the text.
    """
    match = _FULL.fullmatch(normalise(text))
    if match is None:
        raise unreadable()
    year, era = western_year(match)
    try:
        day = date(year, int(match["m1"] or match["m2"]), int(match["d1"] or match["d2"]))
    except ValueError:
        raise impossible() from None
    refuse_outside(era, day, day)
    return day


def era_of(day: date) -> Era | None:
    """The era that a day is counted in; ``None`` before Meiji."""
    return next((era for era in ERAS if era.contains(day)), None)


def format_wareki(day: date) -> str:
    """Write a day as 令和6年4月1日."""
    era = era_of(day)
    if era is None:
        return f"{day.year}年{day.month}月{day.day}日"
    year = era.year_of(day.year)
    return f"{era.name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def format_wareki_short(day: date) -> str:
    """Write a day as R6.4.1."""
    era = era_of(day)
    if era is None:
        return f"{day.year}.{day.month}.{day.day}"
    return f"{era.letter}{era.year_of(day.year)}.{day.month}.{day.day}"
