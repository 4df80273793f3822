"""The table in ``docs/national.md``: the measured figures, and what the model makes of them.

Everything between the two marks is written here, from the newest result of the measurement. What
is shown of the measured figures is all that the results are computed from, so that whoever reads
the document can compute them again (``tests/contracts/test_national_model.py`` does).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench.national_draw import DRAWN_WITH, draw
from bench.national_model import SCENARIOS, Country, Slice, layout
from bench.report import RESULTS

PAGE = Path(__file__).parents[1] / "docs" / "national.md"
BEGIN, END = "<!-- national: ここから -->", "<!-- national: ここまで -->"

MEANINGS: Mapping[str, tuple[str, str]] = {
    "events_per_contact": ("相談対応1件あたりの記録", "件"),
    "facts_per_event": ("記録1件あたりの通知", "件"),
    "accepted": ("受付（1コミット1件、封緘・規則・fsync を含む）", "件/秒"),
    "written": ("記録をファイルに溜める（まとめて、fsync なし）", "件/秒"),
    "empty_bytes": ("保存: まだ何も記録していない市区町村の1式", "バイト"),
    "store_bytes": ("保存: 記録・一覧表・鍵、記録1件あたり", "バイト"),
    "character_bytes": ("保存: 内容が1文字長いごとに", "バイト"),
    "stats_bytes": ("保存: 統計の表、記録1件あたり", "バイト"),
    "stream_bytes": ("JetStream、通知1件あたり", "バイト"),
    "return_bytes": ("県の JetStream、報告1通あたり", "バイト"),
    "hub_bytes": ("県の保存、報告1通あたり", "バイト"),
    "hub_mib": ("県の nats-server のメモリー、誰もつながないとき", "MiB"),
    "leaf_mib": ("同上、葉ノード1つごとに増える分", "MiB"),
    "rejoined": ("県を再起動してから、20 の葉ノードがつなぎ直すまで", "秒"),
    "rebuilt": ("統計の作り直し（起動を除き、全プロセスで）", "件/秒"),
}
"""What each measured figure is, and its unit, by its name."""

_MEASURED_ROW = re.compile(r"^\| `(\w+)` \| [^|]+ \| ([\d.,]+) \| [^|]+ \|$", re.MULTILINE)


def tables_of(measured: Slice) -> str:
    """The measured figures and the results, as Markdown."""
    return "\n\n".join(
        [
            "### 測った値",
            _measured(measured),
            "### 接続とストリーム（どの場合も同じ）",
            _layout(),
            "### 全国への当てはめ",
            _results(measured),
        ]
    )


def measured_in(page: str) -> Slice:
    """The measured figures as they stand in a page.

    Raises:
        ValueError: one is missing.
    """
    found = {name: float(value.replace(",", "")) for name, value in _MEASURED_ROW.findall(page)}
    try:
        return Slice(**found)
    except TypeError as error:
        raise ValueError("the table of measured figures is not whole") from error


def write_national_page() -> None:
    """Put the newest result between the marks; without one the document stays."""
    found = sorted(RESULTS.glob("????-??-??-national.json"))
    if found:
        put(block_of(json.loads(found[-1].read_text()), found[-1].name[:10]))


def put(block: str) -> None:
    """Write what stands between the marks."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{block}\n\n{END}{after}")


def block_of(document: Mapping[str, Any], day: str) -> str:
    """What stands between the marks: where it was measured, and the tables."""
    machine, setting = document["machine"], document["setting"]
    load = " → ".join(str(machine[name][0]) for name in ("load_before", "load_after"))
    told = (
        f"{day} に測りました: {machine['cpu']}、{machine['cores']} コア、"
        f"{machine['memory_gib']} GiB、{machine['file_system']}、負荷平均 {load}、"
        f"seed {document['seed']}、県の1年 {setting['events']:,} 件、"
        f"サービスを通した相談対応 {setting['contacts']:,} 件。"
    )
    return f"{told}\n\n{tables_of(Slice(**setting['measured']))}"


def _measured(measured: Slice) -> str:
    rows = [
        f"| `{name}` | {what} | {getattr(measured, name):,.10g} | {unit} |"
        for name, (what, unit) in MEANINGS.items()
    ]
    return "\n".join(["| 記号 | 何を | 値 | 単位 |", "|---|---|---|---|", *rows])


def _layout() -> str:
    rows = [f"| {what} | {count:,} |" for what, count in layout().items()]
    return "\n".join(["| 何が | 数 |", "|---|---|", *rows])


def _results(measured: Slice) -> str:
    country = draw(DRAWN_WITH)
    columns = [Country(country, measured, scenario).results() for scenario in SCENARIOS]
    heads = " | ".join(scenario.name for scenario in SCENARIOS)
    rows = [
        f"| {what} | {' | '.join(_number(column[what]) for column in columns)} |"
        for what in columns[0]
    ]
    return "\n".join([f"| 何が | {heads} |", f"|---{'|---' * len(SCENARIOS)}|", *rows])


def _number(value: float) -> str:
    """Three digits that mean something; no more are known."""
    if value >= 100:
        digits = 2 - int(len(str(int(value))) - 1)
        return f"{round(value, digits):,.0f}"
    return f"{value:.3g}"
