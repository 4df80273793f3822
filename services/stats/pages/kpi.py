"""KPI sheets: goal and result year by year, the gap, the forecast; figures entered by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from services.stats.application.kpi import NOT_ENTERED
from services.stats.pages.whose import municipalities
from shared.calendar import parse_date
from shared.codes import CORRECTION_REASONS
from shared.codes.municipality import municipality_name
from shared.pages import Answer, Moved, Page, Visit
from shared.pages.chart import Chart, Drawing, chart_of
from shared.refusal import InvalidInput, Refusal

BEFORE = "before"
"""The year that stands for 事業開始前."""

_FIELDS = ("kpi", "year", "value", "counted_on", "reason")
_UNKNOWN = "まだ"
_GOAL = "目標"


@dataclass(frozen=True, slots=True)
class LineShown:
    """A KPI with its chart.

    Attributes:
        line: its figures.
        chart: goals and results year by year.
    """

    line: Any
    chart: Chart | None


def sheets(visit: Visit) -> Page:
    """Every sheet, of every municipality."""
    return Page(
        "kpi_sheets.html",
        "KPI の様式",
        {"sheets": visit.ask("kpi.list"), "municipalities": municipalities(visit)},
    )


def show(visit: Visit) -> Page:
    """A sheet as it stands."""
    return _page(visit, {}, None)


def enter(visit: Visit) -> Answer:
    """Enter a figure that no fact tells."""
    return _act(visit, "kpi.enter", "記入しました。")


def correct(visit: Visit) -> Answer:
    """Correct an entered figure."""
    return _act(visit, "kpi.correct", "訂正しました。前の数も記録に残ります。")


def _act(visit: Visit, name: str, done: str) -> Answer:
    typed = visit.form.given(*_FIELDS)
    try:
        asked = {**_which(visit), **typed}
        asked["year"] = None if typed.get("year") == BEFORE else typed.get("year")
        if name == "kpi.enter":
            asked["counted_on"] = parse_date(typed.get("counted_on", ""))
        visit.ask(name, asked)
    except Refusal as refusal:
        return _page(visit, typed, _at_field(refusal))
    return Moved(f"/stats/pages/kpi/{visit.path['municipality']}/{visit.path['sheet']}", done)


def _at_field(refusal: Refusal) -> Refusal:
    """The refusal at the field of the form that it is about."""
    if not isinstance(refusal, InvalidInput):
        return refusal
    names = {"指標": "kpi", "年度": "year", "数": "value", "いつ現在の数か": "counted_on"}
    names |= {"日付": "counted_on", "理由": "reason"}
    field = names.get(refusal.field, refusal.field)
    return InvalidInput(field, refusal.code, refusal.message, refusal.remedy)


def _which(visit: Visit) -> dict[str, Any]:
    return {"sheet": visit.path["sheet"], "municipality": visit.path["municipality"]}


def _page(visit: Visit, typed: dict[str, str], refusal: Refusal | None) -> Page:
    found = visit.ask("kpi.show", _which(visit))
    years = found.kpis[0].years if found.kpis else ()
    return Page(
        "kpi.html",
        found.title,
        {
            "found": found,
            "town": municipality_name(found.municipality),
            "years": years,
            "lines": list(_lines(found)),
            "typed": {name: typed.get(name, "") for name in _FIELDS},
            "entered": [(one.name, one.name) for one in found.kpis if one.source == "entered"],
            "in_years": [(BEFORE, "事業開始前"), *((one.year, one.label) for one in years)],
            "reasons": CORRECTION_REASONS,
        },
        refusal,
    )


def _lines(found: Any) -> Iterator[LineShown]:  # noqa: ANN401 - the answer of kpi.show
    for number, line in enumerate(found.kpis, start=1):
        drawings = [
            Drawing(
                caption,
                value,
                _words(line, year, caption, value),
                year.label,
                is_goal=caption == _GOAL,
            )
            for year in line.years
            for caption, value in ((_GOAL, year.planned), ("実績", year.actual))
        ]
        title = f"{line.name}（{line.unit}）"
        yield LineShown(line, chart_of(f"kpi-{number}-chart", title, drawings))


def _words(line: Any, year: Any, caption: str, value: int | None) -> str:  # noqa: ANN401 - as above
    if value is not None:
        return f"{value:,}"
    return NOT_ENTERED if caption != _GOAL and line.is_missing(year) else _UNKNOWN
