"""``docs/coverage.md``: which published tables come out of tsunagu, and which do not, and why."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from services.stats.kpi import kpi_sheets
from services.stats.templates import load_templates

_SOURCE = Path(__file__).with_name("coverage.yaml")
_TESTED = "tests/behaviour/stats/test_published_tables.py"
_KPI_TESTED = "tests/unit/test_stats_kpi.py"

_HEAD = """# 公表された表と、tsunagu から出る表

市区町村と都道府県が公表した表について、様式があるもの・ないものを、すべて挙げます。
このページは [coverage.yaml](coverage.yaml) と様式から作られます（`make docs`）。手では書きません。

- **様式** の番号は、`tsunagu return --template 番号` にそのまま使えます。
  様式の区分に入らないものは、いつも「残り」（公表に「その他」があれば「その他」）の行に出ます。
- **様式のある表** は、公表された数とちょうど同じ周辺分布を持つ架空の台帳を作り、取り込み・会議・
  つなぎと NATS を通して、報告がセルまで同じになることを確かめています
  （[test_published_tables.py](../tests/behaviour/stats/test_published_tables.py)。台帳の作り方と出典は
  [places](../tests/behaviour/published_tables/places)）。
- **公表の合計が合わない** ときは、正しい和を合計に出し、公表の合計は注記として添えます。
- **KPI** の番号は、`tsunagu kpi` の様式です。
"""


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PublishedTable(_Form):
    """A table that somebody published.

    Attributes:
        id: that of its template, if it has one.
        title: whose, and what it is about.
        kpi: it is a KPI sheet.
        why: why it does not come out; ``None`` if it does.
        notes: what does not agree in it, or how it is read.
    """

    id: str
    title: str
    kpi: bool = False
    why: str | None = None
    notes: tuple[str, ...] = ()


class _Group(_Form):
    title: str
    tables: tuple[PublishedTable, ...]


class _Coverage(_Form):
    groups: tuple[_Group, ...]


@cache
def coverage() -> _Coverage:
    """Every published table, by who published it.

    Raises:
        ValueError: one says both that it comes out and why not, or is named twice.
    """
    document: Any = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
    read = _Coverage.model_validate(document)
    ids = [table.id for group in read.groups for table in group.tables]
    if len(set(ids)) != len(ids):
        raise ValueError("coverage.yaml: a table is named twice")
    return read


def published_tables() -> tuple[PublishedTable, ...]:
    """Every published table."""
    return tuple(table for group in coverage().groups for table in group.tables)


def coverage_page() -> str:
    """The page."""
    return _HEAD + _summary() + "".join(map(_section, coverage().groups))


def _summary() -> str:
    tables = published_tables()
    templates = sum(table.id in load_templates() for table in tables)
    sheets = sum(table.kpi for table in tables)
    return (
        f"\n公表された表 {len(tables)} のうち、様式のあるもの {templates}、KPI の様式のあるもの"
        f" {sheets}、記録から出ないもの {len(tables) - templates - sheets}。\n"
    )


def _section(group: _Group) -> str:
    rows = "".join(map(_row, group.tables))
    columns = "| 番号 | 表 | 出るか | 合わないところ・読み方 |\n|---|---|---|---|\n"
    return f"\n## {group.title}\n\n{columns}{rows}"


def _row(table: PublishedTable) -> str:
    notes = " ".join(table.notes)
    return f"| `{table.id}` | {table.title} | {_state(table)} | {notes} |\n"


def _state(table: PublishedTable) -> str:
    """How it comes out, or why it does not.

    Raises:
        ValueError: neither a template nor a reason, or both.
    """
    template, reason = load_templates().get(table.id), table.why
    if table.kpi and table.id in kpi_sheets() and reason is None:
        return f"**KPI の様式**（[試験](../{_KPI_TESTED})）"
    if template is not None and not table.kpi and reason is None:
        measures = "、".join(dict.fromkeys(one.measure.name for one in template.tables))
        return f"**様式**: {measures}（[試験](../{_TESTED})）"
    if template is None and not table.kpi and reason is not None:
        return f"出ない。{reason}"
    raise ValueError(f"coverage.yaml: {table.id} comes out, or it is said why not")
