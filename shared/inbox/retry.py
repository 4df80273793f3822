"""Trying dead letters again, in the order in which their facts happened, and on record."""

from __future__ import annotations

import json
from dataclasses import dataclass

from shared.calendar import Clock
from shared.facts.envelope import open_envelope
from shared.identity import Actor, service_actor
from shared.inbox.dead_letters import DeadLetter, dead_letters, exhume, is_buried
from shared.inbox.reader import Handle, reason_of
from shared.inbox.retries import record_retry
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


def retry_dead_letters(store: EventStore, handle: Handle, by: Actor, clock: Clock) -> list[Retried]:
    """Try every dead letter again; one that fails keeps those of its subject behind it.

    Facts that a running inbox parks meanwhile are tried as well. Two retries at once do no harm:
    a letter is looked for again in the transaction in which its fact takes effect. What was tried
    is on record (:mod:`shared.inbox.retries`); what waits behind another was not.

    Args:
        store: of the reading service.
        handle: what its sources' facts do there. What they cause is recorded as caused by the
            service, as it would have been at first.
        by: who has them tried again.
        clock: the instant of recording.
    """
    outcomes: dict[str, Retried] = {}
    blocked: set[tuple[str, str]] = set()
    while fresh := [one for one in dead_letters(store) if one.id not in outcomes]:
        for letter in fresh:
            key = (letter.source, letter.subject)
            if letter.subject and key in blocked:
                outcomes[letter.id] = Retried(letter, "parked-behind-dead-letter")
                continue
            reason = _try_again(store, letter, handle, by, clock)
            if reason is not None:
                blocked.add(key)
            outcomes[letter.id] = Retried(letter, reason)
    return list(outcomes.values())


def _try_again(
    store: EventStore, letter: DeadLetter, handle: Handle, by: Actor, clock: Clock
) -> str | None:
    """Let one fact take effect, unless it has in the meantime; return why it could not.

    What had no place in its source's log stays where it is: if it was a fact, the gap that it left
    was seen, and the source has sent that fact again.
    """
    reason = _take_effect(store, letter, handle, by, clock) if letter.position else letter.reason
    if reason is not None:
        with store.transaction(by, clock()) as tx:
            record_retry(tx, letter, by, reason)
    return reason


def _take_effect(
    store: EventStore, letter: DeadLetter, handle: Handle, by: Actor, clock: Clock
) -> str | None:
    service = service_actor(store.service, "dead-letters")
    try:
        with store.transaction(service, clock(), cause=letter.id) as tx:
            if is_buried(tx, letter.id):
                handle(tx, open_envelope(json.loads(letter.headers), letter.body.encode()))
                exhume(tx, letter.id)
                record_retry(tx, letter, by, None)
    except Exception as error:  # noqa: BLE001 - whatever a handler raises is reported
        return reason_of(error)
    return None
