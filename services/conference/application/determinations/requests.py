"""What is asked of determinations and emergencies, in the clear until it is sealed."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.conference.domain.determination import Danger, OfficeHolder, VictimKind
from services.conference.law.vocabulary import Category, DeterminationKind
from shared.codes.municipality import MunicipalityCode
from shared.paging import Paged
from shared.use_case import Request


class DeterminationRequest(Request):
    """An official decision that opens a basis other than consent or conference.

    Attributes:
        determination_id: to be chosen, or left to be made.
        on_behalf_of: the agency whose items it concerns, where the secretariat records it for
            another one; ``None`` for one's own.
        subjects: whom it concerns; of an abuse report: the person thought to be abused first.
        reason: why; a report of abuse needs none.
        approved_by: who answers for it; for 69条2項3号・4号 a second person.
        start: from when; by default at once.
    """

    determination_id: UUID | None = None
    kind: DeterminationKind
    on_behalf_of: UUID | None = None
    subjects: tuple[UUID, ...] = Field(min_length=1)
    categories: tuple[Category, ...] = Field(min_length=1)
    recipients: tuple[UUID, ...] = Field(min_length=1)
    reason: str | None = Field(default=None, repr=False)
    approved_by: UUID | None = None
    consent_difficult: bool = False
    victim_kind: VictimKind | None = None
    requested_by: OfficeHolder | None = None
    answer: Literal["provided", "declined"] | None = None
    start: AwareDatetime | None = None
    end: AwareDatetime | None = None


class DeterminationEnding(Request):
    """A determination is to hold no longer; by default from this instant on."""

    determination_id: UUID
    ended_at: AwareDatetime | None = None


class WhoIsConcerned(Request):
    """The determinations about one person."""

    person_id: UUID


class EmergencyRequest(Request):
    """Life, body or property is in danger, and data are needed now.

    Attributes:
        emergency_id: to be chosen, or left to be made.
        danger: what is in danger.
        consent_hard_to_obtain: obtaining consent is difficult; a private agency needs this too.
        reason: what is happening.
        responders: the agencies that need the data.
        subjects: whose data.
        categories: the minimum that is needed.
        start: from when; by default at once.
        end: until when; by default until it has to be reviewed.
        review_due: by when somebody else looks at it; by default, and at most, three days.
    """

    emergency_id: UUID | None = None
    danger: Danger | None = None
    consent_hard_to_obtain: bool = False
    reason: str | None = Field(default=None, repr=False)
    responders: tuple[UUID, ...] = ()
    subjects: tuple[UUID, ...] = Field(min_length=1)
    categories: tuple[Category, ...] = Field(min_length=1)
    start: AwareDatetime | None = None
    end: AwareDatetime | None = None
    review_due: AwareDatetime | None = None


class EmergencyReview(Request):
    """What a second person found of an emergency; a note is needed where it was not justified."""

    emergency_id: UUID
    justified: bool
    note: str | None = Field(default=None, repr=False)


class WhoseEmergencies(Paged):
    """The emergencies of one municipality that nobody has reviewed."""

    municipality: MunicipalityCode
