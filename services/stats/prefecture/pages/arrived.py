"""What has arrived: by period and template who has reported and who is missing; each return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services.stats.domain.prefecture_return import CAUTION
from shared.pages import Page, Visit
from shared.pages.chart import Chart, Drawing, chart_of, share, undrawn


@dataclass(frozen=True, slots=True)
class GroupShown:
    """One period and template.

    Attributes:
        path: its page.
        group: who has reported, who is missing.
        share: how long the bar of those who have is, in percent.
    """

    path: str
    group: Any
    share: str | None


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table of a return as it arrived.

    Attributes:
        table: its figures.
        divided: by what, as its first column says.
        rows: categories in words, the figure, and what is to be known of it.
        total: the figure and its note; ``None`` beside a single figure, which is its own.
        chart: of the cells; ``None`` where there is none.
        undrawn: why not; empty where nobody would miss it.
    """

    table: Any
    divided: str
    rows: list[tuple[str, str, str]]
    total: tuple[str, str] | None
    chart: Chart | None
    undrawn: str


def home(visit: Visit) -> Page:
    """Everything that arrived, the latest periods first; and whether a ledger raises an alarm."""
    found = visit.ask("returns.status")
    ledgers = visit.ask("checkpoints.list")
    return Page(
        "arrived.html",
        "県の集約",
        {
            "status": found,
            "groups": [
                GroupShown(path_of(one), one, share(len(one.reported), found.members))
                for one in reversed(found.returns)
            ],
            "alarms": [one.name for one in ledgers if one.alarms],
        },
    )


def status(visit: Visit) -> Page:
    """One period and template, municipality by municipality."""
    (group,) = visit.ask("returns.status", dict(visit.path)).returns
    return Page(
        "status.html",
        f"{group.period}　{group.title or group.template}",
        {"group": group, "path": path_of(group)},
    )


def show(visit: Visit) -> Page:
    """A municipality's return, as it arrived."""
    found = visit.ask("returns.show", dict(visit.path))
    which = "/".join(visit.path[name] for name in ("template", "first", "last"))
    return Page(
        "return_arrived.html",
        f"{found.report.name}　{found.period}　{found.title}",
        {
            "found": found,
            "path": f"/prefecture/pages/returns/{which}",
            "is_true": found.report.handling == CAUTION,
            "tables": [
                _table(f"table-{number}", one) for number, one in enumerate(found.tables, start=1)
            ],
        },
    )


def path_of(group: Any) -> str:  # noqa: ANN401 - a group of the answer of returns.status
    """The page of one period and template."""
    return f"/prefecture/pages/returns/{group.template}/{group.first}/{group.last}"


def _table(id_: str, table: Any) -> TableShown:  # noqa: ANN401 - a table of the answer
    cells = [one for one in table.figures if one.categories is not None]
    drawings = [
        Drawing("・".join(one.categories), one.value, _text(one.value, one.note)) for one in cells
    ]
    totals = [one for one in table.figures if one.categories is None]
    told = [(_text(one.value, one.note), _note(one.value, one.note)) for one in totals[-1:]]
    is_single = all(one.categories == () for one in cells)
    return TableShown(
        table=table,
        divided="・".join(table.dimensions) or "区分",
        rows=[
            (drawing.label or table.heading, drawing.text, _note(one.value, one.note))
            for drawing, one in zip(drawings, cells, strict=True)
        ],
        total=None if is_single or not told else told[0],
        chart=chart_of(f"{id_}-chart", table.heading, drawings) if drawings else None,
        undrawn="" if is_single else undrawn(drawings),
    )


def _text(value: int | None, note: str | None) -> str:
    if value is not None:
        return f"{value:,}"
    return "秘匿" if note and note.endswith("秘匿") else note or "数なし"


def _note(value: int | None, note: str | None) -> str:
    """What stands beside a figure; what stands in its place is not said twice."""
    return "" if note is None or _text(value, note) == note else note
