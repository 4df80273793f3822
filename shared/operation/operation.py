"""運用: the state of a service and its dead letters, the same for every service.

A fact that could not take effect waits as a dead letter until its cause is mended; then the
operator has them tried again, in the order in which they happened. None of it tells of anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Protocol

from shared.broker.topology import SUBSCRIPTIONS
from shared.calendar import Clock
from shared.facts.envelope import type_of
from shared.facts.fact import catalogue
from shared.identity import Actor, Role, service_actor
from shared.inbox.dead_letters import DeadLetter, dead_letters
from shared.inbox.reader import Handle
from shared.inbox.retry import retry_dead_letters
from shared.operation.answers import (
    DeadLetterLine,
    DeadLetterList,
    DeadLettersRetried,
    OperationState,
    SourceState,
)
from shared.paging import Paged, listed
from shared.store import EventStore
from shared.use_case import Bound, Request, UseCase, offered_by, use_case

OPERATORS: tuple[Role, ...] = ("operator",)


class Operated(Protocol):
    """A service, as far as its operator needs it."""

    @property
    def store(self) -> EventStore:
        """Its log, the positions of its sources and its dead letters."""
        ...

    @property
    def handle(self) -> Handle | None:
        """What other services' facts do there; ``None`` if it listens to nobody."""
        ...


class ItsState(Request):
    """Where the service stands."""


class ItsDeadLetters(Paged):
    """The facts that could not take effect."""


class TryAgain(Request):
    """Try every dead letter again."""


class Operation:
    """What the operator of a service asks and does.

    Args:
        service: the service, wired.
        clock: the instant of recording.
    """

    def __init__(self, service: Operated, clock: Clock) -> None:
        self._service = service
        self._clock = clock

    @use_case("operation.state", "運用の状態", roles=OPERATORS, kind="query")
    def state(self, _actor: Actor, request: ItsState) -> OperationState:
        """How far the log goes, how far others' facts have taken effect, and what is stuck."""
        _ = request
        store = self._service.store
        sources = SUBSCRIPTIONS[store.service] if self._service.handle is not None else ()
        return OperationState(
            service=store.service,
            position=store.position(),
            sources=tuple(SourceState(source=one, applied=store.tracked(one)) for one in sources),
            dead_letters=len(dead_letters(store)),
        )

    @use_case("dead-letters.list", "受け取れなかった通知の一覧", roles=OPERATORS, kind="query")
    @listed("source", "position", "id", of="letters")
    def letters(self, _actor: Actor, request: ItsDeadLetters) -> DeadLetterList:
        """Facts that could not take effect, with the reason, in the order of their happening."""
        _ = request
        return DeadLetterList(
            letters=tuple(_line(one) for one in dead_letters(self._service.store))
        )

    @use_case("dead-letters.retry", "受け取れなかった通知の再処理", roles=OPERATORS)
    def retry(self, _actor: Actor, request: TryAgain) -> DeadLettersRetried:
        """Try all of them again, in order; one that fails keeps those behind it of its subject.

        What they cause is recorded as caused by the service, as it would have been at first.
        """
        _ = request
        service = self._service
        if service.handle is None:
            return DeadLettersRetried(applied=0, remaining=0)
        actor = service_actor(service.store.service, "dead-letters")
        outcomes = retry_dead_letters(service.store, service.handle, actor, self._clock)
        failed = sum(one.reason is not None for one in outcomes)
        return DeadLettersRetried(applied=len(outcomes) - failed, remaining=failed)


def with_operation(
    offered: Mapping[str, tuple[UseCase, Bound]], service: Operated, clock: Clock
) -> Mapping[str, tuple[UseCase, Bound]]:
    """What a service offers in all: its own use cases, and those of its operator.

    Raises:
        ValueError: two have the same name.
    """
    operation = offered_by(Operation(service, clock))
    if both := offered.keys() & operation.keys():
        raise ValueError(f"two use cases are called {sorted(both)}")
    return MappingProxyType({**offered, **operation})


def _line(letter: DeadLetter) -> DeadLetterLine:
    return DeadLetterLine(
        id=letter.id,
        source=letter.source,
        position=letter.position,
        type=letter.type,
        title=_titles().get(letter.type),
        reason=letter.reason,
        dead_at=letter.dead_at,
    )


@cache
def _titles() -> Mapping[str, str]:
    """Japanese names of facts by CloudEvents type."""
    return {type_of(one): one.TITLE for one in catalogue().values()}
