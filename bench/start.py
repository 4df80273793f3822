"""Starting everything embedded: nats-server, tables, streams and four ready services."""

from __future__ import annotations

import time
from pathlib import Path

from bench.measured import Goal, Line, Measured, Plan
from services.command.embedded.nats_server import NatsServer, free_port
from services.command.embedded.system import System
from shared.settings import Home

GOAL = (Goal("時間", "<", 5.0),)


def measure(_plan: Plan, folder: Path) -> Measured:
    """Seconds from nothing until all is ready, and the same on a folder that exists."""
    home = Home(folder / "home")
    first, second = _seconds(home), _seconds(home)
    server = NatsServer(folder / "nats", free_port(), folder / "credentials")
    began = time.perf_counter()
    server.start()
    alone = {"時間": time.perf_counter() - began}
    server.stop()
    what = "nats-server だけの起動"
    return Measured(
        title="すべてを起動して、4つのサービスが使えるまで",
        lines=(
            Line("何もない状態から", "秒", {"時間": first}, alone, what, GOAL),
            Line("2回目", "秒", {"時間": second}, alone, what, GOAL),
        ),
    )


def _seconds(home: Home) -> float:
    began = time.perf_counter()
    with System(home).running():
        return time.perf_counter() - began
