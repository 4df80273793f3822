"""What the desk answers about requests for access."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.conference.domain.access_request import Notice, Outcome, Requester
from services.conference.views.access_requests import AccessStatus
from shared.personal_records import HoldingService, Mark


class Shape(BaseModel):
    """An answer: immutable, and silent about its values in errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class AccessLine(Shape):
    """One request in the list.

    Attributes:
        access_id: which.
        requester: as what somebody asks.
        received_on: the day (JST).
        due_on: by when it is to be decided; ``None`` while the clock stands still.
        days_left: days from today, negative when it is past; ``None`` when none are counted.
        standing: how far it has come.
        outcome: what was decided.
    """

    access_id: UUID
    requester: Requester
    received_on: date
    due_on: date | None
    days_left: int | None
    standing: AccessStatus
    outcome: Outcome | None


class ReviewedPart(Shape):
    """One piece as it is looked at before the decision; inside only.

    Attributes:
        record_id: which.
        service: where it is held.
        kind: what it is there.
        text: title and text.
        marks: why it must be decided on.
        why: the same, in Japanese.
        parties: other persons it says something about, and the agency that holds it: who may have
            to be asked before it is handed out (86条).
    """

    record_id: UUID
    service: HoldingService
    kind: str
    text: str = Field(repr=False)
    marks: tuple[Mark, ...]
    why: tuple[str, ...]
    parties: tuple[UUID, ...] = ()


class OpinionLine(Shape):
    """A third party that was asked about pieces (86条), without what they wrote.

    Attributes:
        opinion_id: this asking.
        party_id: the person or agency asked.
        pieces: about how many pieces.
        asked_on: the day (JST).
        answer_by: by when they may answer.
        opposes: what they answered; ``None`` while they have not.
    """

    opinion_id: UUID
    party_id: UUID
    pieces: int
    asked_on: date
    answer_by: date
    opposes: bool | None


class AccessDetail(Shape):
    """One request as it stands, without what was gathered.

    Attributes:
        line: as in the list.
        version: to be handed back with the next step.
        missing_services: services that have not told yet what they hold.
        collected: pieces gathered; ``to_be_decided``: those of them that are marked.
        opinions_open: third parties that have not answered.
        opinions: every third party that was asked.
        extended: the term was extended, which is done once (83条2項).
        rest_by: of a very large request: by when the rest is decided (84条).
        hand_over_from: of a decision that a third party opposed: the first day on which it may be
            handed over (86条3項).
    """

    line: AccessLine
    version: int
    missing_services: tuple[HoldingService, ...]
    collected: int
    to_be_decided: int
    opinions_open: int
    opinions: tuple[OpinionLine, ...]
    extended: bool
    rest_by: date | None
    hand_over_from: date | None


class WrittenOpinion(Shape):
    """What a third party wrote (86条).

    Attributes:
        opinion_id: on which asking.
        party_id: the person or agency asked.
        text: what they wrote; ``None`` if nothing is on record.
    """

    opinion_id: UUID
    party_id: UUID
    text: str | None = Field(repr=False)


class AccessWritten(Shape):
    """A request for access in its own words, with what was written about it since; inside only.

    What nobody wrote is ``None``; what was erased says so.

    Attributes:
        described: who and what is asked for (77条1項).
        identity: how it was made sure who asks (77条2項).
        power: proof of a representative's power; ``subject_birth`` the date of birth it shows.
        missing: what was to be corrected when it was last asked for (77条3項).
        extension_reason: why the term was extended, as the requester was told (83条2項).
        opinions: what third parties wrote.
        reason: why it was decided so; kept inside.
    """

    described: str | None = Field(repr=False)
    identity: str | None = Field(repr=False)
    power: str | None = Field(repr=False)
    subject_birth: str | None = Field(repr=False)
    missing: str | None = Field(repr=False)
    extension_reason: str | None = Field(repr=False)
    opinions: tuple[WrittenOpinion, ...]
    reason: str | None = Field(repr=False)


class HandedPart(Shape):
    """One piece as it is handed over.

    Attributes:
        record_id: which.
        text: title and text; with parts taken out, what was decided to stand instead.
        whole: nothing was taken out.
    """

    record_id: UUID
    text: str = Field(repr=False)
    whole: bool


class AccessAnswer(Shape):
    """What the requester gets: the notice, and what is handed out; nothing else is in it.

    Attributes:
        notice: 開示決定等の通知.
        records: what is handed out, in the order in which it was recorded.
    """

    notice: Notice
    records: tuple[HandedPart, ...] = ()
