"""運用: the state of a service and its dead letters, the same for every service.

A fact that could not take effect waits as a dead letter until its cause is mended; then the
operator has them tried again, in the order in which they happened. Who had that done, and when, is
on record beside them. None of it tells of anybody else.
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
from shared.identity import Actor, Role
from shared.inbox.dead_letters import DeadLetter, dead_letters
from shared.inbox.reader import Handle
from shared.inbox.retries import Retry, recorded_retries
from shared.inbox.retry import Retried, retry_dead_letters
from shared.operation.answers import (
    DeadLetterLine,
    DeadLetterList,
    DeadLettersRetried,
    OperationState,
    RetryLine,
    RetryList,
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


class ItsRetries(Paged):
    """Who had which facts tried again."""


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
    def retry(self, actor: Actor, request: TryAgain) -> DeadLettersRetried:
        """Try all of them again, in order; one that fails keeps those behind it of its subject.

        What they cause is recorded as caused by the service, as it would have been at first; that
        they were tried again, as the operator's act.
        """
        _ = request
        outcomes = try_again(self._service, actor, self._clock)
        failed = sum(one.reason is not None for one in outcomes)
        return DeadLettersRetried(applied=len(outcomes) - failed, remaining=failed)

    @use_case("dead-letters.retries", "再処理の記録", roles=OPERATORS, kind="query")
    @listed("-number", of="retries")
    def retries(self, _actor: Actor, request: ItsRetries) -> RetryList:
        """Who had which fact tried again, when, and what came of it; the latest first."""
        _ = request
        return RetryList(
            retries=tuple(_retry_line(one) for one in recorded_retries(self._service.store))
        )


def try_again(service: Operated, by: Actor, clock: Clock) -> list[Retried]:
    """Have every dead letter of a service tried again, and keep on record who had that done.

    Args:
        service: whose; one that listens to nobody has none.
        by: who has them tried again.
        clock: the instant of recording.
    """
    if service.handle is None:
        return []
    return retry_dead_letters(service.store, service.handle, by, clock)


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


def _retry_line(retry: Retry) -> RetryLine:
    return RetryLine(
        number=retry.number,
        id=retry.letter,
        source=retry.source,
        position=retry.position,
        type=retry.type,
        title=_titles().get(retry.type),
        by=retry.by,
        tried_at=retry.tried_at,
        reason=retry.reason,
    )


@cache
def _titles() -> Mapping[str, str]:
    """Japanese names of facts by CloudEvents type."""
    return {type_of(one): one.TITLE for one in catalogue().values()}
