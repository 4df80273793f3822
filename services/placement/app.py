"""The one place where placement is wired."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from services.placement import handlers, published, views
from services.placement.application import PlacementApplication
from services.placement.application.referrals import AskCasework
from services.placement.processes.overdue import Calendar
from shared.asking import ask
from shared.asking.casework import CASEWORK, CaseworkAsked, CaseworkDecided
from shared.broker import BrokerAccess
from shared.calendar import Clock
from shared.desk import Desk
from shared.known_agencies import known_agency
from shared.service import Service, open_sealer, open_store
from shared.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement(Service):
    """The placement service, wired."""

    application: PlacementApplication


def build(settings: Settings, clock: Clock, ask_conference: AskCasework | None = None) -> Placement:
    """Wire placement.

    Args:
        settings: where its database, keys and broker are.
        clock: the instant of recording.
        ask_conference: how conference is asked; ``None`` for the running one, over the broker.
    """
    store = open_store(settings, views.VIEWS, views.FOREIGN_TABLES)
    sealer = open_sealer(settings)
    desk = Desk(store, sealer, clock)
    return Placement(
        settings=settings,
        store=store,
        sealer=sealer,
        publish=published.publish,
        register=partial(known_agency, store),
        handle=handlers.handler(sealer),
        rounds=Calendar(desk).look,
        application=PlacementApplication(
            desk, ask_conference or partial(_ask_casework, settings.broker)
        ),
    )


def _ask_casework(broker: BrokerAccess, asked: CaseworkAsked) -> CaseworkDecided:
    """Ask the running conference."""
    return ask(broker, CASEWORK, asked, CaseworkDecided)
