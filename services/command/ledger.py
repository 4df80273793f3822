"""台帳: taking a municipality's ledger in, and giving it out again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.command.exits import Exit
from services.command.municipality import municipality_for
from services.command.opening import intake_opened
from services.command.options import AsJson, Municipality
from services.command.rejections import (
    rejections_as_json,
    tell_rejections,
    tell_unknown,
)
from services.command.screen import Advance, answer_json, progress, tell
from services.intake.app import Intake
from services.intake.application.ledger_export import LedgerExport
from services.intake.application.ledger_file import ImportReport, LedgerFile
from services.intake.ledger import HeaderMapping, write_csv, write_xlsx
from shared.identity import Actor

IMPORTER = Actor(person="importer", agency="own", role="operator", purpose="ledger-import")

File = Annotated[Path, typer.Argument(metavar="台帳", help="CSV（UTF-8・CP932）または XLSX")]
Target = Annotated[
    Path, typer.Argument(metavar="ファイル", help="書き出すファイル（.csv または .xlsx）")
]
Mapping = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="ファイル", help="見出しの読み替え表（YAML）"),
]


def import_file(
    intake: Intake,
    path: Path,
    municipality: str,
    *,
    advance: Advance = lambda _done, _rows=None: None,
    mapping: Path | None = None,
) -> ImportReport:
    """Take one file in, telling how far it is."""
    headers = HeaderMapping.from_file(mapping) if mapping else None
    file = LedgerFile(intake.application, path, municipality, IMPORTER, headers)
    return file.take_in(advance)


def import_ledger(
    path: File,
    *,
    municipality: Municipality = None,
    mapping: Mapping = None,
    as_json: AsJson = False,
) -> None:
    """台帳を取り込む。正しい行は入り、直すべき行は別のファイルに残る。"""
    with intake_opened() as intake, progress("取り込んでいます") as advance:
        code = municipality_for(municipality)
        report = import_file(intake, path, code, advance=advance, mapping=mapping)
    if as_json:
        answer_json(_as_json(report))
    else:
        _show(report)
    if report.rejected:
        raise typer.Exit(Exit.PARTLY)


def export_ledger(
    path: Target, *, municipality: Municipality = None, as_json: AsJson = False
) -> None:
    """台帳を書き出す（取扱注意: 個人情報を含む）。"""
    write = write_xlsx if path.suffix.lower() == ".xlsx" else write_csv
    with intake_opened() as intake:
        write(path, LedgerExport(intake.application, municipality_for(municipality)).rows())
    if as_json:
        answer_json({"file": str(path)})
    else:
        tell(f"書き出しました: {path}（取扱注意）")


def _as_json(report: ImportReport) -> dict[str, object]:
    return {
        "rows": report.rows,
        "imported": report.imported,
        "already_there": report.already_there,
        **rejections_as_json(report.rejected, report.rejects_file),
        "unknown_columns": list(report.unknown_columns),
    }


def _show(report: ImportReport) -> None:
    tell(
        f"{report.rows:,} 行のうち {report.imported:,} 件を取り込みました"
        f"（取込済み {report.already_there:,} 件）。"
    )
    tell_unknown(report.unknown_columns)
    tell_rejections(report.rejected, report.rejects_file)
