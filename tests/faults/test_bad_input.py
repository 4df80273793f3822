"""Bad input through the command: a reason in Japanese, a code, a status, nothing half-written."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import Workbook

from services.command.demo.caseload import HEADERS
from services.command.embedded.system import prepare
from services.command.ledger import import_file
from services.command.wiring import build
from services.intake.app import Intake
from shared.calendar import system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.settings import Home
from tests.faults.canaries import write_rows
from tests.faults.rig import ROOT, TSUNAGU

REFUSED, SOME_REJECTED = 2, 3
JAPANESE = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]")
CODE = re.compile(r"[a-z][a-z0-9-]+")
GOOD: Mapping[str, str] = {
    "受付日": "2024-04-01",
    "ケース番号": "K-1",
    "対象者番号": "P-1",
    "氏名": "架空 花",
    "生年月日": "1990-01-01",
    "方法": "電話",
    "相談者": "本人",
}

Answer = dict[str, Any]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An embedded system's folder into which one good row was imported."""
    made = Home(tmp_path / "home")
    prepare(made)
    write_rows(tmp_path / "before.csv", [GOOD])
    intake = cast("Intake", build(made.settings("intake"), system_clock))
    assert import_file(intake, tmp_path / "before.csv", DEMO_MUNICIPALITY).imported == 1
    intake.close()
    return made


def _run(home: Home, *arguments: str) -> tuple[int, Answer]:
    """Run the command; return its exit status and its answer."""
    done = subprocess.run(
        [*TSUNAGU, *arguments, "--json"],
        cwd=ROOT,
        env=os.environ | {"TSUNAGU_HOME": str(home.folder)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert "Traceback" not in done.stderr
    answer: Answer = json.loads(done.stdout)
    return done.returncode, answer


def _stored(home: Home) -> list[object]:
    """Everything that intake's store holds: events with their place, and the worklist."""
    intake = build(home.settings("intake"), system_clock)
    events = [(one.id, one.recorded.event.model_dump_json()) for one in intake.store.log(0, 1_000)]
    rows = [dict(row) for row in intake.store.rows("SELECT * FROM cases ORDER BY case_id")]
    intake.close()
    return [*events, *rows]


def _assert_refused(status: int, answer: Answer, code: str) -> None:
    assert (status, answer["error"]) == (REFUSED, code)
    assert JAPANESE.search(answer["message"])
    assert JAPANESE.search(answer["remedy"])


def _truncated_csv(folder: Path) -> Path:
    path = folder / "ledger.csv"
    write_rows(path, [GOOD | {"ケース番号": f"K-{number}"} for number in range(2, 50)])
    path.write_bytes(path.read_bytes()[:-40])
    return path


def _workbook(folder: Path, *rows: Mapping[str, str]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADERS)
    for row in rows:
        sheet.append([row.get(header) for header in HEADERS])
    path = folder / "ledger.xlsx"
    book.save(path)
    return path


def _truncated_xlsx(folder: Path) -> Path:
    path = _workbook(folder, GOOD | {"ケース番号": "K-2"})
    path.write_bytes(path.read_bytes()[:-200])
    return path


def _wrong_header(folder: Path) -> Path:
    path = folder / "ledger.csv"
    path.write_text("受付日,ケース番号,方法,だれ\n2024-04-01,K-2,電話,本人\n")
    return path


def _empty(folder: Path) -> Path:
    path = folder / "ledger.csv"
    path.touch()
    return path


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_truncated_csv, "ledger-unreadable"),
        (_truncated_xlsx, "ledger-unreadable"),
        (_wrong_header, "header-missing"),
        (_empty, "ledger-empty"),
        (lambda folder: folder / "absent.csv", "ledger-not-found"),
    ],
)
def test_file_that_cannot_be_read_changes_nothing(
    make: Callable[[Path], Path], code: str, home: Home, tmp_path: Path
) -> None:
    """A file that is no whole ledger is refused as a whole: status 2, and no row of it is in."""
    before = _stored(home)
    folder = tmp_path / "input"
    folder.mkdir()
    path = make(folder)
    status, answer = _run(home, "import", str(path))
    _assert_refused(status, answer, code)
    assert _stored(home) == before
    assert [one for one in folder.iterdir() if one != path] == []


@pytest.mark.parametrize(
    ("municipality", "code"),
    [
        ("990010", "check-digit"),
        ("602019", "unknown-municipality"),
    ],
)
def test_unknown_municipality_changes_nothing(
    municipality: str, code: str, home: Home, tmp_path: Path
) -> None:
    """A municipality code that cannot be one is refused before anything is read."""
    before = _stored(home)
    path = tmp_path / "ledger.csv"
    write_rows(path, [GOOD | {"ケース番号": "K-2", "対象者番号": "P-2"}])
    status, answer = _run(home, "import", str(path), "--municipality", municipality)
    _assert_refused(status, answer, code)
    assert answer["field"] == "全国地方公共団体コード"
    assert _stored(home) == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--from", "2024-02-30", "--to", "2025-03-31"), "date-impossible"),
        (("--template", "none", "--from", "2024-04-01", "--to", "2025-03-31"), "unknown-template"),
    ],
)
def test_return_that_cannot_be_made_says_why(
    arguments: tuple[str, ...], code: str, home: Home
) -> None:
    """A return over an impossible period, or of an unknown template, is refused."""
    status, answer = _run(home, "return", *arguments)
    _assert_refused(status, answer, code)


BAD_ROWS: tuple[tuple[Mapping[str, str], str, str], ...] = (
    ({"受付日": "2024-02-30"}, "受付日", "date-impossible"),
    ({"受付日": "令和99年4月1日"}, "受付日", "date-in-future"),
    ({"受付日": "1989-12-31"}, "受付日", "contact-before-birth"),
    ({"ケース番号": "K-9", "対象者番号": "P-1"}, "ケース番号", "case-already-open"),
    ({"方法": "のろし"}, "方法", "unknown-code"),
    ({"相談者": ""}, "相談者", "value-missing"),
)
"""What is wrong with a row, in which column it is said, and the code."""


def _bad_rows() -> list[Mapping[str, str]]:
    return [
        GOOD | {"ケース番号": f"K-{place}", "対象者番号": f"P-{place}"} | wrong
        for place, (wrong, _, _) in enumerate(BAD_ROWS, start=100)
    ]


def test_bad_rows_stay_out_with_their_reasons_and_can_be_mended(home: Home, tmp_path: Path) -> None:
    """Good rows go in, bad ones go to a file; mended they go in; the same file adds nothing."""
    path = tmp_path / "ledger.csv"
    good = GOOD | {"ケース番号": "K-2", "対象者番号": "P-2"}
    write_rows(path, [*_bad_rows(), good])
    status, answer = _run(home, "import", str(path))
    assert (status, answer["rows"], answer["imported"]) == (SOME_REJECTED, len(BAD_ROWS) + 1, 1)
    said = {(one["row"], one["column"], one["code"]) for one in answer["rejected"]}
    assert said == {(row, column, code) for row, (_, column, code) in enumerate(BAD_ROWS, start=2)}
    assert all(JAPANESE.search(one["reason"]) for one in answer["rejected"])
    assert all(CODE.fullmatch(one["code"]) for one in answer["rejected"])

    after = _stored(home)
    status, again = _run(home, "import", str(path))
    assert (status, again["imported"], again["already_there"]) == (SOME_REJECTED, 0, 1)
    assert again["rejected"] == answer["rejected"]
    assert _stored(home) == after

    rejects = Path(answer["rejects_file"])
    _mend(rejects)
    status, mended = _run(home, "import", str(rejects))
    assert (status, mended["rows"], mended["imported"]) == (0, len(BAD_ROWS), len(BAD_ROWS))
    assert (mended["rejected"], mended["rejects_file"]) == ([], None)
    after = _stored(home)
    status, once_more = _run(home, "import", str(rejects))
    assert (status, once_more["imported"], once_more["already_there"]) == (0, 0, len(BAD_ROWS))
    assert _stored(home) == after


def _mend(rejects: Path) -> None:
    """Put right what each row of a rejects file was rejected for, and save it as Excel would."""
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    for row in rows:
        number = 200 + int(row["行番号"])
        right = {"ケース番号": f"K-{number}", "対象者番号": f"P-{number}"}
        row.update({**GOOD, **right})
    with rejects.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames or ())
        writer.writeheader()
        writer.writerows(rows)


def test_formula_cells_are_not_run(home: Home, tmp_path: Path) -> None:
    """A formula in a workbook is a rejected cell, whatever it would have come to."""
    before = _stored(home)
    formula = GOOD | {"ケース番号": "K-2", "対象者番号": "P-2", "内容": '=HYPERLINK("http://x")'}
    status, answer = _run(home, "import", str(_workbook(tmp_path, formula)))
    assert status == SOME_REJECTED
    assert [(one["column"], one["code"]) for one in answer["rejected"]] == [
        ("内容", "formula-cell")
    ]
    assert "HYPERLINK" not in Path(answer["rejects_file"]).read_text()
    assert _stored(home) == before
