"""つなぎ先がない: a need that nothing at hand meets, found on the way to somewhere.

It is no failure of the worker's: counted, it is what the 重層的支援会議 and the figures know the
town by (社会福祉法106条の4第2項, 重層的支援会議の「社会資源の充足状況の把握」).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.placement.domain.days import refuse_future
from shared.codes import CORRECTION_REASONS, RESOURCE_GAPS
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.refusal import Refusal
from shared.sealing import Sealed
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as

NOTE_LABEL = "placement.need.note"


class Need(Detail):
    """What is lacking for whom.

    Attributes:
        case_id: in which case.
        person_id: for whom; ``None`` if it is about a household.
        gap: code list ``resource_gaps``.
        found_on: the day (JST).
        routing_id: the decision on proposals in which it was found, if there was one.
    """

    case_id: UUID
    person_id: UUID | None = None
    gap: Code
    found_on: date
    routing_id: UUID | None = None


@recorded_as("placement.UnmetNeedFound")
class UnmetNeedFound(Event, Need):
    """つなぎ先がない: nothing was found that meets the need.

    Attributes:
        note: what exactly is lacking, sealed under the person's key.
    """

    note: Sealed | None = None


@recorded_as("placement.UnmetNeedUndone")
class UnmetNeedUndone(Event, Need):
    """取り消し: it was recorded and is not so; ``on`` is the day this was noticed.

    Attributes:
        on: the day (JST).
        reason: code list ``correction_reasons``.
    """

    on: date
    reason: Code


@dataclass(frozen=True, slots=True)
class NeedState:
    """A need as it stands.

    Attributes:
        municipality: whose case.
        need: what is lacking for whom.
        note: what exactly.
        undone: it never was.
    """

    municipality: MunicipalityCode
    need: Need
    note: Sealed | None
    undone: bool = False


def evolve(state: NeedState | None, event: Event) -> NeedState:
    """Return the need after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case UnmetNeedFound() if state is None:
            return NeedState(event.municipality, Need.carried_by(event), event.note)
        case UnmetNeedUndone() if state is not None:
            return replace(state, undone=True)
    raise LookupError(f"{event.TOPIC} has no place in this need's history")


NEED: Aggregate[NeedState] = Aggregate("need", evolve)


def find_need(
    state: NeedState | None,
    municipality: MunicipalityCode,
    need: Need,
    note: Sealed | None,
    *,
    today: date,
) -> tuple[UnmetNeedFound, ...]:
    """Record that nothing meets a need (つなぎ先がない).

    Raises:
        Refusal: ``need-exists``.
        InvalidInput: ``unknown-code``, ``date-in-future``.
    """
    if state is not None:
        raise Refusal(
            "need-exists",
            "この記録は、すでにあります。",
            "別の不足であれば、新しく記録してください。",
        )
    RESOURCE_GAPS.by_code(need.gap)
    refuse_future("分かった日", need.found_on, today)
    return (UnmetNeedFound(municipality=municipality, note=note, **dict(need)),)


def undo_need(state: NeedState | None, reason: Code, *, today: date) -> tuple[UnmetNeedUndone, ...]:
    """Take back a need that was recorded and is not so; no figure counts it any more.

    Raises:
        Refusal: ``need-not-found``; ``need-undone``.
        InvalidInput: ``unknown-code``.
    """
    CORRECTION_REASONS.by_code(reason)
    if state is None:
        raise Refusal(
            "need-not-found",
            "指定された「つなぎ先がない」の記録はありません。",
            "「つなぎ先がない」の一覧で番号を確かめてください。",
        )
    if state.undone:
        raise Refusal(
            "need-undone",
            "この「つなぎ先がない」の記録は、すでに取り消されています。",
            "実際に足りない支援は、新しく記録してください。",
        )
    undone = UnmetNeedUndone(
        municipality=state.municipality, on=today, reason=reason, **dict(state.need)
    )
    return (undone,)
