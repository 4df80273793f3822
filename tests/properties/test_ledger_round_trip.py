"""Whatever stands in a ledger: no crash, no leak, and an export comes back as it was."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from services.intake.ledger import (
    HEADERS,
    LedgerRow,
    Ordinals,
    open_ledger,
    row_identity,
    validate_row,
    write_csv,
    write_xlsx,
)
from shared.codes import (
    AGENCY_KINDS,
    CASE_STATES,
    CONSENT_STATES,
    CONSULTERS,
    CONTACT_METHODS,
    CONTACT_OUTCOMES,
    EMPLOYMENT_KINDS,
    FACTORS,
    GENDERS,
    REFERRAL_OUTCOMES,
    CodeList,
)
from shared.refusal import Refusal
from shared.spreadsheet.cell import FORMULA, Cell, cell_of_text, neutralised

TODAY = date(2024, 6, 1)
SIGNS = "=+-@＝＋－＠'\"\t\r\n ,;、〇一十百年月日頃令和昭平元RHS.0123456789/"

anything = st.one_of(
    st.text(max_size=40),
    st.text(SIGNS, max_size=20),
    st.integers(-(10**9), 10**9),
    st.dates(),
    st.just(FORMULA),
    st.sampled_from([label for codes in (CONTACT_METHODS, GENDERS) for label in codes.labels]),
)
free_text = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30),
    st.text("=+-@＝'\" ,\n<r>/あ架\U000e0100\ufa19", max_size=12),
)
days = st.dates(date(1990, 1, 1), TODAY)


def label_of(codes: CodeList) -> st.SearchStrategy[str]:
    """One of a list's labels."""
    return st.sampled_from(codes.labels)


births = st.one_of(
    days.map(date.isoformat),
    st.builds("昭和{}年{}".format, st.integers(1, 64), st.sampled_from(["", "頃"])),
    st.builds(
        "平成{}年{}月{}".format, st.integers(2, 30), st.integers(1, 12), st.sampled_from(["", "頃"])
    ),
)
valid_cells = st.fixed_dictionaries(
    {"受付日": days, "方法": label_of(CONTACT_METHODS), "相談者": label_of(CONSULTERS)},
    optional={
        "ケース番号": free_text,
        "氏名": free_text,
        "フリガナ": free_text,
        "住所": free_text,
        "電話": free_text,
        "内容": free_text,
        "生年月日": births,
        "年齢": st.integers(0, 130),
        "性別": label_of(GENDERS),
        "経路": free_text,
        "課題": st.lists(label_of(FACTORS)).map("、".join),
        "同意": label_of(CONSENT_STATES),
        "接触": label_of(CONTACT_OUTCOMES),
        "受付機関": free_text,
        "担当者": free_text,
        "つなぎ先": st.one_of(label_of(AGENCY_KINDS), free_text),
        "つなぎ結果": label_of(REFERRAL_OUTCOMES),
        "つなぎ日": days,
        "就労": label_of(EMPLOYMENT_KINDS),
        "就職日": days,
        "離職日": days,
        "状態": label_of(CASE_STATES),
    },
)


def accepted(cells: dict[str, Cell]) -> LedgerRow:
    """Read cells, leaving out those that are rejected."""
    checked = validate_row(2, cells, TODAY)
    while isinstance(checked, list):
        assume(not {"受付日", "方法", "相談者"} & {one.column for one in checked})
        for one in checked:
            cells.pop(one.column, None)
        checked = validate_row(2, cells, TODAY)
    return checked


@given(st.dictionaries(st.sampled_from(HEADERS), anything))
@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow])
def test_any_cells_make_a_row_or_rejections(cells: dict[str, Cell]) -> None:
    """Reading a row never fails, and a rejected row always says why."""
    checked = validate_row(2, cells, TODAY)
    assert isinstance(checked, LedgerRow) or checked


@given(
    st.dictionaries(
        st.sampled_from(HEADERS),
        st.text(st.sampled_from("7Qzß☃"), min_size=1, max_size=6).map("カナリヤ９{}".format),
        min_size=1,
    )
)
def test_a_reason_never_holds_what_a_cell_holds(cells: dict[str, str]) -> None:
    """Reasons reach screens and logs; cells do not."""
    checked = validate_row(2, dict(cells), TODAY)
    assert isinstance(checked, list)
    assert not any("カナリヤ" in repr(one) for one in checked)


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_file_opens_or_is_refused(content: bytes) -> None:
    """Whatever bytes follow a header, the answer is a ledger or a refusal."""
    for start in (b"", "受付日,ケース番号,方法,相談者,内容\n".encode(), b"PK\x03\x04"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "ledger"
            path.write_bytes(start + content)
            try:
                rows = list(open_ledger(path))
            except Refusal:
                continue
            for row in rows:
                validate_row(row.number, row.cells, TODAY)


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=5))
@settings(max_examples=100, deadline=None)
def test_any_damage_to_a_workbook_is_survived(damage: list[tuple[int, int]]) -> None:
    """A changed byte gives the rows or a refusal, never anything else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger"
        write_xlsx(path, [accepted({"受付日": TODAY, "方法": "電話", "相談者": "母", "内容": "x"})])
        content = bytearray(path.read_bytes())
        for place, value in damage:
            content[place % len(content)] = value
        path.write_bytes(content)
        try:
            for row in open_ledger(path):
                validate_row(row.number, row.cells, TODAY)
        except Refusal:
            pass


@given(st.lists(valid_cells, min_size=1, max_size=4), st.sampled_from([write_csv, write_xlsx]))
@settings(max_examples=150, deadline=None)
def test_what_is_exported_comes_back_as_it_was(drawn: list[dict[str, Cell]], write: object) -> None:
    """Export and import are each other's reverse, in both formats."""
    rows = [accepted(cells) for cells in drawn]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        write(path, rows)  # type: ignore[operator]
        again = [validate_row(row.number, row.cells, TODAY) for row in open_ledger(path)]
    assert again == rows


@given(st.lists(valid_cells, min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_cp932_and_utf_8_are_the_same_ledger(drawn: list[dict[str, Cell]]) -> None:
    """What CP932 can hold has the same identity in both encodings."""
    rows = [accepted(cells) for cells in drawn]
    with tempfile.TemporaryDirectory() as folder:
        path, other = Path(folder) / "utf-8.csv", Path(folder) / "cp932.csv"
        write_csv(path, rows)
        content = path.read_bytes().decode("utf-8-sig").encode("cp932", errors="replace")
        other.write_bytes(content)
        path.write_bytes(content.decode("cp932").encode())
        ledgers = [open_ledger(one) for one in (path, other)]
        identities = []
        for ledger in ledgers:
            ordinals = Ordinals()
            checked = [validate_row(row.number, row.cells, TODAY) for row in ledger]
            identities.append(
                [
                    row_identity(row, ordinals.number(row)) if isinstance(row, LedgerRow) else row
                    for row in checked
                ]
            )
    assert identities[0] == identities[1]
    assert len(identities[0]) == len(rows)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1))
def test_no_written_cell_begins_as_a_formula(texts: list[str]) -> None:
    """Neutralising leaves nothing to run, and reading gives the text back."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow([neutralised(text) for text in texts])
    (cells,) = csv.reader(io.StringIO(buffer.getvalue(), newline=""))
    for text, cell in zip(texts, cells, strict=True):
        assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))
        assert cell_of_text(cell) in {text, cell_of_text(text)}


@given(valid_cells, st.integers(1, 3), st.integers(1, 3))
def test_an_identity_tells_row_and_ordinal_apart(
    cells: dict[str, Cell], one: int, other: int
) -> None:
    """The same row has one identity for each ordinal."""
    row = accepted(cells)
    assert (row_identity(row, one) == row_identity(row, other)) == (one == other)
