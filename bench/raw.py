"""The raw parts: the same bytes through the same disk and the same broker, with nothing of ours."""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
import subprocess
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import nats
import psycopg
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import AckPolicy, ConsumerConfig, StreamConfig

from services.command.embedded.nats_server import find_binary, free_port
from services.command.embedded.process import die_with_parent

Message = tuple[str, bytes, dict[str, str]]
"""Subject, body, headers."""

READY_WITHIN_SECONDS = 10.0
WINDOW = 256
STREAM = "RAW"
_TABLE = (
    "CREATE TABLE raw (id INTEGER PRIMARY KEY, originator TEXT, version INTEGER, topic TEXT,"
    " state {blob}, UNIQUE (originator, version))"
)


def sqlite_commits(path: Path, states: Sequence[bytes], per_commit: int = 1) -> list[float]:
    """Insert with sqlite3 alone (WAL, synchronous=FULL); milliseconds of each commit."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(_TABLE.format(blob="BLOB"))
        took = []
        for first in range(0, len(states), per_commit):
            rows = _rows(states, first, per_commit)
            began = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT INTO raw VALUES (?, ?, ?, ?, ?)", rows)
            connection.execute("COMMIT")
            took.append((time.perf_counter() - began) * 1_000)
        return took


def psycopg_commits(
    connection: psycopg.Connection[tuple[object, ...]], states: Sequence[bytes], per_commit: int = 1
) -> list[float]:
    """Insert with psycopg alone (autocommit, or one transaction per batch); milliseconds each."""
    connection.execute("DROP TABLE IF EXISTS raw")
    connection.execute(_TABLE.format(blob="BYTEA"))
    sql, took = "INSERT INTO raw VALUES (%s, %s, %s, %s, %s)", []
    for first in range(0, len(states), per_commit):
        rows = _rows(states, first, per_commit)
        began = time.perf_counter()
        if per_commit == 1:
            connection.execute(sql, rows[0])
        else:
            with connection.transaction():
                connection.cursor().executemany(sql, rows)
        took.append((time.perf_counter() - began) * 1_000)
    return took


def _rows(
    states: Sequence[bytes], first: int, count: int
) -> list[tuple[int, str, int, str, bytes]]:
    chosen = enumerate(states[first : first + count], start=first + 1)
    return [(number, f"{number % 97:032}", number, "bench.Raw", state) for number, state in chosen]


@contextmanager
def nats_server(folder: Path) -> Iterator[str]:
    """A nats-server without users, JetStream on file with ``sync_interval: always``; its URL."""
    folder.mkdir(parents=True)
    port = free_port()
    config = folder / "raw.conf"
    config.write_text(
        f'listen: "127.0.0.1:{port}"\nlog_file: "{folder}/raw.log"\n'
        f'jetstream {{ store_dir: "{folder}/js", sync_interval: always }}\n'
    )
    process = subprocess.Popen(
        [find_binary(), "-c", str(config)],
        env=dict(os.environ),
        preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads have been started yet
    )
    try:
        _wait_until_it_answers(port)
        yield f"nats://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait_until_it_answers(port: int) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), 0.5) as connection:
                if connection.recv(4).startswith(b"INFO"):
                    return
        except OSError:
            time.sleep(0.01)
    raise TimeoutError("the raw nats-server does not answer")


@asynccontextmanager
async def nats_client(url: str) -> AsyncIterator[Client]:
    """A nats-py connection to the raw server, with its stream."""
    client = await nats.connect(url)
    try:
        await client.jetstream().add_stream(StreamConfig(name=STREAM, subjects=["tsunagu.>"]))
        yield client
    finally:
        await client.close()


async def publish(client: Client, messages: Sequence[Message]) -> float:
    """Publish in windows with gather(); messages per second."""
    js = client.jetstream()
    began = time.perf_counter()
    for first in range(0, len(messages), WINDOW):
        window = messages[first : first + WINDOW]
        await asyncio.gather(
            *(js.publish(subject, body, headers=headers) for subject, body, headers in window)
        )
    return len(messages) / (time.perf_counter() - began)


async def push_consume(client: Client, count: int) -> float:
    """Take everything in through a push consumer, each acknowledged; messages per second."""
    js, done, seen = client.jetstream(), asyncio.Event(), 0

    async def take(message: Msg) -> None:
        nonlocal seen
        await message.ack()
        seen += 1
        if seen == count:
            done.set()

    began = time.perf_counter()
    config = ConsumerConfig(ack_policy=AckPolicy.EXPLICIT, max_ack_pending=2_000)
    subscription = await js.subscribe(
        "tsunagu.>", stream=STREAM, cb=take, config=config, manual_ack=True
    )
    await done.wait()
    rate = count / (time.perf_counter() - began)
    await subscription.unsubscribe()
    return rate


async def pull_consume(client: Client, count: int) -> float:
    """Take everything in through a pull consumer, 100 at a time, each acknowledged."""
    js, seen = client.jetstream(), 0
    began = time.perf_counter()
    subscription = await js.pull_subscribe("tsunagu.>", durable="raw-pull", stream=STREAM)
    while seen < count:
        for message in await subscription.fetch(min(100, count - seen), timeout=5):
            await message.ack()
            seen += 1
    return count / (time.perf_counter() - began)
