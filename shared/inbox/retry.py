"""Trying dead letters again, in the order in which their facts happened."""

from __future__ import annotations

import json
from dataclasses import dataclass

from shared.calendar import Clock
from shared.facts.envelope import open_envelope
from shared.identity import Actor
from shared.inbox.dead_letters import DeadLetter, dead_letters, exhume
from shared.inbox.reader import Handle, reason_of
from shared.store.store import EventStore


@dataclass(frozen=True, slots=True)
class Retried:
    """What became of one dead letter.

    Attributes:
        letter: the dead letter.
        reason: ``None`` if it has taken effect now, else why not.
    """

    letter: DeadLetter
    reason: str | None


def retry_dead_letters(
    store: EventStore, handle: Handle, actor: Actor, clock: Clock
) -> list[Retried]:
    """Try every dead letter again; one that fails keeps those of its subject behind it."""
    outcomes: list[Retried] = []
    blocked: set[tuple[str, str]] = set()
    for letter in dead_letters(store):
        key = (letter.source, letter.subject)
        if letter.subject and key in blocked:
            outcomes.append(Retried(letter, "parked-behind-dead-letter"))
            continue
        try:
            with store.transaction(actor, clock(), cause=letter.id) as tx:
                received = open_envelope(json.loads(letter.headers), letter.body.encode())
                handle(tx, received)
                exhume(tx, letter.id)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is reported
            blocked.add(key)
            outcomes.append(Retried(letter, reason_of(error)))
        else:
            outcomes.append(Retried(letter, None))
    return outcomes
