"""Runs ``tsunagu`` with one fault in it; only tests start this, and production code knows nothing.

``python killpoints.py POINT [AFTER] -- COMMAND...``

======================  ===========================================================================
``published AFTER``     dies once AFTER windows are published, before it knows where it stands
``half-window AFTER``   dies once AFTER facts of a window are acknowledged, the others on their way
``effect AFTER``        dies with the AFTERth batch in effect and its commit still to come
``committed AFTER``     dies once the AFTERth batch is committed, before anything is acknowledged
``destroyed AFTER``     dies once the keys of the AFTERth erasure are gone, before that is recorded
``raises TYPE``         a handler that raises for every fact of a type
``forgotten KEY``       a relay whose messages the broker no longer recognises as duplicates
``newer TYPE``          a newer program, which publishes and understands version 99 of a type
======================  ===========================================================================
"""

from __future__ import annotations

import importlib
import itertools
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

NEWER_VERSION = 99


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _countdown(after: str) -> Callable[[], None]:
    calls = itertools.count(1)

    def passed() -> None:
        if next(calls) == int(after):
            _die()

    return passed


def published(after: str) -> None:
    """Die between publish and position."""
    relay = importlib.import_module("shared.relay")
    send, passed = relay.Relay._send, _countdown(after)

    async def dying(self: Any, ready: list[Any], standing: Any) -> None:
        place = standing.published, standing.sequence
        await send(self, ready, standing)
        if place != (standing.published, standing.sequence):
            passed()

    relay.Relay._send = dying


def half_window(after: str) -> None:
    """Die in the middle of a window."""
    client = importlib.import_module("nats.js.client")
    publish, passed = client.JetStreamContext.publish, _countdown(after)

    async def dying(self: Any, *arguments: Any, **options: Any) -> Any:
        acknowledged = await publish(self, *arguments, **options)
        passed()
        return acknowledged

    client.JetStreamContext.publish = dying


def effect(after: str) -> None:
    """Die between effect and commit."""
    store = importlib.import_module("shared.store.store")
    track, passed = store.Transaction.track, _countdown(after)

    def dying(self: Any, source: str, position: int) -> None:
        track(self, source, position)
        self.flush()
        passed()

    store.Transaction.track = dying


def committed(after: str) -> None:
    """Die between effect and ack."""
    reader = importlib.import_module("shared.inbox.reader")
    commit, passed = reader.Reader._commit, _countdown(after)

    def dying(self: Any, batch: list[Any]) -> None:
        commit(self, batch)
        passed()

    reader.Reader._commit = dying


def destroyed(after: str) -> None:
    """Die between the destruction of keys and the commit that records it."""
    destruction = importlib.import_module("shared.sealing.destruction")
    destroy_keys, passed = destruction.destroy_keys, _countdown(after)

    def dying(sealer: Any, key_ids: Any) -> Any:
        proof = destroy_keys(sealer, key_ids)
        passed()
        return proof

    destruction.destroy_keys = dying


def raises(fact_type: str) -> None:
    """Fail on every fact of a type, in every service's handler."""
    reader = importlib.import_module("shared.inbox.reader")
    envelope = importlib.import_module("shared.facts.envelope")
    original = reader.Reader.__init__

    def failing(self: Any, store: Any, source: Any, handle: Any, *rest: Any) -> None:
        def broken(tx: Any, received: Any) -> None:
            handle(tx, received)
            if envelope.type_of(type(received.fact)) == fact_type:
                raise ZeroDivisionError("a message that may hold 氏名")

        original(self, store, source, broken, *rest)

    reader.Reader.__init__ = failing


def forgotten(key: str) -> None:
    """Publish as after the broker's window of duplicates: under ids that it has not seen."""
    relay = importlib.import_module("shared.relay")
    headers_of = relay.headers_of
    relay.headers_of = lambda received: (
        (headers := headers_of(received)) | {"Nats-Msg-Id": f"{headers['Nats-Msg-Id']}:{key}"}
    )


def newer(fact_type: str) -> None:
    """Speak a version of a fact that the program of today does not know."""
    facts = importlib.import_module("shared.facts")
    envelope = importlib.import_module("shared.facts.envelope")
    catalogue = importlib.import_module("shared.facts.fact")._catalogue
    assert facts
    today = next(one for one in catalogue.values() if envelope.type_of(one) == fact_type)
    today.VERSION = NEWER_VERSION
    catalogue[(today.SERVICE, today.NAME, NEWER_VERSION)] = today


POINTS: dict[str, Callable[[str], None]] = {
    "published": published,
    "half-window": half_window,
    "effect": effect,
    "committed": committed,
    "destroyed": destroyed,
    "raises": raises,
    "forgotten": forgotten,
    "newer": newer,
}


if __name__ == "__main__":
    separator = sys.argv.index("--")
    point, argument = sys.argv[1:separator]
    command = sys.argv[separator + 1 :]
    sys.path[:] = [path for path in sys.path if path != os.path.dirname(__file__)]  # noqa: PTH120
    POINTS[point](argument)
    sys.argv = ["tsunagu", *command]
    importlib.import_module("services.command.main").run()
