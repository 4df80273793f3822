"""The services over HTTP, as ``tsunagu up`` runs them: how quickly, and how much, they answer.

The load comes from this process, over kept connections; all four services, the broker and the one
port run beside it. What the server takes for itself is measured in the same run, on a route that
does nothing.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from bench.http_asks import Asks, Requests, message
from bench.http_load import Ask
from bench.http_raw import PATH as NOTHING
from bench.http_raw import READY
from bench.http_runs import ANSWERED, AT_ONCE, PER_SECOND, Runs
from bench.http_town import Size, filled
from bench.measured import Measured, Plan
from bench.running import child, wait_until_ready
from services.command.embedded.nats_server import free_port
from services.command.embedded.ports import Ports
from services.command.embedded.system import System
from shared.settings import Home

SECONDS, SECONDS_TO_TRY = 3.0, 0.2
"""Of each run."""

LOOKS, LOOKS_TO_TRY = 100, 3
"""So often is each page opened."""

SETTLED_WITHIN_SECONDS = 120.0
LOOK_EVERY_SECONDS = 0.1
_SMALL = Size(households=100, contacts=1_000, workers=4, meetings=2, referrals=20)


def measure(plan: Plan, folder: Path) -> Measured:
    """Fill a town, run the system on it, and ask."""
    home, size = Home(folder / "home"), _SMALL if plan.quick else Size()
    began = time.perf_counter()
    town = filled(home, size, plan.seed)
    filling = time.perf_counter() - began
    seconds = SECONDS_TO_TRY if plan.quick else SECONDS
    with System(home).running() as ports, _nothing(home) as nothing, _undisturbed():
        runs = Runs(seconds, lambda: _settle(ports), plan.seed)
        requests = Requests(home, ports, town, plan.seed)
        runs.begin(_same(nothing, NOTHING))
        runs.measure(READY, _same(ports.http["intake"], READY))
        for name, page in requests.pages().items():
            runs.look(f"画面 {name}", page, LOOKS_TO_TRY if plan.quick else LOOKS)
        for name, asks in requests.commonest().items():
            runs.measure(name, asks, (ANSWERED,))
        runs.mix(list(requests.commonest().values()))
    return Measured(
        title=f"HTTP: よく使う5つの求めと画面（相談対応 {size.contacts:,} 件）",
        lines=tuple(runs.lines),
        samples=runs.samples,
        setting={
            "contacts": size.contacts,
            "households": size.households,
            "events": town.events,
            "packets": len(town.packets),
            "referrals": size.referrals,
            "filled_s": round(filling, 1),
            "seconds_of_each_run": seconds,
            "at_once": AT_ONCE,
            "per_second": PER_SECOND,
            "fsync": "SQLite WAL synchronous=FULL, JetStream sync_interval always",
        },
    )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No garbage is collected here meanwhile: what is measured are the other processes."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _nothing(home: Home) -> Iterator[int]:
    """The port of a server that answers nothing."""
    port = free_port()
    process = child(home, "bench.http_raw", str(port))
    try:
        wait_until_ready(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _same(port: int, path: str) -> Asks:
    """The same request again and again."""
    ask = Ask(port, message("GET", path, {}))
    return lambda: ask


def _settle(ports: Ports) -> None:
    """Wait until everything that was recorded has reached everybody who listens."""
    deadline = time.monotonic() + SETTLED_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if not any(_lag(port) for port in ports.http.values()):
            return
        time.sleep(LOOK_EVERY_SECONDS)
    raise TimeoutError("what was recorded has not reached everybody")


def _lag(port: int) -> int:
    with urlopen(f"http://127.0.0.1:{port}{READY}", timeout=10) as answer:
        return int(json.load(answer)["relay_lag"])
