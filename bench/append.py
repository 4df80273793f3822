"""A contact command accepted: sealed, judged, projected and committed with fsync."""

from __future__ import annotations

import time
from pathlib import Path

from bench.caseload import (
    EVENTS_PER_COMMIT,
    fill,
    intake_in,
    notes,
    open_households,
    open_intake,
    record,
)
from bench.measured import Goal, Line, Measured, Plan, percentiles, thinned
from bench.raw import psycopg_commits, sqlite_commits
from services.intake.app import Intake
from shared.settings import Home, Settings
from tests.servers.postgres import PostgresServer, postgres_server

HOUSEHOLDS = 100
GOAL = (Goal("p99", "<", 5.0),)


def measure(plan: Plan, folder: Path) -> Measured:
    """Commands one by one, and events 100 to a commit, on SQLite and on PostgreSQL."""
    commands, bulk = plan.size(4_000), plan.size(20_000)
    intake = intake_in(folder / "sqlite")
    took, rate = _measure_product(intake, commands, bulk, plan.seed)
    states = _states(intake, commands)
    intake.close()
    raw = sqlite_commits(folder / "raw-1.sqlite", states)
    raw_bulk = sqlite_commits(folder / "raw-100.sqlite", _many(states, bulk), EVENTS_PER_COMMIT)
    with postgres_server() as server:
        intake = open_intake(_on_postgres(server, Home(folder / "postgres")))
        pg_took, pg_rate = _measure_product(intake, commands, bulk, plan.seed)
        intake.close()
        with server.connect(server.create_database()) as connection:
            pg_raw = psycopg_commits(connection, states)
            pg_bulk = psycopg_commits(connection, _many(states, bulk), EVENTS_PER_COMMIT)
    return Measured(
        title="相談対応の記録が受け付けられるまで（封緘・規則・一覧表・fsync を含む）",
        lines=(
            *_lines("SQLite", took, rate, raw, bulk / sum(raw_bulk) * 1_000, "sqlite3"),
            *_lines("PostgreSQL", pg_took, pg_rate, pg_raw, bulk / sum(pg_bulk) * 1_000, "psycopg"),
        ),
        samples={
            "sqlite_ms": thinned(took),
            "sqlite3_ms": thinned(raw),
            "postgres_ms": thinned(pg_took),
            "psycopg_ms": thinned(pg_raw),
        },
        setting={
            "commands": commands,
            "bulk_events": bulk,
            "households": HOUSEHOLDS,
            "mean_state_bytes": sum(map(len, states)) // len(states),
        },
    )


def _lines(
    database: str, took: list[float], rate: float, raw: list[float], raw_rate: float, driver: str
) -> tuple[Line, ...]:
    insert = f"{driver} の INSERT"
    return (
        Line(f"{database}: 1件ずつ", "ms", percentiles(took), percentiles(raw), insert, GOAL),
        Line(
            f"{database}: 1件ずつ",
            "件/秒",
            {"速さ": len(took) / sum(took) * 1_000},
            {"速さ": len(raw) / sum(raw) * 1_000},
            insert,
        ),
        Line(f"{database}: 100件まとめて", "件/秒", {"速さ": rate}, {"速さ": raw_rate}, insert),
    )


def _measure_product(
    intake: Intake, commands: int, bulk: int, seed: int
) -> tuple[list[float], float]:
    """Milliseconds of each command, and events per second at 100 to a commit."""
    households = open_households(intake, HOUSEHOLDS, seed)
    told, took = notes(seed), []
    for household in households:
        record(intake, household, next(told))
    for number in range(commands):
        note = next(told)
        began = time.perf_counter()
        record(intake, households[number % HOUSEHOLDS], note)
        took.append((time.perf_counter() - began) * 1_000)
    began = time.perf_counter()
    fill(intake, households, bulk, seed)
    return took, bulk / (time.perf_counter() - began)


def _states(intake: Intake, count: int) -> list[bytes]:
    """What the commands have stored: the same bytes for the raw part."""
    last = intake.store.position() - count
    logged = intake.store.log(last, count)
    return [bytes(intake.store.stored(entry.recorded).state) for entry in logged]


def _many(states: list[bytes], count: int) -> list[bytes]:
    return [states[index % len(states)] for index in range(count)]


def _on_postgres(server: PostgresServer, home: Home) -> Settings:
    on_sqlite = home.settings("intake")
    return Settings(
        service="intake",
        database_url=server.url(server.create_database()),
        database_password=server.password,
        keys_url=server.url(server.create_database()),
        keys_password=server.password,
        kek_file=home.kek_file,
        broker=on_sqlite.broker,
        http_port=0,
    )
