"""From a filled store to JetStream, with the broker's fsync for every message."""

from __future__ import annotations

from pathlib import Path

import uvloop

from bench import raw
from bench.caseload import fill, intake_in, open_households
from bench.measured import Line, Measured, Plan
from bench.running import broker
from bench.wire import as_messages, published, relay_all
from shared.settings import Home

HOUSEHOLDS = 100


def measure(plan: Plan, folder: Path) -> Measured:
    """Facts per second through the relay, beside nats-py with the same messages."""
    home, contacts = Home(folder / "home"), plan.size(20_000)
    intake = intake_in(home.folder)
    fill(intake, open_households(intake, HOUSEHOLDS, plan.seed), contacts, plan.seed)
    messages = as_messages(list(published(intake)))
    with raw.nats_server(folder / "raw") as url:
        raw_rate = uvloop.run(_publish(url, messages))
    with broker(home) as ports:
        rate = uvloop.run(relay_all(home, ports.nats, intake, len(messages)))
    intake.close()
    return Measured(
        title="中継: 溜まった記録から JetStream へ（sync_interval: always）",
        lines=(
            Line(
                "中継",
                "件/秒",
                {"速さ": rate},
                {"速さ": raw_rate},
                "nats-py の gather(publish)、同じ内容",
            ),
        ),
        setting={
            "facts": len(messages),
            "mean_body_bytes": sum(len(body) for _, body, _ in messages) // len(messages),
        },
    )


async def _publish(url: str, messages: list[raw.Message]) -> float:
    async with raw.nats_client(url) as client:
        return await raw.publish(client, messages)
