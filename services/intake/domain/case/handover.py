"""担当: who is in charge, and 引継ぎ from one worker to the next without a break."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from services.intake.domain.case.state import (
    CaseEvent,
    CaseState,
    existing,
    refuse_after_end,
    refuse_future,
)
from shared.refusal import Refusal
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, recorded_as


class Worker(Detail):
    """Who takes charge.

    Attributes:
        worker_id: opaque.
        worker_name: where only a ledger names them.
        agency_id: for which agency they work; ``None`` if not noted.
    """

    worker_id: UUID
    worker_name: Sealed | None = None
    agency_id: UUID | None = None


@recorded_as("intake.WorkerAssigned")
class WorkerAssigned(CaseEvent, Worker):
    """The case's first worker took charge."""


@recorded_as("intake.CaseHandedOver")
class CaseHandedOver(CaseEvent, Worker):
    """Another worker took charge; what was recorded before stays as it is.

    Attributes:
        from_worker_id: who was in charge until then.
        note: what the next worker should know (引継ぎ事項).
    """

    from_worker_id: UUID
    note: Sealed | None


HandoverEvent = WorkerAssigned | CaseHandedOver


def evolve(case: CaseState, event: HandoverEvent) -> CaseState:
    """Return the case under its new worker."""
    return replace(case, worker_id=event.worker_id)


def assign_worker(
    case: CaseState | None, worker: Worker, *, on: date, today: date
) -> tuple[HandoverEvent, ...]:
    """Put the first worker in charge.

    Raises:
        Refusal: ``case-not-found``, ``worker-already-assigned``, or the case has ended by then.
        InvalidInput: ``date-in-future``.
    """
    case = existing(case)
    refuse_future(on, today)
    refuse_after_end(case, on)
    if case.worker_id is not None:
        raise Refusal(
            "worker-already-assigned",
            "このケースには、すでに担当者がいます。",
            "担当者を替えるときは、引継ぎとして記録してください。",
        )
    return (WorkerAssigned(municipality=case.municipality, on=on, **dict(worker)),)


def hand_over(
    case: CaseState | None, to: Worker, *, note: Sealed | None, on: date, today: date
) -> tuple[HandoverEvent, ...]:
    """Hand the case over to another worker.

    Raises:
        Refusal: ``case-not-found``, ``no-worker-assigned``, ``same-worker``, or the case has
            ended by then.
        InvalidInput: ``date-in-future``.
    """
    case = existing(case)
    refuse_future(on, today)
    refuse_after_end(case, on)
    if case.worker_id is None:
        raise Refusal(
            "no-worker-assigned",
            "このケースには、まだ担当者がいません。",
            "引継ぎの前に、担当者を決めてください。",
        )
    if case.worker_id == to.worker_id:
        raise Refusal(
            "same-worker",
            "引継ぎ先が、いまの担当者と同じです。",
            "別の担当者を選んでください。",
        )
    handed_over = CaseHandedOver(
        municipality=case.municipality,
        on=on,
        from_worker_id=case.worker_id,
        note=note,
        **dict(to),
    )
    return (handed_over,)
