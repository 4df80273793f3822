"""Programmes, their sessions, and incentives."""

from __future__ import annotations

from datetime import timedelta

from services.stats.handlers.taking import take_in
from services.stats.views import observe
from shared.calendar import months_after
from shared.facts import placement
from shared.facts.envelope import Received
from shared.store import Transaction


@take_in.register
def _(fact: placement.SessionHeld, tx: Transaction, received: Received) -> None:
    people = sum(one.people for one in fact.counts) if fact.counts else None
    session = {"session_id": fact.session_id, "kind": fact.kind}
    observe(
        tx,
        received,
        "sessions",
        **session,
        programme_id=fact.programme_id,
        step=fact.NAME,
        people=people,
    )
    for item, one in enumerate(fact.counts, start=1):
        observe(tx, received, "session_counts", item=item, **session, **one.model_dump())


@take_in.register
def _(fact: placement.SessionUndone, tx: Transaction, received: Received) -> None:
    held = placement.SessionHeld.NAME
    observe(tx, received, "undone_steps", record_id=fact.session_id, step=held)


@take_in.register
def _(fact: placement.ProgrammeAnnounced, tx: Transaction, received: Received) -> None:
    programme = {"programme_id": fact.programme_id, "kind": fact.kind, "name": fact.name}
    observe(tx, received, "programmes", **programme)


@take_in.register
def _(fact: placement.IncentiveGranted, tx: Transaction, received: Received) -> None:
    for item, amount in enumerate(fact.amounts, start=1):
        observe(
            tx,
            received,
            "incentives",
            item=item,
            statement_id=fact.statement_id,
            recipient=fact.recipient,
            person_id=fact.person_id,
            scheme=amount.programme,
            yen=amount.yen,
            days=amount.days,
            occurred_on=(months_after(fact.month, 1) - timedelta(days=1)).isoformat(),
        )
