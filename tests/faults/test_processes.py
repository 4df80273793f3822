"""Promise R2 for what facts and time set going: no referral opened twice, none forgotten."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.conference import views as conference_views
from services.conference.app import Conference
from services.placement.app import Placement
from services.placement.domain.referral import (
    ReferralOffered,
    ReferralPlanned,
    ReferralWithdrawn,
)
from services.placement.domain.task import TaskEvent, TaskOpened
from services.placement.processes.overdue import differences
from services.placement.views import VIEWS
from services.stats import views as stats_views
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.fact import SERVICES
from shared.service import Service
from shared.store import Event
from tests.faults.conftest import SEED
from tests.faults.load import Load
from tests.faults.plans_at_work import PlansAtWork
from tests.faults.projections import names_of, replayed, table
from tests.faults.rig import Rig, wait_for, wired

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1_200)]

STEPS = 8
ONE_ROUND_OF = 5
"""A round here costs as much as so many of the others: it waits for the end of each."""

Fault = Callable[[], None]


class Breaker:
    """Breaks what carries plans to referrals: at any moment, or at a named point of the way."""

    def __init__(self, rig: Rig, seed: int) -> None:
        self._rig = rig
        self._random = random.Random(seed)  # noqa: S311
        self._keys = 0
        self._faults: dict[str, Fault] = {
            "placement": lambda: self._rig.kill("placement"),
            "conference": lambda: self._rig.kill("conference"),
            "broker": self._rig.nats.kill,
            "streams": self._rig.lose_streams,
            "effect": lambda: self._at_a_point("placement", "effect"),
            "committed": lambda: self._at_a_point("placement", "committed"),
            "published": lambda: self._at_a_point("conference", "published"),
            "half-window": lambda: self._at_a_point("conference", "half-window"),
            "duplicates": self._publish_everything_again,
        }
        self._order: list[str] = []

    def break_something(self) -> str:
        """Break it; return what was broken. Each kind comes up before any comes up again."""
        if not self._order:
            self._order = list(self._faults)
            self._random.shuffle(self._order)
        time.sleep(self._random.uniform(0, 0.1))
        chosen = self._order.pop()
        self._faults[chosen]()
        return chosen

    def _at_a_point(self, service: Any, point: str) -> None:
        """The service comes back to die at a point of its way."""
        self._rig.kill(service)
        self._rig.start_with_fault(service, point, str(self._random.randint(1, 2)))

    def _publish_everything_again(self) -> None:
        """The streams are lost, and filled again under ids that the broker has not seen."""
        self._keys += 1
        self._rig.kill("conference")
        self._rig.lose_streams()
        self._rig.start_broker()
        self._rig.start_with_fault("conference", "forgotten", str(self._keys))


def test_what_plans_foresee_is_opened_once_whatever_is_killed(
    rig: Rig, load: Load, rounds: int, tmp_path: Path
) -> None:
    """Each つなぎ of each decided plan is opened once, and taken back once when its plan ends."""
    rig.start_broker()
    rig.start()
    for _ in range(6):
        load.receive()
    rig.settle()
    load.have_arrived()
    placement = wired(rig, "placement", Placement)
    plans = PlansAtWork(wired(rig, "conference", Conference), placement, load.cases, SEED)
    breaker = Breaker(rig, SEED)
    for number in range(1, max(rounds // ONE_ROUND_OF, 1) + 1):
        if number % 2:
            rig.get_ready()
        plans.work(STEPS)
        load.work(2)
        breaker.break_something()
        plans.work(STEPS)
        rig.revive()
        if number % ONE_ROUND_OF == 0:
            rig.settle()
            assert_opened_once(rig, plans)
    rig.settle()
    assert_opened_once(rig, plans)
    assert_told_exactly(rig, tmp_path)
    assert_tasks_are_what_is_overdue(rig, placement)
    assert_views_are_the_record(placement)


def assert_opened_once(rig: Rig, plans: PlansAtWork) -> None:
    """No referral is opened twice, none is forgotten; what ended unasked is taken back once."""
    histories = histories_of(rig.stores["placement"])
    opened = Counter(
        stream
        for stream, events in histories.items()
        for one in events
        if isinstance(one, ReferralPlanned)
    )
    assert opened == Counter(plans.foreseen.keys())
    for referral_id, plan_id in plans.foreseen.items():
        steps = histories[referral_id]
        reasons = [one.reason for one in steps if isinstance(one, ReferralWithdrawn)]
        was_asked = any(isinstance(one, ReferralOffered) for one in steps)
        ended = plans.ended.get(plan_id)
        assert reasons == ([ended] if ended and not was_asked else [])


def assert_told_exactly(rig: Rig, folder: Path) -> None:
    """Streams are the logs; what conference and stats made of them is what a replay makes."""
    for service in SERVICES:
        assert rig.stream_of(service) == rig.log_of(service), f"stream of {service}"
        assert not table(rig.stores[service], "dead_letters"), f"dead letters of {service}"
    filled = {
        "conference": names_of(conference_views.FOREIGN_TABLES),
        "stats": names_of(stats_views.FOREIGN_TABLES),
    }
    for reader, names in filled.items():
        fresh = replayed(rig, reader, folder / reader)  # type: ignore[arg-type]
        for name in names:
            assert table(rig.stores[reader], name) == table(fresh, name), f"{reader}.{name}"  # type: ignore[index]
        fresh.close()
    fresh = replayed(rig, "placement", folder / "placement")
    assert planned_in(rig.stores["placement"]) == planned_in(fresh)
    fresh.close()


def assert_tasks_are_what_is_overdue(rig: Rig, placement: Placement) -> None:
    """After a start the calendar has been looked at; no task was opened while it was open."""
    rig.kill("placement")
    rig.revive()
    today = placement.application.desk.today
    wait_for(
        lambda: not any(differences(placement.store, DEMO_MUNICIPALITY, today)), "tasks are up"
    )
    tasks = [
        [one for one in events if isinstance(one, TaskEvent)]
        for events in histories_of(placement).values()
    ]
    assert any(tasks)
    for steps in filter(None, tasks):
        assert isinstance(steps[0], TaskOpened)
        assert all(
            isinstance(one, TaskOpened) != isinstance(other, TaskOpened)
            for one, other in pairwise(steps)
        )


def assert_views_are_the_record(placement: Placement) -> None:
    """What grew step by step is what a rebuilding makes of the log."""
    names = [name for view in VIEWS for name in view.names]
    grown = {name: table(placement, name) for name in names}
    placement.store.rebuild_views()
    assert {name: table(placement, name) for name in names} == grown


def histories_of(service: Service) -> dict[UUID, list[Event]]:
    """Everything that happened, by what it happened to."""
    found: dict[UUID, list[Event]] = {}
    for entry in service.store.log(0, 1_000_000):
        found.setdefault(entry.recorded.originator_id, []).append(entry.recorded.event)
    return found


def planned_in(service: Service) -> list[tuple[UUID, str]]:
    """What was opened because of a plan, and as what."""
    return sorted(
        (stream, one.model_dump_json())
        for stream, events in histories_of(service).items()
        for one in events
        if isinstance(one, ReferralPlanned)
    )
