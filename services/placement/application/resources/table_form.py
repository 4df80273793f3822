"""The directory as a table: its columns, and the template that a town fills in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from services.placement.domain.resource import REFERRERS
from shared.codes import RESOURCE_KINDS
from shared.spreadsheet import Sheet, TableForm, write_xlsx

YES_NO = ("はい", "いいえ")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the directory's table.

    Attributes:
        header: what stands above it.
        meaning: what is to be written, for who fills it in.
        example: one that can be taken in.
        synonyms: what towns call it, too.
        width: characters that it shows.
    """

    header: str
    meaning: str
    example: str = ""
    synonyms: tuple[str, ...] = ()
    width: int = 14


COLUMNS = (
    Column(
        "番号",
        "市町村が付けた番号。名称が変わっても、同じ資源だと分かる",
        "S-001",
        ("No.", "管理番号"),
    ),
    Column("種類", "必須。「選択肢」のシートから選ぶ", "農家", ("種別", "区分", "分類"), 24),
    Column(
        "名称",
        "必須。公にしている名称",
        "つなぎ農園（架空）",
        ("施設名", "事業所名", "団体名", "企業名", "社会資源名"),
        28,
    ),
    Column(
        "地域",
        "場所か、対象とする地域。どこでもよければ空ける",
        "東地区",
        ("地区", "エリア", "校区"),
    ),
    Column(
        "年齢から", "対象年齢の下限（満年齢、その年齢を含む）", "18", ("対象年齢から", "年齢下限")
    ),
    Column(
        "年齢まで", "対象年齢の上限（満年齢、その年齢を含む）", "64", ("対象年齢まで", "年齢上限")
    ),
    Column("定員", "一度に受け入れられる人数", "3", ("受入人数", "受入れ人数")),
    Column("空き", "最終確認日に聞いた空きの人数。最終確認日も書く", "1", ("空き人数", "空き状況")),
    Column(
        "利用できる月",
        "「4月〜10月」「7、8月」「通年」のように書く。空けると通年",
        "11月〜6月",
        ("開設月", "受入月", "受入時期"),
        18,
    ),
    Column("季節の呼び名", "その時期の呼び名", "ナスの収穫期", ("時期の呼び名",), 18),
    Column(
        "利用日時", "曜日と時間", "月・水 9:00〜12:00", ("開設日時", "開所日時", "営業時間"), 24
    ),
    Column(
        "費用",
        "一回あたりの円（無料は0）か、20字までの言葉（数字なし）",
        "0",
        ("利用料", "参加費", "料金"),
    ),
    Column("オンライン", "行かずに参加できるか。はい・いいえ", "いいえ"),
    Column(
        "紹介できる人",
        "「選択肢」のシートから。「、」で区切る。だれでもよければ空ける",
        "本人、市町村担当課、サポステ",
        ("紹介元", "紹介者"),
        24,
    ),
    Column("運営機関の番号", "運営する機関が会議に登録されていれば、その番号", "", (), 24),
    Column(
        "連絡先",
        "その場所が自ら公にしている窓口・電話・所在地だけ",
        "受入れ窓口 000-000-0000",
        ("問い合わせ先", "問合せ先", "窓口"),
        30,
    ),
    Column("最終確認日", "いまもあると、相手に確かめた日", "2024-04-01", ("確認日", "更新日")),
    Column(
        "受入れの配慮・経緯",
        "市町村の機関だけが見る。個人の名前は書かない",
        "",
        ("受入れの配慮", "過去の経緯", "配慮事項"),
        40,
    ),
)
"""Every column, in the order in which the template has them."""

RESOURCE_TABLE = TableForm(
    code="resources",
    title="社会資源の一覧",
    headers=tuple(one.header for one in COLUMNS),
    required=("種類", "名称"),
    in_parts="種類ごとに分けて",
    synonyms={text: one.header for one in COLUMNS for text in one.synonyms},
)
"""The directory as a kind of table."""


def write_template(path: Path) -> None:
    """Write an empty table (XLSX) with choices, and a sheet that says what belongs where.

    Raises:
        Refusal: ``file-not-writable``.
    """
    choices = {
        "種類": RESOURCE_KINDS.labels,
        "オンライン": YES_NO,
        "紹介できる人": REFERRERS.labels,
    }
    table = Sheet(
        RESOURCE_TABLE.title,
        RESOURCE_TABLE.headers,
        (),
        {one.header: one.width for one in COLUMNS},
        choices,
    )
    how = Sheet(
        "書き方",
        ("見出し", "書くこと", "例"),
        [(one.header, one.meaning, one.example) for one in COLUMNS],
        {"見出し": 22, "書くこと": 70, "例": 30},
    )
    write_xlsx(path, table, how)
