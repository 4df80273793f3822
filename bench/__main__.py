"""``python -m bench``: measure, keep the raw results, write the table."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import append, chain, consume, latency, ledger_import, machine, rebuild, relay, start
from bench.measured import Measured, Plan
from bench.report import document_of, keep, table_of, write_page
from shared.calendar import jst_date, system_clock
from shared.log import configure_logging

MEASUREMENTS: dict[str, Callable[[Plan, Path], Measured]] = {
    "append": append.measure,
    "relay": relay.measure,
    "consume": consume.measure,
    "chain": chain.measure,
    "latency": latency.measure,
    "start": start.measure,
    "import": ledger_import.measure,
    "rebuild": rebuild.measure,
}
SEED = 2026


def main() -> None:
    """Run the measurements that were asked for, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="速さを測る")
    parser.add_argument("--quick", action="store_true", help="小さな量で動作だけを確かめる")
    parser.add_argument("--seed", type=int, default=SEED, help="架空の相談の乱数の種")
    parser.add_argument("--only", choices=MEASUREMENTS, action="append", help="測るもの")
    asked = parser.parse_args()
    configure_logging("command", Path(os.devnull))
    plan = Plan(seed=asked.seed, quick=asked.quick)
    for name in asked.only or MEASUREMENTS:
        _measure(name, plan)
    if not plan.quick:
        write_page(tuple(MEASUREMENTS))


def _measure(name: str, plan: Plan) -> None:
    sys.stderr.write(f"測っています: {name}\n")
    folder = Path(tempfile.mkdtemp(prefix="tsunagu-bench-"))
    try:
        before = machine.load()
        on = machine.describe(folder)
        measured = MEASUREMENTS[name](plan, folder)
        on |= {"load_before": before, "load_after": machine.load()}
        document = document_of(measured, on, plan.seed)
        print(table_of(document), flush=True)
        if not plan.quick:
            keep(jst_date(system_clock()).isoformat(), name, document)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
