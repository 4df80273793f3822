"""What a service says and writes when it fails: 500, and no word of what it was told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docs.http_api import FACES
from shared.calendar import system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.conference import AgencyRegistered
from shared.facts.fact import Service
from shared.http.face import Face
from shared.identity import Actor, service_actor
from shared.known_agencies import remember_agency
from shared.service import Service as Wired
from tests.behaviour.canaries.words import Canaries
from tests.behaviour.http_alone import counter_alone
from tests.behaviour.http_counter import Counter, named
from tests.faults.canaries import found_below, found_in

SEED = 20_261_123
SPEAKING: tuple[Service, ...] = ("intake", "conference", "placement")
"""Services that are told words; stats is told codes, days and numbers."""

KEPT = "agenc"
"""Part of the names of tables without which nobody would get as far as a fault."""


@pytest.fixture(params=SPEAKING)
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Face, Counter, Wired]]:
    """A service that knows who asks, and has lost every table in which it looks things up."""
    service: Service = request.param
    face = next(one for one in FACES if one.name == service)
    with counter_alone(tmp_path, service) as (counter, wired):
        fact = AgencyRegistered(
            municipality=DEMO_MUNICIPALITY, occurred_on=system_clock().date(), internal=True,
            agency_id=named("city"), agency_kind="municipal_department",
        )  # fmt: skip
        if service == "conference":
            operator = Actor(person="w-op", agency=named("op"), role="operator", purpose="support")
            town = {"municipality": DEMO_MUNICIPALITY, "agency_id": named("city")}
            kind = {"kind": "municipal_department", "holder_class": "public", "internal": True}
            counter.told("agencies.register", operator, **town, **kind, name="架空市")
        else:
            with wired.store.transaction(service_actor("conference", "told"), system_clock()) as tx:
                remember_agency(tx, fact)
        with wired.store.database.exclusive() as unit:
            for table in {one for view in wired.store.views for one in view.names}:
                if KEPT not in table:
                    unit.execute(f"DROP TABLE {table}")
        yield face, counter, wired


def test_a_fault_repeats_nothing_of_what_was_told(
    broken: tuple[Face, Counter, Wired], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever it is asked for, a broken service answers, logs and keeps no word of a request."""
    face, counter, _ = broken
    canaries, statuses = Canaries(SEED), []
    for name, use_case in face.catalogue().items():
        told: dict[str, Any] = face.examples()[name]["request"]
        sent = canaries.say(face.name, use_case, told)
        for role in sorted(use_case.roles):
            actor = Actor(person="w-1", agency=named("city"), role=role, purpose="support")
            answer = counter.ask(name, actor, **sent)
            statuses.append(answer.status_code)
            said = answer.content + str(answer.headers).encode()
            assert not canaries.are_in(said), (name, role, answer.status_code)
    assert statuses.count(500) > 5
    assert len(canaries.said) > 10
    logged = capfd.readouterr()
    assert not found_in((logged.out + logged.err).encode(), canaries.marks)
    assert found_below(tmp_path, canaries.marks) == {}
