"""Statistics made again from the source's log, and a return counted from them."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

from bench.caseload import fill, intake_in, open_households
from bench.measured import Goal, Line, Measured, Plan, percentiles, thinned
from bench.wire import published
from services.intake.app import Intake
from services.stats.app import Stats
from services.stats.app import build as build_stats
from shared.calendar import jst_date, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.envelope import Received
from shared.identity import service_actor
from shared.settings import Home

HOUSEHOLDS = 1_000
BATCH = 500
RETURNS = 10


def measure(plan: Plan, folder: Path) -> Measured:
    """Events per second from intake's log into empty tables; seconds for the return ``basic``."""
    home, contacts = Home(folder / "home"), plan.size(100_000)
    households = min(HOUSEHOLDS, contacts // 10)
    intake = intake_in(home.folder)
    fill(intake, open_households(intake, households, plan.seed), contacts, plan.seed)
    events = intake.store.position()
    decoded = events / _seconds_to_read(intake)
    stats = build_stats(home.settings("stats"), system_clock)
    stats.migrate()
    began = time.perf_counter()
    _rebuild(stats, published(intake))
    rate = events / (time.perf_counter() - began)
    took = _returns(stats)
    rows = stats.store.rows("SELECT COUNT(*) AS rows FROM contacts")[0]["rows"]
    intake.close()
    stats.close()
    assert rows == contacts + households, "something was lost or doubled"
    return Measured(
        title=f"統計の作り直しと報告（相談対応 {contacts:,} 件）",
        lines=(
            Line(
                "記録から統計の表を作り直す",
                "件/秒",
                {"速さ": rate},
                {"速さ": decoded},
                "記録を読んで復元するだけ",
                (Goal("速さ", "≥", 50_000),),
            ),
            Line(
                "作り直しのメモリー",
                "MiB",
                {"最大": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024},
                goals=(Goal("最大", "<", 500),),
            ),
            Line("報告 basic を数える", "ms", percentiles(took)),
        ),
        samples={"return_ms": thinned(took)},
        setting={"events": events, "contacts": contacts},
    )


def _seconds_to_read(intake: Intake) -> float:
    began, position = time.perf_counter(), 0
    while logged := intake.store.log(position, BATCH):
        position = logged[-1].id
    return time.perf_counter() - began


def _rebuild(stats: Stats, facts: Iterator[Received]) -> None:
    """What the inbox does with facts, without the broker."""
    assert stats.handle is not None
    actor = service_actor("stats", "rebuild")
    while batch := list(islice(facts, BATCH)):
        with stats.store.transaction(actor, system_clock()) as tx:
            for received in batch:
                stats.handle(tx, received)
            tx.track("intake", batch[-1].id)


def _returns(stats: Stats) -> list[float]:
    today = jst_date(system_clock())
    took = []
    for _ in range(RETURNS):
        began = time.perf_counter()
        stats.application.compute_return(
            "basic", DEMO_MUNICIPALITY, today - timedelta(days=365), today, system_clock()
        )
        took.append((time.perf_counter() - began) * 1_000)
    return took
