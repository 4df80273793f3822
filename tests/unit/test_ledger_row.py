"""A row of the ledger: what is understood, and what is said of what is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.intake.ledger import LedgerRow, Ordinals, row_identity, validate_row
from shared.calendar import FuzzyDate
from shared.spreadsheet import Rejection
from shared.spreadsheet.cell import FORMULA, SURPLUS, Cell, Unusable
from shared.spreadsheet.source import SURPLUS_COLUMN

TODAY = date(2024, 6, 1)
MINIMAL: dict[str, Cell] = {"受付日": "2024-04-01", "方法": "電話", "相談者": "母"}


def row_of(**cells: Cell) -> LedgerRow:
    """Return the row that these cells and the minimal ones make."""
    row = validate_row(2, MINIMAL | cells, TODAY)
    assert isinstance(row, LedgerRow), row
    return row


def rejections_of(**cells: Cell) -> list[Rejection]:
    """Return what is said of these cells and the minimal ones."""
    rejections = validate_row(2, MINIMAL | cells, TODAY)
    assert isinstance(rejections, list)
    return rejections


def codes_of(**cells: Cell) -> list[tuple[str, str]]:
    """Return column and code of each rejection."""
    return [(rejection.column, rejection.code) for rejection in rejections_of(**cells)]


def test_the_least_that_a_row_needs_is_day_method_and_consulter() -> None:
    """Blank optional columns take the contract's defaults."""
    row = row_of()
    assert (row.received_on, row.method, row.consulter) == (date(2024, 4, 1), "phone", "mother")
    assert (row.gender, row.consent, row.standing) == ("unknown", "not_asked", "open")
    assert row.case_number is row.birth is row.age is row.outcome is None


def test_every_column_is_read() -> None:
    """A full row loses nothing."""
    row = row_of(
        ケース番号="Ａ－１２",
        対象者番号=7,
        氏名="架空 太郎",
        フリガナ="カクウ タロウ",
        住所="架空市本町\n一丁目",
        電話="000-0000-0000",
        内容="一行目\r\n二行目",
        生年月日="昭和50年頃",
        性別="男",
        経路="広報",
        課題="孤立、8050,ＤＶ",
        同意="あり",
        接触="ふすま越し",
        受付機関="架空市社協",
        担当者="架空 花子",
        つなぎ先="サポステ",
        つなぎ結果="受理",
        つなぎ日="R6.4.2",
        就労="Ｂ型",
        就職日=date(2024, 5, 1),
        離職日="令6/5/31",
        状態="中断",
    )
    assert row == LedgerRow(
        received_on=date(2024, 4, 1),
        case_number="A-12",
        person_number="7",
        name="架空 太郎",
        kana="カクウ タロウ",
        address="架空市本町\n一丁目",
        phone="000-0000-0000",
        content="一行目\n二行目",
        birth=FuzzyDate(year=1975, circa=True),
        gender="male",
        method="phone",
        consulter="mother",
        route="広報",
        factors=("8050", "dv", "isolation"),
        consent="given",
        outcome="through_door",
        agency_name="架空市社協",
        worker_name="架空 花子",
        referral_destination="youth_station",
        referral_result="accepted",
        referred_on=date(2024, 4, 2),
        employment_kind="type_b",
        employed_on=date(2024, 5, 1),
        employment_ended_on=date(2024, 5, 31),
        standing="suspended",
    )


@pytest.mark.parametrize(
    "written", ["2024-04-01", "令和6年4月1日", "R6.4.1", "令6/4/1", "２０２４/4/1"]
)
def test_the_day_may_be_written_in_any_usual_way(written: str) -> None:
    """ISO and 和暦 mean the same day."""
    assert row_of(受付日=written).received_on == date(2024, 4, 1)


@pytest.mark.parametrize("written", ["45", "４５", "45歳", "満４５才", 45])
def test_an_age_may_be_written_in_any_usual_way(written: Cell) -> None:
    """Whole years, in any width, with or without 歳."""
    assert row_of(年齢=written).age == 45


@pytest.mark.parametrize(
    "written", ["45.5", "-1", "131", "四十代", "4 5", "1000", date(2024, 1, 1)]
)
def test_an_age_that_nobody_can_have_is_rejected(written: Cell) -> None:
    """Neither fractions nor more than 130 years."""
    assert [column for column, _ in codes_of(年齢=written)] == ["年齢"]


def test_the_age_is_not_read_beside_a_date_of_birth() -> None:
    """年齢 counts only where 生年月日 is blank."""
    row = row_of(生年月日="1975-04-01", 年齢="不詳")
    assert row.age is None
    assert row.birth == FuzzyDate(year=1975, month=4, day=1)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"受付日": ""}, ("受付日", "value-missing")),
        ({"方法": "　"}, ("方法", "value-missing")),
        ({"受付日": "2024-06-02"}, ("受付日", "date-in-future")),
        ({"受付日": "2024-02-30"}, ("受付日", "date-impossible")),
        ({"受付日": "昭和70年4月1日"}, ("受付日", "date-outside-era")),
        ({"受付日": 45383}, ("受付日", "date-unreadable")),
        ({"受付日": "〇" * 5000}, ("受付日", "date-unreadable")),
        ({"生年月日": "2024-04-02"}, ("受付日", "contact-before-birth")),
        ({"生年月日": "明治10年"}, ("生年月日", "age-implausible")),
        ({"生年月日": date(2024, 6, 2)}, ("生年月日", "date-in-future")),
        ({"方法": "念力"}, ("方法", "unknown-code")),
        ({"課題": "孤立、退屈"}, ("課題", "unknown-code")),
        ({"対象者番号": "7"}, ("対象者番号", "company-missing")),
        ({"つなぎ結果": "受理"}, ("つなぎ結果", "company-missing")),
        ({"つなぎ日": "2024-04-02"}, ("つなぎ日", "company-missing")),
        ({"就職日": "2024-04-02"}, ("就職日", "company-missing")),
        ({"就労": "A型", "離職日": "2024-04-02"}, ("離職日", "start-missing")),
        (
            {"就労": "A型", "就職日": "2024-04-02", "離職日": "2024-04-01"},
            ("離職日", "employment-ends-before-start"),
        ),
        ({"経路": "090-0000-0000"}, ("経路", "word-not-allowed")),
        ({"経路": "a@example"}, ("経路", "word-not-allowed")),
        ({"経路": "広" * 21}, ("経路", "word-not-allowed")),
        ({"つなぎ先": "架空事業所2"}, ("つなぎ先", "word-not-allowed")),
        ({"氏名": "架空\n太郎"}, ("氏名", "control-character")),
        ({"内容": "あ\x00い"}, ("内容", "control-character")),
        ({"内容": "あ\ud800い"}, ("内容", "control-character")),
        ({"氏名": "あ\u202eい"}, ("氏名", "control-character")),
        ({"氏名": "架" * 101}, ("氏名", "text-too-long")),
        ({"内容": "架" * 32_001}, ("内容", "text-too-long")),
        ({"ケース番号": date(2024, 1, 2)}, ("ケース番号", "date-in-text")),
        ({"内容": FORMULA}, ("内容", "formula-cell")),
        ({"年齢": FORMULA, "生年月日": "1975-04-01"}, ("年齢", "formula-cell")),
        ({"氏名": Unusable("error-cell", "#REF!")}, ("氏名", "error-cell")),
        ({SURPLUS_COLUMN: SURPLUS}, (SURPLUS_COLUMN, "too-many-cells")),
    ],
)
def test_what_cannot_be_true_is_rejected(cells: dict[str, Any], expected: tuple[str, str]) -> None:
    """Each mistake is named once, by its column and a code."""
    assert codes_of(**cells) == [expected]


def test_every_problem_of_a_row_is_reported_in_the_order_of_the_columns() -> None:
    """A row is mended once, not once for each mistake."""
    assert codes_of(受付日="きのう", 方法="念力", 状態="保留", 氏名=FORMULA, 相談者="") == [
        ("受付日", "date-unreadable"),
        ("氏名", "formula-cell"),
        ("方法", "unknown-code"),
        ("相談者", "value-missing"),
        ("状態", "unknown-code"),
    ]


def test_a_destination_alone_was_asked() -> None:
    """つなぎ先 without a result is 打診."""
    row = row_of(つなぎ先="農家")
    assert (row.referral_destination, row.referral_result) == ("farm", "offered")


def test_a_destination_may_be_the_municipalitys_own_word() -> None:
    """What is no kind of agency stays as written, if it is short and without digits."""
    assert row_of(つなぎ先="ひだまりカフェ").referral_destination == "ひだまりカフェ"


@pytest.mark.parametrize("name", ["葛\U000e0100城", "神\ufa19", "\ue000田", "髙﨑"])
def test_names_keep_variants_and_gaiji(name: str) -> None:
    """IVS, compatibility ideographs and private-use characters stay as they were written."""
    assert row_of(氏名=name).name == name


def test_names_are_composed() -> None:
    """A voiced mark that macOS writes by itself joins its kana."""
    assert row_of(フリガナ="カ\u3099").kana == "ガ"


def test_the_representation_shows_nothing_confidential() -> None:
    """A row may reach a traceback; its texts may not."""
    row = row_of(
        ケース番号="canary-1",
        対象者番号="canary-2",
        氏名="canary-3",
        住所="canary-4",
        電話="canary-5",
        内容="canary-6",
        フリガナ="canary-7",
        担当者="canary-8",
        生年月日="1975-04-01",
    )
    assert "canary" not in repr(row)
    assert "1975" not in repr(row)


def test_rows_that_say_the_same_are_known_again_however_they_are_written() -> None:
    """The identity is of what is said: 和暦 or ISO, label or synonym, CP932 or Unicode dash."""
    one = row_of(受付日="R6.4.1", 方法="電話相談", 内容="十時〜十一時")
    other = row_of(受付日=date(2024, 4, 1), 方法="電話", 内容="十時～十一時")
    assert row_identity(one, 1) == row_identity(other, 1)


@pytest.mark.parametrize(
    "change",
    [{"内容": "別"}, {"年齢": 45}, {"ケース番号": "1"}, {"課題": "孤立"}, {"状態": "終結"}],
)
def test_rows_that_say_something_else_are_other_rows(change: dict[str, Cell]) -> None:
    """Every field counts."""
    assert row_identity(row_of(), 1) != row_identity(row_of(**change), 1)


def test_two_calls_alike_on_one_day_are_numbered() -> None:
    """The second of two rows that say the same is another contact, in every import anew."""
    rows = [row_of(), row_of(内容="別"), row_of()]
    for _ in range(2):
        ordinals = Ordinals()
        numbers = [ordinals.number(row) for row in rows]
        assert numbers == [1, 1, 2]
    assert row_identity(rows[0], 1) != row_identity(rows[2], 2)
