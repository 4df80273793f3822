"""A commit held back until the answer is known, so that both lie in one commit.

A use case opens and ends its own transaction, and only then says what it has to answer. Whoever
wants to keep the answer *with* the act (:mod:`shared.idempotency`) therefore lets the store hold
the commit back for that moment. Nobody can tell the difference: before the same request looks at
the store again, opens another transaction or gives up, what is held back is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Protocol

from shared.store.database import UnitOfWork

if TYPE_CHECKING:
    from shared.store.store import EventStore


class Note(Protocol):
    """What is written beside an act, in its own transaction."""

    def before(self, unit: UnitOfWork) -> None:
        """Look, as the only writer, before anything is read or done; raises to leave it undone."""
        ...

    def unanswered(self, unit: UnitOfWork) -> None:
        """Write that something was done whose answer is not known yet."""
        ...


class HeldCommit:
    """The last commit of one request, until it is settled.

    Args:
        store: whose commits are held back.
        note: what is written with them.
    """

    def __init__(self, store: EventStore, note: Note) -> None:
        self.store = store
        self._note = note
        self._looked = False
        self._open: tuple[ExitStack, UnitOfWork, Callable[[], None]] | None = None

    def begin(self, unit: UnitOfWork) -> None:
        """Let the note look, once, when the request's first transaction begins."""
        if not self._looked:
            self._looked = True
            self._note.before(unit)

    def hold(self, stack: ExitStack, unit: UnitOfWork, committed: Callable[[], None]) -> None:
        """Take over a transaction that lacks nothing but its commit.

        Args:
            stack: commits when it is closed.
            unit: the open transaction.
            committed: what the store does after the commit.
        """
        self._open = stack, unit, committed

    def settle(self, write: Callable[[UnitOfWork], None] | None = None) -> None:
        """Commit what is held back, if anything is.

        Args:
            write: what is written beside it; the note's own word if nothing is said.
        """
        if self._open is None:
            return
        (stack, unit, committed), self._open = self._open, None
        with stack:
            (write or self._note.unanswered)(unit)
        committed()

    def finish(self, write: Callable[[UnitOfWork], None]) -> None:
        """Write beside the last act and commit; in a transaction of its own if there was none."""
        if self._open is not None:
            self.settle(write)
            return
        with self.store.database.exclusive() as unit:
            self.begin(unit)
            write(unit)


_HELD: ContextVar[HeldCommit | None] = ContextVar("held_commit", default=None)


def held_by(store: EventStore) -> HeldCommit | None:
    """What holds this store's commits back in the request that is being answered, if it does."""
    held = _HELD.get()
    return held if held is not None and held.store is store else None


@contextmanager
def holding(held: HeldCommit) -> Iterator[HeldCommit]:
    """Hold commits back for the length of a block; nothing is held any more at its end.

    A block that raises leaves what it had committed, with the note's word that no answer is known.
    """
    token = _HELD.set(held)
    try:
        yield held
    finally:
        _HELD.reset(token)
        held.settle()
