"""つなぎ先がない: a need that nothing at hand meets, found on the way to somewhere.

It is no failure of the worker's: counted, it is what the 重層的支援会議 and the figures know the
town by (社会福祉法106条の4第2項, 重層的支援会議の「社会資源の充足状況の把握」).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.placement.domain.days import refuse_future
from shared.codes import RESOURCE_GAPS
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


@dataclass(frozen=True, slots=True)
class NeedState:
    """A need as it stands.

    Attributes:
        municipality: whose case.
        need: what is lacking for whom.
        note: what exactly.
    """

    municipality: MunicipalityCode
    need: Need
    note: Sealed | None


def evolve(state: NeedState | None, event: Event) -> NeedState:
    """Return the need after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case UnmetNeedFound() if state is None:
            return NeedState(event.municipality, Need.carried_by(event), event.note)
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
