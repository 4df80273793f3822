"""Everything intake holds about a person, piece by piece, for their own request (開示請求).

What is in their case and says something about others of the household comes along and is marked:
leaving it out would be decided here, where nobody may decide it (個人情報保護法78–80条).
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from services.intake.application.everything_told import FORMS
from services.intake.domain import case
from services.intake.domain.case import CASE, CaseEvent
from services.intake.domain.person import PersonAmended, PersonEvent, PersonRegistered
from shared.identity import Actor
from shared.personal_records import EverythingAbout, PersonalRecord, id_of, in_order, marks_with
from shared.sealing import Sealer
from shared.store import EventStore, Recorded
from shared.store.mentions import histories_mentioning
from shared.telling import Told, tell
from shared.use_case import use_case

_HOUSEHOLD = (
    case.CaseOpened,
    case.CaseAssessed,
    case.CaseHandedOver,
    case.CaseSuspended,
    case.CaseClosed,
    case.CaseReopened,
    case.CaseTransferredOut,
    case.WorkerAssigned,
)
"""Events about the case as a whole, so about everybody in it."""


class Everything:
    """Reads what intake holds about a person.

    Args:
        store: events.
        sealer: the service's keys.
    """

    def __init__(self, store: EventStore, sealer: Sealer) -> None:
        self._store = store
        self._sealer = sealer

    @use_case(
        "persons.everything",
        "相談受付が持つ本人の全情報の取り出し",
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
        person_id = request.person_id
        for stream_id in histories_mentioning(self._store, {person_id, *request.case_ids}):
            history = self._store.history(stream_id)
            if history[0].event.municipality != request.municipality:
                continue
            if stream_id == person_id:
                yield from self._of_person(history)
            elif isinstance(history[0].event, CaseEvent):
                yield from self._of_case(stream_id, history, person_id)

    def _of_person(self, history: list[Recorded]) -> Iterator[PersonalRecord]:
        """Every profile, the former ones too: they are held as well (law rule 33)."""
        profiles = [
            one for one in history if isinstance(one.event, PersonRegistered | PersonAmended)
        ]
        for recorded in history:
            event = recorded.event
            if isinstance(event, PersonEvent):
                told = tell(FORMS, event, self._sealer.open)
                former = recorded in profiles[:-1]
                yield _record(recorded, told, title=f"{told.title}（訂正前）" if former else None)

    def _of_case(
        self, case_id: UUID, history: list[Recorded], person_id: UUID
    ) -> Iterator[PersonalRecord]:
        state = self._store.load(CASE, case_id).state
        household = state.persons if state else frozenset()
        for recorded in history:
            event = recorded.event
            others = frozenset(_persons_of(event)) - {person_id}
            if isinstance(event, _HOUSEHOLD):
                others = household - {person_id}
            record = _record(recorded, tell(FORMS, event, self._sealer.open), others)
            yield record.model_copy(update={"case_id": case_id})


def _persons_of(event: object) -> tuple[UUID, ...]:
    person_id = getattr(event, "person_id", None)
    return (person_id,) if person_id is not None else ()


def _record(
    recorded: Recorded,
    told: Told,
    others: frozenset[UUID] = frozenset(),
    *,
    title: str | None = None,
) -> PersonalRecord:
    return PersonalRecord(
        service="intake",
        kind=told.kind,
        record_id=id_of(recorded),
        recorded_at=recorded.metadata.recorded_at,
        title=title or told.title,
        category=told.category,
        text=told.text,
        marks=marks_with(told.marks, of_others=bool(others)),
        others=tuple(sorted(others)),
    )
