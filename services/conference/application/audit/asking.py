"""Asking is on record: who asked what about whom, before anything is answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from services.conference.application.acting import department_for
from services.conference.application.audit.requests import EntryNamed, Question
from services.conference.application.desk import Desk
from services.conference.domain.audit import ASKING, AuditAsked
from services.conference.ledger.reading import Placed, entry_not_found, entry_of
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
        """Record a question; what is read for its answer is read in the same transaction.

        Raises:
            Refusal: see :func:`expect_own_ledger`.
        """
        with self._desk.transaction(actor) as tx:
            expect_own_ledger(tx, actor, request.municipality)
            event = AuditAsked(
                municipality=request.municipality,
                question=question,
                about=str(about) if about is not None else None,
            )
            tx.append(ASKING, tx.load(ASKING, uuid4()), event)
            yield tx


def expect_own_ledger(tx: Transaction, actor: Actor, municipality: str) -> None:
    """Make sure that somebody asks about the ledger of their own municipality.

    Its departments do, the office of its auditors among them; the operator of the system keeps the
    ledgers of all, and the prefecture sees of them only that they are whole.

    Raises:
        Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``;
            ``not-a-department``.
    """
    if actor.role not in ("operator", "prefecture"):
        department_for(tx, actor, municipality, tx.at)


def entry_of_own(tx: Transaction, request: EntryNamed) -> Placed:
    """An entry of the municipality's own ledger; that of another is not there.

    Raises:
        Refusal: ``ledger-entry-not-found``.
    """
    placed = entry_of(tx, request.entry_id)
    if placed.entry.municipality != request.municipality:
        raise entry_not_found()
    return placed
