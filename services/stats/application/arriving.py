"""Whether all that was accepted has taken effect: a period is closed on nothing less."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from shared.broker.topology import SUBSCRIPTIONS
from shared.facts.fact import Service
from shared.inbox import dead_letters
from shared.refusal import Refusal
from shared.store import EventStore, Rows

ConfirmArrival = Callable[[], None]
"""Returns once everything that the other services accepted has arrived here, and otherwise refuses
with ``facts-have-not-arrived``."""


def nobody_confirms() -> None:
    """Without a broker nobody knows what is on its way.

    Raises:
        Refusal: ``facts-have-not-arrived``, always.
    """
    raise Refusal(
        "facts-have-not-arrived",
        "受け付けた記録がすべて届いたかを、確かめられません。",
        "各サービスが動いているかを `tsunagu health` で確かめてから、もう一度実行してください。",
    )


class TakenEffect(NamedTuple):
    """Which of the other services' facts are in effect.

    What was counted when this was the same is what would be counted now.

    Attributes:
        places: up to which place of each source's log, by source.
        waiting: those that wait for another try.
    """

    places: tuple[tuple[Service, int], ...]
    waiting: frozenset[str]


def taken_effect(store: EventStore) -> TakenEffect:
    """Which facts are in effect now."""
    return TakenEffect(
        tuple((source, store.tracked(source)) for source in SUBSCRIPTIONS["stats"]),
        frozenset(letter.id for letter in dead_letters(store)),
    )


def refuse_while_facts_wait(rows: Rows) -> None:
    """Refuse while a fact that arrived could not take effect.

    Raises:
        Refusal: ``facts-not-taken-in``.
    """
    if waiting := len(dead_letters(rows)):
        raise Refusal(
            "facts-not-taken-in",
            f"届いたのに数に入っていない記録が、{waiting:,} 件あります。",
            "`tsunagu dead-letters list` で調べ、`retry` で受け取り直してから締めてください。",
        )
