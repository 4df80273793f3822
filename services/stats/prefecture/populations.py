"""The populations by which figures are compared: a table that the prefecture keeps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from shared.codes.municipality import parse_municipality
from shared.refusal import InvalidInput
from shared.spreadsheet.cell import text_of
from shared.spreadsheet.form import TableForm
from shared.spreadsheet.source import SourceRow, open_table

POPULATION_FILE = "population.csv"
"""Where the table lies, beside the register."""

CODE, POPULATION = "団体コード", "人口"
MOST_DIGITS = 9
POPULATION_TABLE = TableForm(
    code="population",
    title="人口の表",
    headers=(CODE, POPULATION, "基準日"),
    required=(CODE, POPULATION),
    in_parts="県の市区町村だけにして",
    synonyms={"全国地方公共団体コード": CODE, "コード": CODE, "総人口": POPULATION},
)


def read_populations(path: Path) -> Mapping[str, int]:
    """Read a table (CSV or Excel): number of inhabitants by 全国地方公共団体コード.

    A municipality that is not in it, or whose cell is blank, has an unknown population.

    Raises:
        InvalidInput: ``population-unreadable``, ``population-twice``, or a code is not one.
        Refusal: ``population-empty``, ``header-missing``, ``population-unreadable``.
    """
    found: dict[str, int] = {}
    for row in open_table(path, POPULATION_TABLE):
        if CODE in row.cells and POPULATION in row.cells:
            code = parse_municipality(text_of(row.cells[CODE]))
            if code in found:
                raise InvalidInput(
                    CODE,
                    "population-twice",
                    f"人口の表の {row.number} 行目の市区町村が、二度出てきます。",
                    "市区町村ごとに、使う基準日の行だけを残してください。",
                )
            found[code] = _inhabitants(row)
    return found


def _inhabitants(row: SourceRow) -> int:
    text = text_of(row.cells[POPULATION]).replace(",", "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise InvalidInput(
            POPULATION,
            "population-unreadable",
            f"人口の表の {row.number} 行目の人口が、数ではありません。",
            "人数を数字で書くか、分からないときは空にしてください。",
        )
    return int(text)
