"""``tsunagu kpi``: a KPI sheet, shown, and filled in where no record tells the figure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from services.command import completion
from services.command.acting import actor_of
from services.command.choices import choices
from services.command.kpi_screen import show_kpi
from services.command.municipality import municipality_for
from services.command.options import AsJson, Municipality
from services.command.returns_asking import PURPOSE, AsOf, arrived_stats, known_at
from services.command.screen import answer_json, counting, say, tell
from services.stats.application.kpi import CorrectKpi, EnterKpi, KpiShown, ShowKpi
from services.stats.application.kpi.workbook import write_kpi
from services.stats.domain.period import parse_period
from services.stats.kpi import kpi_sheet, kpi_sheets
from shared.calendar import FiscalYear, parse_date
from shared.codes import CORRECTION_REASONS
from shared.identity import Actor
from shared.refusal import InvalidInput, Refusal
from shared.use_case import read_request

BEFORE = "事業開始前"

Sheet = Annotated[
    str | None,
    typer.Argument(
        metavar="様式", help="様式の番号（--list で一覧）", autocompletion=completion.kpi_sheets
    ),
]


def _option(name: str, metavar: str, says: str, variable: str | None = None) -> Any:  # noqa: ANN401 - typer's own
    return typer.Option(name, metavar=metavar, help=says, envvar=variable)


def kpi(  # noqa: PLR0913 - a sheet is shown, entered into and corrected by one command
    sheet: Sheet = None,
    *,
    as_of: AsOf = None,
    municipality: Municipality = None,
    as_json: AsJson = False,
    xlsx: Annotated[
        Path | None, _option("--xlsx", "ファイル", "Excel に書き出す（グラフと印刷の設定付き）")
    ] = None,
    enter: Annotated[str | None, _option("--enter", "指標", "記録から数えない指標を記入")] = None,
    correct: Annotated[str | None, _option("--correct", "指標", "記入した数を訂正")] = None,
    year: Annotated[str | None, _option("--year", "年度", f"R2 など。{BEFORE} も可")] = None,
    value: Annotated[int | None, _option("--value", "数", "その年度だけの数（増加分）")] = None,
    on: Annotated[str | None, _option("--on", "年-月-日", "いつ現在の数か")] = None,
    reason: Annotated[
        str | None,
        _option(
            "--reason",
            "符号",
            "訂正の理由: " + choices({one.code: one.label for one in CORRECTION_REASONS}),
        ),
    ] = None,
    role: Annotated[str, _option("--as", "役割", "行う人の役割", "TSUNAGU_ROLE")] = (
        "statistician"
    ),
    agency: Annotated[str, _option("--agency", "番号", "機関の番号", "TSUNAGU_AGENCY")] = "",
    worker: Annotated[str, _option("--worker", "番号", "職員の番号", "TSUNAGU_WORKER")] = "",
    list_sheets: Annotated[bool, typer.Option("--list", help="様式の一覧")] = False,
) -> None:
    """KPI の様式: 事業開始前、年度ごとの目標と実績、累計、差、目標年度の見込み。

    記録から数えられる指標は数え、そのほかは --enter で記入する。累計に、事業開始前の数は入らない。
    """
    if list_sheets or sheet is None:
        _list_sheets(as_json=as_json)
        return
    place = {"sheet": sheet, "municipality": municipality_for(municipality)}
    if enter is not None or correct is not None:
        told = place | {"year": _year(year), "value": _value(value)}
        actor = actor_of(role, agency, worker, PURPOSE)
        _record(actor, told, enter, correct, on, reason)
    asked = read_request(ShowKpi, place | {"as_of": known_at(as_of)})
    found = kpi_sheet(sheet)
    steps = len(found.years) * sum(one.measured is not None for one in found.kpis)
    with arrived_stats() as stats, counting("数えています", steps) as counted:
        reader = actor_of(role, "own", "command", PURPOSE)
        shown = stats.application.kpis.watched_by(counted).show(reader, asked)
    _hand_out(shown, xlsx, as_json=as_json)


def _record(
    actor: Actor,
    told: Mapping[str, object],
    enter: str | None,
    correct: str | None,
    on: str | None,
    reason: str | None,
) -> None:
    """Enter or correct one figure.

    Raises:
        Refusal: ``enter-or-correct``; and see :mod:`services.stats.domain.kpi.entering`.
    """
    if enter is not None and correct is not None:
        raise Refusal(
            "enter-or-correct",
            "記入と訂正が、同時に指定されています。",
            "--enter か --correct の、どちらか一方を指定してください。",
        )
    with arrived_stats() as stats:
        if enter is not None:
            day = parse_date(_said(on, "--on"))
            entered = read_request(EnterKpi, {**told, "kpi": enter, "counted_on": day})
            stats.application.kpis.enter(actor, entered)
        else:
            why = _said(reason, "--reason")
            corrected = read_request(CorrectKpi, {**told, "kpi": correct, "reason": why})
            stats.application.kpis.correct(actor, corrected)


def _hand_out(shown: KpiShown, xlsx: Path | None, *, as_json: bool) -> None:
    if xlsx is not None:
        write_kpi(xlsx, shown)
        say(f"書き出しました: {xlsx}（{shown.handling}）")
    if as_json:
        answer_json(shown.model_dump(mode="json"))
    elif xlsx is None:
        show_kpi(shown)


def _list_sheets(*, as_json: bool) -> None:
    listed = [{"id": id_, "title": one.title} for id_, one in kpi_sheets().items()]
    if as_json:
        answer_json({"sheets": listed})
        return
    for one in listed:
        tell(f"{one['id']:<14} {one['title']}")


def _year(said: str | None) -> int | None:
    """The fiscal year that a figure is entered for; ``None`` for 事業開始前."""
    text = _said(said, "--year")
    if text == BEFORE:
        return None
    period = parse_period(text)
    if period.kind != "fiscal_year":
        raise InvalidInput(
            "--year",
            "year-unreadable",
            "年度を読み取れません。",
            f"R2・令和2年度・2020、または「{BEFORE}」を指定してください。",
        )
    return FiscalYear.of(period.first).start


def _value(said: int | None) -> int:
    if said is None:
        raise _missing("--value")
    return said


def _said(text: str | None, option: str) -> str:
    if text is None:
        raise _missing(option)
    return text


def _missing(option: str) -> InvalidInput:
    return InvalidInput(
        option,
        "option-missing",
        f"{option} がありません。",
        f"{option} を添えて、もう一度実行してください。",
    )
