"""The disclosure ledger in the service: every question at a million entries, and what it costs.

The entries go in as acts record them, through the ledger and into the service's own tables.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

from bench.disclosure_questions import AGENCIES, HERE, PAGE, PEOPLE, Ask, asking
from bench.measured import Goal, Line, Measured, Plan, percentiles, thinned
from services.conference.app import Conference
from services.conference.application.audit import requests as ask
from services.conference.ledger.entry import Entry
from services.conference.ledger.evidence import log_for_verifying
from shared.calendar import JST
from shared.merkle.source import open_source
from shared.merkle.verify import verify
from shared.store import Transaction
from tests.behaviour.conference_service import open_conference
from tests.disclosures import AUDITOR, NOON, drawn, numbered
from tests.town_hall import settle

PER_ACT = 10
ACTS_PER_COMMIT = 1_000
ASKED = 400
RECORDED = 300
ONE_PACKET, MIXED = "一つの資料の", "ばらばらの人と機関の"
EMERGENCIES = 0.0005
WITHIN_MS = (Goal("p99", "<", 10.0),)
WITHIN_SECONDS = (Goal("時間", "<", 15.0),)


@dataclass(frozen=True, slots=True)
class Filled:
    """A service whose ledger is long.

    Attributes:
        service: on SQLite.
        size: number of entries.
        random: where chance comes from.
    """

    service: Conference
    size: int
    random: Random

    @property
    def now(self) -> float:
        """Minutes from the first entry to the last."""
        return self.size * 2.0


def measure(plan: Plan, folder: Path) -> Measured:
    """Fill a ledger, ask every question of it, verify it, and record more."""
    random = Random(plan.seed)  # noqa: S311 - seeded entries, no secret
    size = plan.size(1_000_000)
    service = open_conference(folder / "home", lambda: NOON)
    settle(service.store)
    _fill(service, size, random)
    there = Filled(service, size, random)
    lines, samples = _questions(there)
    recorded, more = _recorded(there)
    verified = _verified(there)
    service.close()
    return Measured(
        title="提供の記録への問い（サービスの表と索引を通して）",
        lines=(*lines, *recorded, *verified),
        samples=samples | more,
        setting={
            "entries": size,
            "people": PEOPLE,
            "agencies": AGENCIES,
            "entries_per_act": PER_ACT,
            "page": PAGE,
            "asked": ASKED,
        },
    )


def _entry(random: Random, number: int) -> Entry:
    """An entry as any office might make it; emergencies are rare, and most are reviewed."""
    made = drawn(random, number, PEOPLE, AGENCIES)
    if "emergency" not in made.basis:
        return made
    if random.random() > EMERGENCIES * 6:
        return made.model_copy(update={"basis": ("in_purpose",), "emergency_id": None})
    return made.model_copy(update={"emergency_id": numbered(9, number)})


def _fill(service: Conference, size: int, random: Random) -> None:
    """Grow the ledger as acts do, some entries signed at a time, but many acts to a commit.

    The filling has memory enough for the whole index; what is measured then has SQLite's usual.
    """
    ledger, store = service.application.desk.ledger, service.store
    with store.transaction(AUDITOR, NOON) as tx:
        tx.execute("PRAGMA cache_size = -2000000")
    for first in range(0, size, PER_ACT * ACTS_PER_COMMIT):
        stop = min(size, first + PER_ACT * ACTS_PER_COMMIT)
        with store.transaction(AUDITOR, NOON + timedelta(minutes=first * 2)) as tx:
            for start in range(first, stop, PER_ACT):
                numbers = range(start, min(stop, start + PER_ACT))
                ledger.record(tx, [_entry(random, number) for number in numbers])
    with store.transaction(AUDITOR, NOON) as tx:
        tx.execute("PRAGMA cache_size = -2000")


def _questions(there: Filled) -> tuple[list[Line], dict[str, list[float]]]:
    """Each question as somebody asks it, the recording of the question included."""
    lines: list[Line] = []
    samples: dict[str, list[float]] = {}
    raw = percentiles(_timed(lambda random: _read_and_commit(there, random), there.random, ASKED))
    for name, question in asking(there.service.application.audit, there.size).items():
        took = _timed(question, there.random, ASKED)
        what = f"{PAGE} 件を鍵で読み、1行を確定するだけ"
        lines.append(Line(name, "ms", percentiles(took), raw, what, WITHIN_MS))
        samples[f"question_{len(samples) + 1}_ms"] = thinned(took)
    day = _timed(_unusual_day(there), there.random, ASKED // 10)
    lines.append(Line("いつもと違う閲覧（1日、記録 720 件）", "ms", percentiles(day)))
    return lines, samples


def _unusual_day(there: Filled) -> Ask:
    audit = there.service.application.audit

    def asked(random: Random) -> object:
        at = NOON + timedelta(minutes=random.random() * there.now)
        day = at.astimezone(JST).date()
        return audit.unusual_reading(AUDITOR, ask.Between(**HERE, first=day, last=day))

    return asked


def _read_and_commit(there: Filled, random: Random) -> None:
    """Read a page by key and commit one row: the least that a question on record has to do."""
    with there.service.store.transaction(AUDITOR, NOON) as tx:
        _commit_one_row(tx)
        for _ in range(PAGE):
            tx.rows(_ONE, {"position": random.randrange(there.size)})


_ONE = "SELECT entry FROM disclosures_entries WHERE position = :position"


def _commit_one_row(tx: Transaction) -> None:
    tx.execute("INSERT INTO described_workers VALUES (:worker)", {"worker": uuid4().hex})


def _timed(work: Ask, random: Random, times: int) -> list[float]:
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work(random)
        took.append((time.perf_counter() - began) * 1_000)
    return took


def _recorded(there: Filled) -> tuple[list[Line], dict[str, list[float]]]:
    """What an act of 10 and of 100 entries costs, beside a commit that records nothing else."""
    lines: list[Line] = []
    samples: dict[str, list[float]] = {}
    ledger, store = there.service.application.desk.ledger, there.service.store
    number, at = there.size, NOON + timedelta(minutes=there.now)

    def bare(_: Random) -> None:
        with store.transaction(AUDITOR, at) as tx:
            _commit_one_row(tx)

    raw = percentiles(_timed(bare, there.random, RECORDED))
    for count, name in (
        (10, "一つの資料の"),
        (10, "ばらばらの人と機関の"),
        (100, "ばらばらの人と機関の"),
    ):
        took = []
        for _ in range(RECORDED):
            entries = [_entry(there.random, number + one) for one in range(count)]
            if name == ONE_PACKET:
                entries = _of_one_packet(entries)
            number += count
            began = time.perf_counter()
            with store.transaction(AUDITOR, at) as tx:
                ledger.record(tx, entries)
            took.append((time.perf_counter() - began) * 1_000)
        what = f"{name} {count} 件を1回で記録"
        lines.append(Line(what, "ms", percentiles(took), raw, "1行だけの確定"))
        samples[f"record_{len(samples) + 1}_ms"] = thinned(took)
    return lines, samples


def _of_one_packet(entries: list[Entry]) -> list[Entry]:
    """The same entries, as they are made when one recipient opens one packet."""
    first = entries[0]
    shared = ("act", "actor", "recipient_id", "subjects", "matter_id", "conference_id", "packet_id")
    alike = {name: getattr(first, name) for name in shared}
    return [one.model_copy(update=alike) for one in entries]


def _verified(there: Filled) -> list[Line]:
    """The whole ledger by somebody who has the public key, without and with the witness."""
    desk = there.service.application.desk
    evidence, url = desk.ledger.evidence, there.service.settings.database_url
    with desk.store.transaction(AUDITOR, NOON) as tx:
        size = desk.ledger.size(tx)
    audit = there.service.application.audit
    audit.sign_checkpoint(AUDITOR, ask.Everything(**HERE))
    lines = []
    for witness, name in ((None, ""), (evidence.witness, "控えと")):
        began = time.perf_counter()
        with open_source(log_for_verifying(evidence.public_keys), url) as source:
            report = verify(log_for_verifying(evidence.public_keys), source, witness)
        took = time.perf_counter() - began
        assert report.is_sound
        assert report.confirmed == size
        goals = WITHIN_SECONDS
        lines.append(Line(f"{size:,} 件を{name}検証", "秒", {"時間": took}, goals=goals))
    return lines
