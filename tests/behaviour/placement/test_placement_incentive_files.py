"""A statement on paper: to print and to file, without a name, a case or a formula."""

from __future__ import annotations

import json
import stat
import zipfile
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from services.command.incentives import app
from services.placement.application.incentives.forms import (
    StatementEntry,
    StatementLine,
    StatementShown,
)
from services.placement.application.incentives.paper import CAUTION, write_statement
from shared.refusal import Refusal
from tests.behaviour.placement.incentive_desk import AKI, CLERK, FIRM, SON, IncentiveDesk
from tests.behaviour.referral_desk import known
from tests.refusals import refused

WHO = ("--as", CLERK.role, "--agency", CLERK.agency, "--worker", CLERK.person)


@pytest.fixture
def issued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, UUID]:
    """A folder in which a person's and a firm's month were issued and the person's corrected."""
    desk = IncentiveDesk(tmp_path)
    desk.settle()
    desk.attend(1, 2, 3)
    statements = {
        "person": desk.ask("issue", person_id=SON),
        "employer": desk.ask("issue", resource_id=FIRM),
    }
    desk.attend(6)
    desk.do("incentives.correct", CLERK, statement_id=statements["person"])
    desk.placement.close()
    monkeypatch.setenv("TSUNAGU_HOME", str(tmp_path))
    return statements


def texts(path: Path) -> list[str]:
    """Everything that stands on the sheet."""
    sheet = load_workbook(path).active
    assert sheet is not None
    return [str(cell.value) for row in sheet for cell in row if cell.value is not None]


@pytest.mark.parametrize("payee", ["person", "employer"])
def test_a_statement_is_written_to_print_and_names_nobody(
    issued: dict[str, UUID], tmp_path: Path, payee: str
) -> None:
    """和暦 title, 取扱注意, A4, yen as numbers; neither person, case nor firm; mode 0600."""
    path = tmp_path / "明細.xlsx"

    called = CliRunner().invoke(app, ["statement", str(issued[payee]), "--xlsx", str(path), *WHO])

    assert (called.exit_code, called.output.strip()) == (0, f"書き出しました: {path}")
    said = texts(path)
    assert said[0].startswith("令和3年9月分　手当明細書")
    assert CAUTION in said
    assert ("2000" if payee == "person" else "13500") in said
    with zipfile.ZipFile(path) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    for hidden in (SON, FIRM, known("case")):
        assert str(hidden).encode() not in whole
    assert "取扱注意".encode() in whole
    assert b"<f>" not in whole
    assert b'paperSize="9"' in whole
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_correction_stands_below_the_statement(issued: dict[str, UUID], tmp_path: Path) -> None:
    """The statement stays as it was; the difference and the sum of both follow."""
    path = tmp_path / "明細.xlsx"
    CliRunner().invoke(app, ["statement", str(issued["person"]), "--xlsx", str(path), *WHO])

    said = texts(path)

    first, second = (next(i for i, one in enumerate(said) if one.startswith(what))
                     for what in ("明細　", "差額 1回目"))  # fmt: skip
    assert first < second < said.index("差引きの計（円）")
    assert said[-1] == "2000"


def test_statements_are_listed_and_shown(issued: dict[str, UUID]) -> None:
    """The list has both payees of the month; the employer's statement has days and no date."""
    listed = CliRunner().invoke(app, ["list", "--municipality", AKI, *WHO])
    shown = CliRunner().invoke(app, ["statement", str(issued["employer"]), "--json", *WHO])
    read = CliRunner().invoke(app, ["statement", str(issued["person"]), *WHO])

    assert sorted(line.split("  ")[2:4] for line in listed.output.splitlines()) == [
        ["事業者", "13,500 円"],
        ["利用者", "2,000 円"],
    ]
    [line] = json.loads(shown.output)["entries"][0]["lines"]
    assert (line["days"], line["on"], line["amount"]) == (3, None, 13_500)
    assert "差額 1 回目" in read.output


def test_a_statement_that_is_not_there_is_refused(issued: dict[str, UUID], tmp_path: Path) -> None:
    """No file is written for it."""
    path = tmp_path / "明細.xlsx"

    called = CliRunner().invoke(app, ["statement", str(uuid4()), "--xlsx", str(path), *WHO])

    assert issued
    assert isinstance(called.exception, Refusal)
    assert called.exception.code == "incentive-statement-not-found"
    assert not path.exists()


def test_a_name_that_looks_like_a_formula_is_a_text(tmp_path: Path) -> None:
    """What Excel could run is written as text with an apostrophe in front."""
    line = StatementLine(
        number=1, on=date(2021, 9, 1), programme="x", name='=HYPERLINK("x")', per="day",
        yen=500, days=1, minutes=None, amount=500,
    )  # fmt: skip
    entry = StatementEntry(number=1, on=date(2021, 10, 1), lines=(line,), total=500)
    shown = StatementShown(
        statement_id=uuid4(), municipality=AKI, payee="person", month="2021-09",
        entries=(entry,), total=500, version=1,
    )  # fmt: skip
    path = tmp_path / "明細.xlsx"

    write_statement(path, shown)

    assert '\'=HYPERLINK("x")' in texts(path)
    with refused("file-not-writable"):
        write_statement(tmp_path / "missing" / "明細.xlsx", shown)
