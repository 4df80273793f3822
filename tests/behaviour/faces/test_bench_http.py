"""The measurement over HTTP runs through on a small town, and everything in it is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import http
from bench.http_runs import AT_ONCE
from bench.measured import Plan


@pytest.mark.timeout(600)
def test_every_request_and_every_page_is_answered_while_many_ask_at_once(tmp_path: Path) -> None:
    """Each kind of request has its lines, beside the raw part; a refusal would have raised."""
    measured = http.measure(Plan(seed=2026, quick=True, events=0), tmp_path)

    names = [line.what.partition(": ")[0] for line in measured.lines]
    kinds = [name for name in dict.fromkeys(names) if not name.startswith(("画面", "5つ"))]
    assert sum(name.startswith("画面") for name in names) == 9
    assert len({name.partition("（打ち切り")[0] for name in kinds}) == 2 + 5
    assert all(line.raw for line in measured.lines if line.goals and "画面" not in line.what)
    assert measured.setting["contacts"] == 1_000
    rates = [line.figures for line in measured.lines if line.unit == "件/秒"]
    assert all(set(one) == {f"同時{many}" for many in AT_ONCE} for one in rates)
