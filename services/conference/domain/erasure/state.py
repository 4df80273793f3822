"""An erasure as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.conference.domain.erasure.events import (
    KEEPERS,
    ErasureApproved,
    ErasureCompleted,
    ErasureProposed,
    ErasureRejected,
    ErasureStopped,
    Ground,
    KeeperService,
    KeyDestructionConfirmed,
)
from shared.codes.municipality import MunicipalityCode
from shared.store.aggregate import Aggregate
from shared.store.event import Event

Status = Literal["proposed", "rejected", "approved", "stopped", "completed"]
"""提案・不承認・承認（消去中）・中止・完了."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What one service proved: which keys are gone, and since when."""

    key_ids: tuple[str, ...]
    destroyed_at: datetime


@dataclass(frozen=True, slots=True)
class ErasureState:
    """An erasure.

    Attributes:
        municipality: where.
        person_id: whose.
        ground: why it may be.
        kept_until: as it was when it was proposed.
        proposed_by: who cannot approve it.
        status: how far it has come.
        approved_by: the second person.
        answers_due: by when the proofs should be there.
        proofs: by service.
    """

    municipality: MunicipalityCode
    person_id: UUID
    ground: Ground
    kept_until: date | None
    proposed_by: str
    status: Status = "proposed"
    approved_by: str | None = None
    answers_due: datetime | None = None
    proofs: Mapping[KeeperService, Proof] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[KeeperService, ...]:
        """The services whose proof is still to come."""
        if self.status != "approved":
            return ()
        return tuple(service for service in KEEPERS if service not in self.proofs)


def evolve(erasure: ErasureState | None, event: Event) -> ErasureState:
    """Return the erasure after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case ErasureProposed() if erasure is None:
            return ErasureState(
                municipality=event.municipality,
                person_id=event.person_id,
                ground=event.ground,
                kept_until=event.kept_until,
                proposed_by=event.proposed_by,
            )
        case ErasureRejected() if erasure:
            return replace(erasure, status="rejected")
        case ErasureApproved() if erasure:
            return replace(
                erasure,
                status="approved",
                approved_by=event.approved_by,
                answers_due=event.answers_due,
            )
        case KeyDestructionConfirmed() if erasure:
            proof = Proof(event.key_ids, event.destroyed_at)
            return replace(erasure, proofs={**erasure.proofs, event.service: proof})
        case ErasureStopped() if erasure:
            return replace(erasure, status="stopped")
        case ErasureCompleted() if erasure:
            return replace(erasure, status="completed")
    raise LookupError(f"{event.TOPIC} has no place in this erasure's history")


ERASURE: Aggregate[ErasureState] = Aggregate("erasure", evolve)
