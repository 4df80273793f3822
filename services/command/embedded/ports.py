"""Where a system on one machine listens, and where the commands find that."""

from __future__ import annotations

import json
from dataclasses import dataclass

from services.command.embedded.nats_server import free_ports, is_free
from shared.facts.fact import SERVICES, Service
from shared.refusal import Refusal
from shared.settings import (
    Home,
    Settings,
    from_environment,
    home_from_environment,
    is_configured_by_environment,
)

PEOPLE = 8420
"""Where people find the system on one machine, so that a bookmark holds."""


def port_for_people(wanted: int | None) -> int | None:
    """The port that was wanted, else the usual one, else ``None`` for any that is free.

    Raises:
        Refusal: ``port-taken``: somebody else listens on the port that was wanted.
    """
    if wanted is None:
        return PEOPLE if is_free(PEOPLE) else None
    if not is_free(wanted):
        raise Refusal(
            "port-taken",
            "そのポートは、ほかのプログラムが使っています。",
            "--port に別の番号を指定するか、指定せずに起動してください。",
        )
    return wanted


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the running system listens, on the loopback address only.

    Attributes:
        nats: the broker.
        http: each service's HTTP.
        front: all of them together, for people.
    """

    nats: int
    http: dict[Service, int]
    front: int

    @classmethod
    def choose(cls, front: int | None = None) -> Ports:
        """Pick ports that are free at this moment.

        Args:
            front: the one for people, if it is settled; it must be free.
        """
        nats, people, *others = free_ports(len(SERVICES) + 2, besides=front)
        http = dict(zip(SERVICES, others, strict=True))
        return cls(nats, http, people if front is None else front)

    def write(self, home: Home) -> None:
        """Say where the system listens, for the commands that use it."""
        text = json.dumps({"nats": self.nats, "http": self.http, "front": self.front})
        (home.run / "system.json").write_text(text)

    @classmethod
    def read(cls, home: Home) -> Ports:
        """Read where the system on this folder listens.

        Raises:
            Refusal: ``not-running``.
        """
        try:
            found = json.loads((home.run / "system.json").read_text())
        except FileNotFoundError:
            raise Refusal(
                "not-running",
                "このフォルダーでは tsunagu が動いていません。",
                "`tsunagu up` で起動してください。",
            ) from None
        return cls(found["nats"], found["http"], found["front"])


def settings_of_running(service: Service) -> Settings:
    """A service's settings, from the environment or from the folder of a running system.

    Raises:
        Refusal: ``not-running``; see :func:`from_environment`.
    """
    if is_configured_by_environment():
        return from_environment(service)
    home = home_from_environment()
    ports = Ports.read(home)
    return home.settings(service, ports.nats, ports.http[service], ports.front)
