"""``tsunagu resources``: a town's table of resources 社会資源, in from Excel or CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.command.acting import actor_of
from services.command.exits import Exit
from services.command.municipality import municipality_for
from services.command.opening import placement_opened
from services.command.options import Agency, As, AsJson, Municipality, Worker
from services.command.rejections import (
    rejections_as_json,
    tell_rejections,
    tell_unknown,
)
from services.command.rooms import group
from services.command.screen import answer_json, progress, tell
from services.placement.application.resources import (
    RESOURCE_TABLE,
    Fate,
    ResourceImportReport,
    ResourceTable,
    write_template,
)
from shared.spreadsheet import HeaderMapping, read_mapping

PURPOSE = "resource-directory"
"""利用目的 under which the directory is kept."""

app = group("社会資源: 一覧を Excel や CSV から取り込む。")

Source = Annotated[Path, typer.Argument(metavar="一覧", help="CSV（UTF-8・CP932）または XLSX")]
Target = Annotated[Path, typer.Argument(metavar="ファイル", help="書き出すファイル（.xlsx）")]
Mapping = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="ファイル", help="見出しの読み替え表（YAML）"),
]

_FATES = {
    Fate.REGISTERED: "新しく登録",
    Fate.CHANGED: "変更",
    Fate.UNCHANGED: "そのまま",
    Fate.OLDER: "記録の方が新しい",
}


@app.command("import")
def import_resources(
    path: Source,
    *,
    municipality: Municipality = None,
    mapping: Mapping = None,
    role: As,
    agency: Agency,
    worker: Worker,
    as_json: AsJson = False,
) -> None:
    """一覧を取り込む。正しい行は入り、直すべき行は別のファイルに残る。何度取り込んでも増えない。"""
    actor = actor_of(role, agency, worker, PURPOSE)
    headers = HeaderMapping(RESOURCE_TABLE, read_mapping(mapping)) if mapping else None
    code = municipality_for(municipality)
    with placement_opened() as placement, progress("取り込んでいます") as advance:
        table = ResourceTable(placement.application.desk, path, code, actor, headers)
        report = table.take_in(advance)
    if as_json:
        answer_json(_as_json(report))
    else:
        _show(report)
    if report.rejected:
        raise typer.Exit(Exit.PARTLY)


@app.command("template")
def make_template(path: Target, *, as_json: AsJson = False) -> None:
    """一覧のひな形を書き出す。選択肢と書き方のシートが付く。"""
    write_template(path)
    if as_json:
        answer_json({"file": str(path)})
    else:
        tell(f"書き出しました: {path}")


def _as_json(report: ResourceImportReport) -> dict[str, object]:
    return {
        "rows": report.rows,
        **{fate.value: report.fates[fate] for fate in Fate},
        **rejections_as_json(report.rejected, report.rejects_file),
        "unknown_columns": list(report.unknown_columns),
    }


def _show(report: ResourceImportReport) -> None:
    counted = "、".join(f"{label} {report.fates[fate]:,} 件" for fate, label in _FATES.items())
    tell(f"{report.rows:,} 行のうち、{counted}。")
    tell_unknown(report.unknown_columns)
    tell_rejections(report.rejected, report.rejects_file)
