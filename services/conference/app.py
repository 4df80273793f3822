"""The one place where conference is wired."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from services.conference import answering, handlers, published, views
from services.conference.application import ConferenceApplication, Desk
from services.conference.application.acting import as_others_know_it
from services.conference.ledger.evidence import Evidence
from services.conference.ledger.ledger import TABLES as LEDGER_TABLES
from services.conference.ledger.ledger import Ledger
from shared.calendar import Clock
from shared.refusal import Refusal
from shared.service import Service, open_sealer, open_store
from shared.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference(Service):
    """The conference service, wired."""

    application: ConferenceApplication


def evidence_of(settings: Settings) -> Evidence:
    """Where the ledger's key, witness and checkpoints lie.

    Raises:
        Refusal: ``setting-missing``.
    """
    if settings.ledger_key_file is None or settings.evidence_folder is None:
        raise Refusal(
            "setting-missing",
            "提供の記録の鍵と、控えを置く場所が設定されていません。",
            "環境変数 TSUNAGU_LEDGER_KEY_FILE と TSUNAGU_EVIDENCE_FOLDER を設定してください。",
        )
    return Evidence(settings.ledger_key_file, settings.evidence_folder)


def build(settings: Settings, clock: Clock) -> Conference:
    """Wire conference."""
    ledger = Ledger(evidence_of(settings))
    store = open_store(settings, views.VIEWS, (*views.FOREIGN_TABLES, *LEDGER_TABLES))
    ledger.follow(store)
    sealer = open_sealer(settings)
    desk = Desk(store, sealer, clock, ledger)
    return Conference(
        settings=settings,
        store=store,
        sealer=sealer,
        publish=published.publish,
        register=partial(as_others_know_it, store),
        handle=handlers.handler(sealer),
        answers=answering.answers(desk),
        application=ConferenceApplication(desk),
    )
