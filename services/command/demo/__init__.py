"""``tsunagu demo``: a fictional town, from the ledger to the prefecture's figures."""

from __future__ import annotations

import shutil
import signal
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import typer

from services.command.arrival import wait_for_everything
from services.command.demo.caseload import Town, write_ledger
from services.command.demo.onward import introduce_receivers, show_the_way_on
from services.command.demo.road import CITY_HALL, hold_conferences, look_in_on_jobs
from services.command.embedded.alone import is_running
from services.command.embedded.ports import Ports
from services.command.embedded.system import System
from services.command.exits import Exit
from services.command.ledger import import_file
from services.command.options import AsJson
from services.command.returns_screen import show
from services.command.screen import answer_json, out, progress, say, tell, tell_styled
from services.conference.app import build as build_conference
from services.intake.app import Intake
from services.intake.app import build as build_intake
from services.intake.views import list_cases
from services.placement.app import build as build_placement
from services.stats.app import build as build_stats
from services.stats.application.returns import Document
from shared.calendar import FiscalYear, jst_date, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY, municipality_name
from shared.refusal import Refusal
from shared.settings import Home, home_from_environment

HOUSEHOLDS = 240


def demo(*, as_json: AsJson = False) -> None:
    """架空の市の台帳を取り込み、会議・つなぎ・定着を経て、県への報告まで通して見せる。"""
    began = time.monotonic()
    out.quiet = as_json
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    home = Home(home_from_environment().folder / "demo")
    _start_afresh(home)
    today = jst_date(system_clock())
    try:
        with System(home, say).running() as ports:
            _walk(home, ports, today)
            figures = _show_figures(home, today)
    except KeyboardInterrupt:
        say("止めました。何も動いていません。")
        raise typer.Exit(Exit.INTERRUPTED) from None
    seconds = time.monotonic() - began
    _say_how_to_go_on(home, seconds)
    if as_json:
        answer_json({"folder": str(home.folder), "seconds": seconds, "returns": figures})


def _start_afresh(home: Home) -> None:
    """Make room for a new run: what the last one left is fictional and goes.

    Raises:
        Refusal: ``already-running``: somebody is looking at the last one with ``tsunagu up``.
    """
    if home.folder.exists():
        if is_running(home):
            raise Refusal(
                "already-running",
                "前回のデモのデータで tsunagu が動いています。",
                "`tsunagu up` を Ctrl-C で止めてから、もう一度実行してください。",
            )
        shutil.rmtree(home.folder)


def _walk(home: Home, ports: Ports, today: date) -> None:
    """相談受付 → 支援会議開催 → つなぎ完了 → 居場所 → 手当 → 就労定着."""
    ledger = home.folder / "架空の台帳.csv"
    rows = write_ledger(ledger, Town(HOUSEHOLDS, today - timedelta(days=1)))
    (home.folder / "municipality").write_text(DEMO_MUNICIPALITY)
    with (
        closing(build_intake(home.settings("intake"), system_clock)) as intake,
        closing(build_conference(home.settings("conference"), system_clock)) as conference,
        closing(build_placement(home.settings("placement"), system_clock)) as placement,
    ):
        with progress("相談受付: 台帳を取り込んでいます", rows) as advance:
            report = import_file(intake, ledger, DEMO_MUNICIPALITY, advance=advance)
        say(f"相談受付   {report.imported:,} 件を取り込みました（{report.rows:,} 行）")
        wait_for_everything(home, ports)
        held, plans = hold_conferences(intake, conference, DEMO_MUNICIPALITY, today)
        say(f"支援会議   {held} 回を開催し、プラン {plans} 件を決定しました")
        introduce_receivers(conference, DEMO_MUNICIPALITY)
        wait_for_everything(home, ports)
        show_the_way_on(placement, DEMO_MUNICIPALITY, _a_case(intake), today)
        looked = look_in_on_jobs(placement, today)
        say(f"定着確認   {looked} 回")
        wait_for_everything(home, ports)
        say("すべての通知が統計に届きました")


def _a_case(intake: Intake) -> UUID:
    """A case whose person is known."""
    known = list_cases(intake.store, DEMO_MUNICIPALITY, limit=100)
    return next(line.case_id for line in known if not line.anonymous)


def _show_figures(home: Home, today: date) -> list[Document]:
    first = FiscalYear.of(today - timedelta(days=730)).first_day
    tell_styled(f"\n[bold]{municipality_name(DEMO_MUNICIPALITY)} の報告[/]")
    with closing(build_stats(home.settings("stats"), system_clock)) as stats:
        found = [
            stats.application.compute_return(
                template, DEMO_MUNICIPALITY, first, today, system_clock()
            ).document()
            for template in ("basic", "road")
        ]
    for made in found:
        show(made)
    return found


def _say_how_to_go_on(home: Home, seconds: float) -> None:
    folder = _shortest(home.folder)
    first, last = (year := FiscalYear.of(jst_date(system_clock()))).first_day, year.last_day
    tell(f"\n{seconds:.1f} 秒で終わりました。データ: {folder}")
    tell("続けて使うには:")
    tell(f"  TSUNAGU_HOME={folder} .venv/bin/tsunagu up")
    tell(f"    画面に入るとき: 機関の番号 {CITY_HALL}、職員の番号 demo、役割は見たいもの")
    tell(
        f"  TSUNAGU_HOME={folder} .venv/bin/tsunagu return --template basic"
        f" --from {first.isoformat()} --to {last.isoformat()}"
    )


def _shortest(folder: Path) -> Path:
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
