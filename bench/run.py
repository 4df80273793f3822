"""Running one measurement in a process and a folder of its own, and keeping what it found."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from bench import (
    append,
    chain,
    consume,
    decisions,
    disclosures,
    http,
    latency,
    ledger_import,
    machine,
    merkle,
    national,
    packets,
    placement,
    rebuild,
    relay,
    start,
    statistics,
)
from bench.measured import Measured, Plan
from bench.report import document_of, keep, table_of
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
    "decisions": decisions.measure,
    "merkle": merkle.measure,
    "packets": packets.measure,
    "disclosures": disclosures.measure,
    "statistics": statistics.measure,
    "placement": placement.measure,
    "http": http.measure,
    "national": national.measure,
}


def measure_apart(name: str, plan: Plan) -> None:
    """Measure in a process of its own, so that one measurement's memory is not the next one's."""
    process = get_context("spawn").Process(target=_measure, args=(name, plan))
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(f"測れませんでした: {name}")


def _measure(name: str, plan: Plan) -> None:
    configure_logging("command", Path(os.devnull))
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
