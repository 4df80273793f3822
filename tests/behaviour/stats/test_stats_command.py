"""``tsunagu return``, ``returns`` and ``kpi`` on a running system, from ledger to workbook."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from services.command import beginning, main
from services.command.embedded.system import System
from shared.settings import Home

WHO = ("--as", "statistician", "--agency", "a-1", "--worker", "w-1")
HEADER = "受付日,ケース番号,対象者番号,年齢,方法,相談者,性別\n"
JUNE = "2024-06-03,C1,P1,35,電話,母,男\n2024-06-10,C1,P1,35,来所,本人,男\n"
LATE = "2024-06-20,C3,P3,41,電話,母,男\n"


class Town:
    """A folder on which a system runs; commands are run in this process, which knows them already.

    Attributes:
        home: the folder.
    """

    def __init__(
        self, home: Path, monkeypatch: pytest.MonkeyPatch, screen: pytest.CaptureFixture[str]
    ) -> None:
        self.home = home
        self._monkeypatch = monkeypatch
        self._screen = screen

    def tsunagu(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Run a command; its exit status, and what it said on both streams."""
        self._screen.readouterr()
        self._monkeypatch.setattr(sys, "argv", ["tsunagu", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main.run()
        said = self._screen.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    def answered(self, *arguments: str | Path) -> Any:
        """The JSON answer of a command that succeeds."""
        status, out, err = self.tsunagu(*arguments, "--json")
        assert status == 0, err
        return json.loads(out)

    def refused(self, *arguments: str) -> str:
        """The code with which a command is refused."""
        status, out, err = self.tsunagu(*arguments)
        assert (status, out) == (2, "")
        return str(re.findall(r"\(([a-z-]+)\)", err)[-1])

    def take_in(self, rows: str) -> None:
        """Import rows of a ledger."""
        ledger = self.home / "ledger.csv"
        ledger.write_text(HEADER + rows)
        assert self.answered("import", ledger, "--municipality", "990019")["rejected"] == []


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder on which a system runs."""
    folder = tmp_path_factory.mktemp("stats") / "home"
    with System(Home(folder)).running():
        yield folder


@pytest.fixture
def town(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Town:
    """The commands of a town on that folder."""
    monkeypatch.setenv("TSUNAGU_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(beginning, "configure_logging", lambda *_: None)
    return Town(home, monkeypatch, capsys)


def test_a_month_is_issued_closed_and_followed_by_what_came_late(
    town: Town, tmp_path: Path
) -> None:
    """The whole life of a return at the command line; nothing is recorded by what is refused."""
    town.take_in(JUNE)
    june = ("--period", "R6.6")
    looked = town.answered("return", *june)
    named = ("--from", "2024-06-01", "--to", "2024-06-30")
    assert looked["tables"] == town.answered("return", *named)["tables"]
    assert (looked["period"], looked["handling"], looked["warnings"]) == (
        "令和6年6月",
        "取扱注意",
        [],
    )
    assert town.refused("returns", "close", *june, *WHO) == "return-not-issued"
    assert town.answered("returns", "issue", *june, *WHO)["version"] == 1
    assert town.answered("returns", "close", *june, *WHO)["changed"]
    town.take_in(LATE)
    assert town.refused("returns", "issue", *june, *WHO) == "reason-missing"
    issued = town.answered("returns", "issue", *june, *WHO, "--reason", "late_arrivals")
    assert issued["version"] == 2
    compared = town.answered("returns", "compare", "1", "2", *june)
    assert compared["differences"] == issued["differences"] != []
    assert town.answered("returns", "list", "--as", "prefecture") == []
    listed = town.answered("returns", "list")
    assert [(one["version"], bool(one["closed_on"])) for one in listed] == [(1, True), (2, False)]

    book, table = tmp_path / "報告.xlsx", tmp_path / "報告.csv"
    status, out, err = town.tsunagu("returns", "show", *june, "--xlsx", book, "--csv", table)
    assert (status, out) == (0, "")
    assert "取扱注意" in err
    cover = [cell.value for row in load_workbook(book)["表紙"].iter_rows() for cell in row]
    assert {"第2版", "遅れて届いた記録", "令和6年6月　相談の基本集計"} <= set(cover)
    assert "令和6年6月" in table.read_text(encoding="utf-8-sig")

    published = town.answered("returns", "publish", *june, *WHO)
    told = town.answered("returns", "published", *june, "--as", "counsellor")
    assert told["digest"] == published["digest"]
    assert told["document"]["handling"] == "公表用"
    preview = town.answered("return", *june, "--protect", "rounded-5")
    assert preview["protection"] == "rounded-5"
    _, out, _ = town.tsunagu("returns", "show", *june)
    assert "取扱注意" in out
    assert "前の版との違い" in out


def test_what_cannot_be_answered_is_told_and_what_is_0_is_answered(town: Town) -> None:
    """An unknown template, no period or two, the wrong role; but no data is no error."""
    assert town.refused("return", "--template", "NOPE", "--period", "R6") == "unknown-template"
    assert town.refused("return", "--period", "先月") == "period-unreadable"
    assert town.refused("return") == "period-missing"
    assert town.refused("return", "--period", "R6", "--to", "2024-04-30") == "period-twice"
    assert town.refused("return", "--period", "R6", "--as", "prefecture") == "role-not-entitled"
    assert town.refused("returns", "issue", "--period", "2100Q1", *WHO) == "period-not-over"
    status, out, err = town.tsunagu("return", "--period", "R1.5")
    assert status == 0
    assert "新規ケース数: 0" in out
    assert "数える記録がありません" in err


def test_a_kpi_sheet_is_counted_and_filled_in(town: Town, tmp_path: Path) -> None:
    """34–49 is counted from the ledger; a number of windows is entered, corrected and shown."""
    windows = "市町のひきこもり相談窓口設置数"
    assert town.refused(
        "kpi", "K-KOCHI", "--enter", "34-49歳 延べ相談件数", "--year", "R3",
        "--value", "1", "--on", "2021-09-30", *WHO,
    ) == "kpi-is-counted"  # fmt: skip
    place = ("--year", "R2", "--value")
    town.answered("kpi", "K-SHIZUOKA", "--enter", windows, *place, "4", "--on", "2021-03-31", *WHO)
    book = tmp_path / "kpi.xlsx"
    shown = town.answered(
        "kpi", "K-SHIZUOKA", "--correct", windows, *place, "5", "--reason", "other",
        "--xlsx", book, *WHO,
    )  # fmt: skip
    (line,) = shown["kpis"]
    assert (line["actual"], line["years"][0]["gap"]) == (5, 0)
    assert load_workbook(book)["KPI"]["A1"].value == shown["title"]
    assert "令和2年度" in town.tsunagu("kpi", "K-KOCHI")[1]
    assert {one["id"] for one in town.answered("kpi", "--list")["sheets"]} >= {"KO-TARGET"}
