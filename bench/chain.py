"""The whole chain, sustained: command, store, relay, JetStream, projection, all on two cores."""

from __future__ import annotations

from pathlib import Path

import uvloop

from bench import raw
from bench.caseload import Household, intake_in, open_households
from bench.measured import Goal, Line, Measured, Plan
from bench.running import Counter, broker, last_position, position_of, services, wait_for
from bench.wire import as_messages, published
from shared.facts.fact import SERVICES, Service
from shared.settings import Home

HOUSEHOLDS = 100
GOAL_PER_SECOND = 3_000.0
GOAL_SHARE = 0.5


def measure(plan: Plan, folder: Path) -> Measured:
    """Events per second from the first command until the last one is in stats' tables."""
    home, events = Home(folder / "home"), plan.size(10_000)
    intake = intake_in(home.folder)
    households = open_households(intake, HOUSEHOLDS, plan.seed)
    with broker(home) as ports:
        few: tuple[Service, ...] = ("intake", "stats")
        with services(home, ports, few):
            alone = _run(home, households, events, 1)
            together = _run(home, households, events, 100)
        with services(home, ports, ("stats",)):
            inside = _run(home, households, events, 1, relays=True)
        with services(home, ports, SERVICES):
            all_four = _run(home, households, events, 1)
    messages = as_messages(list(published(intake)))[:events]
    intake.close()
    bodies = [body for _, body, _ in messages]
    commits = raw.sqlite_commits(folder / "raw.sqlite", bodies)
    with raw.nats_server(folder / "raw") as url:
        publish, push = uvloop.run(_wire(url, messages))
    parts = {
        "sqlite3 の INSERT": len(commits) / sum(commits) * 1_000,
        "gather(publish)": publish,
        "push と ack": push,
    }
    slowest = min(parts, key=lambda part: parts[part])
    goals = (
        Goal("通し", "≥", GOAL_PER_SECOND),
        Goal("通し", "≥", GOAL_SHARE * parts[slowest], f"最も遅い素の部品の {GOAL_SHARE} 倍"),
    )

    def line(what: str, figures: dict[str, float], *, held: bool) -> Line:
        beside = {"通し": parts[slowest]}
        return Line(what, "件/秒", figures, beside, slowest, goals if held else ())

    return Measured(
        title="全体の流れ: 受付 → 記録 → 中継 → JetStream → 統計の表（持続）",
        lines=(
            line("受付・相談の中継・統計が別プロセス、1コミット1件", alone, held=True),
            line("受付と中継が同じプロセス、1コミット1件", inside, held=True),
            line("1コミット100件（台帳の取込みの形）", together, held=True),
            line("4つのサービスすべて、1コミット1件", all_four, held=False),
        ),
        setting={"events": events, "raw_parts_per_second": parts},
    )


def _run(
    home: Home,
    households: list[Household],
    events: int,
    per_commit: int,
    *,
    relays: bool = False,
) -> dict[str, float]:
    """Events per second: accepted by the writer, and end to end."""
    counter = Counter(home, households, relays=relays)
    try:
        with position_of(home, "stats", "intake") as position:
            wait_for(position, last_position(home), 0.05)
            accepted = counter.order(events, per_commit=per_commit)
            end = wait_for(position, last_position(home), 0.01)
    finally:
        counter.stop()
    return {
        "通し": events / (end - accepted[0]),
        "受付": events / (accepted[-1] - accepted[0]),
    }


async def _wire(url: str, messages: list[raw.Message]) -> tuple[float, float]:
    async with raw.nats_client(url) as client:
        publish = await raw.publish(client, messages)
        return publish, await raw.push_consume(client, len(messages))
