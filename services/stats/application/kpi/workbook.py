"""A KPI sheet as an Excel workbook: goals and what was reached year by year, and the chart."""

from __future__ import annotations

from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from services.stats.application.drawn import Drawn, numbers_at_bars
from services.stats.application.kpi.forms import NOT_ENTERED, KpiLine, KpiShown, ShareLine
from services.stats.application.sheets import Forms, Page, lay_out, write_text
from shared.calendar import JST, FiscalYear, format_wareki_short
from shared.codes.municipality import municipality_name
from shared.spreadsheet import private_workbook

_SHEET = "KPI"
_LABELS = ("指標", "単位", "", "事業開始前")
_ENDINGS = ("累計", "差", "率", "見込み", "見込みの差")
_CHART = {"width": 720, "height": 300}
_ROWS_OF_CHART = 16


def write_kpi(path: Path, shown: KpiShown) -> None:
    """Write a KPI sheet as an Excel workbook (mode 0600), all or nothing.

    Raises:
        Refusal: ``file-not-writable``.
    """
    with private_workbook(path) as workbook:
        _Paper(workbook, shown).write()


class _Paper:
    """One sheet, from its top row down; every text is written as text."""

    def __init__(self, workbook: Workbook, shown: KpiShown) -> None:
        self._workbook = workbook
        self._shown = shown
        self._forms = Forms(workbook)
        self._sheet: Worksheet = workbook.add_worksheet(_SHEET)
        self._years = [
            FiscalYear(year).label for year in range(shown.first_year, shown.target_year + 1)
        ]
        self._row = 0
        self._header = 0
        self._drawn: list[tuple[KpiLine, int]] = []
        self._charted = Drawn(self._sheet, len(_LABELS) + len(self._years) + len(_ENDINGS) + 1)

    def write(self) -> None:
        """Title, every KPI, every share, the notes, and a chart for each KPI."""
        shown, as_of = self._shown, self._shown.as_of.astimezone(JST)
        created = as_of.replace(tzinfo=None)
        self._workbook.set_properties(
            {"title": shown.title, "subject": shown.handling, "created": created}
        )
        widths = (34, 8, 8, 11, *[11] * (len(self._years) + len(_ENDINGS)))
        page = Page(
            left=municipality_name(shown.municipality),
            middle=shown.title,
            handling=shown.handling,
            foot=f"{format_wareki_short(as_of.date())} {as_of:%H:%M} 現在　実数",
        )
        lay_out(self._sheet, page, widths, landscape=True)
        self._line(shown.title, self._forms.title)
        self._line(shown.handling, self._forms.caution)
        target = FiscalYear(shown.target_year).label
        self._line(f"目標年度: {target}　見込み: {shown.forecast_method}")
        if shown.cost_thousand_yen is not None:
            self._line(f"交付金対象事業費: {shown.cost_thousand_yen:,} 千円")
        self._row += 1
        self._header = self._row
        for column, header in enumerate((*_LABELS, *self._years, *_ENDINGS)):
            write_text(self._sheet, self._row, column, header, self._forms.head)
        for line in shown.kpis:
            self._kpi(line)
        for share in shown.shares:
            self._share(share)
        self._notes()
        for line, row in self._drawn:
            self._draw(line, row)

    def _kpi(self, line: KpiLine) -> None:
        """Two rows: the goal, and below it what was reached."""
        forms, sheet, first = self._forms, self._sheet, len(_LABELS)
        last = first + len(self._years)
        planned, actual = self._row + 1, self._row + 2
        self._drawn.append((line, planned))
        for row, caption in ((planned, "目標"), (actual, "実績")):
            write_text(sheet, row, 0, line.name, forms.text)
            write_text(sheet, row, 1, line.unit, forms.text)
            write_text(sheet, row, 2, caption, forms.head)
        forms.figure(sheet, planned, 3, line.baseline, "–")
        for column, year in enumerate(line.years, start=first):
            forms.figure(sheet, planned, column, year.planned, "–")
            lacks = NOT_ENTERED if line.is_missing(year) else "–"
            forms.figure(sheet, actual, column, year.actual, lacks)
        forms.figure(sheet, planned, last, line.planned, "–", forms.sum)
        forms.figure(sheet, actual, last, line.actual, "–", forms.sum)
        forms.figure(sheet, actual, last + 1, line.gap, "–")
        forms.percentage(sheet, actual, last + 2, line.rate)
        forms.figure(sheet, actual, last + 3, line.forecast, "–")
        forms.figure(sheet, actual, last + 4, line.forecast_gap, "–")
        self._row = actual

    def _share(self, line: ShareLine) -> None:
        forms, sheet, first = self._forms, self._sheet, len(_LABELS)
        planned, actual = self._row + 1, self._row + 2
        for row, caption in ((planned, "目標"), (actual, "実績")):
            write_text(sheet, row, 0, line.name, forms.text)
            write_text(sheet, row, 1, "%", forms.text)
            write_text(sheet, row, 2, caption, forms.head)
        for column, year in enumerate(line.years, start=first):
            goal = None if year.planned is None else str(year.planned)
            forms.percentage(sheet, planned, column, goal)
            forms.percentage(sheet, actual, column, year.percent)
        self._row = actual

    def _notes(self) -> None:
        self._row += 1
        for name, note in self._shown.notes:
            self._line(f"注：{name}　{note}")
        for kpi in self._shown.kpis:
            if kpi.reached is not None:
                told = f"事業開始前 {kpi.baseline:,} ＋ 累計 {kpi.actual:,} ＝ {kpi.reached:,}"
                self._line(f"到達：{kpi.name}　{told}")
        self._line(f"出典: {self._shown.source}")

    def _draw(self, line: KpiLine, row: int) -> None:
        chart = self._workbook.add_chart({"type": "column"})
        first = len(_LABELS)
        last = first + len(self._years) - 1
        planned = [year.planned for year in line.years]
        actual = [year.actual for year in line.years]
        for place, caption, values in ((row, "目標", planned), (row + 1, "実績", actual)):
            chart.add_series(
                {
                    "name": caption,
                    "categories": [_SHEET, self._header, first, self._header, last],
                    "values": self._charted.across(place, first, values),
                    **numbers_at_bars(2 * len(values)),
                }
            )
        chart.show_hidden_data()
        chart.set_title({"name": f"{line.name}（{line.unit}）", "name_font": {"size": 11}})
        chart.set_legend({"position": "bottom"})
        chart.set_size(_CHART)
        self._row += 1
        self._sheet.insert_chart(self._row, 0, chart, {"description": line.name})
        self._row += _ROWS_OF_CHART

    def _line(self, text: str, form: Format | None = None) -> None:
        write_text(self._sheet, self._row, 0, text, form)
        self._row += 1
