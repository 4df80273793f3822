"""What has arrived: who has reported, how they compare, whose ledger of disclosures holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from services.command import completion
from services.command.embedded.prefecture_home import prefecture_folder
from services.command.options import AsJson
from services.command.prefecture.opening import prefecture_opened
from services.command.screen import answer_json, out, tell, tell_styled
from services.command.wording import instant_of
from services.stats.domain.prefecture_return import CAUTION
from services.stats.prefecture.application import ComparedFigure, LedgerOf, Reported
from services.stats.prefecture.domain.comparison import Compared, named_parts
from services.stats.prefecture.domain.ledgers import ALARMS
from services.stats.prefecture.populations import POPULATION_FILE, read_populations
from shared.calendar import format_wareki, parse_date
from shared.codes.municipality import municipality_name
from shared.settings import home_from_environment

UNKNOWN = "不明"

Template = Annotated[
    str,
    typer.Option(
        "--template", metavar="番号", help="様式の番号", autocompletion=completion.templates
    ),
]
MaybeTemplate = Annotated[
    str | None,
    typer.Option(
        "--template", metavar="番号", help="この様式だけ", autocompletion=completion.templates
    ),
]
From = Annotated[str, typer.Option("--from", metavar="年-月-日", help="期間の初日")]
MaybeFrom = Annotated[str | None, typer.Option("--from", metavar="年-月-日", help="期間の初日")]
To = Annotated[str, typer.Option("--to", metavar="年-月-日", help="期間の末日")]
MaybeTo = Annotated[str | None, typer.Option("--to", metavar="年-月-日", help="期間の末日")]
Heading = Annotated[
    str | None,
    typer.Option("--table", metavar="見出し", help="この表の区分ごとに（なければ、各表の計）"),
]
Population = Annotated[
    Path | None,
    typer.Option(
        "--population",
        metavar="ファイル",
        help=f"団体コードと人口の表。なければ、県のフォルダーの {POPULATION_FILE}",
    ),
]


def status(
    *,
    template: MaybeTemplate = None,
    first: MaybeFrom = None,
    last: MaybeTo = None,
    as_json: AsJson = False,
) -> None:
    """どの市区町村から報告が届き、どこからまだかを見る。"""
    days = [parse_date(one) if one else None for one in (first, last)]
    with prefecture_opened() as prefecture:
        found = prefecture.application.reported(template, *days)
        enrolled = list(prefecture.application.register.entries)
        put_aside = prefecture.application.put_aside()
    if as_json:
        answer_json(
            {
                "municipalities": enrolled,
                "returns": [_reported_document(one) for one in found],
                "put_aside": put_aside,
            }
        )
        return
    tell(f"登録した市区町村: {len(enrolled)}")
    if not found:
        tell("届いた報告は、まだありません。")
    for one in found:
        _show_reported(one)
    if put_aside:
        tell(f"受け取れなかったもの: {put_aside} 件（`tsunagu prefecture retry`）")


def _reported_document(group: Reported) -> dict[str, object]:
    return {
        "template": group.template,
        "title": group.title,
        "from": group.first.isoformat(),
        "to": group.last.isoformat(),
        "reported": [
            {
                "municipality": one.municipality,
                "name": municipality_name(one.municipality),
                "version": one.version,
                "changed": one.changed,
                "as_of": one.as_of.isoformat(),
                "submitted_on": one.submitted_on.isoformat(),
                "protection": one.protection,
                "handling": one.handling,
                "digest": one.digest,
            }
            for one in group.returns
        ],
        "missing": [
            {"municipality": code, "name": municipality_name(code)} for code in group.missing
        ],
        "contradicting": list(group.contradicting),
    }


def _show_reported(group: Reported) -> None:
    period = f"{format_wareki(group.first)} 〜 {format_wareki(group.last)}"
    heading = _as_words(group.title or group.template)
    table = Table(title=f"{heading}（{group.template}）  {period}", title_justify="left")
    for column in ("市区町村", "状況", "版", "提出日", "扱い"):
        table.add_column(column)
    for one in group.returns:
        twice = one.municipality in group.contradicting
        table.add_row(
            municipality_name(one.municipality),
            "[red]同じ版が二通り[/]" if twice else "届いた",
            f"第 {one.version} 版",
            format_wareki(one.submitted_on),
            one.handling,
        )
    for code in group.missing:
        table.add_row(municipality_name(code), "[yellow]まだ[/]", "", "", "")
    out.print(table)


def _as_words(text: str) -> str:
    """What a municipality has written, without what would steer the terminal."""
    harmless = (
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(sign).startswith("C") else sign
        for sign in text
    )
    return escape("".join(harmless))


def compare(
    *,
    template: Template,
    first: From,
    last: To,
    heading: Heading = None,
    population: Population = None,
    as_json: AsJson = False,
) -> None:
    """市区町村の数を、人口10万人あたりで並べる。人口の分からない所は不明とする。"""
    with prefecture_opened() as prefecture:
        found = prefecture.application.compare(
            template, parse_date(first), parse_date(last), _populations(population), heading
        )
    if as_json:
        answer_json({"figures": [_compared_document(one) for one in found]})
        return
    for one in found:
        _show_compared(one)


def _populations(file: Path | None) -> Mapping[str, int]:
    kept = prefecture_folder(home_from_environment()) / POPULATION_FILE
    if file is None and not kept.exists():
        return {}
    return read_populations(file or kept)


def _compared_document(figure: ComparedFigure) -> dict[str, object]:
    return {
        "table": figure.heading,
        "measure": figure.measure,
        "measure_version": figure.measure_version,
        "dimensions": list(figure.dimensions),
        "categories": None if figure.categories is None else list(figure.categories),
        "handling": figure.handling,
        "municipalities": [
            {
                "municipality": one.municipality,
                "name": municipality_name(one.municipality),
                "version": one.version,
                "value": one.value,
                "population": one.population,
                "per_100000": None if one.rate is None else float(one.rate),
            }
            for one in figure.figures
        ],
    }


def _show_compared(figure: ComparedFigure) -> None:
    which = named_parts(figure.dimensions, figure.categories)
    handling = f"[bold red]{CAUTION}[/]  " if figure.handling == CAUTION else ""
    counted = f"{figure.measure}（定義 第{figure.measure_version}版）"
    title = handling + _as_words(f"{figure.heading}  {which}  {counted}")
    table = Table(title=title, title_justify="left")
    table.add_column("市区町村")
    for column in ("数", "人口", "10万人あたり"):
        table.add_column(column, justify="right")
    for one in figure.figures:
        table.add_row(municipality_name(one.municipality), *_written(one))
    out.print(table)


def _written(one: Compared) -> tuple[str, str, str]:
    """A figure, the population and the rate in words: what is not known is not 0."""
    missing = "未報告" if one.version is None else "計上なし"
    return (
        missing if one.value is None else f"{one.value:,}",
        UNKNOWN if one.population is None else f"{one.population:,}",
        UNKNOWN if one.rate is None else f"{one.rate:,}",
    )


def checkpoints(*, as_json: AsJson = False) -> None:
    """市区町村の提供の記録の検査点を比べ、分岐や巻き戻しがないかを見る。"""
    with prefecture_opened() as prefecture:
        found = prefecture.application.ledgers()
    if as_json:
        answer_json({"ledgers": [_ledger_document(one) for one in found]})
        return
    table = Table(title="提供の記録の検査点", title_justify="left")
    for column in ("市区町村", "件数", "提出の時刻", "署名", "異常"):
        table.add_column(column)
    for one in found:
        latest = one.latest
        table.add_row(
            municipality_name(one.municipality),
            f"{latest.size:,}" if latest else "届いていない",
            instant_of(latest.submitted_at) if latest else "",
            "確かめた" if one.verified else "鍵が未登録",
            "[red]あり[/]" if one.findings else "なし",
        )
    out.print(table)
    for one in found:
        for alarm in dict.fromkeys(ALARMS[finding.alarm] for finding in one.findings):
            tell(f"{municipality_name(one.municipality)}: {alarm}")
    if any(one.findings for one in found):
        tell_styled("[bold red]提供の記録が書き換えられた疑いがあります。[/]")
        tell("検査点を別に保管し、その市区町村の監査担当に知らせてください（--json で証拠）。")


def _ledger_document(one: LedgerOf) -> dict[str, object]:
    latest = one.latest
    return {
        "municipality": one.municipality,
        "name": municipality_name(one.municipality),
        "kept": one.kept,
        "size": latest.size if latest else None,
        "root": latest.root if latest else None,
        "origin": latest.origin if latest else None,
        "verified": one.verified,
        "alarms": [
            {
                "alarm": finding.alarm,
                "means": ALARMS[finding.alarm],
                "note": finding.at.note,
                "contradicts": finding.before.note if finding.before else None,
            }
            for finding in one.findings
        ],
    }
