"""An aggregate as a fold: what it is now is what happened to it, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from shared.refusal import Refusal
from shared.store.event import Event

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Aggregate(Generic[S]):
    """A kind of aggregate: its name and how one event changes its state.

    Attributes:
        name: the noun, lower case (``case``).
        evolve: pure; the state before (``None`` for none) and the event give the state after.
    """

    name: str
    evolve: Callable[[S | None, Event], S]

    def fold(self, state: S | None, events: Iterable[Event]) -> S | None:
        """Apply events in order."""
        for event in events:
            state = self.evolve(state, event)
        return state

    def begins_with(self, event: Event) -> bool:
        """Whether a history of this kind can begin with an event; else it is of another kind."""
        try:
            self.evolve(None, event)
        except LookupError:
            return False
        return True

    def none(self, stream_id: UUID) -> Stream[S]:
        """The aggregate before anything has happened to it."""
        return Stream(stream_id, 0, None, self.name)


def id_taken() -> Refusal:
    """The answer to whoever chooses an id that something else has; it does not tell what."""
    return Refusal(
        "id-taken",
        "この番号は、すでにほかの記録に使われています。",
        "別の番号にするか、番号を指定せずに、もう一度操作してください。",
    )


@dataclass(frozen=True, slots=True)
class Stream(Generic[S]):
    """One aggregate as it stands: where in its history, and what it is there.

    Attributes:
        id: the aggregate's id, which eventsourcing calls originator id.
        version: number of events so far; 0 for an aggregate that does not exist yet.
        state: ``None`` at version 0.
        kind: name of the aggregate.
    """

    id: UUID
    version: int
    state: S | None
    kind: str

    def expect_version(self, expected: int | None) -> None:
        """Refuse a decision that was taken on an older state than this one.

        Args:
            expected: the version the user saw, or ``None`` when they did not say.

        Raises:
            Refusal: ``stale-version``.
        """
        if expected is not None and expected != self.version:
            raise Refusal(
                "stale-version",
                "画面を開いた後に、ほかの人がこの記録を更新しました。",
                "最新の内容を読み直してから、もう一度操作してください。",
            )
