"""Asking is on record: who asked what about whom, before anything is answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from services.conference.application.audit.requests import Question
from services.conference.application.desk import Desk
from services.conference.domain.audit import ASKING, AuditAsked
from shared.identity import Actor, Role
from shared.store import Transaction

AUDITORS: tuple[Role, ...] = ("auditor",)
"""Who reads entries: they tell of what was refused, and so that it exists."""

KEEPERS: tuple[Role, ...] = ("auditor", "secretariat", "operator", "prefecture")
"""Who sees that the ledger is whole; no entry is shown by that."""


class Inquiry:
    """The part of an audit that puts the question on record.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @contextmanager
    def _asked(
        self, actor: Actor, request: Question, question: str, about: UUID | str | None = None
    ) -> Iterator[Transaction]:
        """Record a question; what is read for its answer is read in the same transaction."""
        with self._desk.store.transaction(actor, self._desk.clock()) as tx:
            event = AuditAsked(
                municipality=request.municipality,
                question=question,
                about=str(about) if about is not None else None,
            )
            tx.append(ASKING, tx.load(ASKING, uuid4()), event)
            yield tx
