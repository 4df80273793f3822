"""A folder in which something has been recorded, for a doctor to look at; and what is found."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from nats.js import JetStreamContext

from services.command.doctor import examine
from services.command.doctor.examined import Examined
from services.command.doctor.finding import Finding
from services.command.embedded.nats_server import NatsServer, free_port
from services.command.embedded.ports import Ports
from services.command.embedded.system import prepare
from services.command.ledger import import_file
from services.conference.domain.worker import WORKER, WorkerDescribed, worker_id
from services.intake.app import build as build_intake
from shared.broker import connected, provision
from shared.broker.topology import OPERATOR
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.fact import SERVICES
from shared.sealing import Sealed
from shared.settings import Home
from tests.behaviour.conference_service import open_conference
from tests.disclosures import AUDITOR, NOON, entry
from tests.town_hall import settle

Work = Callable[[JetStreamContext], Awaitable[object]]

NAME = "架空花子"
"""Somebody who is in the folder, and whom no finding may name."""

LATER = NOON + timedelta(hours=1)


def folder_in_use(folder: Path) -> Home:
    """A folder with a contact, keys that were used, and a ledger of four disclosures."""
    home = Home(folder)
    prepare(home)
    file = folder.parent / "台帳.csv"
    file.write_text(
        f"受付日,ケース番号,方法,相談者,氏名\n2026-05-01,K-1,電話,母,{NAME}\n", encoding="utf-8"
    )
    with closing(build_intake(home.settings("intake"), lambda: NOON)) as intake:
        import_file(intake, file, DEMO_MUNICIPALITY)
    _disclose(home)
    return home


def _disclose(home: Home) -> None:
    """Enter three disclosures in one act, and one more in another."""
    with closing(open_conference(home.folder, lambda: NOON)) as conference:
        settle(conference.store)
        for numbers in ((0, 1, 2), (3,)):
            with conference.store.transaction(AUDITOR, NOON) as tx:
                entries = [entry(number) for number in numbers]
                conference.application.desk.ledger.record(tx, entries)
                worker = f"w-event-{numbers[0]}"
                event = WorkerDescribed(
                    municipality=DEMO_MUNICIPALITY,
                    worker=worker,
                    surname=Sealed("w-1", bytes(12), bytes(20)),
                )
                tx.append(WORKER, tx.load(WORKER, worker_id(worker)), event)


def findings_of(at: Examined, now: datetime = LATER) -> list[Finding]:
    """Everything that is found at an instant."""
    return examine(at, lambda: now)


def stopped(home: Home) -> Examined:
    """A folder on which nothing runs."""
    return Examined(home, {name: home.settings(name) for name in SERVICES}, None)


def running(home: Home, nats: int, http: dict[str, int] | None = None) -> Examined:
    """A folder whose broker runs at a port, and whose services are said to be at others."""
    found = {name: (http or {}).get(name) or free_port() for name in SERVICES}
    ports = Ports(nats, found, free_port())
    settings = {name: home.settings(name, nats, found[name]) for name in SERVICES}
    return Examined(home, settings, ports)


def codes(found: Collection[Finding], *levels: str) -> set[str]:
    """The codes of findings, of some levels only."""
    return {one.code for one in found if not levels or one.level in levels}


def on_the_broker(home: Home, server: NatsServer, work: Work) -> None:
    """Do something on a broker that has its streams, as its operator."""

    async def run() -> None:
        async with connected(home.broker(OPERATOR, server.port)) as client:
            await provision(client.jetstream())
            await work(client.jetstream())

    asyncio.run(run())
