"""From a command accepted at the counter to its fact in stats' tables, in another process."""

from __future__ import annotations

import asyncio
import time
from bisect import bisect_left
from pathlib import Path

import uvloop
from nats.aio.msg import Msg

from bench import raw
from bench.caseload import Household, intake_in, open_households
from bench.measured import Goal, Line, Measured, Plan, percentiles, thinned
from bench.running import Counter, broker, last_position, position_of, services, wait_for
from bench.wire import as_messages, published
from shared.facts.fact import SERVICES, Service
from shared.settings import Home

HOUSEHOLDS = 100
PER_SECOND = 200
LOOK_EVERY_SECONDS = 0.0002
"""How often the position is asked for; the figures are too high by up to this, half on average."""

GOALS = (Goal("p50", "<", 3.0), Goal("p99", "<", 10.0))


def measure(plan: Plan, folder: Path) -> Measured:
    """Milliseconds at 200 commands a second, for each way in which a command reaches the store."""
    home, commands = Home(folder / "home"), plan.size(3_000)
    intake = intake_in(home.folder)
    households = open_households(intake, HOUSEHOLDS, plan.seed)
    with broker(home) as ports:
        with services(home, ports, ("stats",)):
            inside = _run(home, households, commands, relays=True)
        few: tuple[Service, ...] = ("intake", "stats")
        with services(home, ports, few):
            beside = _run(home, households, commands, relays=False)
        with services(home, ports, SERVICES):
            all_four = _run(home, households, commands, relays=False)
    messages = as_messages(list(published(intake)))[:commands]
    intake.close()
    with raw.nats_server(folder / "raw") as url:
        wire = uvloop.run(_publish_to_delivery(url, messages))
    below = percentiles(wire)
    what = "nats-py の publish から push で届くまで"

    def line(form: str, took: list[float], goals: tuple[Goal, ...]) -> Line:
        return Line(form, "ms", percentiles(took), below, what, goals)

    return Measured(
        title="受付完了から統計の表に現れるまで（毎秒200件、統計は別プロセス）",
        lines=(
            line("受付と中継が同じプロセス（HTTP で受け付ける形）", inside, GOALS),
            line("受付が別プロセス（コマンドから書き込む形）", beside, GOALS),
            line("受付が別プロセス、4つのサービスすべて", all_four, ()),
        ),
        samples={
            "inside_ms": thinned(inside),
            "beside_ms": thinned(beside),
            "all_four_ms": thinned(all_four),
            "raw_ms": thinned(wire),
        },
        setting={"commands": commands, "per_second": PER_SECOND},
    )


def _run(home: Home, households: list[Household], commands: int, *, relays: bool) -> list[float]:
    counter = Counter(home, households, relays=relays)
    try:
        with position_of(home, "stats", "intake") as position:
            counter.order(len(households))
            start = last_position(home)
            wait_for(position, start, 0.01)
            counter.start_order(commands, rate=PER_SECOND)
            seen: list[tuple[int, float]] = [(start, 0.0)]
            while seen[-1][0] < start + commands:
                now = position()
                if now > seen[-1][0]:
                    seen.append((now, time.monotonic()))
                time.sleep(LOOK_EVERY_SECONDS)
            accepted = counter.answer()[1:]
    finally:
        counter.stop()
    positions = [reached for reached, _ in seen]
    return [
        (seen[bisect_left(positions, start + number)][1] - at) * 1_000
        for number, at in enumerate(accepted, start=1)
    ]


async def _publish_to_delivery(url: str, messages: list[raw.Message]) -> list[float]:
    took: list[float] = []
    sent: list[float] = []
    async with raw.nats_client(url) as client:
        js = client.jetstream()

        async def take(message: Msg) -> None:
            took.append((time.monotonic() - sent[len(took)]) * 1_000)
            await message.ack()

        await js.subscribe("tsunagu.>", stream=raw.STREAM, cb=take, manual_ack=True)
        began = time.monotonic()
        for number, (subject, body, headers) in enumerate(messages):
            await asyncio.sleep(max(0.0, began + number / PER_SECOND - time.monotonic()))
            sent.append(time.monotonic())
            await js.publish(subject, body, headers=headers)
            if number + 1 == len(messages):
                await client.drain()
    return took
