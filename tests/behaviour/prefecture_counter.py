"""A prefecture's hub as it runs, asked over HTTP; three municipalities are expected to report."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, cast

import httpx

from services.command.embedded.nats_server import free_port
from services.command.embedded.ports import Ports
from services.command.embedded.prefecture import PrefectureSystem
from services.command.embedded.prefecture_home import prefecture_folder
from services.stats.prefecture.app import build
from services.stats.prefecture.handlers import handle
from services.stats.prefecture.register import Register
from shared.facts import conference
from shared.identity import service_actor
from shared.merkle.checkpoint import Checkpoint, sign_checkpoint
from shared.settings import Home
from tests.behaviour.http_counter import Counter, somebody
from tests.behaviour.prefecture_world import APRIL, MAY, Town

PREFECTURE = somebody("ken", "prefecture")
SOJA, SAKAI, SILENT = "332089", "271403", "362085"
ASKED = {"template": "basic", "first": str(APRIL[0]), "last": str(APRIL[1])}
POPULATION = "団体コード,人口,基準日\n332089,69000,2026-01-01\n271403,810000,2026-01-01\n"


class Ken:
    """The hub of a prefecture.

    Attributes:
        home: its folder.
        towns: those that report, by code.
    """

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder / "ken")
        self.towns = {
            code: Town(code, folder / code)  # their servers do not run: what they sent is here
            for code in (SOJA, SAKAI)
        }

    def enrol(self) -> None:
        """The register knows three, of two the ledger's key, of two the population."""
        folder = prefecture_folder(self.home)
        register = Register(folder, {})
        for code in (SOJA, SAKAI, SILENT):
            town = self.towns.get(code)
            key = str(town.ledger.verifier) if town else None
            register, _ = register.enrolled(code, APRIL[0], key)
        register.write()
        (folder / "population.csv").write_text(POPULATION, encoding="utf-8")

    def report(self, code: str, cases: int, size: int, root: int) -> None:
        """One of them issues and submits April, with a checkpoint of its ledger, and it arrives."""
        town = self.towns[code]
        checkpoint = Checkpoint(town.ledger.name, size, bytes([root]) * 32)
        note = sign_checkpoint(checkpoint, [town.ledger]).encode()
        town.take_in(
            conference.CheckpointSigned(
                municipality=code,
                occurred_on=APRIL[0],
                ledger_id="3f3b9a08-3c0a-5825-b718-86ee4eb7f937",
                origin=checkpoint.origin,
                size=size,
                root=checkpoint.root.hex(),
                note=base64.b64encode(note).decode(),
            )
        )
        town.report(APRIL, cases=cases)
        self.arrive(town)

    def arrive(self, town: Town) -> None:
        """Let everything that a municipality has submitted arrive, as the reception does it."""
        with closing(build(self.home.settings("stats"), prefecture_folder(self.home))) as hub:
            for received in town.published():
                with hub.store.transaction(service_actor("stats", "inbox"), town.now) as tx:
                    handle(tx, received)

    def close(self) -> None:
        """Give the towns' stores back."""
        for town in self.towns.values():
            town.stats.close()


@contextmanager
def hub_running(folder: Path) -> Iterator[tuple[Ken, Ports]]:
    """A running hub, to which 総社市 has reported 3 and 堺市 9 new cases of April."""
    ken = Ken(folder)
    ken.enrol()
    with PrefectureSystem(ken.home, f"127.0.0.1:{free_port()}").running() as ports:
        ken.report(SOJA, 3, size=4, root=1)
        ken.report(SAKAI, 9, size=7, root=2)
        yield ken, ports
    ken.close()


@contextmanager
def hub_counter(folder: Path) -> Iterator[tuple[Ken, Counter]]:
    """The running hub, and where it is asked."""
    with ExitStack() as stack:
        ken, ports = stack.enter_context(hub_running(folder))
        url = f"http://127.0.0.1:{ports.http['stats']}"
        client = stack.enter_context(httpx.Client(base_url=url, timeout=60))
        yield ken, Counter(ken.home, client, cast("Any", "prefecture"))


__all__ = ["APRIL", "ASKED", "MAY", "PREFECTURE", "SAKAI", "SILENT", "SOJA", "Ken", "hub_counter"]
