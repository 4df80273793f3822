"""A ledger of 20,000 rows taken in by the command: rows per second, and memory that stays flat."""

from __future__ import annotations

import csv
import time
from datetime import timedelta
from itertools import islice
from pathlib import Path

from bench import raw
from bench.caseload import open_intake
from bench.measured import Goal, Line, Measured, Plan
from bench.running import child
from services.command.demo.caseload import HEADERS, Town
from shared.calendar import jst_date, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.settings import Home

EVENTS_PER_COMMIT = 200
ROWS_PER_HOUSEHOLD = 4
LOOK_EVERY_SECONDS = 0.05
FLAT = 1.5
"""A ledger ten times as long may need at most so many times the memory."""


def measure(plan: Plan, folder: Path) -> Measured:
    """``tsunagu import`` of a tenth of the ledger and of the whole, each in its own process."""
    rows = plan.size(20_000)
    tenth = _take_in(folder / "tenth", rows // 10, plan.seed)
    whole = _take_in(folder / "whole", rows, plan.seed)
    intake = open_intake(Home(folder / "whole").settings("intake"))
    last = intake.store.position()
    states = [
        bytes(intake.store.stored(entry.recorded).state) for entry in intake.store.log(0, last)
    ]
    intake.close()
    commits = raw.sqlite_commits(folder / "raw.sqlite", states, EVENTS_PER_COMMIT)
    raw_rows = {"速さ": rows / sum(commits) * 1_000}
    what = "同じ記録の sqlite3 の INSERT、200件まとめて"
    flat = (Goal("最大", "<", FLAT * tenth[1], f"10分の1の台帳の {FLAT} 倍"),)
    return Measured(
        title=f"台帳の取込み: {rows:,} 行の CSV",
        lines=(
            Line("取込み", "行/秒", {"速さ": rows / whole[0]}, raw_rows, what),
            Line("メモリー", "MiB", {"最大": whole[1]}, {"最大": tenth[1]}, "10分の1の台帳", flat),
        ),
        setting={"rows": rows, "events": last, "seconds": whole[0]},
    )


def _take_in(folder: Path, rows: int, seed: int) -> tuple[float, float]:
    """Seconds and peak memory in MiB of one import."""
    folder.mkdir()
    ledger = folder / "ledger.csv"
    until = jst_date(system_clock()) - timedelta(days=1)
    town = Town(rows // ROWS_PER_HOUSEHOLD + 1, until, seed)
    with ledger.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADERS, restval="")
        writer.writeheader()
        writer.writerows(islice(town.rows(), rows))
    began = time.perf_counter()
    process = child(
        Home(folder), "services.command.main", "import", str(ledger),
        "--municipality", DEMO_MUNICIPALITY, "--json",
    )  # fmt: skip
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _peak_of(process.pid))
        time.sleep(LOOK_EVERY_SECONDS)
    seconds = time.perf_counter() - began
    assert process.returncode == 0, "the import rejected rows"
    return seconds, peak


def _peak_of(pid: int) -> float:
    """Peak memory of a process so far in MiB; 0 while it ends."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    peaks = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(next(peaks, "0")) / 1_024
