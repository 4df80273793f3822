"""One row of the directory's table: what it says of a resource, and every problem it has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from services.placement.application.resources.forms import LONGEST_CONTACT, LONGEST_NOTES
from services.placement.application.resources.table_form import RESOURCE_TABLE, YES_NO
from services.placement.domain.resource import REFERRERS, ResourceDetails
from shared.codes import RESOURCE_KINDS, Code, CodeList
from shared.facts.fact import FreeCode
from shared.spreadsheet import Cell, Rejection, RowReader

_FREE_CODE: TypeAdapter[str] = TypeAdapter(FreeCode)
_WHOLE_YEAR = "通年"
_MONTHS = re.compile(r"([0-9]{1,2})(?:[~〜\-ー−–—]([0-9]{1,2}))?")
_BETWEEN_MONTHS = re.compile(r"[、,・/]")

_ONLINE = CodeList(
    "online",
    "オンライン",
    (
        Code("yes", YES_NO[0], ("○", "〇", "◯", "可", "あり", "有")),
        Code("no", YES_NO[1], ("×", "不可", "なし", "無")),
    ),
)

_COLUMN_OF = {
    "kind": "種類",
    "name": "名称",
    "area": "地域",
    "min_age": "年齢から",
    "max_age": "年齢まで",
    "capacity": "定員",
    "season": "利用できる月",
    "season_name": "季節の呼び名",
    "opening": "利用日時",
    "cost": "費用",
    "agency_id": "運営機関の番号",
}
"""Where the fields stand whose bounds the description itself knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceEntry:
    """A row of which everything was understood.

    Attributes:
        number: the municipality's own; ``None`` if it gave none.
        said: field of :class:`ResourceDetails` -> value, for the cells that are not blank.
        contact: 連絡先.
        notes: 受入れの配慮・経緯.
        confirmed_on: 最終確認日.
        free_places: 空き, as it was on that day.
    """

    number: str | None
    said: Mapping[str, Any]
    contact: str | None = field(repr=False)
    notes: str | None = field(repr=False)
    confirmed_on: date | None
    free_places: int | None

    def details(self, before: ResourceDetails | None = None) -> ResourceDetails:
        """What it describes; where it is blank, what was known before stands."""
        known = dict(before) if before else {}
        if self.said.get("season") == ():
            known["season_name"] = None  # open all the year round, so there is no season to name
        return ResourceDetails.model_validate(known | dict(self.said))


def read_entry(
    number: int, cells: Mapping[str, Cell], today: date
) -> ResourceEntry | list[Rejection]:
    """Read a row's cells.

    Args:
        number: the row that the user sees.
        cells: column -> cell; blank ones may be left out.
        today: the day of the import (JST).

    Returns:
        What it says, or every problem that it has, in the order of the columns.
    """
    reader = RowReader(RESOURCE_TABLE, number, cells)
    for column in RESOURCE_TABLE.required:
        reader.require(column)
    entry = ResourceEntry(
        number=reader.word("番号", 40),
        said=_said(reader),
        contact=reader.text("連絡先", LONGEST_CONTACT, lines=True),
        notes=reader.text("受入れの配慮・経緯", LONGEST_NOTES, lines=True),
        confirmed_on=reader.day("最終確認日", today),
        free_places=reader.number("空き", "人"),
    )
    if reader.given("空き") and not reader.given("最終確認日"):
        reader.reject(
            "空き", "company-missing", "最終確認日が空です。空きを聞いた日も書いてください。"
        )
    if not reader.rejections:
        _check_bounds(reader, entry)
    return reader.in_order() or entry


def _said(reader: RowReader) -> dict[str, Any]:
    online = reader.code("オンライン", _ONLINE)
    said: dict[str, Any] = {
        "kind": reader.code("種類", RESOURCE_KINDS),
        "name": reader.text("名称", 80),
        "area": reader.text("地域", 60),
        "min_age": reader.number("年齢から", "歳"),
        "max_age": reader.number("年齢まで", "歳"),
        "capacity": reader.number("定員", "人"),
        "season": _months(reader),
        "season_name": reader.text("季節の呼び名", 30),
        "opening": _opening(reader),
        "cost": _cost(reader),
        "online": None if online is None else online == "yes",
        "referrers": reader.codes("紹介できる人", REFERRERS) or None,
        "agency_id": _agency(reader),
    }
    return {name: value for name, value in said.items() if value is not None}


def _months(reader: RowReader) -> tuple[int, ...] | None:
    """「11月〜3月」, 「7、8月」 or 「通年」; ``None`` for a blank."""
    text = reader.word("利用できる月", 60)
    if text is None:
        return None
    text = "".join(text.split()).replace("月", "")
    if text == _WHOLE_YEAR:
        return ()
    found: list[int] = []
    for part in _BETWEEN_MONTHS.split(text):
        match = _MONTHS.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not (1 <= first <= 12 and 1 <= last <= 12):  # noqa: PLR2004 - the months of a year
            reader.reject(
                "利用できる月",
                "months-unreadable",
                "「4月〜10月」「7、8月」「通年」のように書いてください。",
            )
            return None
        found += range(first, (last if last >= first else last + 12) + 1)
    return tuple((month - 1) % 12 + 1 for month in found)


def _opening(reader: RowReader) -> str | None:
    text = reader.text("利用日時", 200, lines=True)
    return " ".join(text.split()) if text else None


def _cost(reader: RowReader) -> int | str | None:
    """Yen, or the municipality's word for it."""
    word = reader.word("費用", 60)
    if word is None:
        return None
    if word == "無料":
        return 0
    if any(character.isdigit() for character in word):
        return reader.number("費用", "円")
    try:
        return _FREE_CODE.validate_python(word)
    except ValidationError:
        reader.reject(
            "費用", "word-not-allowed", "円の数字か、20字までの数字を含まない言葉で書いてください。"
        )
        return None


def _agency(reader: RowReader) -> UUID | None:
    text = reader.word("運営機関の番号", 60)
    if text is None:
        return None
    try:
        return UUID(unicodedata.normalize("NFKC", text))
    except ValueError:
        reader.reject(
            "運営機関の番号",
            "agency-unreadable",
            "会議に登録された機関の番号（英数字とハイフン）を書くか、空けてください。",
        )
        return None


def _check_bounds(reader: RowReader, entry: ResourceEntry) -> None:
    try:
        entry.details()
    except ValidationError as invalid:
        for error in invalid.errors(include_input=False, include_url=False):
            column = _COLUMN_OF.get(str(error["loc"][0]), "名称")
            reader.reject(
                column, "value-out-of-bounds", "この欄に書ける範囲を超えています。直してください。"
            )
