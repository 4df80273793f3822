"""Whether all that was accepted has taken effect: a period is closed on nothing less."""

from __future__ import annotations

from collections.abc import Callable

from shared.broker.topology import SUBSCRIPTIONS
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


def taken_effect(store: EventStore) -> tuple[object, ...]:
    """How far the other services' facts have taken effect, and which wait for another try.

    What was counted when this was the same is what would be counted now.
    """
    places = (store.tracked(source) for source in SUBSCRIPTIONS["stats"])
    return (*places, frozenset(letter.id for letter in dead_letters(store)))


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
