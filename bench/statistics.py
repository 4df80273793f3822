"""Ten years of a fictional prefecture: statistics made anew from them, and a year's return."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from bench.measured import Goal, Line, Measured, Plan, thinned
from bench.prefecture import MUNICIPALITIES, Prefecture
from services.command.rebuild import rebuild_observations
from services.command.rebuild.log_files import observe_log
from services.command.rebuild.sources import log_files_of
from services.intake import published
from services.stats.app import Stats
from services.stats.app import build as build_stats
from services.stats.templates import load_templates
from shared.calendar import system_clock
from shared.facts import Service
from shared.identity import service_actor
from shared.settings import Home
from shared.store.log_file import LogFile

SAMPLE = 20_000
"""Of so many events the raw parts are measured."""

PER_SECOND = 50_000
WHOLE, WITHIN_SECONDS = 3_000_000, 90.0
RETURN_WITHIN_MS = 1_000.0
FEWEST = "needs"
"""The template that asks for least."""

YEAR = (date(2024, 4, 1), date(2025, 3, 31))
_LOOK_EVERY_SECONDS = 0.2


def measure(plan: Plan, folder: Path) -> Measured:
    """Events per second into fresh tables, memory of all processes, and milliseconds a return."""
    home, events = Home(folder / "home"), plan.size(plan.events)
    counts = _prefecture(home, events, plan.seed)
    with closing(build_stats(home.settings("stats"), system_clock)) as stats:
        stats.migrate()
        _take_for_read(stats, counts)
        raw_read, read, insert = _raw(home, folder)
        began, worked = time.perf_counter(), _processor_seconds()
        with log_files_of(home) as sources, _memory() as seen:
            assert rebuild_observations(stats.store, sources) == events
        took, worked = time.perf_counter() - began, _processor_seconds() - worked
        rows = stats.store.rows("SELECT COUNT(*) AS rows FROM contacts")[0]["rows"]
        assert rows > 0.8 * events, "the contacts are not there"
    least = (FEWEST, MUNICIPALITIES[1])
    first = _best(home, least)
    # Of the municipality with the most cases; nothing of it was counted before.
    returns = {name: _best(home, least, (name, MUNICIPALITIES[0])) for name in load_templates()}
    whole = WHOLE * took / events
    return Measured(
        title=f"統計の作り直しと年の報告（架空の県の10年、{events:,} 件）",
        lines=(
            Line(
                "記録から統計の表を作り直す（全プロセスで）",
                "件/秒",
                {"速さ": events / took},
                {"速さ": raw_read},
                "1プロセスで、記録の行を読むだけ",
                (Goal("速さ", "≥", PER_SECOND),),
            ),
            Line(
                "同上",
                "件/秒",
                {"速さ": events / took},
                {"速さ": read},
                "1プロセスで、記録を読んで観測の行にするだけ",
            ),
            Line(
                "同上",
                "件/秒",
                {"速さ": events / took},
                {"速さ": insert},
                "sqlite3 の executemany、同じ行、索引なし",
            ),
            Line(
                "作り直しの処理装置の時間（全プロセスの和。ほかの負荷に左右されにくい）",
                "マイクロ秒/件",
                {"時間": worked / events * 1_000_000},
            ),
            Line(
                f"{WHOLE:,} 件なら",
                "秒",
                {"時間": whole},
                goals=(Goal("時間", "<", WITHIN_SECONDS),),
            ),
            Line(
                "作り直しのメモリー（全プロセスの PSS の和）",
                "MiB",
                {"最大": max(seen)},
                goals=(Goal("最大", "<", 500),),
            ),
            Line("起動して最初の問い（すべての表を一度読む）", "ms", {"時間": first}),
            *(
                Line(
                    f"年の報告 {name}（最も大きい市、初めて数えるとき）",
                    "ms",
                    {"時間": ms},
                    goals=(Goal("時間", "<", RETURN_WITHIN_MS),),
                )
                for name, ms in returns.items()
            ),
        ),
        samples={"pss_mib": thinned(seen)},
        setting={"events": events, "contacts": rows, "services": counts, "took_s": round(took, 2)},
    )


def _prefecture(home: Home, events: int, seed: int) -> dict[Service, int]:
    """Write the events in a process of its own, whose memory is none of the measured one's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as writer:
        return writer.submit(Prefecture(home, events, seed).write).result()


def _take_for_read(stats: Stats, counts: dict[Service, int]) -> None:
    """As after a loss of the tables: all has been taken in, and nothing is there."""
    with stats.store.transaction(service_actor("stats", "bench"), system_clock()) as tx:
        for source, last in counts.items():
            tx.track(source, last)


def _processor_seconds() -> float:
    """What this process, and those that it has started and that have ended, have worked."""
    return sum(os.times()[:4])


def _raw(home: Home, folder: Path) -> tuple[float, float, float]:
    """Rows read, events made to observations, and observations written; each per second."""
    log = LogFile(home.store("intake"))
    with closing(sqlite3.connect(log.path)) as connection:
        began = time.perf_counter()
        found = connection.execute("SELECT * FROM stored_events LIMIT ?", (SAMPLE,)).fetchall()
        read = len(found) / (time.perf_counter() - began)
    began = time.perf_counter()
    batch = observe_log("intake", log, published.publish, 0, SAMPLE, frozenset())
    observed = min(SAMPLE, log.end()) / (time.perf_counter() - began)
    rows = max(batch.observed.items(), key=lambda item: len(item[1]))
    return read, observed, _insert(folder / "raw.sqlite", *rows)


def _insert(path: Path, table: Sequence[str], rows: Sequence[tuple[object, ...]]) -> float:
    columns = table[1:]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"CREATE TABLE raw ({', '.join(columns)})")
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            f"INSERT INTO raw VALUES ({', '.join('?' * len(columns))})",  # noqa: S608
            rows,
        )
        connection.execute("COMMIT")
        return len(rows) / (time.perf_counter() - began)


def _best(home: Home, *questions: tuple[str, str]) -> float:
    """Milliseconds for the last of some questions, put to a service just started; the best of 3.

    Args:
        home: where its store lies.
        questions: templates with the municipalities whose return of the year is counted.
    """
    took = []
    for _ in range(3):
        with closing(build_stats(home.settings("stats"), system_clock)) as stats:
            took.append([_asked(stats, *one) for one in questions][-1])
    return min(took)


def _asked(stats: Stats, template: str, municipality: str) -> float:
    """Milliseconds for a municipality's return of the year."""
    began = time.perf_counter()
    stats.application.compute_return(template, municipality, *YEAR, system_clock())
    return (time.perf_counter() - began) * 1_000


@contextmanager
def _memory() -> Iterator[list[float]]:
    """MiB that this process and those it has started hold together, every now and then."""
    seen, done = [_held()], threading.Event()

    def watch() -> None:
        while not done.wait(_LOOK_EVERY_SECONDS):
            seen.append(_held())

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield seen
    finally:
        done.set()
        watching.join()


def _held() -> float:
    children = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    pids = [str(os.getpid()), *(pid for file in children for pid in file.read_text().split())]
    return sum(_held_kib(pid) for pid in pids) / 1_024


def _held_kib(pid: str) -> int:
    """What a process holds; of what it shares with others, its part (PSS)."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
