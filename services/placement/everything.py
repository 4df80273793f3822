"""Everything placement holds about a person, for their own request (開示請求)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import uuid5

from services.placement.domain import employment, referral
from services.placement.domain.employment import EmploymentEvent
from services.placement.domain.referral import ReferralEvent
from services.placement.domain.retention import Checkpoint
from shared.codes import AGENCY_KINDS, EMPLOYMENT_KINDS
from shared.identity import Actor
from shared.personal_records import EverythingAbout, Mark, PersonalRecord
from shared.sealing import Sealer
from shared.store import EventStore, Recorded
from shared.store.mentions import histories_mentioning
from shared.telling import Form, Forms, Line, tell
from shared.use_case import use_case

_DAY = Line("日付", "on")
_FOUND = {
    "continuing": "継続",
    "changed": "転職",
    "leave": "休職",
    "left": "離職",
    "unknown": "不明",
}


def _checked(checkpoint: Checkpoint) -> str:
    return f"{checkpoint.month}か月、{_FOUND[checkpoint.status]}"


def _by_agency(_event: object) -> Iterable[Mark]:
    """What a destination answered is that agency's information too (86条)."""
    yield "other_agency"


_REFERRAL = (_DAY, Line("つなぎ先", "destination", AGENCY_KINDS))
_EMPLOYMENT = (_DAY, Line("働き方", "kind", EMPLOYMENT_KINDS))


def _referral(title: str, *more: Line, by_agency: bool = False) -> Form:
    lines = (*_REFERRAL, *more)
    if by_agency:
        return Form("referral", title, "consultation", lines, _by_agency)
    return Form("referral", title, "consultation", lines)


FORMS: Forms = {
    referral.ReferralOffered: _referral("つなぎの打診"),
    referral.ReferralAccepted: _referral("つなぎの受理"),
    referral.ReferralDeclined: _referral("つなぎの不受理", Line("理由", "reason"), by_agency=True),
    referral.ReferralCompleted: _referral("つなぎ完了", Line("結果", "outcome")),
    referral.ReferralFailed: _referral("つなぎの不調", Line("理由", "reason"), by_agency=True),
    employment.EmploymentStarted: Form("employment", "就職", "work", _EMPLOYMENT),
    employment.CheckpointRecorded: Form(
        "employment", "定着確認", "work", (*_EMPLOYMENT, Line("確認", "checkpoint", said=_checked))
    ),
    employment.EmploymentRetained: Form(
        "employment", "就労定着", "work", (*_EMPLOYMENT, Line("月数", "months"))
    ),
    employment.EmploymentEnded: Form("employment", "離職", "work", _EMPLOYMENT),
}
"""Every event of placement, and how it is told."""


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
        found = list(self._records(request))
        return tuple(sorted(found, key=lambda one: (one.recorded_at, str(one.record_id))))

    def _records(self, request: EverythingAbout) -> Iterator[PersonalRecord]:
        """What is about the person, and in their cases what is about the household as a whole."""
        about = {request.person_id, None} if request.case_ids else {request.person_id}
        for stream_id in histories_mentioning(self._store, {request.person_id, *request.case_ids}):
            for recorded in self._store.history(stream_id):
                event = recorded.event
                if not isinstance(event, ReferralEvent | EmploymentEvent):
                    continue
                if event.person_id in about:
                    yield self._record(recorded, event)

    def _record(self, recorded: Recorded, event: ReferralEvent | EmploymentEvent) -> PersonalRecord:
        told = tell(FORMS, event, self._sealer.open)
        household: tuple[Mark, ...] = () if event.person_id else ("other_person",)
        return PersonalRecord(
            service="placement",
            kind=told.kind,
            record_id=uuid5(recorded.originator_id, str(recorded.originator_version)),
            recorded_at=recorded.metadata.recorded_at,
            title=told.title,
            category=told.category,
            text=told.text,
            marks=(*household, *told.marks),
            case_id=event.case_id,
        )
