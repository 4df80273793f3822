"""What an operator is answered: numbers, codes and places in logs; nothing about anybody."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict

from shared.facts.fact import Service
from shared.identity import Actor
from shared.paging import InPages


class Answer(BaseModel):
    """Something that is answered."""

    model_config = ConfigDict(frozen=True)


class SourceState(Answer):
    """How far another service's facts have taken effect here.

    Attributes:
        source: whose facts.
        applied: up to which place in its log.
    """

    source: Service
    applied: int


class OperationState(Answer):
    """Where a service stands.

    Attributes:
        service: which.
        position: the place of the last event in its own log; 0 for an empty one.
        sources: the services that it listens to.
        dead_letters: how many facts could not take effect here.
    """

    service: Service
    position: int
    sources: tuple[SourceState, ...]
    dead_letters: int


class DeadLetterLine(Answer):
    """A fact that could not take effect.

    Attributes:
        id: CloudEvents id, or the place in the stream for what is no CloudEvent.
        source: whose fact.
        position: its place in the source's log; 0 if unreadable.
        type: CloudEvents type; empty if unreadable.
        title: the fact's Japanese name; ``None`` for what this program does not know.
        reason: a refusal's code, or the type and place of the exception; never its message.
        dead_at: when it was given up.
    """

    id: str
    source: str
    position: int
    type: str
    title: str | None
    reason: str
    dead_at: AwareDatetime


class DeadLetterList(InPages, Answer):
    """Facts that could not take effect, in the order in which they are tried again."""

    letters: tuple[DeadLetterLine, ...]


class DeadLettersRetried(Answer):
    """What became of the facts that were tried again.

    Attributes:
        applied: so many have taken effect now.
        remaining: so many could not yet.
    """

    applied: int
    remaining: int


class RetryLine(Answer):
    """A fact that somebody had tried again.

    Attributes:
        number: in the order of recording, from 1.
        id: of the dead letter; see :class:`DeadLetterLine`.
        source: whose fact.
        position: its place in the source's log; 0 if unreadable.
        type: CloudEvents type; empty if unreadable.
        title: the fact's Japanese name; ``None`` for what this program does not know.
        by: who had it tried again: opaque ids and codes.
        tried_at: when.
        reason: ``None`` if it took effect, else why not; never an exception's message.
    """

    number: int
    id: str
    source: str
    position: int
    type: str
    title: str | None
    by: Actor
    tried_at: AwareDatetime
    reason: str | None


class RetryList(InPages, Answer):
    """Who had which facts tried again, the latest first."""

    retries: tuple[RetryLine, ...]
