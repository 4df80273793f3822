"""``python -m bench``: measure, keep the raw results, write the table."""

from __future__ import annotations

import argparse
import sys

from bench.measured import Plan
from bench.national_page import write_national_page
from bench.report import write_page
from bench.run import MEASUREMENTS, measure_apart

SEED = 2026
EVENTS = 300_000
"""A tenth of what a prefecture records in ten years; all of it takes minutes and gigabytes."""


def main() -> None:
    """Run the measurements that were asked for, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="速さを測る")
    parser.add_argument("--quick", action="store_true", help="小さな量で動作だけを確かめる")
    parser.add_argument("--seed", type=int, default=SEED, help="架空の相談の乱数の種")
    parser.add_argument("--events", type=int, default=EVENTS, help="statistics で使う記録の件数")
    parser.add_argument("--only", choices=MEASUREMENTS, action="append", help="測るもの")
    asked = parser.parse_args()
    plan = Plan(seed=asked.seed, quick=asked.quick, events=asked.events)
    names = list(asked.only or MEASUREMENTS)
    for number, name in enumerate(names, 1):
        # No bar: what moves one would be measured too.
        sys.stderr.write(f"測っています: {name}（{number}/{len(names)}）\n")
        measure_apart(name, plan)
    if not plan.quick:
        write_page(tuple(MEASUREMENTS))
        write_national_page()


if __name__ == "__main__":
    main()
