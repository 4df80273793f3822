"""Files that are no table of resources, the template that becomes one, and the command for both."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from services.command.embedded.system import prepare
from services.command.resources import app
from services.placement.app import build
from services.placement.application.resources import (
    RESOURCE_TABLE,
    Fate,
    write_template,
)
from shared.calendar import Clock
from shared.settings import Home
from shared.store.database import Database
from tests.behaviour.placement.directory_of_resources import (
    CAFE,
    FARM,
    Town,
    listed,
    take_in,
    write,
)
from tests.refusals import refused
from tests.town_hall import TOWN_HALL, told_to_placement


@pytest.fixture
def town(tmp_path: Path, database: Database) -> Town:
    """The directory on SQLite, then on PostgreSQL."""
    return Town(tmp_path, database)


def _bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/bomb.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(80):
            part.write(bytes(1024 * 1024))


def _entities(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    defined = b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><worksheet"
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(rb"<worksheet", defined, parts[sheet], count=1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def _other_columns(path: Path) -> None:
    path.write_text("氏名,住所\n架空,架空\n")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_bomb, "resources-too-large"),
        (_entities, "resources-unreadable"),
        (_cut, "resources-unreadable"),
        (_other_columns, "header-missing"),
        (Path.unlink, "resources-not-found"),
    ],
)
def test_a_file_that_is_no_table_is_refused_whole(
    tmp_path: Path, database: Database, spoil: object, code: str
) -> None:
    """Zip bombs, entities, cut and foreign files: nothing is unpacked, run or taken in."""
    town, path = Town(tmp_path, database), tmp_path / "template.xlsx"
    write_template(path)
    assert callable(spoil)
    spoil(path)
    position = town.desk.store.position()

    with refused(code) as no:
        take_in(town, path)
    assert "社会資源の一覧" in no.value.message
    assert town.desk.store.position() == position


def test_the_template_can_be_filled_in_with_its_own_examples(town: Town, tmp_path: Path) -> None:
    """Empty it is a table without rows; every example of the 書き方 is taken in."""
    path = tmp_path / "template.xlsx"
    write_template(path)
    assert take_in(town, path).rows == 0

    workbook = load_workbook(path)
    table, how, choices = (workbook[name] for name in workbook.sheetnames)
    examples = {row[0]: row[2] for row in how.iter_rows(min_row=2, values_only=True)}
    assert tuple(examples) == RESOURCE_TABLE.headers
    assert {cell.value for cell in choices[1]} == {"種類", "オンライン", "紹介できる人"}
    table.append([examples[str(cell.value)] for cell in table[1]])
    workbook.save(path)

    report = take_in(town, path)
    assert (report.fates, report.rejected, report.unknown_columns) == (
        {Fate.REGISTERED: 1},
        [],
        (),
    )
    [farm] = listed(town)
    assert farm.season == (1, 2, 3, 4, 5, 6, 11, 12)


def test_the_command_takes_a_table_in_and_says_what_became_of_it(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit status 0, and 3 while rows are rejected; the template comes from the same place."""
    home = Home(tmp_path / "home")
    monkeypatch.setenv("TSUNAGU_HOME", str(home.folder))
    prepare(home)
    placement = build(home.settings("placement"), clock)
    told_to_placement(placement.store)
    placement.close()
    path = write(tmp_path, FARM, CAFE | {"定員": "たくさん"})
    who_asks = ("--as", "secretariat", "--agency", str(TOWN_HALL), "--worker", "w-1")
    run = CliRunner().invoke

    first = run(app, ["import", str(path), *who_asks])
    again = run(app, ["import", str(path), "--json", *who_asks])

    assert (first.exit_code, again.exit_code) == (3, 3)
    assert "新しく登録 1 件" in first.output
    assert "3 行目 定員" in first.output
    told = json.loads(again.stdout)
    assert (told["unchanged"], told["registered"]) == (1, 0)
    assert [one["code"] for one in told["rejected"]] == ["number-unreadable"]
    assert run(app, ["template", str(tmp_path / "new.xlsx")]).exit_code == 0
    assert run(app, ["import", str(tmp_path / "new.xlsx"), *who_asks]).exit_code == 0
