"""The door: a fact becomes observations only where a module of this room says so."""

from __future__ import annotations

from functools import singledispatch

from shared.facts import Fact
from shared.facts.envelope import Received
from shared.store import Transaction


def handle(tx: Transaction, received: Received) -> None:
    """Take one fact in; those that no figure is made of pass by."""
    take_in(received.fact, tx, received)


@singledispatch
def take_in(_fact: Fact, _tx: Transaction, _received: Received) -> None:
    """A fact that no figure is made of."""
