"""台帳: taking a municipality's ledger in, and giving it out again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from services.command.embedded.system import prepare
from services.command.municipality import municipality_for
from services.command.screen import answer_json, out, progress
from services.intake.app import Intake
from services.intake.app import build as build_intake
from services.intake.application.ledger_export import LedgerExport
from services.intake.application.ledger_file import ImportReport, LedgerFile
from services.intake.ledger import HeaderMapping, write_csv, write_xlsx
from shared.calendar import system_clock
from shared.identity import Actor
from shared.settings import (
    home_from_environment,
    is_configured_by_environment,
    settings_of_store,
)

REJECTED = 3
"""Exit status: some rows were rejected, the others are in."""

SHOWN_REJECTIONS = 20

IMPORTER = Actor(person="importer", agency="own", role="operator", purpose="ledger-import")

File = Annotated[Path, typer.Argument(help="CSV（UTF-8・CP932）または XLSX")]
Target = Annotated[Path, typer.Argument(help="書き出すファイル（.csv または .xlsx）")]
Municipality = Annotated[str | None, typer.Option("--municipality", help="全国地方公共団体コード")]
Mapping = Annotated[Path | None, typer.Option("--mapping", help="見出しの読み替え表（YAML）")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON で答える")]


def import_file(
    intake: Intake,
    path: Path,
    municipality: str,
    *,
    bar: Progress | None = None,
    mapping: Path | None = None,
) -> ImportReport:
    """Take one file in, with a progress bar if there is one."""
    headers = HeaderMapping.from_file(mapping) if mapping else None
    file = LedgerFile(intake.application, path, municipality, IMPORTER, headers)

    def advance(done: int, rows: int) -> None:
        if bar is not None:
            bar.update(bar.task_ids[0], completed=done, total=rows)

    return file.take_in(advance)


def import_ledger(
    path: File,
    *,
    municipality: Municipality = None,
    mapping: Mapping = None,
    as_json: AsJson = False,
) -> None:
    """台帳を取り込む。正しい行は入り、直すべき行は別のファイルに残る。"""
    intake = _open_intake()
    try:
        code = municipality_for(home_from_environment(), municipality)
        with progress("取り込んでいます", None) as bar:
            report = import_file(intake, path, code, bar=bar, mapping=mapping)
    finally:
        intake.close()
    if as_json:
        answer_json(_as_json(report))
    else:
        _show(report)
    if report.rejected:
        raise typer.Exit(REJECTED)


def export_ledger(path: Target, *, municipality: Municipality = None) -> None:
    """台帳を書き出す（取扱注意: 個人情報を含む）。"""
    intake = _open_intake()
    try:
        code = municipality_for(home_from_environment(), municipality)
        rows = LedgerExport(intake.application, code).rows()
        if path.suffix.lower() == ".xlsx":
            write_xlsx(path, rows)
        else:
            write_csv(path, rows)
    finally:
        intake.close()
    out.print(f"書き出しました: {path}（取扱注意）")


def _open_intake() -> Intake:
    if not is_configured_by_environment():
        prepare(home_from_environment())
    return build_intake(settings_of_store("intake"), system_clock)


def _as_json(report: ImportReport) -> dict[str, object]:
    return {
        "rows": report.rows,
        "imported": report.imported,
        "already_there": report.already_there,
        "rejected": [
            {"row": one.row, "column": one.column, "reason": one.reason, "code": one.code}
            for one in report.rejected
        ],
        "rejects_file": str(report.rejects_file) if report.rejects_file else None,
        "unknown_columns": list(report.unknown_columns),
    }


def _show(report: ImportReport) -> None:
    out.print(
        f"{report.rows:,} 行のうち {report.imported:,} 件を取り込みました"
        f"（取込済み {report.already_there:,} 件）。"
    )
    if report.unknown_columns:
        out.print(f"分からない見出しは読みませんでした: {'、'.join(report.unknown_columns)}")
    for one in report.rejected[:SHOWN_REJECTIONS]:
        out.print(f"  {one.row} 行目 {one.column}: {one.reason}")
    if len(report.rejected) > SHOWN_REJECTIONS:
        out.print(f"  ほか {len(report.rejected) - SHOWN_REJECTIONS:,} 件")
    if report.rejects_file:
        out.print(f"直して、もう一度取り込んでください: {report.rejects_file}")
