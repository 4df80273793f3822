"""Where one service finds its database, keys and broker.

Two sources, one shape: environment variables with secrets as files (``compose.yaml``), or a home
folder in which the embedded system keeps everything (``TSUNAGU_HOME``).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shared.broker.connection import BrokerAccess
from shared.broker.credentials import seed_file
from shared.environment import path_in, required, secret
from shared.facts.fact import SERVICES, Service
from shared.refusal import Refusal
from shared.tokens.configured import issuer_in, page_client_in
from shared.tokens.issuer import (
    DEVELOPMENT_AUDIENCE,
    DEVELOPMENT_CLIENT,
    DEVELOPMENT_ISSUER,
    DEVELOPMENT_PATH,
    PageClient,
    TokenIssuer,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a service needs to know before it can start.

    Attributes:
        service: which service.
        database_url: see :func:`shared.store.open.open_database`.
        database_password: empty for SQLite.
        keys_url: the key store's own database, never the service's.
        keys_password: empty for SQLite.
        kek_file: the key-encryption key.
        broker: where NATS is, and as whom to go there.
        http_port: on which the service answers over HTTP.
        http_host: address to listen on.
        log_file: ``None`` for standard error.
        ledger_key_file: the key that signs the service's ledger, if it keeps one.
        evidence_folder: where what speaks for the ledger from outside of the database lies.
        token_issuer: who vouches for the people who ask; without one nobody is answered.
        session_key_file: the key of the sessions of people who look at pages, one for all services.
        page_client: as whom the pages are known to the issuer; without it nobody signs in here.
    """

    service: Service
    database_url: str
    database_password: str
    keys_url: str
    keys_password: str
    kek_file: Path
    broker: BrokerAccess
    http_port: int
    http_host: str = "127.0.0.1"
    log_file: Path | None = None
    ledger_key_file: Path | None = None
    evidence_folder: Path | None = None
    token_issuer: TokenIssuer | None = None
    session_key_file: Path | None = None
    page_client: PageClient | None = None


def broker_from_environment(user: str, environment: Mapping[str, str] = os.environ) -> BrokerAccess:
    """Read from environment variables how a user reaches the broker.

    Raises:
        Refusal: ``setting-missing``.
    """
    ca_file = environment.get("TSUNAGU_NATS_CA_FILE")
    return BrokerAccess(
        url=required(environment, "TSUNAGU_NATS_URL"),
        user=user,
        seed_file=Path(required(environment, "TSUNAGU_NATS_SEED_FILE")),
        ca_file=Path(ca_file) if ca_file else None,
    )


def from_environment(service: Service, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read a service's settings from environment variables.

    Raises:
        Refusal: ``setting-missing``, ``secret-unreadable``, ``development-issuer`` or
            ``issuer-address-unsafe``.
    """
    return Settings(
        service=service,
        database_url=required(environment, "TSUNAGU_DATABASE_URL"),
        database_password=secret(environment, "TSUNAGU_DATABASE_PASSWORD_FILE"),
        keys_url=required(environment, "TSUNAGU_KEYS_URL"),
        keys_password=secret(environment, "TSUNAGU_KEYS_PASSWORD_FILE"),
        kek_file=Path(required(environment, "TSUNAGU_KEK_FILE")),
        broker=broker_from_environment(service, environment),
        http_port=int(required(environment, "TSUNAGU_HTTP_PORT")),
        http_host=environment.get("TSUNAGU_HTTP_HOST", "127.0.0.1"),
        ledger_key_file=path_in(environment, "TSUNAGU_LEDGER_KEY_FILE"),
        evidence_folder=path_in(environment, "TSUNAGU_EVIDENCE_FOLDER"),
        token_issuer=issuer_in(environment),
        session_key_file=path_in(environment, "TSUNAGU_SESSION_KEY_FILE"),
        page_client=page_client_in(environment),
    )


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of the embedded system; everything in it is readable by the owner only.

    Attributes:
        folder: ``TSUNAGU_HOME``.
    """

    folder: Path

    @property
    def nats(self) -> Path:
        """The broker's configuration and files."""
        return self.folder / "nats"

    @property
    def credentials(self) -> Path:
        """The broker's user seeds."""
        return self.folder / "keys" / "nats"

    @property
    def kek_file(self) -> Path:
        """The key-encryption key."""
        return self.folder / "keys" / "kek"

    @property
    def logs(self) -> Path:
        """One file per process."""
        return self.folder / "logs"

    @property
    def run(self) -> Path:
        """What runs on this folder, and the lock that says so."""
        return self.folder / "run"

    def store(self, service: Service) -> Path:
        """A service's events and views."""
        return self.folder / "stores" / f"{service}.sqlite"

    def key_store(self, service: Service) -> Path:
        """A service's keys, apart from its events."""
        return self.folder / "keys" / f"{service}.sqlite"

    def ledger_key(self, service: Service) -> Path:
        """The key that signs a service's ledger."""
        return self.folder / "keys" / f"{service}_ledger"

    def evidence(self, service: Service) -> Path:
        """What speaks for a service's ledger from outside of its database; to be copied away."""
        return self.folder / "evidence" / service

    @property
    def issuer_key(self) -> Path:
        """The key with which this folder vouches for whoever tries the system out."""
        return self.folder / "keys" / "issuer.json"

    @property
    def issuer_jwks(self) -> Path:
        """Its public half."""
        return self.folder / "keys" / "issuer.jwks.json"

    @property
    def issuer_passphrase(self) -> Path:
        """The word without which nobody signs in to the pages; of the present run."""
        return self.run / "passphrase"

    @property
    def session_key(self) -> Path:
        """The key of the sessions of people who look at pages."""
        return self.folder / "keys" / "session"

    def broker(self, user: str, nats_port: int) -> BrokerAccess:
        """How a user reaches the embedded broker."""
        return BrokerAccess(
            f"nats://127.0.0.1:{nats_port}", user, seed_file(self.credentials, user)
        )

    def settings(
        self, service: Service, nats_port: int = 0, http_port: int = 0, front_port: int = 0
    ) -> Settings:
        """A service's settings; without ports for work on the store alone."""
        site = f"http://127.0.0.1:{front_port}"
        return Settings(
            service=service,
            database_url=f"sqlite://{self.store(service)}",
            database_password="",
            keys_url=f"sqlite://{self.key_store(service)}",
            keys_password="",
            kek_file=self.kek_file,
            broker=self.broker(service, nats_port),
            http_port=http_port,
            log_file=self.logs / f"{service}.log",
            ledger_key_file=self.ledger_key(service),
            evidence_folder=self.evidence(service),
            token_issuer=TokenIssuer(
                DEVELOPMENT_ISSUER,
                DEVELOPMENT_AUDIENCE,
                self.issuer_jwks,
                address=site + DEVELOPMENT_PATH,
            ),
            session_key_file=self.session_key,
            page_client=PageClient(DEVELOPMENT_CLIENT, site),
        )


def home_from_environment(environment: Mapping[str, str] = os.environ) -> Home:
    """The folder named by ``TSUNAGU_HOME``, else ``.tsunagu`` where the command was called."""
    return Home(Path(environment.get("TSUNAGU_HOME") or ".tsunagu").absolute())


def is_configured_by_environment(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this process runs in production, with its settings in the environment."""
    return "TSUNAGU_DATABASE_URL" in environment


def settings_of_store(service: Service) -> Settings:
    """Settings for work on a service's own store: from the environment, else from the folder.

    Raises:
        Refusal: see :func:`from_environment`.
    """
    if is_configured_by_environment():
        return from_environment(service)
    return home_from_environment().settings(service)


def service_named(name: str) -> Service:
    """Read a service's name.

    Raises:
        Refusal: ``unknown-service``.
    """
    for service in SERVICES:
        if service == name:
            return service
    raise Refusal(
        "unknown-service",
        "その名前のサービスはありません。",
        f"{'・'.join(SERVICES)} のいずれかを指定してください。",
    )
