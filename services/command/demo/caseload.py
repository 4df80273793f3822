"""A fictional town's ledger: nobody in it exists, and the same seed always makes the same town."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from shared.calendar import format_wareki

HEADERS = (
    "受付日", "ケース番号", "対象者番号", "氏名", "フリガナ", "住所", "電話", "内容", "生年月日",
    "年齢", "性別", "方法", "相談者", "経路", "課題", "同意", "接触", "受付機関", "担当者",
    "つなぎ先", "つなぎ結果", "つなぎ日", "就労", "就職日", "離職日", "状態",
)  # fmt: skip

_FAMILY = (("架空", "カクウ"), ("見本", "ミホン"), ("試見", "タメシミ"), ("例田", "レイダ"))
_GIVEN = (
    ("一郎", "イチロウ", "男"),
    ("花", "ハナ", "女"),
    ("二葉", "フタバ", "女"),
    ("三太", "サンタ", "男"),
)
_METHODS = ("電話", "電話", "来所", "来所", "訪問", "メール", "SNS", "同行", "関係機関")
_CONSULTERS = ("本人", "母", "母", "父", "兄弟姉妹", "民生委員・児童委員", "関係機関")
_ROUTES = ("本人", "家族", "民生委員", "広報", "紹介")
_FACTORS = ("生活困窮", "障害", "精神疾患", "発達", "不登校", "8050", "就労", "住まい", "孤立")
_PLACES = (
    "地域若者サポートステーション",
    "社会福祉協議会",
    "居場所",
    "農家",
    "就労準備支援",
    "医療機関",
)
_RESULTS = ("完了", "完了", "完了", "受理", "打診", "不受理", "不調")
_JOBS = ("一般(正規)", "一般(非正規)", "障害者雇用", "A型", "B型", "中間的就労")
_CONTENT = "暮らしと仕事について話を聞いた。次の約束をした。"

Row = dict[str, str]


class Town:
    """Cases of the last two years up to a day.

    Args:
        cases: how many households.
        until: the last possible day of a contact.
        seed: of the random numbers.
    """

    def __init__(self, cases: int, until: date, seed: int = 2026) -> None:
        self._cases = cases
        self._until = until
        self._random = random.Random(seed)  # noqa: S311 - a made-up town needs no secrecy

    def rows(self) -> Iterator[Row]:
        """The rows of the ledger, case by case."""
        for number in range(1, self._cases + 1):
            if number % 12 == 0:
                yield self._anonymous()
            else:
                yield from self._case(number)

    def _day(self, days_back: int) -> date:
        return self._until - timedelta(days=self._random.randint(0, days_back))

    def _anonymous(self) -> Row:
        return {
            "受付日": self._day(700).isoformat(),
            "方法": "電話",
            "相談者": "匿名",
            "性別": "不明",
            "内容": _CONTENT,
        }

    def _case(self, number: int) -> Iterator[Row]:
        choose = self._random.choice
        family, given = choose(_FAMILY), choose(_GIVEN)
        born = date(self._random.randint(1950, 2008), self._random.randint(1, 12), 15)
        first = self._until - timedelta(days=self._random.randint(200, 700))
        person = {
            "ケース番号": f"K-{number:04}",
            "対象者番号": f"P-{number:04}",
            "氏名": f"{family[0]} {given[0]}",
            "フリガナ": f"{family[1]} {given[1]}",
            "住所": f"つなぎ市架空町{number}番地",
            "電話": f"000-{number:04}-0000",
            "生年月日": f"昭和{born.year - 1925}年頃" if born.year < 1980 else format_wareki(born),  # noqa: PLR2004
            "性別": given[2],
            "経路": choose(_ROUTES),
            "課題": "、".join(self._random.sample(_FACTORS, 2)),
            "同意": choose(("あり", "あり", "未確認", "拒否", "確認不能")),
            "受付機関": "つなぎ市福祉課",
            "担当者": choose(("担当 甲", "担当 乙", "担当 丙")),
        }
        days = sorted(first + timedelta(days=self._random.randint(0, 190)) for _ in range(5))
        outcome = self._outcome(days[-1])
        for day in days:
            row = person | {
                "受付日": format_wareki(day),
                "方法": choose(_METHODS),
                "相談者": choose(_CONSULTERS),
                "接触": choose(("本人に会えた", "会えない", "ふすま越し", "家族のみ")),
                "内容": _CONTENT,
            }
            yield row | outcome if day == days[-1] else row

    def _outcome(self, day: date) -> Row:
        """What the last row says of つなぎ and 就労."""
        outcome: Row = {}
        if self._random.random() < 0.6:  # noqa: PLR2004
            outcome |= {
                "つなぎ先": self._random.choice(_PLACES),
                "つなぎ結果": self._random.choice(_RESULTS),
                "つなぎ日": day.isoformat(),
            }
        if self._random.random() < 0.25:  # noqa: PLR2004
            outcome |= {"就労": self._random.choice(_JOBS), "就職日": day.isoformat()}
        return outcome


def write_ledger(path: Path, town: Town) -> int:
    """Write the town's ledger as a CSV file; return the number of rows."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, HEADERS, restval="")
        writer.writeheader()
        count = 0
        for row in town.rows():
            writer.writerow(row)
            count += 1
    return count
