"""The whole system on one folder, in which every fictional place keeps its ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.command.arrival import wait_for_everything
from services.command.embedded.ports import Ports
from services.command.embedded.system import System
from services.command.ledger import import_file
from services.conference.app import build as build_conference
from services.intake.app import build as build_intake
from services.intake.application.opaque import OpaqueIds
from services.placement.app import build as build_placement
from services.stats.app import Stats
from services.stats.app import build as build_stats
from shared.calendar import system_clock
from shared.settings import Home
from tests.behaviour.published_tables.conference_work import decide_plans, register_agencies
from tests.behaviour.published_tables.ledger import Ledger
from tests.behaviour.published_tables.place import Place, Sheet, places
from tests.behaviour.published_tables.placement_work import Supporters


@dataclass(frozen=True, slots=True)
class Region:
    """Where everything has arrived, and returns can be asked for."""

    stats: Stats

    def document(self, place: Place, sheet: Sheet) -> dict[str, Any]:
        """A return as the contract has it."""
        made = self.stats.application.compute_return(
            sheet.template, place.municipality, *sheet.period, system_clock()
        )
        return made.document()


@contextmanager
def region(folder: Path) -> Iterator[Region]:
    """Every place's caseload taken in, worked on and counted, on a real broker."""
    home = Home(folder / "home")
    with System(home).running() as ports:
        _live_through(home, ports, folder)
        with closing(build_stats(home.settings("stats"), system_clock)) as stats:
            yield Region(stats)


def _live_through(home: Home, ports: Ports, folder: Path) -> None:
    with (
        closing(build_intake(home.settings("intake"), system_clock)) as intake,
        closing(build_conference(home.settings("conference"), system_clock)) as conference,
        closing(build_placement(home.settings("placement"), system_clock)) as placement,
    ):
        busy = []
        for name, place in places().items():
            path, ledger = folder / f"{name}.csv", Ledger(place)
            ledger.write(path)
            report = import_file(intake, path, place.municipality)
            assert (report.imported, report.rejected) == (len(ledger.rows), [])
            if place.is_more_than_a_ledger:
                ids = OpaqueIds(intake.sealer, place.municipality)
                busy.append(Supporters(place, ledger, ids))
        for one in busy:
            register_agencies(conference, one.place, one.ids)
        wait_for_everything(home, ports)
        for one in busy:
            one.work(placement)
            if one.place.plans:
                decide_plans(conference, one.place, one.ids, one.place.plans)
        wait_for_everything(home, ports)
