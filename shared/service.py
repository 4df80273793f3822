"""What every service consists of, and how its parts are opened from the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from nats.aio.client import Client

from shared import facts
from shared.accounts import Register
from shared.asking import Answerable
from shared.idempotency import TABLES as IDEMPOTENCY_TABLES
from shared.inbox import TABLES as INBOX_TABLES
from shared.inbox.reader import Handle
from shared.relay import Publish
from shared.rounds import Work
from shared.sealing import Sealer, open_key_store
from shared.settings import Settings
from shared.store import EventStore, View
from shared.store.open import open_database


class Courier(Protocol):
    """Carries something of a service's over the broker, besides its facts."""

    async def run(self, client: Client) -> None:
        """Carry until cancelled, on a connection as the service's user."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service, wired; its own ``app.py`` adds the application.

    Attributes:
        settings: where its database, keys and broker are.
        store: its events and views.
        sealer: its keys.
        publish: which of its events become facts.
        register: the agencies that it knows; whose contract is over has no account.
        handle: what other services' facts do here; ``None`` if it listens to nobody.
        answers: the questions of other services that it answers.
        rounds: what it does because time passes; ``None`` if nothing.
        couriers: what carries something of it elsewhere than to the other services.
    """

    settings: Settings
    store: EventStore
    sealer: Sealer
    publish: Publish
    register: Register
    handle: Handle | None = None
    answers: tuple[Answerable, ...] = ()
    rounds: Work | None = None
    couriers: tuple[Courier, ...] = ()

    @property
    def name(self) -> facts.Service:
        """Which service it is."""
        return self.settings.service

    def migrate(self) -> None:
        """Create its tables and its key store; run once, before the service starts."""
        self.sealer.key_store.migrate()
        self.store.migrate()

    def close(self) -> None:
        """Give its databases back."""
        self.store.close()
        self.sealer.key_store.close()


def open_store(
    settings: Settings, views: Sequence[View], foreign_tables: Sequence[str] = ()
) -> EventStore:
    """Open a service's store.

    Args:
        settings: where it is.
        views: read models of its own events.
        foreign_tables: statements for tables that other services' facts fill.
    """
    database = open_database(settings.database_url, settings.database_password)
    tables = (*foreign_tables, *INBOX_TABLES, *IDEMPOTENCY_TABLES)
    return EventStore(settings.service, database, views, tables)


def open_sealer(settings: Settings) -> Sealer:
    """Open a service's keys; nothing is read before the first one is needed."""
    return Sealer(open_key_store(settings.keys_url, settings.keys_password), settings.kek_file)
