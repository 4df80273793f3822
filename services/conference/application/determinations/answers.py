"""What is answered of determinations and emergencies."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.conference.domain.determination import Danger, OfficeHolder, VictimKind
from services.conference.law.vocabulary import Category, DeterminationKind
from shared.paging import InPages


class DeterminationLine(BaseModel):
    """One determination.

    Attributes:
        reason: opened for the holder, and for those who do the municipality's work.
        holds: it is in force at this instant; whether it opens anything, the law says.
    """

    model_config = ConfigDict(frozen=True)

    determination_id: UUID
    kind: DeterminationKind
    holder_id: UUID
    subjects: tuple[UUID, ...]
    categories: tuple[Category, ...]
    recipients: tuple[UUID, ...]
    reason: str | None = Field(repr=False)
    approved_by: UUID | None
    consent_difficult: bool
    victim_kind: VictimKind | None
    requested_by: OfficeHolder | None
    answer: Literal["provided", "declined"] | None
    start: AwareDatetime
    end: AwareDatetime | None
    ended_at: AwareDatetime | None
    holds: bool


class DeterminationList(BaseModel):
    """The determinations about one person that the asker may know of."""

    model_config = ConfigDict(frozen=True)

    determinations: tuple[DeterminationLine, ...]


class EmergencyLine(BaseModel):
    """An emergency that waits for its review.

    Attributes:
        own: the asker asserted it, and so cannot review it.
        overdue: the review should have been done by now.
        reason: opened for those who review.
    """

    model_config = ConfigDict(frozen=True)

    emergency_id: UUID
    danger: Danger | None
    consent_hard_to_obtain: bool
    asserted_by: UUID | None
    reason: str | None = Field(repr=False)
    responders: tuple[UUID, ...]
    subjects: tuple[UUID, ...]
    categories: tuple[Category, ...]
    start: AwareDatetime
    end: AwareDatetime | None
    review_due: AwareDatetime
    overdue: bool
    own: bool


class EmergencyList(InPages):
    """Emergencies that wait for their review, the most urgent first."""

    model_config = ConfigDict(frozen=True)

    emergencies: tuple[EmergencyLine, ...]
