"""A town's table of resources goes in once, row by row, whatever the file is; both databases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from services.placement.application.resources import (
    RESOURCE_TABLE,
    Fate,
    ResourceTable,
    WhichResource,
    WithdrawResource,
)
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor
from shared.spreadsheet import HeaderMapping
from shared.store.database import Database
from tests.behaviour.placement.directory_of_resources import (
    CAFE,
    ENTRUSTED,
    FARM,
    NEXT_DOOR,
    NPO,
    Town,
    listed,
    take_in,
    who,
    write,
)
from tests.refusals import refusal

NOTES = "過去の経緯カナリア"


@pytest.fixture
def town(tmp_path: Path, database: Database) -> Town:
    """The directory on SQLite, then on PostgreSQL."""
    return Town(tmp_path, database)


def test_the_same_table_twice_adds_nothing(town: Town, tmp_path: Path) -> None:
    """Every row is known again, contact and notes too; the log does not grow."""
    full = FARM | {"番号": "S-1", "連絡先": "窓口", "受入れの配慮・経緯": NOTES, "空き": "1"}
    path = write(tmp_path, full, CAFE)
    first = take_in(town, path)
    position = town.desk.store.position()

    second = take_in(town, path)

    assert (first.fates, first.rejected) == ({Fate.REGISTERED: 2}, [])
    assert (second.fates, second.rejected) == ({Fate.UNCHANGED: 2}, [])
    assert town.desk.store.position() == position


def test_a_row_is_known_again_by_its_number_else_by_its_place(town: Town, tmp_path: Path) -> None:
    """A renamed farm stays the same; one that was entered by hand is found by kind and name."""
    cafe = town.enter("カフェ（架空）", "salon", area="東地区")
    take_in(town, write(tmp_path, FARM | {"番号": "S-1"}))
    report = take_in(
        town, write(tmp_path, FARM | {"番号": "S-1", "名称": "改名（架空）"}, CAFE | {"定員": "8"})
    )

    assert report.fates == {Fate.CHANGED: 2}
    assert {one.name: one.capacity for one in listed(town)} == {
        "改名（架空）": 3,
        "カフェ（架空）": 8,
    }
    assert cafe in {one.resource_id for one in listed(town)}


def test_a_blank_cell_takes_nothing_away(town: Town, tmp_path: Path) -> None:
    """What an earlier table said stands until something else is said."""
    take_in(town, write(tmp_path, FARM | {"連絡先": "窓口", "受入れの配慮・経緯": NOTES}))
    [farm] = listed(town)
    report = take_in(town, write(tmp_path, FARM | {"定員": "", "利用日時": "月曜"}))

    which = WhichResource(resource_id=farm.resource_id)
    shown = town.directory.show(who(), which)
    assert report.fates == {Fate.CHANGED: 1}
    assert (shown.capacity, shown.opening, shown.contact) == (3, "月曜", "窓口")
    assert town.notes.show(who(), which).notes == NOTES


def test_an_old_table_does_not_bring_back_what_was(town: Town, tmp_path: Path) -> None:
    """A row that was confirmed before what is on record changes nothing, and that is said."""
    old = write(tmp_path, FARM | {"最終確認日": "2026-04-01", "定員": "9"}, name="old.csv")
    take_in(town, write(tmp_path, FARM))

    assert take_in(town, old).fates == {Fate.OLDER: 1}
    [farm] = listed(town)
    assert (farm.capacity, farm.last_confirmed) == (3, date(2026, 10, 1))


def test_a_bad_row_is_kept_for_mending_and_the_good_ones_are_in(town: Town, tmp_path: Path) -> None:
    """The rejects file says why; mended and imported again, it brings the row in."""
    report = take_in(town, write(tmp_path, FARM, CAFE | {"利用できる月": "13月"}))

    assert [(one.row, one.column, one.code) for one in report.rejected] == [
        (3, "利用できる月", "months-unreadable")
    ]
    assert report.rejects_file is not None
    text = report.rejects_file.read_text(encoding="utf-8-sig")
    report.rejects_file.write_text(text.replace("13月", "3月"), encoding="utf-8-sig")
    assert take_in(town, report.rejects_file).fates == {Fate.REGISTERED: 1}


def test_a_row_that_a_rule_refuses_leaves_nothing_behind(town: Town, tmp_path: Path) -> None:
    """Too much room, an unknown agency, the same place twice, a withdrawn one: each by its row."""
    gone = town.enter("閉店（架空）", "salon")
    town.resources.withdraw(who(), WithdrawResource(resource_id=gone, on=date(2026, 11, 1)))
    position = town.desk.store.position()
    rows = (
        FARM | {"空き": "4"},
        CAFE | {"運営機関の番号": str(NEXT_DOOR)},
        CAFE | {"年齢から": "40", "年齢まで": "39"},
        CAFE,
        CAFE | {"名称": "カフェ（架空） "},
    )
    report = take_in(town, write(tmp_path, *rows))

    assert [(one.row, one.column, one.code) for one in report.rejected] == [
        (2, "空き", "free-places-over-capacity"),
        (3, "名称", "agency-not-found"),
        (4, "年齢から", "ages-out-of-order"),
        (6, "名称", "row-twice"),
    ]
    assert report.fates == {Fate.REGISTERED: 1}
    assert town.desk.store.position() == position + 1


def test_a_withdrawn_resource_is_not_brought_back_by_a_table(town: Town, tmp_path: Path) -> None:
    """The row says that it has to be reopened first."""
    numbered = CAFE | {"番号": "S-9"}
    take_in(town, write(tmp_path, numbered))
    [cafe] = listed(town)
    withdrawn = WithdrawResource(resource_id=cafe.resource_id, on=date(2026, 11, 1))
    town.resources.withdraw(who(), withdrawn)

    [told] = take_in(town, write(tmp_path, numbered)).rejected

    assert told.code == "resource-withdrawn"
    assert "再開" in told.reason


def test_the_header_is_found_below_a_title_and_in_a_towns_own_words(
    town: Town, tmp_path: Path
) -> None:
    """施設名 and 区分 are understood; whatever else they say is translated by a mapping."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for line in (
        ["社会資源一覧（令和8年度）"],
        [None, "※取扱注意"],
        [],
        ["区分", "施設名", "うけいれ数", "備考"],
        ["農業", "つなぎ農園（架空）", 3, "読まない"],
    ):
        sheet.append(line)
    path = tmp_path / "own.xlsx"
    workbook.save(path)
    mapping = HeaderMapping(RESOURCE_TABLE, {"うけいれ数": "定員"})

    report = ResourceTable(town.desk, path, DEMO_MUNICIPALITY, who(), mapping).take_in()

    [farm] = listed(town)
    assert (farm.kind, farm.capacity) == ("farm", 3)
    assert report.unknown_columns == ("備考",)


def test_notes_go_in_sealed_and_nobody_notes_about_themselves(town: Town, tmp_path: Path) -> None:
    """Neither log nor tables hold them in the clear; who runs a place brings none along."""
    report = take_in(town, write(tmp_path, FARM | {"受入れの配慮・経緯": NOTES}))
    assert report.fates == {Fate.REGISTERED: 1}
    assert "カナリア" not in town.written()

    own = CAFE | {"運営機関の番号": str(ENTRUSTED), "受入れの配慮・経緯": NOTES}
    [told] = take_in(town, write(tmp_path, own), who(ENTRUSTED)).rejected
    assert told.code == "notes-about-own-agency"
    assert len(listed(town)) == 1


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (who(NEXT_DOOR), "not-of-this-municipality"),
        (who(NPO), "not-of-this-municipality"),
        (who("a-1"), "own-agency-not-registered"),
        (who(role="member"), "role-not-entitled"),
        (who(role="operator"), "role-not-entitled"),
    ],
)
def test_who_may_not_register_a_resource_may_not_import_any(
    town: Town, tmp_path: Path, actor: Actor, code: str
) -> None:
    """Refused before the first row, and nothing is left behind."""
    position = town.desk.store.position()

    assert refusal(take_in, town, write(tmp_path, FARM), actor) == code
    assert town.desk.store.position() == position
    assert not list(tmp_path.glob("*.rejects*"))
