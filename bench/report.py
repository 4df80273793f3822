"""The table that is printed and kept in ``docs/performance.md``, and the raw results as files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.measured import Figures, Goal, Line, Measured

RESULTS = Path(__file__).parent / "results"
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- bench: ここから -->", "<!-- bench: ここまで -->"

_HEADS = ("何を", "単位", "実測", "同じ回に測った素の部品", "目標")


def keep(day: str, name: str, document: Mapping[str, Any]) -> Path:
    """Write one measurement's raw results; the newest of a day stands."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{day}-{name}.json"
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    return path


def document_of(measured: Measured, machine: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """A measurement with everything that its figures depend on."""
    return {"seed": seed, "machine": dict(machine), **asdict(measured)}


def table_of(document: Mapping[str, Any]) -> str:
    """One measurement as a Markdown table."""
    lines = [
        f"### {document['title']}",
        "",
        f"| {' | '.join(_HEADS)} |",
        f"|{'---|' * len(_HEADS)}",
    ]
    for entry in document["lines"]:
        goals = tuple(Goal(**goal) for goal in entry["goals"])
        line = Line(**{**entry, "goals": goals})
        beside = f"{_figures(line.raw)} ({line.raw_what})" if line.raw else "–"
        cells = (line.what, line.unit, _figures(line.figures), beside, _goals(line))
        lines.append(f"| {' | '.join(cells)} |")
    machine = document["machine"]
    load = " → ".join(str(value[0]) for value in (machine["load_before"], machine["load_after"]))
    fsync = machine["fsync_512_ms"]["p50"]
    lines += ["", f"fsync (512 B) p50 {fsync} ms、負荷平均 {load}、seed {document['seed']}", ""]
    return "\n".join(lines)


def write_page(names: tuple[str, ...]) -> None:
    """Put the newest result of each measurement between the marks; the text around them stays."""
    newest = [
        json.loads(found[-1].read_text())
        for name in names
        if (found := sorted(RESULTS.glob(f"????-??-??-{name}.json")))
    ]
    if not newest:
        return
    text = PAGE.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n".join(table_of(document) for document in newest)
    machine = _machine(newest[-1]["machine"])
    PAGE.write_text(f"{before}{BEGIN}\n\n{machine}\n\n{tables}\n{END}{after}")


def _machine(machine: Mapping[str, Any]) -> str:
    versions = "、".join(f"{name} {number}" for name, number in machine["versions"].items())
    return (
        f"{machine['cpu']}、{machine['cores']} コア、{machine['memory_gib']} GiB、"
        f"Linux {machine['kernel']}、{machine['file_system']}。{versions}。"
    )


def _figures(figures: Figures) -> str:
    return " / ".join(f"{name} {_number(value)}" for name, value in figures.items())


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _goals(line: Line) -> str:
    if not line.goals:
        return "–"
    return "<br>".join(
        f"{goal.figure} {goal.op} {_number(goal.bound)}{f'（{goal.why}）' if goal.why else ''}"
        f" {'✓' if goal.met_by(line.figures) else '✗ 届かず'}"
        for goal in line.goals
    )
