"""What is examined: the folder of an embedded system, or one service of a server."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from services.command.doctor.broker import BrokerSeen, look_at_broker
from services.command.embedded.ports import Ports
from services.command.embedded.prefecture_home import prefecture_folder, prefecture_folder_named
from services.command.wiring import build
from services.stats.prefecture.app import build as build_prefecture
from shared.broker import prefecture
from shared.broker.connection import BrokerAccess
from shared.broker.prefecture import READER
from shared.broker.provision import Declared, declared_of
from shared.broker.topology import CONSUMERS, OPERATOR
from shared.calendar import system_clock
from shared.facts.fact import SERVICES, Service
from shared.refusal import Refusal
from shared.service import Service as Wired
from shared.settings import (
    Home,
    Settings,
    from_environment,
    home_from_environment,
    is_configured_by_environment,
)


@dataclass(frozen=True)
class Examined:
    """A folder or an environment, and what of it can be looked at.

    A municipality's has four services; a prefecture's hub has one, on a broker of another shape.

    Attributes:
        home: the folder; ``None`` on a server.
        settings: of the services that are examined.
        ports: where a running embedded system listens; ``None`` if none runs.
        register: where a hub's register of municipalities lies; ``None`` for a municipality.
    """

    home: Home | None
    settings: Mapping[Service, Settings]
    ports: Ports | None
    register: Path | None = None

    @property
    def expects_answers(self) -> bool:
        """Whether services and broker are expected to run."""
        return self.home is None or self.ports is not None

    @property
    def broker_access(self) -> BrokerAccess | None:
        """As whom the broker is looked at; ``None`` where none runs.

        The operator of a folder may look at every stream; a service of a server at its own.
        """
        if self.home is None:
            return next(iter(self.settings.values())).broker
        return self.home.broker(OPERATOR, self.ports.nats) if self.ports else None

    @cached_property
    def broker(self) -> BrokerSeen | None:
        """What the broker tells; ``None`` if it does not answer, or none is expected to."""
        access = self.broker_access
        return look_at_broker(access, self._declared) if access else None

    @property
    def _declared(self) -> Declared:
        if self.register is not None:
            return prefecture.declared()
        read = [one for one in CONSUMERS if one.subscriber in self.settings]
        return declared_of(self.settings, read)

    def has_store(self, service: Service) -> bool:
        """Whether a service's database has been made."""
        return database_exists(self.settings[service].database_url)

    @contextmanager
    def opened(self, service: Service) -> Iterator[Wired]:
        """A service's parts, for reading."""
        settings = self.settings[service]
        built = (
            build(settings, system_clock)
            if self.register is None
            else build_prefecture(settings, self.register)
        )
        with closing(built):
            yield built


def database_exists(url: str) -> bool:
    """Whether there is a database; of one on a server, its own answer tells."""
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite://")).exists()
    return True


def examined_from_environment(only: Service | None) -> Examined:
    """What this process is pointed at.

    Args:
        only: the one service to examine; on a server, the one whose environment this is.

    Raises:
        Refusal: ``service-missing``; see :func:`from_environment`.
    """
    if is_configured_by_environment():
        if only is None:
            raise Refusal(
                "service-missing",
                "どのサービスを調べるかが指定されていません。",
                "--service に、この環境で動いているサービスの名前を指定してください。",
            )
        return Examined(None, {only: from_environment(only)}, None, prefecture_folder_named())
    home = home_from_environment()
    ports = Ports.read(home) if _runs_on(home) else None
    register = prefecture_folder(home) if prefecture_folder(home).is_dir() else None
    names = _services(only, register)
    return Examined(
        home,
        {
            name: home.settings(name, ports.nats, ports.http[name])
            if ports
            else home.settings(name)
            for name in names
        },
        ports,
        register,
    )


def _services(only: Service | None, register: Path | None) -> tuple[Service, ...]:
    """Those of a municipality, or the one of a hub.

    Raises:
        Refusal: ``not-at-a-hub``: a hub has no such service.
    """
    if register is None:
        return (only,) if only else SERVICES
    if only not in {None, READER}:
        raise Refusal(
            "not-at-a-hub",
            f"県の集約に、{only} はありません。",
            f"--service を指定しないか、{READER} を指定してください。",
        )
    return (READER,)


def _runs_on(home: Home) -> bool:
    """Whether a system holds the folder's lock; nothing is made to find that out."""
    try:
        with (home.run / "system.lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return (home.run / "system.json").exists()
    except FileNotFoundError:
        return False
    return False
