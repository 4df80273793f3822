"""記録の書き出し: the entries of a page as a table; the question is on record once more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from services.conference.pages.audit.entries import answered, line_shown, narrowed
from shared.calendar import JST
from shared.pages import Download, Visit
from shared.spreadsheet import Sheet, write_csv, write_xlsx

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV = "text/csv; charset=utf-8"
_HEADERS = (
    "記録の順", "日時", "行為", "結果", "提供元", "提供先", "対象者", "情報の種類", "根拠", "条文",
    "同意", "規則", "根拠とした会議など", "目的", "職員", "記録の番号",
)  # fmt: skip
_WIDE = {"提供元": 24, "提供先": 24, "対象者": 38, "根拠": 30, "条文": 36, "規則": 40}


def entries_file(visit: Visit) -> Download:
    """The entries that were shown, as CSV or Excel.

    Raises:
        Refusal: see :func:`services.conference.pages.audit.entries.answered`.
    """
    found, names = answered(visit)
    lines = [line_shown(one, names) for one in found.entries]
    sheet = Sheet("提供の記録", _HEADERS, _rows(narrowed(lines, visit.form)), _WIDE)
    name = f"提供の記録_{visit.today.isoformat()}"
    with TemporaryDirectory(prefix="tsunagu-") as folder:
        path = Path(folder) / "file"
        if visit.form.one("form") == "csv":
            write_csv(path, sheet)
            return Download(path.read_bytes(), _CSV, f"{name}.csv")
        write_xlsx(path, sheet)
        return Download(path.read_bytes(), _EXCEL, f"{name}.xlsx")


def _rows(lines: Sequence[dict[str, Any]]) -> Iterator[list[str]]:
    for line in lines:
        entry = line["entry"]
        yield [
            str(line["place"]),
            entry.at.astimezone(JST).isoformat(timespec="minutes"),
            line["act_name"],
            line["effect_name"][2:],
            line["holder"],
            line["recipient"],
            "・".join(map(str, entry.subjects)),
            "・".join(line["categories"]),
            "・".join(line["bases"]) or ("根拠なし" if line["unfounded"] else ""),
            "・".join(entry.citations),
            "・".join(line["consents"]),
            "・".join(line["why"]),
            line["law"],
            line["purpose"],
            line["worker"],
            str(entry.entry_id),
        ]
