"""One message as it reaches an inbox, and how long it may take to be accepted."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from shared.facts.envelope import Place

RETRY_DELAYS_SECONDS = (0.2, 1.0, 5.0, 15.0)
"""How long the broker waits before it delivers a fact again whose handler has failed; after the
last of them the fact is a dead letter."""


async def _nobody() -> None:
    """A fact that the source has replayed needs no acknowledgement."""


async def _nobody_waits(_: float) -> None:
    """A replayed fact is asked for again instead of being delivered again."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message, not yet read, with the means to answer the broker.

    Attributes:
        headers: NATS headers.
        body: JSON of the fact.
        sequence: place in the stream, 0 for a replayed one.
        acknowledge: its effect is committed (or it is a dead letter).
        delay: deliver it again after so many seconds.
    """

    headers: Mapping[str, str]
    body: bytes
    sequence: int = 0
    acknowledge: Callable[[], Awaitable[None]] = _nobody
    delay: Callable[[float], Awaitable[None]] = _nobody_waits


@dataclass(frozen=True, slots=True)
class Placed:
    """A delivery whose place in the source's log is known."""

    place: Place
    delivery: Delivery

    @property
    def letter_id(self) -> str:
        """Under which id it would be a dead letter."""
        return self.delivery.headers.get("ce-id", str(self.place.id))

    @property
    def headers_text(self) -> str:
        """The headers as JSON."""
        return json.dumps(dict(self.delivery.headers), ensure_ascii=False)
