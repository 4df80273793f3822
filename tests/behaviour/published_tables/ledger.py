"""A ledger with exactly the margins of a place: the rest of every row is drawn, by seed."""

from __future__ import annotations

import csv
import random
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from services.intake.ledger import HEADERS
from tests.behaviour.published_tables.place import Contacts, Margin, Place

Row = dict[str, str]

_OF_PERSON = ("氏名", "フリガナ", "住所", "性別", "年齢", "経路")
_FAMILY = (("架空", "カクウ"), ("見本", "ミホン"), ("試見", "タメシミ"))
_GIVEN = (("一郎", "イチロウ", "男"), ("花", "ハナ", "女"), ("三太", "サンタ", "男"))
_OFTEN = {
    "方法": ("電話", "来所", "訪問", "メール"),
    "相談者": ("本人", "母", "父", "兄弟姉妹", "関係機関"),
    "課題": ("生活困窮、ひきこもり", "不登校", "就労、孤立", "精神疾患", ""),
    "接触": ("本人に会えた", "会えない", "ふすま越し", "家族のみ", ""),
    "同意": ("あり", "未確認"),
}
_CONTENT = "暮らしについて話を聞いた。"
SAME_DAY = "受付日と同じ日"
"""Stands in a column of days for the day of the contact."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the ledger.

    Attributes:
        number: 対象者番号, and with another letter the ケース番号.
        since: day of the first contact.
        said: what every row of theirs says.
    """

    number: int
    since: date
    said: Mapping[str, str]

    @property
    def named(self) -> Row:
        """The numbers they go by."""
        return {"ケース番号": case_number(self.number), "対象者番号": person_number(self.number)}


def case_number(number: int) -> str:
    """ケース番号 of a person's case."""
    return f"K-{number:05}"


def person_number(number: int) -> str:
    """対象者番号."""
    return f"P-{number:05}"


def ten_years(age: str) -> str:
    """The ten years of an age, as margins tell them."""
    decade = int(age) // 10 * 10
    return f"{decade}-{decade + 9}"


def _as_asked(column: str, word: str) -> str:
    """An age by its ten years, any other word as it is."""
    return ten_years(word) if column == "年齢" and word else word


class Ledger:
    """The ledger of a place; the same one every time.

    Args:
        place: whose margins it has.
    """

    def __init__(self, place: Place) -> None:
        self._random = random.Random(place.municipality)  # noqa: S311 - invented people
        self._of_person = frozenset(_OF_PERSON) | set(place.of_person)
        self.people: list[Person] = []
        rows = [row for block in place.contacts for row in self._block(block)]
        self.rows = sorted(rows, key=lambda row: row["受付日"])

    def write(self, path: Path) -> None:
        """Write it as CSV with the headers that every ledger has."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADERS, restval="")
            writer.writeheader()
            writer.writerows(self.rows)

    def _block(self, block: Contacts) -> Iterator[Row]:
        rows = block.first + block.again + block.unnamed
        columns = {name: self._dealt(name, margin, rows) for name, margin in block.each.items()}
        told = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        told = told or [{} for _ in range(rows)]
        if block.first:
            yield from (self._first(block, one) for one in told)
        elif block.again:
            yield from self._again(block, told)
        else:
            yield from (self._row(self._day(*block.between), {}, one) for one in told)

    def _dealt(self, column: str, margin: Margin, rows: int) -> Sequence[str]:
        """A word for each row, as often as the margin says, in any order."""
        wanted = {margin: rows} if isinstance(margin, str) else margin
        if sum(wanted.values()) != rows:
            raise ValueError(f"{column}: {sum(wanted.values())} words for {rows} rows")
        words = [word for word, times in wanted.items() for _ in range(times)]
        self._random.shuffle(words)
        return [self._random.choice(word.split("/")) for word in words]

    def _first(self, block: Contacts, told: Row) -> Row:
        day, number = self._day(*block.between), len(self.people) + 1
        family, given = self._random.choice(_FAMILY), self._random.choice(_GIVEN)
        said = {
            "氏名": f"{family[0]} {given[0]}",
            "フリガナ": f"{family[1]} {given[1]}",
            "住所": f"架空町{number}番地",
            "性別": given[2],
            **{name: self._drawn(name, told[name]) for name in told.keys() & self._of_person},
        }
        person = Person(number, day, said)
        self.people.append(person)
        return self._row(day, person.named | dict(person.said), told | said)

    def _again(self, block: Contacts, told: list[Row]) -> Iterator[Row]:
        """Rows of persons who fit, in turn, so that nobody comes twice before all came once."""
        asked = sorted(block.each.keys() & self._of_person)
        turns: dict[tuple[str, ...], deque[Person]] = defaultdict(deque)
        people = list(self.people)
        self._random.shuffle(people)
        for person in people:
            turns[tuple(_as_asked(name, person.said.get(name, "")) for name in asked)].append(
                person
            )
        for one in told:
            fitting = turns[tuple(one[name] for name in asked)]
            person = fitting[0]
            fitting.rotate(-1)
            first = max(block.between[0], person.since)
            row = {name: word for name, word in one.items() if name not in asked}
            yield self._row(
                self._day(first, block.between[1]), person.named | dict(person.said), row
            )

    def _row(self, day: date, person: Mapping[str, str], told: Row) -> Row:
        drawn = {name: self._random.choice(words) for name, words in _OFTEN.items()}
        if not person:
            drawn |= {"相談者": "匿名", "同意": "未確認"}
        row = {"受付日": day.isoformat(), "内容": _CONTENT, **drawn, **person, **told}
        return {name: row["受付日"] if word == SAME_DAY else word for name, word in row.items()}

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self._random.randint(0, (last - first).days))

    def _drawn(self, column: str, word: str) -> str:
        """An age out of a band of ages; any other word as it is."""
        first, dash, last = word.partition("-")
        if column != "年齢" or not dash:
            return word
        return str(self._random.randint(int(first), int(last)))
