"""What the commands about returns are told: which return, as of when, where to write it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from services.command import completion
from services.command.arrival import wait_for_everything, wait_for_service
from services.command.embedded.system import prepare, using
from services.command.instant import instant
from services.command.municipality import municipality_for
from services.command.screen import say
from services.stats.app import Stats
from services.stats.app import build as build_stats
from services.stats.application.returns import OfReturn
from services.stats.domain.period import Period, parse_period
from shared.calendar import parse_date, system_clock
from shared.refusal import Refusal
from shared.settings import (
    from_environment,
    home_from_environment,
    is_configured_by_environment,
    settings_of_store,
)

PURPOSE = "statistics"
"""利用目的 under which figures are counted."""

_PERIODS = "2024-06、2024Q1（第1四半期）、2024H1（上半期）、令和6年度・R6・2024（年度）、R2〜R4"

Template = Annotated[
    str,
    typer.Option(
        "--template",
        metavar="番号",
        help="様式の番号（`return --list` で一覧）",
        autocompletion=completion.templates,
    ),
]
Within = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="期間",
        help=f"--from と --to の代わり: {_PERIODS}",
    ),
]
Span = Annotated[str, typer.Option("--period", metavar="期間", help=_PERIODS)]
"""The period, where it is said in one word only."""

From = Annotated[str | None, typer.Option("--from", metavar="年-月-日", help="期間の初日（含む）")]
To = Annotated[str | None, typer.Option("--to", metavar="年-月-日", help="期間の末日（含む）")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="日時", help="この時点までに記録されたもので数える"),
]
Csv = Annotated[
    Path | None,
    typer.Option("--csv", metavar="ファイル", help="一つの長い表に書き出す（UTF-8、BOM 付き）"),
]
Xlsx = Annotated[
    Path | None,
    typer.Option("--xlsx", metavar="ファイル", help="Excel に書き出す（グラフと印刷の設定付き）"),
]
Protect = Annotated[
    str,
    typer.Option(
        "--protect",
        metavar="秘匿",
        help="suppressed-10（10未満を秘匿）、suppressed-10-zeros（0も）、rounded-5（丸め）、withheld",
        autocompletion=completion.protections,
    ),
]
Reader = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="役割",
        help="見る人の役割。実数を見られるのは統計担当",
        autocompletion=completion.roles,
    ),
]
"""Who looks: with no variable of the environment, for a look is the same wherever it is typed."""


def which(template: str, period: str, municipality: str | None) -> dict[str, object]:
    """Which return somebody asks for, as its forms have it."""
    span = parse_period(period)
    return {
        "template": template,
        "municipality": municipality_for(municipality),
        "first": span.first,
        "last": span.last,
    }


def label_of(asked: OfReturn) -> str:
    """How the period that was asked for is printed."""
    return Period.between(asked.first, asked.last).label


def period_of(said: str | None, first: str | None, last: str | None) -> Period:
    """The period: said in one word, or by its first and last day.

    Raises:
        Refusal: ``period-missing``, ``period-twice``.
        InvalidInput: see :func:`services.stats.domain.period.parse_period`.
    """
    if said is not None:
        if first is not None or last is not None:
            raise Refusal(
                "period-twice",
                "期間が二通りに指定されています。",
                "--period か、--from と --to の、どちらか一方を指定してください。",
            )
        return parse_period(said)
    if first is None or last is None:
        raise Refusal(
            "period-missing",
            "報告の期間が指定されていません。",
            "--period に期間を、または --from と --to に初日と末日を指定してください。",
        )
    return Period.between(parse_date(first), parse_date(last))


def known_at(as_of: str | None) -> datetime | None:
    """The as-of instant, if one was said."""
    return instant(as_of) if as_of else None


@contextmanager
def arrived_stats() -> Iterator[Stats]:
    """Stats, once everything accepted so far has arrived; the system runs for the block."""
    if is_configured_by_environment():
        settings = from_environment("stats")
        asyncio.run(wait_for_service(settings))
        with closing(build_stats(settings, system_clock)) as stats:
            yield stats
        return
    home = home_from_environment()
    prepare(home)
    with using(home, say) as ports:
        wait_for_everything(home, ports)
        settings = home.settings("stats", ports.nats, ports.http["stats"])
        with closing(build_stats(settings, system_clock)) as stats:
            yield stats


@contextmanager
def recorded_stats() -> Iterator[Stats]:
    """Stats as it stands, for what was issued before: nothing on its way changes that."""
    if not is_configured_by_environment():
        prepare(home_from_environment())
    with closing(build_stats(settings_of_store("stats"), system_clock)) as stats:
        yield stats
