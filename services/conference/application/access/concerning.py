"""What in a history is about a person: events name persons, matters, requests, tasks and cases."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from shared.store import Recorded
from shared.store.event import Detail


def people_of(of: object) -> Iterator[UUID]:
    """The persons that an event names as those it is about, at any depth."""
    if isinstance(of, tuple):
        for one in of:
            yield from people_of(one)
    if not isinstance(of, Detail):
        return
    for name in type(of).model_fields:
        value = getattr(of, name)
        if name in {"person_id", "by", "given_by"} and isinstance(value, UUID):
            yield value
        elif name in {"subjects", "suspected_abuser_of"}:
            yield from value
        else:
            yield from people_of(value)


def _references(of: object) -> Iterator[UUID]:
    """The matters, requests and tasks that an event names, at any depth."""
    if isinstance(of, tuple):
        for one in of:
            yield from _references(one)
    if not isinstance(of, Detail):
        return
    for name in type(of).model_fields:
        value = getattr(of, name)
        if name in {"agenda_id", "request_id", "task_id"} and isinstance(value, UUID):
            yield value
        else:
            yield from _references(value)


def concerning(
    history: Sequence[Recorded], person_id: UUID, cases: Collection[UUID]
) -> Iterator[Recorded]:
    """What in one history is about a person or a case of theirs.

    A meeting goes through many matters: what refers to one of them is about its persons.
    """
    theirs: set[UUID] = set()
    for recorded in history:
        event = recorded.event
        refers_to = set(_references(event))
        named = set(people_of(event))
        about_nobody = not named and not refers_to
        in_case = getattr(event, "case_id", None) in cases
        if person_id in named or in_case or about_nobody or theirs.intersection(refers_to):
            theirs |= refers_to
            yield recorded
