"""Everything placement holds about a person, for their own request (開示請求)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast
from uuid import UUID

from services.placement.told import FORMS
from shared.identity import Actor
from shared.personal_records import (
    EverythingAbout,
    PersonalRecord,
    id_of,
    in_order,
    marks_with,
)
from shared.sealing import Sealer
from shared.store import EventStore, Recorded
from shared.store.mentions import histories_mentioning
from shared.telling import tell
from shared.use_case import use_case


class AboutSomebody(Protocol):
    """An event about a person in a case, or about its household as a whole."""

    @property
    def person_id(self) -> UUID | None:
        """Who; ``None`` for the household."""
        ...

    @property
    def case_id(self) -> UUID | None:
        """In which case; ``None`` where what is told belongs to none."""
        ...


class Everything:
    """Reads what placement holds about a person.

    Args:
        store: events.
        sealer: the service's keys.
    """

    def __init__(self, store: EventStore, sealer: Sealer) -> None:
        self._store = store
        self._sealer = sealer

    @use_case(
        "placements.everything",
        "つなぎ・就労が持つ本人の全情報の取り出し",
        roles=("secretariat",),
        kind="query",
    )
    def everything_about(
        self, actor: Actor, request: EverythingAbout
    ) -> tuple[PersonalRecord, ...]:
        """Everything, in the order in which it was recorded; empty for somebody nobody knows.

        Raises:
            Refusal: ``role-not-entitled``.
        """
        _ = actor
        return in_order(self._records(request))

    def _records(self, request: EverythingAbout) -> Iterator[PersonalRecord]:
        """What is about the person, and in their cases what is about the household as a whole."""
        about = {request.person_id, None} if request.case_ids else {request.person_id}
        for stream_id in histories_mentioning(self._store, {request.person_id, *request.case_ids}):
            for recorded in self._store.history(stream_id):
                if type(recorded.event) not in FORMS:
                    continue
                if recorded.event.municipality != request.municipality:
                    continue
                if cast("AboutSomebody", recorded.event).person_id in about:
                    yield self._record(recorded)

    def _record(self, recorded: Recorded) -> PersonalRecord:
        event = cast("AboutSomebody", recorded.event)
        told = tell(FORMS, recorded.event, self._sealer.open)
        return PersonalRecord(
            service="placement",
            kind=told.kind,
            record_id=id_of(recorded),
            recorded_at=recorded.metadata.recorded_at,
            title=told.title,
            category=told.category,
            text=told.text,
            marks=marks_with(told.marks, of_others=event.person_id is None),
            case_id=event.case_id,
        )
