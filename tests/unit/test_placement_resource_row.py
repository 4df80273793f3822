"""A row of a town's table of resources: what is understood, and what is said of what is not."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.placement.application.resources import RESOURCE_TABLE
from services.placement.application.resources.table_row import ResourceEntry, read_entry
from services.placement.domain.resource import ResourceDetails
from shared.codes import RESOURCE_KINDS
from shared.spreadsheet import Cell

TODAY = date(2026, 11, 2)
FARM = ResourceDetails(kind="farm", name="つなぎ農園（架空）", capacity=3)
MINIMAL: dict[str, Cell] = {"種類": "農家", "名称": "つなぎ農園（架空）"}


def entry_of(**cells: Cell) -> ResourceEntry:
    """What a row says."""
    read = read_entry(5, MINIMAL | cells, TODAY)
    assert isinstance(read, ResourceEntry), read
    return read


def codes_of(**cells: Cell) -> list[tuple[int, str, str]]:
    """Row, column and code of what is wrong with a row."""
    read = read_entry(5, MINIMAL | cells, TODAY)
    assert isinstance(read, list)
    return [(one.row, one.column, one.code) for one in read]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("4月〜6月", (4, 5, 6)),
        ("１１～２月", (1, 2, 11, 12)),
        ("7、8月", (7, 8)),
        ("7・8", (7, 8)),
        ("1-3月, 12月", (1, 2, 3, 12)),
        (7, (7,)),
        ("通年", ()),
        ("1月〜12月", ()),
    ],
)
def test_months_are_read_as_towns_write_them(text: str | int, months: tuple[int, ...]) -> None:
    """Ranges may run over the turn of the year."""
    assert entry_of(利用できる月=text).details().season == months


@pytest.mark.parametrize(
    ("text", "cost"),
    [("無料", 0), ("５００円", 500), ("1,000", 1000), (300, 300), ("実費", "実費")],
)
def test_a_cost_is_yen_or_a_word(text: str | int, cost: int | str) -> None:
    """Money is a whole number of yen; a word stands where there is none."""
    assert entry_of(費用=text).details().cost == cost


def test_a_full_row_loses_nothing() -> None:
    """Every column of the template is taken in."""
    minded: dict[str, Cell] = {"受入れの配慮・経緯": "声かけは一人ずつ"}
    entry = entry_of(
        **minded,
        番号="Ｓ－１",
        地域="東地区",
        年齢から="18歳",
        年齢まで=64,
        定員="3人",
        空き="１",
        利用できる月="7〜8月",
        季節の呼び名="ナスの農閑期",
        利用日時="月・水\n9:00〜12:00",
        費用="無料",
        オンライン="×",
        紹介できる人="サポステ、本人",
        運営機関の番号=str(UUID(int=7)),
        連絡先="受入れ窓口\n000-000-0000",
        最終確認日="R8.10.1",
    )

    assert (entry.number, entry.free_places) == ("S-1", 1)
    assert entry.confirmed_on == date(2026, 10, 1)
    assert (entry.contact, entry.notes) == ("受入れ窓口\n000-000-0000", "声かけは一人ずつ")
    assert entry.details() == ResourceDetails(
        kind="farm",
        name="つなぎ農園（架空）",
        area="東地区",
        min_age=18,
        max_age=64,
        capacity=3,
        season=(7, 8),
        season_name="ナスの農閑期",
        opening="月・水 9:00〜12:00",
        cost=0,
        referrers=("person", "youth_station"),
        agency_id=UUID(int=7),
    )


def test_a_blank_cell_takes_nothing_away() -> None:
    """What was known before stands, but a season that is no more takes its name along."""
    known = FARM.model_copy(update={"area": "東地区", "season": (7, 8), "season_name": "農閑期"})

    assert entry_of(定員=5).details(known) == known.model_copy(update={"capacity": 5})
    all_year = entry_of(利用できる月="通年").details(known)
    assert (all_year.season, all_year.season_name) == ((), None)


def test_every_problem_of_a_row_is_told_by_row_and_column() -> None:
    """In the order of the columns, and without anything that stands in the cells."""
    wrong: dict[str, Cell] = {
        "種類": "城",
        "年齢から": "カナリア",
        "利用できる月": "13月",
        "費用": "架空花子 a@b",
        "オンライン": "たぶん",
        "紹介できる人": "本人、架空花子",
        "運営機関の番号": "架空花子",
        "最終確認日": "2026-11-03",
    }
    told = read_entry(5, MINIMAL | wrong, TODAY)

    assert isinstance(told, list)
    assert [one.column for one in told] == list(wrong)
    assert {one.row for one in told} == {5}
    assert not any("花子" in one.reason or "カナリア" in one.reason for one in told)


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"種類": ""}, "種類", "value-missing"),
        ({"名称": " "}, "名称", "value-missing"),
        ({"空き": 1}, "空き", "company-missing"),
        ({"年齢まで": 131}, "年齢まで", "value-out-of-bounds"),
        ({"定員": "たくさん"}, "定員", "number-unreadable"),
        ({"定員": 999_999_999}, "定員", "value-out-of-bounds"),
        ({"利用できる月": date(2026, 7, 8)}, "利用できる月", "date-in-text"),
        ({"連絡先": "あ" * 501}, "連絡先", "text-too-long"),
    ],
)
def test_a_row_that_cannot_be_taken_in_says_why(
    cells: dict[str, Cell], column: str, code: str
) -> None:
    """Each has its column and its code."""
    assert (5, column, code) in codes_of(**cells)


anything = st.one_of(
    st.text(max_size=40),
    st.text("0123456789月〜-、通年歳円人○×\x00\u202e ", max_size=20),
    st.integers(-(10**12), 10**12),
    st.dates(),
    st.sampled_from(RESOURCE_KINDS.labels),
)


@given(cells=st.dictionaries(st.sampled_from(RESOURCE_TABLE.headers), anything))
def test_whatever_stands_in_a_row_it_is_understood_or_refused(cells: dict[str, Cell]) -> None:
    """No cell makes the reading fail, and what was understood is a description that holds."""
    read = read_entry(5, cells, TODAY)

    if isinstance(read, ResourceEntry):
        assert read.details().name
    else:
        assert all(one.row == 5 and one.reason and one.code for one in read)
        assert {one.column for one in read} <= set(RESOURCE_TABLE.headers)


@given(secret=st.text("架空花子太郎一二三", min_size=6, max_size=30))
def test_no_reason_repeats_what_a_cell_holds(secret: str) -> None:
    """A name in the wrong column reaches no screen."""
    wrong: dict[str, Cell] = dict.fromkeys(RESOURCE_TABLE.headers, secret)
    read = read_entry(5, wrong, TODAY)

    assert isinstance(read, list)
    assert not any(secret in one.reason for one in read)
