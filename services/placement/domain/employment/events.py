"""What happens to an employment."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.placement.domain.employment.retention import Checkpoint, CheckpointMonth
from shared.facts.fact import Code, FreeCode
from shared.store.event import Detail, Event, recorded_as

Undoable = Literal["start", "checkpoint", "retained", "leaving", "support", "end"]
"""What can be taken back; ``retained`` (就労定着) falls by itself with what it rested on."""


class Employment(Detail):
    """Who works, and what kind of work: every event repeats it, so that each can be read alone.

    Attributes:
        case_id: the case it belongs to.
        person_id: who works.
        kind: code list ``employment_kinds``.
    """

    case_id: UUID
    person_id: UUID
    kind: Code


class Workplace(Detail):
    """Where somebody works, and how they came there; whatever is not known is left out.

    Attributes:
        employer_id: the place or employer in the directory of resources.
        workplace: what kind of place, code list ``agency_kinds`` or the municipality's own word
            (酪農, 炭焼き).
        trait: 主な特性, code list ``work_traits``; one, as 農福連携 counts.
        step_id: the step (体験・応募) that led here.
        follows: the employment that this one follows: 再就職.
    """

    employer_id: UUID | None = None
    workplace: FreeCode | Code | None = None
    trait: Code | None = None
    step_id: UUID | None = None
    follows: UUID | None = None


NOWHERE = Workplace()
"""Nothing is known of the workplace."""


class EmploymentEvent(Event, Employment):
    """Something that happened to an employment.

    Attributes:
        on: the day (JST).
        from_ledger: an imported ledger says so.
    """

    on: date
    from_ledger: bool = False


@recorded_as("placement.EmploymentStarted")
class EmploymentStarted(EmploymentEvent):
    """就職: the person took up work."""


@recorded_as("placement.EmploymentDescribed")
class EmploymentDescribed(EmploymentEvent, Workplace):
    """職場の記録: where they work, since ``on``; a later one takes the place of an earlier one."""


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


@recorded_as("placement.LeavingPlanned")
class LeavingPlanned(EmploymentEvent):
    """退職支援の開始: leaving is thought of, and somebody stands by.

    Attributes:
        reason: code list ``leaving_reasons``.
        last_day: the last day of work, if it is agreed on.
    """

    reason: Code
    last_day: date | None = None


@recorded_as("placement.LeavingSupported")
class LeavingSupported(EmploymentEvent):
    """退職支援: what was done on the way out, and after it on the way to the next job.

    Attributes:
        support_id: its id.
        support: code list ``leaving_supports``.
    """

    support_id: UUID
    support: Code


@recorded_as("placement.LeavingCalledOff")
class LeavingCalledOff(EmploymentEvent):
    """退職の見合わせ: the person stays."""


@recorded_as("placement.EmploymentEnded")
class EmploymentEnded(EmploymentEvent):
    """離職: the person left the job; ``on`` is the last day of it."""


@recorded_as("placement.EmploymentUndone")
class EmploymentUndone(EmploymentEvent):
    """取り消し: something was recorded that is not so; ``on`` is the day this was noticed.

    Attributes:
        undone: what does not hold any more; ``start`` is the whole employment.
        month: of a checkpoint: which.
        support_id: of a support: which.
        reason: code list ``correction_reasons``.
    """

    undone: Undoable
    month: CheckpointMonth | None = None
    support_id: UUID | None = None
    reason: Code
