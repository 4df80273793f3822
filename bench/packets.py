"""Packets built and on the ledger, and opened: decided, sealed away, decrypted, with fsync."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.measured import Goal, Line, Measured, Plan, percentiles, thinned
from bench.raw import sqlite_commits
from services.conference.application.disclosure.packet_forms import BuiltPacket
from services.conference.docket import Docket, Now, agenda_sitting, lay, open_docket
from services.conference.law.decide import decide
from services.conference.law.vocabulary import Category
from tests.behaviour.town import SECRETARIAT, Town, named, worker

CATEGORIES: tuple[Category, ...] = (
    "health", "consultation", "family", "work", "income_assets_debt", "life_history",
)  # fmt: skip
MATTER: dict[str, Any] = {"conference_id": named("meeting"), "agenda_id": named("matter")}
TEXT = "架空の本文。窓口と訪問で聞いたことを、担当者が書きとめたもの。" * 4
OPENING = Goal("p99", "<", 10.0)
WARMING_UP = 3
"""Builds that are not counted: what a process makes once, it has made."""


def measure(plan: Plan, folder: Path) -> Measured:
    """A meeting of 20 items and 12 recipients, and one of 300 and 25."""
    small = _Meeting(folder / "small", 20, 12, plan.seed)
    built, opened = small.build(plan.size(200)), list(small.open(plan.size(200)))
    decided = small.decide(30)
    large = _Meeting(folder / "large", 300, 25, plan.seed)
    built_large = large.build(4 if plan.quick else 20)
    decided_large = large.decide(5)
    raw = sqlite_commits(folder / "raw.sqlite", [b"x" * 2_000] * len(built))
    return Measured(
        title="会議資料の作成と閲覧（判断・封緘・提供の記録・fsync を含む）",
        lines=(
            _line("作成 20件×12機関", built, decided, 25.0),
            _line("作成 300件×25機関", built_large, decided_large, 250.0),
            Line(
                "閲覧 20件（もう一度判断）",
                "ms",
                percentiles(opened),
                percentiles(raw),
                "sqlite3 の INSERT と fsync",
                (OPENING,),
            ),
        ),
        samples={
            "small_ms": thinned(built),
            "large_ms": thinned(built_large),
            "opened_ms": thinned(opened),
        },
        setting={"text_bytes": len(TEXT.encode()), "ledger_entries": small.entries},
    )


def _line(what: str, took: Sequence[float], decided: Sequence[float], bound: float) -> Line:
    return Line(
        what,
        "ms",
        percentiles(took),
        percentiles(decided),
        "同じ資料の判断だけ",
        (Goal("p99", "<", bound),),
    )


class _Meeting:
    """A meeting whose city has laid items before one agenda item."""

    def __init__(self, folder: Path, items: int, recipients: int, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - chance that can be repeated, nothing secret
        self._members = [f"member-{number}" for number in range(recipients - 1)]
        self._town = town = Town(folder)
        self._packets: list[BuiltPacket] = []
        town.runs_juso()
        town.agency("city", "municipal_department", "public", internal=True)
        for one in self._members:
            town.agency(one, "npo", "private")
        town.person("son", "1985-05-20")
        town.person("mother", "1955-02-03", role="parent")
        town.convened(*self._members)
        town.placed("matter", "son", "mother", selected=self._members)
        town.acknowledged("matter", "city", *self._members)
        town.requested("matter", "city", *CATEGORIES, about="son")
        for number in range(items):
            about = ("son",) if chance.random() < 0.7 else ("son", "mother")
            category = CATEGORIES[number % len(CATEGORIES)]
            town.item(f"item-{number}", "city", category, TEXT, *about, offered=("matter",))
        town.consents("son", *self._members[:3])
        gc.collect()
        gc.freeze()  # as a service does when it starts

    @property
    def entries(self) -> int:
        """How long the ledger is."""
        return self._town.conference.application.desk.ledger.size(self._town.conference.store)

    def build(self, times: int) -> list[float]:
        """Build all packets of the agenda item, called back in between; milliseconds."""
        took = []
        for number in range(-WARMING_UP, times):
            for packet in self._packets:
                self._town.offer("packets.call-back", SECRETARIAT, packet_id=packet.packet_id)
            began = time.perf_counter()
            self._packets = self._town.offer("packets.build", SECRETARIAT, **MATTER)
            if number >= 0:
                took.append((time.perf_counter() - began) * 1_000)
        return took

    def open(self, times: int) -> Iterator[float]:
        """Let every member open its packet; milliseconds."""
        readers = {named(one): worker(one) for one in self._members}
        packets = [one for one in self._packets if one.recipient_id in readers]
        for number in range(times):
            one = packets[number % len(packets)]
            began = time.perf_counter()
            self._town.offer("packets.open", readers[one.recipient_id], packet_id=one.packet_id)
            yield (time.perf_counter() - began) * 1_000

    def decide(self, times: int) -> list[float]:
        """Decide the same cells and do nothing else; milliseconds."""
        took = []
        docket = self._docket()
        for _ in range(times):
            began = time.perf_counter()
            decide(docket.world)
            took.append((time.perf_counter() - began) * 1_000)
        return took

    def _docket(self) -> Docket:
        with self._town.at_work() as tx:
            record = Now(tx)
            sitting = agenda_sitting(record, MATTER["conference_id"], MATTER["agenda_id"])
            rows = tx.rows("SELECT item_id FROM items")
            items = lay(record, [UUID(one["item_id"]) for one in rows])
            return open_docket(
                record,
                self._town.sealer,
                sitting,
                items=items,
                recipients=[named("city"), *map(named, self._members)],
                at=self._town.now,
            )
