"""The one place where the hub is wired."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from services.stats.prefecture import views
from services.stats.prefecture.application import PrefectureApplication
from services.stats.prefecture.handlers import handle
from shared.facts import Fact
from shared.known_agencies import KnownAgency
from shared.service import Service, open_sealer, open_store
from shared.settings import Settings
from shared.store import Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefecture(Service):
    """The stats service of a prefecture, wired."""

    application: PrefectureApplication


def _nothing(_recorded: Recorded) -> Fact | None:
    """The hub tells nobody anything."""
    return None


def _nobody(_agency_id: UUID) -> KnownAgency | None:
    """The municipalities' agencies are not the prefecture's business, nor are their contracts."""
    return None


def build(settings: Settings, folder: Path) -> Prefecture:
    """Wire the hub.

    Args:
        settings: those of stats.
        folder: where the register of municipalities lies.
    """
    store = open_store(settings, (), views.TABLES)
    return Prefecture(
        settings=settings,
        store=store,
        sealer=open_sealer(settings),
        publish=_nothing,
        register=_nobody,
        handle=handle,
        application=PrefectureApplication(store, folder),
    )
