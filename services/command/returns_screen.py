"""Returns on the screen and in files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.table import Table

from services.command.screen import out, say, tell, tell_styled
from services.stats.application.returns.long_table import write_long_table
from services.stats.application.returns.workbook import Cover, write_workbook
from services.stats.domain.prefecture_return import (
    CAUTION,
    TOTAL,
    Difference,
    Redefined,
    redefinition,
)


def hand_out(
    document: Mapping[str, Any], csv: Path | None, xlsx: Path | None, cover: Cover | None = None
) -> bool:
    """Write a return to the files that were asked for; whether any was."""
    if csv is not None:
        write_long_table(csv, document)
    if xlsx is not None:
        write_workbook(xlsx, document, cover)
    for path in (csv, xlsx):
        if path is not None:
            say(f"書き出しました: {path}（{document['handling']}）")
    return csv is not None or xlsx is not None


def warn(warnings: Iterable[str]) -> None:
    """Tell what whoever reads the figures must know."""
    for warning in warnings:
        say(f"注意: {warning}")


def show(document: Mapping[str, Any]) -> None:
    """Print a return as tables."""
    handling = f"[bold red]{CAUTION}[/]  " if document["handling"] == CAUTION else ""
    days = f"{document['from']} 〜 {document['to']}"
    tell_styled(
        f"\n{handling}[bold]{escape(document['title'])}[/]"
        f"  {document['period']}（{days}）  第{document['version']}版"
    )
    for one in document["tables"]:
        if one["dimensions"]:
            tell_styled(f"\n{escape(one['name'])}")
            out.print(_table(one))
        else:
            tell_styled(f"{escape(one['name'])}: [bold]{_figure(one['cells'][0])}[/]")
        if ratio := one.get("ratio"):
            tell(_ratio(ratio))
        for note in _notes(one):
            tell(f"  注: {note}")


def show_differences(
    differences: Iterable[Difference], definitions: Iterable[Redefined] = ()
) -> None:
    """Print what differs between two versions: how it is counted, and what was counted."""
    changed = [f"{one.table}: {redefinition(one)}" for one in definitions]
    for line in changed:
        tell(line)
    table = Table("表", "区分")
    for header in ("前", "後"):
        table.add_column(header, justify="right")
    for one in differences:
        before, after = ("–" if n is None else f"{n:,}" for n in (one.before, one.after))
        table.add_row(escape(one.table), escape(in_words(one)), before, after)
    if table.row_count:
        out.print(table)
    else:
        tell("数の違いはありません。" if changed else "違いはありません。")


def in_words(one: Difference) -> str:
    """Which figure of its table differs."""
    return TOTAL if one.cell == {TOTAL: TOTAL} else "・".join(one.cell.values())


def _table(one: Mapping[str, Any]) -> Table:
    """A table with its total; cells of 0 are left out on the screen only."""
    dimensions = one["dimensions"]
    table = Table()
    for dimension in dimensions:
        table.add_column(escape(dimension))
    table.add_column("値", justify="right")
    for cell in one["cells"]:
        if cell["value"] != 0:
            table.add_row(
                *(escape(str(cell[dimension])) for dimension in dimensions), _figure(cell)
            )
    total = {"value": one["total"], "note": one.get("note")}
    table.add_row(*[TOTAL] * len(dimensions), _figure(total), style="bold")
    return table


def _figure(cell: Mapping[str, Any]) -> str:
    value = cell["value"]
    return f"{value:,}" if isinstance(value, int) else escape(cell.get("note") or "")


def _ratio(ratio: Mapping[str, Any]) -> str:
    of, to = ratio["of"], ratio["to"]
    share = "–" if ratio["percent"] is None else f"{ratio['percent']}%"
    parts = (f"{one['table']} {'–' if one['total'] is None else one['total']}" for one in (of, to))
    return f"  率: {share}（{' ÷ '.join(parts)}）{ratio.get('note', '')}"


def _notes(one: Mapping[str, Any]) -> list[str]:
    published = one.get("published")
    told = [f"公表された計は {published['total']:,}。{published['note']}"] if published else []
    if one.get("note") and one["total"] is not None:
        told.append(one["note"])
    return told
