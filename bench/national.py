"""1,741 municipalities, from what one machine does with the year of one prefecture.

The model is :mod:`bench.national_draw` and :mod:`bench.national_model`; ``docs/national.md`` says
what it assumes and shows what it comes to.
"""

from __future__ import annotations

from pathlib import Path

from bench.measured import Line, Measured, Plan
from bench.national_draw import DRAWN_WITH, draw
from bench.national_model import SCENARIOS, Country, Slice
from bench.national_page import MEANINGS, tables_of
from bench.national_slice import (
    CONTACTS,
    by_name,
    events_of_a_prefecture,
    measure_slice,
    rounded,
)

SHOWN = (
    "全国の保存量（10年後、GiB）",
    "市区町村の保存量（10年後、最大、GiB）",
    "県に届く報告（月、北海道、通）",
    "作り直し: 市区町村の10年（最大、秒）",
)
"""Which results stand beside the other measurements; all are in ``docs/national.md``."""


def measure(plan: Plan, folder: Path) -> Measured:
    """What the model asks for, and what it makes of it, printed as the document shows it."""
    country = draw(DRAWN_WITH)
    events = plan.size(events_of_a_prefecture(country, plan.seed))
    contacts = plan.size(CONTACTS)
    measured = rounded(measure_slice(folder, events, contacts, plan.seed))
    print(tables_of(measured), flush=True)
    return Measured(
        title=f"全国への当てはめ（架空の県の1年 {events:,} 件から。前提は docs/national.md）",
        lines=(*_measured(measured), *_extrapolated(measured)),
        setting={"events": events, "contacts": contacts, "measured": by_name(measured)},
    )


def _measured(measured: Slice) -> list[Line]:
    return [
        Line(what, unit, {"実測": getattr(measured, name)})
        for name, (what, unit) in MEANINGS.items()
    ]


def _extrapolated(measured: Slice) -> list[Line]:
    country = draw(DRAWN_WITH)
    results = {one.name: Country(country, measured, one).results() for one in SCENARIOS}
    each = {what: {name: found[what] for name, found in results.items()} for what in SHOWN}
    return [Line(what, "計算値", figures) for what, figures in each.items()]
