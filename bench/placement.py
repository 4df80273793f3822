"""Placement's own work: a referral's steps, proposals from a full directory, a month of incentives.

Every command is one commit with its fsync, as the service takes it; beside it stand the same bytes
through sqlite3 alone.
"""

from __future__ import annotations

import gc
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from bench.measured import Goal, Line, Measured, Plan, percentiles, thinned
from bench.placement_town import (
    CLERK,
    DAY,
    NPO,
    TOWN,
    PlacementTown,
    every_rule,
    numbered,
)
from bench.raw import sqlite_commits
from shared.settings import Home
from tests.behaviour.referral_desk import known

RESOURCES, PROPOSALS, REFERRALS = 2_000, 300, 500
PEOPLE, DAYS = 200, 20
MONTH, PROGRAMME = "2026-09", "kochi-work-start"
ACCEPTED = (Goal("p99", "<", 5.0),)
"""A command in its service, as everywhere."""

INSERT = "同じ記録の sqlite3 の INSERT と fsync"


def measure(plan: Plan, folder: Path) -> Measured:
    """One town: referrals, proposals, attendances and the month's statements."""
    chance = Random(plan.seed)  # noqa: S311 - a seeded caseload, no secret
    town = PlacementTown(folder / "home", chance)
    rules = every_rule()
    town.adopt(rules)
    ruled, resources = sum(len(one.rules) for one in rules.versions), plan.size(RESOURCES)
    town.fill_directory(resources)
    gc.collect()
    gc.freeze()  # as a service does when it starts
    samples: dict[str, list[float]] = {}
    lines = [
        *_road(town, folder, plan.size(REFERRALS), samples),
        _proposals(
            town,
            folder,
            plan.size(PROPOSALS),
            samples,
            what=f"つなぎ先の候補（規則 {ruled:,}・社会資源 {resources:,}）",
        ),
        *_month(town, folder, 10 if plan.quick else PEOPLE, samples),
    ]
    return Measured(
        title="つなぎ・つなぎ先の候補・参加した日・手当（fsync を含む）",
        lines=tuple(lines),
        samples={name: thinned(one) for name, one in samples.items()},
        setting={
            "rules": ruled,
            "resources": resources,
            "events": town.store.position(),
        },
    )


def _road(
    town: PlacementTown, folder: Path, count: int, samples: dict[str, list[float]]
) -> Iterator[Line]:
    """打診・受理・つなぎ完了, each its own commit, by whoever says so."""
    offered, accepted, completed = list[float](), list[float](), list[float]()
    before = town.store.position()
    for number in range(count):
        step: dict[str, Any] = {"referral_id": numbered("referral", number), "on": DAY}
        asked = step | {
            "municipality": TOWN,
            "case_id": numbered("case", number),
            "person_id": numbered("person", number),
            "destination": "npo",
            "to_agency_id": known("npo"),
        }
        offered.append(town.took("referrals.offer", **asked))
        accepted.append(town.took("referrals.accept", NPO, **step))
        completed.append(town.took("referrals.complete", NPO, **step, outcome="using"))
    states = town.states(before)
    samples |= {"offered_ms": offered, "accepted_ms": accepted, "completed_ms": completed}
    single = percentiles(sqlite_commits(folder / "single.sqlite", states[: 2 * count]))
    paired = percentiles(sqlite_commits(folder / "paired.sqlite", states[: 2 * count], 2))
    yield Line("つなぎの打診", "ms", percentiles(offered), single, INSERT, ACCEPTED)
    yield Line("受理", "ms", percentiles(accepted), single, INSERT, ACCEPTED)
    what = f"{INSERT}、2件まとめて"
    yield Line(
        "つなぎ完了（初回接触とともに）", "ms", percentiles(completed), paired, what, ACCEPTED
    )


def _proposals(
    town: PlacementTown, folder: Path, count: int, samples: dict[str, list[float]], *, what: str
) -> Line:
    """つなぎ先の候補 from every rule and the whole directory; nothing is recorded."""
    asked = list(town.situations(count))
    town.took("routing.propose", municipality=TOWN, situation=asked[0])
    took = [town.took("routing.propose", municipality=TOWN, situation=one) for one in asked]
    samples["proposed_ms"] = took
    read = percentiles(list(_directory_read(folder, count)))
    return Line(what, "ms", percentiles(took), read, "社会資源をすべて sqlite3 で読むだけ")


def _directory_read(folder: Path, times: int) -> Iterator[float]:
    """Read the same rows of the directory with sqlite3 alone; milliseconds."""
    with closing(sqlite3.connect(Home(folder / "home").store("placement"))) as connection:
        for _ in range(times):
            began = time.perf_counter()
            connection.execute("SELECT * FROM resources WHERE municipality = ?", (TOWN,)).fetchall()
            yield (time.perf_counter() - began) * 1_000


def _month(
    town: PlacementTown, folder: Path, people: int, samples: dict[str, list[float]]
) -> Iterator[Line]:
    """参加した日 of so many people, and what the month comes to for each and for the workplace."""
    firm = numbered("firm", 0)
    town.do(
        "resources.register",
        municipality=TOWN,
        resource_id=firm,
        kind="employer",
        name="架空の工場",
    )
    attended, before = list(_attendances(town, people)), town.store.position()
    days = town.states(before - len(attended))
    issued = [
        town.took("incentives.issue", CLERK, municipality=TOWN, month=MONTH, person_id=one)
        for one in _people(people)
    ]
    statements = town.states(before)
    whole = town.took("incentives.issue", CLERK, municipality=TOWN, month=MONTH, resource_id=firm)
    samples |= {"attended_ms": attended, "issued_ms": issued}
    raw = percentiles(sqlite_commits(folder / "days.sqlite", days))
    yield Line("参加した日", "ms", percentiles(attended), raw, INSERT, ACCEPTED)
    raw = percentiles(sqlite_commits(folder / "statements.sqlite", statements))
    yield Line(f"手当の明細の発行（一人 {DAYS} 日）", "ms", percentiles(issued), raw, INSERT)
    yield Line(f"{people} 人分の明細", "秒", {"時間": sum(issued) / 1_000})
    last = sqlite_commits(folder / "whole.sqlite", town.states(town.store.position() - 1))
    what = f"事業者の明細の発行（{people} 人 × {DAYS} 日）"
    yield Line(what, "ms", {"時間": whole}, {"時間": last[0]}, INSERT)


def _attendances(town: PlacementTown, people: int) -> Iterator[float]:
    """Let everybody be at the workplace on so many days of the month; milliseconds."""
    for number, person_id in enumerate(_people(people)):
        town.do(
            "steps.take",
            municipality=TOWN,
            step_id=numbered("step", number),
            case_id=numbered("trainee-case", number),
            person_id=person_id,
            kind="trial",
            programme=PROGRAMME,
            resource_id=numbered("firm", 0),
            on=date(2026, 9, 1),
        )
    for day in range(1, DAYS + 1):
        for number in range(people):
            yield town.took("steps.attend", step_id=numbered("step", number), on=date(2026, 9, day))


def _people(count: int) -> Sequence[UUID]:
    return [numbered("trainee", number) for number in range(count)]
