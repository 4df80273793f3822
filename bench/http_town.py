"""A fictional town for load over HTTP: 200,000 contacts, meetings, packets, referrals, a return.

Everything goes through the services' own acts; only what the broker would carry is handed on in
this process (:mod:`bench.handing_on`).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from bench.caseload import Household, fill, open_households
from bench.handing_on import Town, town_on
from bench.http_meetings import Matter, Packet, meetings, open_roster
from bench.http_people import (
    HERE,
    MEMBER_NAMES,
    OPERATOR,
    SECRETARY,
    STATISTICIAN,
    SUPPORTER,
    Desk,
    agency,
    somebody,
)
from bench.placement_town import numbered
from services.conference.app import Conference
from services.intake.app import Intake
from services.intake.domain.case import Worker
from services.placement.app import Placement
from services.stats.app import Stats
from shared.calendar import jst_date, system_clock
from shared.identity import Actor
from shared.log import configure_logging
from shared.settings import Home
from tests.behaviour.town import ALLOWING

TEMPLATE = "basic"
"""The largest return."""

KNOWN_AT_ONCE = 1_000
"""So many cases are gone on with in turn: fewer than a store keeps in mind."""

_STEPS = ((), ("accept",), ("accept", "complete"))
"""How far a referral has come, each as often as the next."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large the town is.

    Attributes:
        households: each with an open case.
        contacts: of all cases together.
        workers: counsellors, among whom the cases are shared out.
        meetings: each about another household.
        referrals: in three states.
    """

    households: int = 4_000
    contacts: int = 200_000
    workers: int = 40
    meetings: int = 25
    referrals: int = 600


@dataclass(frozen=True, slots=True)
class Filled:
    """The town as it was filled.

    Attributes:
        households: all of them.
        workers: the counsellors.
        packets: with somebody who may open each.
        matters: conference and agenda item.
        events: in all four services.
    """

    households: tuple[Household, ...]
    workers: tuple[Actor, ...]
    packets: tuple[Packet, ...]
    matters: tuple[Matter, ...]
    events: int


def last_year() -> tuple[date, date]:
    """The fiscal year that is over."""
    today = jst_date(system_clock())
    year = today.year - (1 if today.month >= 4 else 2)
    return date(year, 4, 1), date(year + 1, 3, 31)


def filled(home: Home, size: Size, seed: int) -> Filled:
    """Fill a folder, in a process of its own whose memory is none of the measuring one's."""
    quietly = partial(configure_logging, "command", Path(os.devnull))
    with ProcessPoolExecutor(1, get_context("spawn"), quietly) as writer:
        return writer.submit(_fill, home, size, seed).result()


def _fill(home: Home, size: Size, seed: int) -> Filled:
    with town_on(home) as town:
        conference, placement, stats = (
            town.service(name) for name in ("conference", "placement", "stats")
        )
        assert isinstance(conference, Conference)
        assert isinstance(placement, Placement)
        assert isinstance(stats, Stats)
        desk = Desk(conference.application.use_cases())
        _registers(desk)
        town.hand_on("conference")
        workers = tuple(somebody("city", "counsellor", one) for one in range(size.workers))
        households = _caseload(town, size, workers, seed)
        packets, matters = meetings(desk, households[: size.meetings])
        _referrals(Desk(placement.application.use_cases()), households, size.referrals)
        town.hand_on("conference")
        town.hand_on("placement")
        first, last = last_year()
        Desk(stats.application.use_cases()).told(
            "returns.issue", STATISTICIAN, **HERE, template=TEMPLATE, first=first, last=last
        )
        town.end_streams()
        return Filled(tuple(households), workers, packets, matters, town.events)


def _registers(desk: Desk) -> None:
    """The municipality with its rule, its own department and eleven other agencies."""
    desk.told(
        "municipality.describe",
        OPERATOR,
        **HERE,
        runs_juso=[{"start": "2023-04-01T00:00:00+09:00"}],
        welfare_office=True,
        profile=ALLOWING,
    )
    for name in ("city", *MEMBER_NAMES):
        own = name == "city"
        desk.told(
            "agencies.register",
            OPERATOR,
            **HERE,
            agency_id=agency(name),
            name=f"架空の{name}",
            kind="municipal_department" if own else "npo",
            holder_class="public" if own else "private",
            internal=own,
        )
    open_roster(desk)


def _caseload(town: Town, size: Size, workers: Sequence[Actor], seed: int) -> list[Household]:
    """Open cases with somebody in charge of each, and everything noted in them."""
    intake = town.service("intake")
    assert isinstance(intake, Intake)
    application = intake.application
    households = open_households(intake, size.households, seed, workers[0])
    for number, household in enumerate(households):
        actor = workers[number % len(workers)]
        worker = Worker(worker_id=application.worker_of(actor), agency_id=agency("city"))
        application.assign_worker(workers[0], household.case_id, worker, application.today)
    for first in range(0, size.households, KNOWN_AT_ONCE):
        some = households[first : first + KNOWN_AT_ONCE]
        contacts = size.contacts * len(some) // size.households
        fill(intake, some, contacts, seed + first, workers[0])
    town.hand_on("intake")
    return households


def _referrals(desk: Desk, households: Sequence[Household], count: int) -> None:
    """The town's rules, and referrals of the last weeks to its agencies."""
    desk.told("routing-rules.adopt", SECRETARY, **HERE, name="aki")
    today = jst_date(system_clock())
    for number in range(count):
        household = households[number % len(households)]
        step = {
            "referral_id": str(numbered("http-referral", number)),
            "on": today - timedelta(days=number % 20),
        }
        desk.told(
            "referrals.offer",
            SUPPORTER,
            **HERE,
            **step,
            case_id=str(household.case_id),
            person_id=str(household.person_id),
            destination="npo",
            to_agency_id=agency(MEMBER_NAMES[number % len(MEMBER_NAMES)]),
        )
        for name in _STEPS[number % len(_STEPS)]:
            more = {"outcome": "using"} if name == "complete" else {}
            desk.told(f"referrals.{name}", SUPPORTER, **step, **more)
