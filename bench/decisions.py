"""Decisions of the law: how many a second on one core, alone and through the command."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from bench.measured import Goal, Line, Measured, Plan, percentiles, thinned
from bench.running import child
from bench.worlds import conference_world
from services.conference.law.decide import decide
from services.conference.law.decision import Decision
from services.conference.law.reading import read_world
from services.conference.law.world import World
from shared.settings import Home

GOAL = (Goal("速さ", "≥", 100_000),)
SMALL, USUAL, LARGE = (3, 3), (20, 12), (300, 25)


def measure(plan: Plan, folder: Path) -> Measured:
    """Worlds of three sizes decided in this process; then 10,000 small ones by the command."""
    random = Random(plan.seed)  # noqa: S311 - a seeded caseload, no secret
    lines: list[Line] = []
    samples: dict[str, list[float]] = {}
    for size, count in ((SMALL, 400), (USUAL, 60), (LARGE, 4)):
        worlds = [_world(random, size) for _ in range(1 if plan.quick else count)]
        rate, milliseconds = _rate(worlds, decide)
        raw, _ = _rate(worlds, _withhold_everything)
        name = f"{size[0]}件 × {size[1]}機関"
        what = "すべて不可と答えるだけ"
        lines.append(Line(name, "決定/秒", {"速さ": rate}, {"速さ": raw}, what, GOAL))
        lines.append(Line(f"{name}: 1つの状況", "ms", percentiles(milliseconds)))
        samples[name] = thinned(milliseconds)
    lines += _through_the_command(plan, folder, random)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    lines.append(Line("メモリー（この測定のプロセス）", "MiB", {"最大": peak}))
    return Measured(title="開示の判断（1コア）", lines=tuple(lines), samples=samples)


def _world(random: Random, size: tuple[int, int]) -> World:
    return read_world(json.dumps(conference_world(random, *size)))


def _rate(
    worlds: list[World], decide_world: Callable[[World], list[Decision]]
) -> tuple[float, list[float]]:
    """Decisions a second, and the milliseconds of each world, after warming up."""
    for world in worlds:
        decide_world(world)
    milliseconds, decisions = [], 0
    for world in worlds * 3:
        began = time.perf_counter()
        decisions += len(decide_world(world))
        milliseconds.append((time.perf_counter() - began) * 1_000)
    return decisions / sum(milliseconds) * 1_000, milliseconds


def _withhold_everything(world: World) -> list[Decision]:
    """The raw part: as many answers of the same shape, without looking at anything."""
    return [
        Decision(item.id, recipient, "withheld", (), (1,), ("見せてよい根拠がありません。",), ())
        for item in world.items
        for recipient in world.recipients
    ]


def _through_the_command(plan: Plan, folder: Path, random: Random) -> list[Line]:
    count = plan.size(10_000)
    path = folder / "worlds.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for _ in range(count):
            file.write(json.dumps(conference_world(random, *SMALL), ensure_ascii=False) + "\n")
    began = time.perf_counter()
    for line in path.read_bytes().splitlines():
        json.dumps(json.loads(line))
    raw = count / (time.perf_counter() - began)
    began = time.perf_counter()
    process = child(Home(folder), "services.command.main", "decide", "--json", "--lines", str(path))
    status = process.wait()
    rate = count / (time.perf_counter() - began)
    assert status == 0, "a world was invalid"
    name = f"tsunagu decide --json --lines: {count:,} の状況"
    what = "json.loads と json.dumps だけ"
    return [Line(name, "状況/秒", {"速さ": rate}, {"速さ": raw}, what)]
