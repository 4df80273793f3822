"""Consents given and withdrawn in one process while packets are opened in others."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event as Signal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.conference.app import Conference
from services.conference.domain.consent import ConsentAnswered, ConsentWithdrawn
from services.conference.domain.packet import PacketOpened
from shared.store import Recorded
from tests.behaviour.conference_service import open_conference
from tests.behaviour.sharing import ledger_of
from tests.behaviour.town import SECRETARIAT, START, named, town_with_a_meeting, worker
from tests.conftest import NewPlace

Place = tuple[str, str]
READERS, ROUNDS, WITHIN_SECONDS = 2, 6, 60
WORKER = worker("city", "counsellor")


def clock() -> datetime:
    """An instant on which all processes of this machine agree, after everything in the town."""
    return START + timedelta(days=2, seconds=time.monotonic())


def call(service: Conference, use_case: str, actor: Any, **request: Any) -> Any:
    """Call a use case by its name."""
    described, offered = service.application.use_cases()[use_case]
    return offered(actor, described.request(**request))


def _read(folder: Path, place: Place, packet_id: UUID, opened: Signal, stop: Signal) -> None:
    service = open_conference(folder, clock, place)
    while not stop.is_set():
        call(service, "packets.open", worker("npo"), packet_id=packet_id)
        opened.set()


@contextmanager
def readers(folder: Path, place: Place, packet_id: UUID) -> Iterator[Callable[[], None]]:
    """Processes that read one packet without end; what is given waits until each has read again."""
    context = multiprocessing.get_context("spawn")
    stop, opened = context.Event(), [context.Event() for _ in range(READERS)]
    processes: list[SpawnProcess] = [
        context.Process(target=_read, args=(folder, place, packet_id, one, stop)) for one in opened
    ]
    for process in processes:
        process.start()

    def read_again() -> None:
        for one in opened:
            one.clear()
        assert all(one.wait(WITHIN_SECONDS) for one in opened)

    try:
        yield read_again
    finally:
        stop.set()
        for process in processes:
            process.join(WITHIN_SECONDS)
    assert [process.exitcode for process in processes] == [0] * READERS


def consent(service: Conference) -> UUID:
    """The son consents to the npo's being told of his health."""
    consent_id = uuid4()
    call(
        service,
        "consents.answer",
        WORKER,
        person_id=named("son"),
        consent_id=consent_id,
        state="given",
        given_by=named("son"),
        capacity="self",
        method="written",
        scope={
            "categories": ("health",),
            "purposes": ("information_exchange",),
            "recipients": (named("npo"),),
        },
        end=clock() + timedelta(days=30),
        explained_by=named("w"),
        explanation_version="2026-04",
        identity_check="架空の本人確認",
    )
    return consent_id


def withdraw(service: Conference, consent_id: UUID) -> None:
    """He takes it back."""
    call(
        service,
        "consents.withdraw",
        WORKER,
        consent_id=consent_id,
        withdrawn_by=named("son"),
        method="oral",
    )


def cited(opened: PacketOpened) -> set[UUID]:
    """The answers on which an opening rested."""
    return {one.consent_id for ruling in opened.rulings for one in ruling.consents}


def log_of(service: Conference) -> list[Recorded]:
    """Everything that happened, in the order of the commits."""
    return [logged.recorded for logged in service.store.log(0, 1_000_000)]


@pytest.mark.rule(14)
def test_what_is_opened_after_a_withdrawal_never_rests_on_it(
    tmp_path: Path, new_place: NewPlace
) -> None:
    """While processes read, each opening rests on the consent that held at its commit, no other."""
    folder, place = tmp_path / "home", new_place()
    town = town_with_a_meeting(folder, place)
    town.conference.store.close()
    service = open_conference(folder, clock, place)
    first = consent(service)
    packets = call(
        service,
        "packets.build",
        SECRETARIAT,
        conference_id=named("meeting"),
        agenda_id=named("matter"),
    )
    (packet_id,) = (one.packet_id for one in packets if one.recipient_id == named("npo"))

    with readers(folder, place, packet_id) as read_again:
        read_again()
        withdraw(service, first)
        for _ in range(ROUNDS):
            read_again()
            consent_id = consent(service)
            read_again()
            withdraw(service, consent_id)
        read_again()

    standing: set[UUID] = set()
    with_consent = without = 0
    for recorded in log_of(service):
        match recorded.event:
            case ConsentAnswered() as answered:
                standing.add(answered.consent_id)
            case ConsentWithdrawn() as withdrawn:
                standing.remove(withdrawn.consent_id)
            case PacketOpened() as opened:
                assert cited(opened) == standing
                with_consent, without = with_consent + bool(standing), without + (not standing)
    assert min(with_consent, without) >= ROUNDS

    withdrawn_at = {
        recorded.event.consent_id: recorded.metadata.recorded_at
        for recorded in log_of(service)
        if isinstance(recorded.event, ConsentWithdrawn)
    }
    resting = [(one, each) for one in ledger_of(service) for each in one.consents]
    assert len(withdrawn_at) == ROUNDS + 1
    assert resting
    assert all(one.recorded_at <= withdrawn_at[each.consent_id] for one, each in resting)
    service.store.close()
