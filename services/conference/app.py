"""The one place where conference is wired."""

from __future__ import annotations

import os
from dataclasses import dataclass

from services.conference import handlers, published, views
from services.conference.application import ConferenceApplication, Desk, MunicipalityDuties
from shared.calendar import Clock
from shared.service import Service, open_sealer, open_store
from shared.settings import Settings


def duties_from_environment() -> MunicipalityDuties:
    """What the municipality runs: ``TSUNAGU_RUNS_JUSO`` and ``TSUNAGU_WELFARE_OFFICE``, yes or no.

    Neither is assumed: most municipalities do not run 重層 (social welfare act, 106条の4第1項
    「できる」), and without it the consent-free 支援会議 of 106条の6 is not theirs to hold.
    """
    return MunicipalityDuties(
        runs_juso=os.environ.get("TSUNAGU_RUNS_JUSO") == "yes",
        welfare_office=os.environ.get("TSUNAGU_WELFARE_OFFICE") == "yes",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference(Service):
    """The conference service, wired."""

    application: ConferenceApplication


def build(settings: Settings, clock: Clock) -> Conference:
    """Wire conference."""
    store = open_store(settings, views.VIEWS, views.FOREIGN_TABLES)
    sealer = open_sealer(settings)
    return Conference(
        settings=settings,
        store=store,
        sealer=sealer,
        publish=published.publish,
        handle=handlers.handle,
        application=ConferenceApplication(Desk(store, sealer, clock), duties_from_environment()),
    )
