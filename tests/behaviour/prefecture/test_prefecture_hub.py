"""The prefecture's hub: returns arrive once, whatever breaks on the way, from whoever joins."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import services.stats.hand_in as hand_in_room
import services.stats.prefecture.reception as reception_room
from services.stats.prefecture.handlers import handle
from shared.facts.envelope import Received
from shared.identity import service_actor
from shared.inbox import retry_dead_letters
from shared.store import Transaction
from tests.behaviour.prefecture_world import APRIL, MAY, Hub, Town, at_noon, until

CODES = ("011002", "012025", "990019")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look again after a blink."""
    monkeypatch.setattr(hand_in_room, "LOOK_AGAIN_SECONDS", 0.2)
    monkeypatch.setattr(hand_in_room, "RETRY_SECONDS", 0.2)
    monkeypatch.setattr(hand_in_room, "TIMEOUT_SECONDS", 1.0)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    """A hub that was not started yet."""
    made = Hub(tmp_path / "hub")
    yield made
    made.server.stop()
    made.service.close()


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[list[Town]]:
    """Three municipalities, none of which was started or has joined."""
    made = [Town(code, tmp_path / code) for code in CODES]
    yield made
    for town in made:
        town.server.stop()
        town.stats.close()


@pytest.mark.usefixtures("impatient")
async def test_returns_of_three_municipalities_arrive_once_and_a_late_joiner_catches_up(
    hub: Hub, towns: list[Town]
) -> None:
    """Two report; the third, enrolled while the hub runs, brings what it had submitted before."""
    first, second, late = towns
    for town in (first, second):
        town.join(hub.enrol(town.code), hub)
    await hub.start()
    for town in towns:
        await town.start()

    async with hub.receiving(), first.handing_in(), second.handing_in(), late.handing_in():
        first.report(APRIL, cases=3)
        second.report(APRIL, cases=5)
        late.report(APRIL, cases=7)
        late.report(MAY)
        await until(lambda: len(hub.arrived()) == 2)
        assert not late.all_handed_in()

        late.server.stop()
        late.join(hub.enrol(late.code), hub)
        await late.start()
        await until(late.all_handed_in)
        first.report(APRIL)
        await until(lambda: len(hub.arrived()) == 5)

    assert sorted(hub.arrived()) == [
        ("011002", 1), ("011002", 2), ("012025", 1), ("990019", 1), ("990019", 1),
    ]  # fmt: skip
    april, may = hub.service.application.reported()
    assert {one.municipality: one.version for one in april.returns} == {
        "011002": 2, "012025": 1, "990019": 1,
    }  # fmt: skip
    assert april.missing == ()
    assert may.missing == ("011002", "012025")
    opened = next(
        figure
        for figure in hub.service.application.compare("basic", *APRIL, {"012025": 50_000})
        if figure.heading == "新規ケース数"
    )
    assert [one.value for one in opened.figures] == [4, 5, 7]
    assert [str(one.rate) for one in opened.figures] == ["None", "10.0", "None"]


@pytest.mark.usefixtures("impatient")
async def test_a_cut_line_heals_from_either_end(hub: Hub, towns: list[Town]) -> None:
    """The hub is killed, then the municipality's server: what was submitted meanwhile arrives."""
    town = towns[0]
    town.join(hub.enrol(town.code), hub)
    await hub.start()
    await town.start()

    async with hub.receiving(), town.handing_in():
        town.report()
        await until(lambda: hub.arrived() == [(town.code, 1)])
        hub.server.kill()
        town.report()
        hub.server.start()
        await until(lambda: hub.arrived() == [(town.code, 1), (town.code, 2)])
        town.server.kill()
        town.report()
        town.server.start()
        await until(lambda: len(hub.arrived()) == 3)
        await until(town.all_handed_in)

    assert hub.arrived() == [(town.code, 1), (town.code, 2), (town.code, 3)]


@pytest.mark.usefixtures("impatient")
async def test_what_the_hub_has_lost_is_handed_in_again(hub: Hub, towns: list[Town]) -> None:
    """A stream that is gone with what nobody has taken in fills again, and nothing counts twice."""
    town = towns[0]
    town.join(hub.enrol(town.code), hub)
    await hub.start()
    await town.start()

    async with town.handing_in():
        async with hub.receiving():
            town.report(APRIL)
            await until(lambda: hub.arrived() == [(town.code, 1)])
        town.report(MAY)
        await until(town.all_handed_in)
        hub.server.kill()
        shutil.rmtree(hub.server.store)
        await hub.start()
        async with hub.receiving():
            await until(lambda: len(hub.arrived()) == 2)

    assert hub.arrived() == [(town.code, 1), (town.code, 1)]
    assert len(hub.service.application.reported()) == 2


@pytest.mark.usefixtures("impatient")
async def test_two_processes_that_hand_in_do_not_disturb_each_other(
    hub: Hub, towns: list[Town]
) -> None:
    """Each message expects the one before it, so of two that hand the same in one is refused."""
    town = towns[0]
    town.join(hub.enrol(town.code), hub)
    await hub.start()
    await town.start()

    async with hub.receiving(), town.handing_in(), town.handing_in():
        for _ in range(5):
            town.report()
        await until(lambda: len(hub.arrived()) == 5)

    assert hub.arrived() == [(town.code, number) for number in range(1, 6)]


async def test_a_municipality_without_a_prefecture_goes_on(towns: list[Town]) -> None:
    """Nobody answers, nothing is lost: the submission waits, and says so."""
    town = towns[0]
    await town.start()
    async with town.handing_in():
        assert not town.report().handed_in
    assert not town.all_handed_in()


@pytest.mark.usefixtures("impatient")
async def test_a_return_whose_effect_fails_is_tried_again_and_then_put_aside_for_later(
    hub: Hub, towns: list[Town], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two failures are got over; after the last delay it waits for somebody to have it tried."""
    monkeypatch.setattr(reception_room, "RETRY_DELAYS_SECONDS", (0.05, 0.05))
    town = towns[0]
    town.join(hub.enrol(town.code), hub)
    await hub.start()
    await town.start()
    failing = {1: 2, 2: 3}

    def fail(tx: Transaction, received: Received) -> None:
        if failing[received.id]:
            failing[received.id] -= 1
            raise RuntimeError
        handle(tx, received)

    async with hub.receiving(fail), town.handing_in():
        town.report()
        await until(lambda: hub.arrived() == [(town.code, 1)])
        town.report()
        await until(lambda: hub.service.application.put_aside() == 1)

    assert hub.arrived() == [(town.code, 1)]
    actor = service_actor("stats", "dead-letters")
    (tried,) = retry_dead_letters(hub.service.store, handle, actor, at_noon)
    assert tried.reason is None
    assert hub.arrived() == [(town.code, 1), (town.code, 2)]
    assert hub.service.application.put_aside() == 0
