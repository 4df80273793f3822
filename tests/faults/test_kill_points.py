"""Promise R2 at its two seams: between publish and position, and between effect and ack."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from shared.broker.topology import ACK_WAIT_SECONDS
from shared.facts.fact import Service
from tests.faults.load import Load
from tests.faults.projections import assert_exact
from tests.faults.rig import Rig, wait_for

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]

FaultPoint = tuple[str, str]


def _die_at(rig: Rig, load: Load, service: Service, points: Sequence[FaultPoint]) -> None:
    """Have a service die at each point in turn, while work goes on, and come back."""
    for point in points:
        rig.kill(service)
        load.work(5)
        rig.start_with_fault(service, *point)

        def died(service: Service = service) -> bool:
            load.work(1)
            return not rig.runs(service)

        wait_for(died, f"{service} dies at {point}")
        rig.wait_until_killed(service)
    rig.settle()


def test_relay_killed_between_publish_and_position(rig: Rig, load: Load, tmp_path: Path) -> None:
    """A relay that dies with facts published, or half published, repeats and forgets none."""
    rig.start_broker()
    rig.start()
    points = (("published", "1"), ("half-window", "1"), ("half-window", "3"), ("published", "3"))
    _die_at(rig, load, "intake", points)
    assert_exact(rig, load, tmp_path / "replay")


@pytest.mark.parametrize("service", ["stats", "placement"])
def test_consumer_killed_between_effect_and_ack(
    service: Service, rig: Rig, load: Load, tmp_path: Path
) -> None:
    """A consumer that dies before its commit, or before its ack, has each effect once."""
    rig.start_broker()
    rig.start()
    _die_at(rig, load, service, (("effect", "1"), ("committed", "1"), ("committed", "3")))
    assert_exact(rig, load, tmp_path / "replay")


def test_unacknowledged_facts_do_not_wait_for_the_broker(rig: Rig, load: Load) -> None:
    """What a killed consumer left unacknowledged is taken in long before the broker's ack wait."""
    rig.start_broker()
    load.work(40)
    rig.start("intake", "conference", "placement")
    rig.start_with_fault("stats", "effect", "1")
    rig.wait_until_killed("stats")
    began = time.monotonic()
    rig.settle()
    assert time.monotonic() - began < ACK_WAIT_SECONDS * 0.8


def test_streams_lost_without_new_work_fill_again(rig: Rig, load: Load, tmp_path: Path) -> None:
    """Streams that vanish while nothing is published are filled by the relays that still run."""
    rig.start_broker()
    load.work(40)
    rig.start()
    rig.settle()
    rig.lose_streams()
    rig.start_broker()
    rig.settle()
    assert_exact(rig, load, tmp_path / "replay")
    assert all(rig.runs(service) for service in rig.processes)
