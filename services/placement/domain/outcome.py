"""An outcome that is no job 成果: a place to be, going out, a doctor, a school, the family.

People are not pushed towards work: what they reached by their own wish counts as it is
(孤独・孤立対策推進法2条3号, 子ども・若者育成支援推進法2条7号; law rule 69).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.placement.domain.days import refuse_future
from shared.codes import CORRECTION_REASONS, OUTCOME_KINDS
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.refusal import Refusal
from shared.sealing.sealed import Sealed
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as

NOTE_LABEL = "placement.outcome.note"


class Outcome(Detail):
    """Who reached what: every event repeats it, so that each can be read alone.

    Attributes:
        case_id: the case it belongs to; the support may go on.
        person_id: who reached it; ``None`` if it is the household's (近隣との関係).
        kind: code list ``outcome_kinds``.
        resource_id: the place, if there is one in the directory.
    """

    case_id: UUID
    person_id: UUID | None = None
    kind: Code
    resource_id: UUID | None = None


class OutcomeEvent(Event, Outcome):
    """Something that happened to an outcome.

    Attributes:
        on: the day (JST).
    """

    on: date


@recorded_as("placement.OutcomeReached")
class OutcomeReached(OutcomeEvent):
    """成果: it was reached on this day, whatever comes after.

    Attributes:
        note: in somebody's own words; sealed under the person's key, a household's under the
            key of its case.
    """

    note: Sealed | None = None


@recorded_as("placement.OutcomeUndone")
class OutcomeUndone(OutcomeEvent):
    """取り消し: it was recorded and is not so; ``on`` is the day this was noticed.

    Attributes:
        reason: code list ``correction_reasons``.
    """

    reason: Code


@dataclass(frozen=True, slots=True)
class OutcomeState:
    """An outcome as it stands.

    Attributes:
        municipality: whose.
        outcome: who reached what.
        reached_on: the day.
        undone: it never was.
    """

    municipality: MunicipalityCode
    outcome: Outcome
    reached_on: date
    undone: bool = False


def evolve(state: OutcomeState | None, event: Event) -> OutcomeState:
    """Return the outcome after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case OutcomeReached() if state is None:
            return OutcomeState(event.municipality, Outcome.carried_by(event), event.on)
        case OutcomeUndone() if state is not None:
            return replace(state, undone=True)
    raise LookupError(f"{event.TOPIC} has no place in this outcome's history")


OUTCOME: Aggregate[OutcomeState] = Aggregate("outcome", evolve)


def reach_outcome(
    state: OutcomeState | None,
    municipality: MunicipalityCode,
    outcome: Outcome,
    *,
    on: date,
    note: Sealed | None = None,
    today: date,
) -> tuple[OutcomeEvent, ...]:
    """Record what somebody reached.

    Args:
        state: ``None``; an outcome is reached once, and the next time it is another.
        municipality: whose case it is.
        outcome: who reached what.
        on: the day.
        note: in somebody's own words, sealed.
        today: the day of the recording (JST).

    Raises:
        Refusal: ``outcome-exists``.
        InvalidInput: ``unknown-code``; ``date-in-future``.
    """
    if state is not None:
        raise Refusal(
            "outcome-exists",
            "この成果は、すでに記録されています。",
            "別の成果や、もう一度の成果は、新しい成果として記録してください。",
        )
    OUTCOME_KINDS.by_code(outcome.kind)
    refuse_future("成果の日", on, today)
    return (OutcomeReached(municipality=municipality, on=on, note=note, **dict(outcome)),)


def undo_outcome(
    state: OutcomeState | None, reason: Code, *, today: date
) -> tuple[OutcomeEvent, ...]:
    """Take back an outcome that was recorded and is not so.

    Raises:
        Refusal: ``outcome-not-found``; ``outcome-undone``.
        InvalidInput: ``unknown-code``.
    """
    CORRECTION_REASONS.by_code(reason)
    if state is None:
        raise Refusal(
            "outcome-not-found",
            "指定された成果は記録されていません。",
            "番号を確かめるか、新しい成果として記録してください。",
        )
    if state.undone:
        raise Refusal(
            "outcome-undone",
            "この成果の記録は、すでに取り消されています。",
            "実際にあった成果は、新しい成果として記録してください。",
        )
    undone = OutcomeUndone(
        municipality=state.municipality, on=today, reason=reason, **dict(state.outcome)
    )
    return (undone,)
