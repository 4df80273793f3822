"""From a filled stream into stats' tables, each fact in effect once and then acknowledged."""

from __future__ import annotations

from pathlib import Path

import uvloop

from bench import raw
from bench.caseload import fill, intake_in, open_households
from bench.measured import Line, Measured, Plan
from bench.running import broker
from bench.wire import as_messages, consume_all, published, relay_all
from services.stats.app import build as build_stats
from shared.calendar import system_clock
from shared.settings import Home

HOUSEHOLDS = 100


def measure(plan: Plan, folder: Path) -> Measured:
    """Facts per second into stats, beside nats-py push and pull consumers that only acknowledge."""
    home, contacts = Home(folder / "home"), plan.size(20_000)
    intake = intake_in(home.folder)
    fill(intake, open_households(intake, HOUSEHOLDS, plan.seed), contacts, plan.seed)
    facts = list(published(intake))
    with raw.nats_server(folder / "raw") as url:
        push, pull = uvloop.run(_consume(url, as_messages(facts)))
    with broker(home) as ports:
        uvloop.run(relay_all(home, ports.nats, intake, len(facts)))
        stats = build_stats(home.settings("stats", ports.nats), system_clock)
        rate = uvloop.run(consume_all(home, ports.nats, stats, facts[-1].id, len(facts)))
        rows = stats.store.rows("SELECT COUNT(*) AS rows FROM contacts")[0]["rows"]
        stats.close()
    intake.close()
    assert rows == contacts + HOUSEHOLDS, "something was lost or doubled"
    return Measured(
        title="受信: 溜まったストリームから統計の表へ",
        lines=(
            Line("受信", "件/秒", {"速さ": rate}, {"速さ": push}, "nats-py の push と ack"),
            Line("受信", "件/秒", {"速さ": rate}, {"速さ": pull}, "nats-py の pull(100) と ack"),
        ),
        setting={"facts": len(facts)},
    )


async def _consume(url: str, messages: list[raw.Message]) -> tuple[float, float]:
    async with raw.nats_client(url) as client:
        await raw.publish(client, messages)
        push = await raw.push_consume(client, len(messages))
        return push, await raw.pull_consume(client, len(messages))
