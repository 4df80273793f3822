"""What is asked of erasures, and what they answer."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.conference.domain.erasure import Ground, KeeperService, RejectionReason, Status
from shared.codes.municipality import MunicipalityCode
from shared.paging import InPages, Paged
from shared.use_case import Request


class ErasureProposal(Request):
    """Propose that a person, or everybody in a case, be erased.

    Attributes:
        municipality: where.
        person_id: who; ``None`` for everybody in a case.
        case_id: the case; ``None`` for one person. All of them are proposed, or none.
        ground: why it may be; only the term's end needs no reason.
        reason: the decision or the order that another ground rests on; sealed at once.
        erasure_id: may be chosen, for one person.
    """

    municipality: MunicipalityCode
    person_id: UUID | None = None
    case_id: UUID | None = None
    ground: Ground = "retention_expired"
    reason: str | None = Field(default=None, max_length=4_000, repr=False)
    erasure_id: UUID | None = None

    @model_validator(mode="after")
    def _one_or_the_other(self) -> ErasureProposal:
        if (self.person_id is None) == (self.case_id is None):
            raise ValueError("a person or a case")
        if self.erasure_id is not None and self.person_id is None:
            raise ValueError("an id can be chosen for one person")
        return self


class ErasureApproval(Request):
    """Approve a proposal, as a second person."""

    erasure_id: UUID
    expected_version: int | None = None


class ErasureRejection(Request):
    """Keep the records."""

    erasure_id: UUID
    reason: RejectionReason
    expected_version: int | None = None


class WhichErasure(Request):
    """One erasure."""

    erasure_id: UUID


class WhoseErasures(Paged):
    """The erasures of a municipality.

    Attributes:
        status: those that stand so; ``None`` for all.
        overdue_only: those whose proofs should have been there by now.
    """

    municipality: MunicipalityCode
    status: Status | None = None
    overdue_only: bool = False


class Proposed(BaseModel):
    """The proposals that were recorded, one for each person."""

    model_config = ConfigDict(frozen=True)

    erasure_ids: tuple[UUID, ...]


class ProofShown(BaseModel):
    """One service's proof: opening was tried after the destruction, and refused."""

    model_config = ConfigDict(frozen=True)

    service: KeeperService
    key_ids: tuple[str, ...]
    destroyed_at: datetime


class ErasureShown(BaseModel):
    """An erasure as it stands.

    Attributes:
        missing: services whose proof is still to come.
        overdue: the proofs should have been there by now.
        version: to be given back with a decision.
    """

    model_config = ConfigDict(frozen=True)

    erasure_id: UUID
    version: int
    person_id: UUID
    ground: Ground
    kept_until: date | None
    status: Status
    proposed_by: str
    approved_by: str | None
    answers_due: datetime | None
    proofs: tuple[ProofShown, ...]
    missing: tuple[KeeperService, ...]
    overdue: bool


class ErasureList(InPages):
    """The erasures asked for."""

    model_config = ConfigDict(frozen=True)

    lines: tuple[ErasureShown, ...]
