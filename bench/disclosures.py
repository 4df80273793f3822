"""The disclosure ledger in the service: every question at a million entries, and what it costs.

The entries go in as acts record them, through the ledger and into the service's own tables.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from bench.measured import Goal, Line, Measured, Plan, percentiles, thinned
from services.conference.app import Conference
from services.conference.application.audit import requests as ask
from services.conference.ledger.entry import Entry
from services.conference.ledger.evidence import log_for_verifying
from services.conference.ledger.reading import at_position
from shared.calendar import JST
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.merkle.source import open_source
from shared.merkle.verify import verify
from tests.behaviour.conference_service import open_conference
from tests.disclosures import AUDITOR, NOON, agency, drawn, numbered, person

PEOPLE, AGENCIES = 50_000, 200
PER_ACT = 10
ACTS_PER_COMMIT = 100
ASKED = 400
RECORDED = 300
EMERGENCIES = 0.0005
PAGE = 50
WITHIN_MS = (Goal("p99", "<", 10.0),)
WITHIN_SECONDS = (Goal("時間", "<", 15.0),)
HERE: Mapping[str, Any] = {"municipality": DEMO_MUNICIPALITY}

Ask = Callable[[Random], object]


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
    began = time.perf_counter()
    _fill(service, size, random)
    filled = Line(
        f"{size:,} 件を記録（{PER_ACT} 件ずつ署名、{PER_ACT * ACTS_PER_COMMIT} 件ずつ確定）",
        "件/秒",
        {"速さ": size / (time.perf_counter() - began)},
    )
    there = Filled(service, size, random)
    lines, samples = _questions(there)
    recorded, more = _recorded(there)
    verified = _verified(there)
    service.close()
    return Measured(
        title="提供の記録への問い（サービスの表と索引を通して）",
        lines=(filled, *lines, *recorded, *verified),
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
    ledger, store = service.application.desk.ledger, service.store
    for first in range(0, size, PER_ACT * ACTS_PER_COMMIT):
        stop = min(size, first + PER_ACT * ACTS_PER_COMMIT)
        with store.transaction(AUDITOR, NOON + timedelta(minutes=first * 2)) as tx:
            for start in range(first, stop, PER_ACT):
                numbers = range(start, min(stop, start + PER_ACT))
                ledger.record(tx, [_entry(random, number) for number in numbers])


def _questions(there: Filled) -> tuple[list[Line], dict[str, list[float]]]:
    """Each question as somebody asks it, the recording of the question included."""
    lines: list[Line] = []
    samples: dict[str, list[float]] = {}
    raw = percentiles(_timed(lambda random: _read_alone(there, random), there.random, ASKED))
    for name, question in _asking(there).items():
        took = _timed(question, there.random, ASKED)
        what = f"{PAGE} 件を鍵で読むだけ"
        lines.append(Line(name, "ms", percentiles(took), raw, what, WITHIN_MS))
        samples[f"question_{len(samples) + 1}_ms"] = thinned(took)
    day = _timed(_unusual_day(there), there.random, ASKED // 10)
    lines.append(Line("いつもと違う閲覧（1日、記録 720 件）", "ms", percentiles(day)))
    return lines, samples


def _asking(there: Filled) -> dict[str, Ask]:
    audit = there.service.application.audit
    bases = ("consent", "conference_106_6", "own_record")

    def page(random: Random) -> dict[str, Any]:
        deep = random.random() < 0.5
        before = random.randrange(1, there.size) if deep else None
        return {**HERE, "limit": PAGE, "before": before}

    return {
        "人のことが誰に共有されたか": lambda random: audit.shared_about(
            AUDITOR, ask.AboutPerson(**HERE, limit=PAGE, person_id=person(random.randrange(PEOPLE)))
        ),
        "機関が誰から得ているか": lambda random: audit.held_by(
            AUDITOR, ask.AboutAgency(**HERE, agency_id=agency(random.randrange(AGENCIES)))
        ),
        "機関がその機関から得たもの": lambda random: audit.received(
            AUDITOR,
            ask.ReceivedBy(
                **page(random),
                agency_id=agency(random.randrange(AGENCIES)),
                holder_id=agency(random.randrange(AGENCIES)),
            ),
        ),
        "機関が得たもの全部（ページ送り）": lambda random: audit.received(
            AUDITOR, ask.ReceivedBy(**page(random), agency_id=agency(random.randrange(AGENCIES)))
        ),
        "その職員が見たもの": lambda random: audit.opened(
            AUDITOR, ask.OpenedWhat(**page(random), worker=f"w-{random.randrange(AGENCIES * 5)}")
        ),
        "その人のことを見た職員": lambda random: audit.opened(
            AUDITOR, ask.OpenedWhat(**HERE, limit=PAGE, person_id=person(random.randrange(PEOPLE)))
        ),
        "その根拠で共有されたもの（ページ送り）": lambda random: audit.under_basis(
            AUDITOR, ask.UnderBasis(**page(random), basis=random.choice(bases))
        ),
        "根拠のないもの（ページ送り）": lambda random: audit.under_basis(
            AUDITOR, ask.UnderBasis(**page(random), basis="none")
        ),
        "断られたもの（ページ送り）": lambda random: audit.refused(
            AUDITOR, ask.RefusedWhat(**page(random))
        ),
        "人について断られたもの": lambda random: audit.refused(
            AUDITOR, ask.RefusedWhat(**HERE, limit=PAGE, person_id=person(random.randrange(PEOPLE)))
        ),
        "見直しの済んでいない緊急の提供": lambda _: audit.emergencies_without_review(
            AUDITOR, ask.Everything(**HERE)
        ),
        "1件とその証明": lambda random: audit.entry(
            AUDITOR, ask.EntryNamed(**HERE, entry_id=numbered(3, random.randrange(there.size)))
        ),
        "二つの時点の間の証明": lambda random: audit.consistency(
            AUDITOR, ask.Sizes(**HERE, old_size=random.randrange(1, there.size))
        ),
    }


def _unusual_day(there: Filled) -> Ask:
    audit = there.service.application.audit

    def asked(random: Random) -> object:
        at = NOON + timedelta(minutes=random.random() * there.now)
        day = at.astimezone(JST).date()
        return audit.unusual_reading(AUDITOR, ask.Between(**HERE, first=day, last=day))

    return asked


def _read_alone(there: Filled, random: Random) -> None:
    for _ in range(PAGE):
        at_position(there.service.store.database, random.randrange(there.size))


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
            tx.execute("INSERT INTO described_workers VALUES (:worker)", {"worker": uuid4().hex})

    raw = percentiles(_timed(bare, there.random, RECORDED))
    for count in (10, 100):
        took = []
        for _ in range(RECORDED):
            entries = [
                _entry(there.random, number + one).model_copy(update={"at": at})
                for one in range(count)
            ]
            number += count
            began = time.perf_counter()
            with store.transaction(AUDITOR, at) as tx:
                ledger.record(tx, entries)
            took.append((time.perf_counter() - began) * 1_000)
        what = f"{count} 件の提供を1回で記録（ばらばらの人と機関）"
        lines.append(Line(what, "ms", percentiles(took), raw, "1行だけの確定"))
        samples[f"record_{count}_ms"] = thinned(took)
    return lines, samples


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
