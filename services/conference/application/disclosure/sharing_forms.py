"""What is asked about sharing beside a meeting, and what is answered."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.conference.application.disclosure.packet_forms import MOST_RECIPIENTS, BuiltPacket
from services.conference.law.vocabulary import Category, Purpose
from shared.use_case import Request

MOST_PERSONS = 100


MOST_ITEMS = 1_000
"""About so many, and of so much, is something shared at once, at most."""


class PrepareSharing(Request):
    """Build packets for sharing outside a meeting, of items that the own agency holds.

    Attributes:
        sharing_id: chosen by the caller, if it has to know it beforehand.
        case_id: the case, as intake knows it.
        purpose: what is shared for.
        subjects: the persons it is about.
        items: items of the own agency.
        recipients: for whom.
    """

    sharing_id: UUID | None = None
    case_id: UUID
    purpose: Purpose
    subjects: tuple[UUID, ...] = Field(min_length=1, max_length=MOST_PERSONS)
    items: tuple[UUID, ...] = Field(min_length=1, max_length=MOST_ITEMS)
    recipients: tuple[UUID, ...] = Field(min_length=1, max_length=MOST_RECIPIENTS)


class PreparedSharing(BaseModel):
    """What came of it.

    Attributes:
        sharing_id: the act of sharing.
        packets: for those to whom something is granted.
        reasons: why not all of it is granted to all, as far as the holder may know.
    """

    model_config = ConfigDict(frozen=True)

    sharing_id: UUID
    packets: tuple[BuiltPacket, ...]
    reasons: tuple[str, ...] = ()


class TellByMouth(Request):
    """What was told to somebody, as one short note.

    Attributes:
        case_id: the case.
        purpose: what for.
        subjects: about whom.
        categories: what kinds of information.
        recipient_id: the agency that was told.
        told_at: when.
        told: the thing itself, or only what it comes to.
        conference_id: the conference, if it was told in one.
        agenda_id: the agenda item, if it was told in a conference.
        occasion: a note for the auditor.
    """

    case_id: UUID
    purpose: Purpose
    subjects: tuple[UUID, ...] = Field(min_length=1, max_length=MOST_PERSONS)
    categories: tuple[Category, ...] = Field(min_length=1)
    recipient_id: UUID
    told_at: AwareDatetime
    told: Literal["full", "blurred"] = "full"
    conference_id: UUID | None = None
    agenda_id: UUID | None = None
    occasion: str | None = Field(default=None, max_length=4_000, repr=False)


class ReadRecord(Request):
    """What was read in a record, as one short note.

    Attributes:
        case_id: the case.
        purpose: what for.
        subjects: whose record.
        categories: what kinds of information.
        holder_id: whose record it is; ``None`` for the own agency's.
        read_at: when.
        occasion: a note for the auditor.
    """

    case_id: UUID
    purpose: Purpose
    subjects: tuple[UUID, ...] = Field(min_length=1, max_length=MOST_PERSONS)
    categories: tuple[Category, ...] = Field(min_length=1)
    holder_id: UUID | None = None
    read_at: AwareDatetime
    occasion: str | None = Field(default=None, max_length=4_000, repr=False)


class Noted(BaseModel):
    """What the law says about what was noted; it is on record either way.

    Attributes:
        within_the_law: a basis carries all of it.
        reasons: why, or why not, as far as the asker may know.
    """

    model_config = ConfigDict(frozen=True)

    within_the_law: bool
    reasons: tuple[str, ...]
