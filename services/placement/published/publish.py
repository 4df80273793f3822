"""The door: an event becomes a fact only where a module of this room says so."""

from __future__ import annotations

from functools import singledispatch

from shared.facts import Fact
from shared.store import Event, Recorded


def publish(recorded: Recorded) -> Fact | None:
    """Return the fact that a recorded event is to the other services, or ``None``."""
    return fact_of(recorded.event, recorded)


@singledispatch
def fact_of(_event: Event, _recorded: Recorded) -> Fact | None:
    """An event that nobody else needs to know of."""
    return None
