"""An employment 就職: it starts, is looked in on, holds (就労定着) or ends (離職).

Kinds of work (一般就労, A型, B型, 中間的就労 …) stay apart through ``kind``; leaving is a step with
support of its own and no failure (law rules 68, 69).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from pydantic import Field

from services.placement.domain.retention import Checkpoint
from shared.codes import EMPLOYMENT_KINDS
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.refusal import InvalidInput, Refusal
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as


class Employment(Detail):
    """Who works, and what kind of work: every step repeats it, so that each can be read alone.

    Attributes:
        case_id: the case it belongs to.
        person_id: who works.
        kind: code list ``employment_kinds``.
    """

    case_id: UUID
    person_id: UUID
    kind: Code


class EmploymentEvent(Event, Employment):
    """A step of an employment.

    Attributes:
        on: the day of the step (JST).
        from_ledger: an imported ledger says so.
    """

    on: date
    from_ledger: bool = False


@recorded_as("placement.EmploymentStarted")
class EmploymentStarted(EmploymentEvent):
    """就職: the person took up work."""


@recorded_as("placement.CheckpointRecorded")
class CheckpointRecorded(EmploymentEvent):
    """定着確認: somebody looked in; ``on`` is the day they did.

    Attributes:
        checkpoint: which one and what was found.
    """

    checkpoint: Checkpoint


@recorded_as("placement.EmploymentRetained")
class EmploymentRetained(EmploymentEvent):
    """就労定着: the rule was met by the checkpoint of this day.

    Attributes:
        months: whole months of continued employment that the rule asked for.
    """

    months: int = Field(ge=1)


@recorded_as("placement.EmploymentEnded")
class EmploymentEnded(EmploymentEvent):
    """離職: the person left the job; ``on`` is the last day of it."""


@dataclass(frozen=True, slots=True)
class EmploymentState:
    """An employment as it stands.

    Attributes:
        municipality: whose.
        employment: who works, and what kind of work.
        started_on: 就職日.
        checkpoints: what was found, the latest answer for each month.
        retained: 就労定着 was reached.
        ended_on: 離職日, or ``None`` while it goes on.
    """

    municipality: MunicipalityCode
    employment: Employment
    started_on: date
    checkpoints: tuple[Checkpoint, ...] = ()
    retained: bool = False
    ended_on: date | None = None


def evolve(state: EmploymentState | None, event: Event) -> EmploymentState:
    """Return the employment after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case EmploymentStarted() if state is None:
            who = Employment.carried_by(event)
            return EmploymentState(event.municipality, who, started_on=event.on)
        case CheckpointRecorded(checkpoint=new) if state is not None:
            others = tuple(old for old in state.checkpoints if old.month != new.month)
            return replace(state, checkpoints=(*others, new))
        case EmploymentRetained() if state is not None:
            return replace(state, retained=True)
        case EmploymentEnded() if state is not None:
            return replace(state, ended_on=event.on)
    raise LookupError(f"{event.TOPIC} has no place in this employment's history")


EMPLOYMENT: Aggregate[EmploymentState] = Aggregate("employment", evolve)


def start_employment(
    state: EmploymentState | None,
    municipality: MunicipalityCode,
    employment: Employment,
    *,
    on: date,
    today: date,
) -> tuple[EmploymentEvent, ...]:
    """Record that the person took up work (就職).

    Raises:
        Refusal: ``employment-exists``; ``date-in-future``; ``unknown-code``: no such kind of work.
    """
    if state is not None:
        raise Refusal(
            "employment-exists",
            "この就職は、すでに記録されています。",
            "別の職場への就職は、新しい就職として記録してください。",
        )
    refuse_future("就職日", on, today)
    EMPLOYMENT_KINDS.by_code(employment.kind)
    return (EmploymentStarted(municipality=municipality, on=on, **dict(employment)),)


def end_employment(
    state: EmploymentState | None, *, on: date, today: date
) -> tuple[EmploymentEvent, ...]:
    """Record that the person left the job (離職).

    Raises:
        Refusal: ``employment-not-found``; ``employment-already-ended``; ``date-in-future``;
            ``end-out-of-order``: before the start, or before a day they were found at work.
    """
    current = existing(state)
    if current.ended_on is not None:
        raise Refusal(
            "employment-already-ended",
            "この就職には、すでに離職が記録されています。",
            "再就職は、新しい就職として記録してください。",
        )
    refuse_future("離職日", on, today)
    return (end_of(current, on),)


def end_of(current: EmploymentState, on: date, *, from_ledger: bool = False) -> EmploymentEnded:
    """Return the end of a running employment, on a day that agrees with what is on record.

    Raises:
        InvalidInput: ``end-out-of-order``.
    """
    seen_at_work = (c.checked_on for c in current.checkpoints if c.employed)
    if on < max(seen_at_work, default=current.started_on):
        raise InvalidInput(
            "離職日",
            "end-out-of-order",
            "離職日が、就職日または就労中と確認した日より前です。",
            "就職日・定着確認・離職日のどれが正しいかを確かめてください。",
        )
    return EmploymentEnded(
        municipality=current.municipality,
        on=on,
        from_ledger=from_ledger,
        **dict(current.employment),
    )


def existing(state: EmploymentState | None) -> EmploymentState:
    """Return the employment, which must be there.

    Raises:
        Refusal: ``employment-not-found``.
    """
    if state is None:
        raise Refusal(
            "employment-not-found",
            "指定された就職は記録されていません。",
            "先に就職を記録してください。",
        )
    return state


def refuse_future(field: str, on: date, today: date) -> None:
    """Refuse a day that has not come.

    Raises:
        InvalidInput: ``date-in-future``.
    """
    if on > today:
        raise InvalidInput(
            field,
            "date-in-future",
            f"{field}が今日より先の日付です。",
            "実際にその日を迎えてから記録してください。",
        )
