"""One connection to NATS as one user, with failures logged in one line instead of a traceback."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nats
from nats.aio.client import Client

from shared.broker.topology import inbox_prefix
from shared.log import get_logger

RECONNECT_WAIT_SECONDS = 0.25

_log = get_logger()


@dataclass(frozen=True, slots=True)
class BrokerAccess:
    """Where the broker is and as whom to go there.

    Attributes:
        url: ``nats://host:port`` or ``tls://host:port``.
        user: a service's name or ``operator``.
        seed_file: the user's nkey seed.
        ca_file: certificate authority of the server, for TLS.
    """

    url: str
    user: str
    seed_file: Path
    ca_file: Path | None = None

    def options(self) -> dict[str, Any]:
        """Options that nats-py and FastStream both take."""

        async def on_error(error: Exception) -> None:
            _log.warning("broker.error", error=type(error).__name__)

        async def on_disconnect() -> None:
            _log.info("broker.disconnected")

        async def on_reconnect() -> None:
            _log.info("broker.reconnected")

        options: dict[str, Any] = {
            "servers": [self.url],
            "nkeys_seed": str(self.seed_file),
            "inbox_prefix": inbox_prefix(self.user),
            "max_reconnect_attempts": -1,
            "reconnect_time_wait": RECONNECT_WAIT_SECONDS,
            "allow_reconnect": True,
            "error_cb": on_error,
            "disconnected_cb": on_disconnect,
            "reconnected_cb": on_reconnect,
        }
        if self.ca_file is not None:
            options["tls"] = ssl.create_default_context(cafile=str(self.ca_file))
        return options


@asynccontextmanager
async def connected(access: BrokerAccess) -> AsyncIterator[Client]:
    """Connect for the length of a block; the first connect waits for the server as well."""
    client = await nats.connect(**access.options())
    try:
        yield client
    finally:
        await client.close()
