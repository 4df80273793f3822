"""適法性の再確認: what an entry says, beside what the law gives from what was on record then."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from services.conference.application.audit.answers import (
    ItemRecomputed,
    Lawfulness,
    Verdict,
    told,
)
from services.conference.docket import Recomputed
from services.conference.law.decision import Decision
from services.conference.law.vocabulary import SHOWS
from services.conference.ledger.entry import Entry
from services.conference.ledger.reading import Placed
from shared.refusal import Refusal
from shared.sealing import Sealer
from shared.store import EventStore


class Recomputation(Protocol):
    """Decides again for an entry, from what was on record when it was written."""

    def __call__(self, store: EventStore, sealer: Sealer, entry: Entry, /) -> Recomputed:
        """See :func:`services.conference.docket.recompute`."""
        ...


_WORST_FIRST: tuple[Verdict, ...] = (
    "too_much",
    "cannot_tell",
    "other_footing",
    "more_was_lawful",
    "as_lawful",
)

SAYS: dict[Verdict, str] = {
    "as_lawful": "その日の記録と法律で判断し直しても、記録のとおりです。",
    "other_footing": "見せてよい範囲の中ですが、記録にある根拠だけでは、そうなりません。",
    "too_much": "その日の記録と法律で許される範囲を超えています。",
    "more_was_lawful": "見せなかったものの中に、見せてよいものがありました。",
    "cannot_tell": "その日のとおりには、判断し直せません。",
}
"""What each verdict is to an auditor."""


def compare(
    recompute: Recomputation, store: EventStore, sealer: Sealer, placed: Placed
) -> Lawfulness:
    """Compare an entry with what the law gives (law rules 15, 70).

    What is not on record, or was unreadable when it was asked, cannot be told; it is never taken
    for lawful or unlawful.
    """
    entry = placed.entry
    try:
        again = recompute(store, sealer, entry)
    except Refusal as obstacle:
        return Lawfulness(
            told=told(placed),
            verdict="cannot_tell",
            says=SAYS["cannot_tell"],
            obstacle=obstacle.message,
        )
    items = tuple(
        _item(entry, one.item_id, decision, complete=again.complete)
        for one, decision in zip(entry.items, again.decisions, strict=True)
    )
    found = {one.verdict for one in items}
    verdict: Verdict = next((one for one in _WORST_FIRST if one in found), "cannot_tell")
    return Lawfulness(
        told=told(placed),
        verdict=verdict,
        says=SAYS[verdict],
        items=items,
        complete=again.complete,
    )


def _item(
    entry: Entry, item_id: UUID | None, decision: Decision, *, complete: bool
) -> ItemRecomputed:
    return ItemRecomputed(
        item_id=item_id,
        effect=decision.effect,
        basis=decision.basis,
        rules=decision.rules,
        reasons=decision.reasons,
        verdict=_verdict(entry, decision, complete=complete),
    )


def _verdict(entry: Entry, decision: Decision, *, complete: bool) -> Verdict:
    was, now = SHOWS[entry.effect], SHOWS[decision.effect]
    if was > now:
        return "too_much" if complete else "cannot_tell"
    if was < now:
        return "more_was_lawful"
    if set(entry.basis) <= set(decision.basis):
        return "as_lawful"
    return "other_footing" if complete else "cannot_tell"
