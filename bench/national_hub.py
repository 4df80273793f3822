"""A prefecture's hub: what a return takes there, and what a municipality that has joined costs it.

Real servers on the loopback address, as the tests of the hub have them: every municipality has its
own nats-server, which joins as a leaf node.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from services.command.embedded.nats_server import NatsServer, free_port
from services.stats.application.returns.forms import IssueReturn
from services.stats.application.submissions import SubmitReturn
from shared.broker import connected
from shared.broker.prefecture import RETURNS
from shared.broker.prefecture_config import LEAF_FILE, leaf_remote
from shared.broker.topology import OPERATOR
from tests.behaviour.prefecture_world import STATISTICIAN, Hub, Town, until

TEMPLATES = ("basic", "road", "needs")
YEAR = 2024
JOINED_WITHIN_SECONDS = 60.0
_JOINED = "Leafnode connection created"
"""What nats-server notes when somebody joins."""


def file_size(path: Path) -> int:
    """Bytes of a store, with nothing left in its write-ahead log."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size


async def hand_in(hub: Hub, town: Town) -> tuple[float, float]:
    """A year of monthly returns at the hub: bytes of each in its stream, and in its store."""
    town.join(hub.enrol(town.code), hub)
    submitted = await asyncio.to_thread(_submit, town)
    before = file_size(hub.home.store("stats"))
    await hub.start()
    await town.start()
    try:
        async with hub.receiving(), town.handing_in():
            await until(town.all_handed_in)
            await until(lambda: len(hub.arrived()) == submitted)
        async with connected(hub.home.broker(OPERATOR, hub.server.port)) as client:
            state = (await client.jetstream().stream_info(RETURNS)).state
        assert state.messages == submitted, "a return is not there, or twice"
    finally:
        town.server.stop()
        hub.server.stop()
    after = file_size(hub.home.store("stats"))
    return state.bytes / submitted, (after - before) / submitted


def _submit(town: Town) -> int:
    """Issue and submit every month of a year in each template; how many that is."""
    application, periods = town.stats.application, [_month(number) for number in range(1, 13)]
    for template in TEMPLATES:
        for first, last in periods:
            told = {"template": template, "municipality": town.code, "first": first, "last": last}
            application.returns.issue(STATISTICIAN, IssueReturn.model_validate(told))
            application.submissions.submit(STATISTICIAN, SubmitReturn.model_validate(told))
    return len(TEMPLATES) * len(periods)


def _month(number: int) -> tuple[date, date]:
    following = date(YEAR + number // 12, number % 12 + 1, 1)
    return date(YEAR, number, 1), following - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Joined:
    """What those who have joined cost; the attributes are those of the model's ``Slice``."""

    hub_mib: float
    leaf_mib: float
    rejoined: float


def join(folder: Path, municipalities: Sequence[str]) -> Joined:
    """Have municipalities join a hub, and join it again after it was restarted."""
    hub, count = Hub(folder / "hub"), len(municipalities)
    seeds = {code: hub.enrol(code) for code in municipalities}
    log = hub.server.folder / "nats.log"
    with ExitStack() as stack:
        stack.callback(hub.server.stop)
        hub.server.start()
        alone = _held_mib(hub.server)
        for code, seed in seeds.items():
            stack.enter_context(_leaf(folder / code, seed, hub))
        _wait(lambda: log.read_text().count(_JOINED) >= count)
        together = _held_mib(hub.server)
        hub.server.stop()
        noted = log.read_text().count(_JOINED)
        hub.server.start()
        began = time.monotonic()
        _wait(lambda: log.read_text().count(_JOINED) >= noted + count)
        rejoined = time.monotonic() - began
    return Joined(alone, (together - alone) / count, rejoined)


@contextmanager
def _leaf(folder: Path, seed: str, hub: Hub) -> Iterator[None]:
    """A municipality's own server, joined."""
    server = NatsServer(folder / "nats", free_port(), folder / "keys")
    server.folder.mkdir(parents=True)
    url = f"nats-leaf://127.0.0.1:{hub.server.leaf_port}"
    (server.folder / LEAF_FILE).write_text(leaf_remote(url, seed, None))
    server.start()
    try:
        yield
    finally:
        server.stop()


def _wait(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + JOINED_WITHIN_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("not everybody has joined")
        time.sleep(0.02)


def _held_mib(server: NatsServer) -> float:
    """Resident memory of a server, found by the configuration that it was started with."""
    config = str(server.folder / "nats.conf").encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if config in (process / "cmdline").read_bytes().split(b"\0"):
                [told] = [
                    line
                    for line in (process / "status").read_text().splitlines()
                    if line.startswith("VmRSS:")
                ]
                return int(told.split()[1]) / 1_024
        except OSError:
            continue  # it has ended meanwhile
    raise LookupError("the server does not run")
