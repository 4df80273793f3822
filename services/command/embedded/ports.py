"""Where a system on one machine listens, and where the commands find that."""

from __future__ import annotations

import json
from dataclasses import dataclass

from services.command.embedded.nats_server import free_port
from shared.facts.fact import SERVICES, Service
from shared.refusal import Refusal
from shared.settings import Home


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the running system listens, on the loopback address only.

    Attributes:
        nats: the broker.
        http: each service's HTTP.
    """

    nats: int
    http: dict[Service, int]

    @classmethod
    def choose(cls) -> Ports:
        """Pick ports that are free at this moment."""
        return cls(free_port(), {service: free_port() for service in SERVICES})

    def write(self, home: Home) -> None:
        """Say where the system listens, for the commands that use it."""
        text = json.dumps({"nats": self.nats, "http": self.http})
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
        return cls(found["nats"], found["http"])
