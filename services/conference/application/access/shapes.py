"""What is asked of the desk about requests for access, and what it answers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.conference.domain.access_request import (
    Disclosed,
    Exemption,
    Footing,
    Handing,
    Notice,
    Outcome,
    RefusalGround,
    Requester,
)
from services.conference.views.access_requests import AccessStatus
from shared.codes.municipality import MunicipalityCode
from shared.paging import Paged
from shared.personal_records import HoldingService, Mark, PersonalRecord
from shared.use_case import Request


class ReceiveAccess(Request):
    """A request for access came in.

    Attributes:
        access_id: its id; made here if absent.
        municipality: whom it is addressed to.
        person_id: who is asked about; of somebody nobody knows, a new id.
        requester: as what somebody asks; ``requester_id`` who that is, with ``self`` the person.
        described: who and what is asked for, as it was written.
        identity: how it was made sure who asks.
        power: proof of a representative's power, with the ``subject_birth`` (``YYYY-MM-DD``) that
            it shows.
        received_on: the day (JST).
    """

    access_id: UUID | None = None
    municipality: MunicipalityCode
    person_id: UUID
    requester: Requester
    requester_id: UUID
    described: str = Field(repr=False)
    identity: str | None = Field(default=None, repr=False)
    power: str | None = Field(default=None, repr=False)
    subject_birth: str | None = Field(default=None, repr=False)
    received_on: date


class OfAccess(Request):
    """Something about one request.

    Attributes:
        access_id: which.
        expected_version: the version its user saw.
    """

    access_id: UUID
    expected_version: int | None = None


class AskCorrection(OfAccess):
    """補正の求め: what is missing, and since when."""

    missing: str = Field(repr=False)
    asked_on: date


class CorrectAccess(OfAccess):
    """補正: what came in, and when; what is absent stays as it was."""

    corrected_on: date
    identity: str | None = Field(default=None, repr=False)
    power: str | None = Field(default=None, repr=False)
    subject_birth: str | None = Field(default=None, repr=False)


class ExtendAccess(OfAccess):
    """期限の延長: see :class:`services.conference.domain.access_request.Extension`."""

    days: int
    reason: str = Field(repr=False)
    noticed_on: date
    rest_by: date | None = None


class AskThirdParty(OfAccess):
    """第三者への照会 about pieces that say something about them."""

    opinion_id: UUID | None = None
    party_id: UUID
    record_ids: tuple[UUID, ...]
    answer_by: date


class AnswerThirdParty(OfAccess):
    """What the third party answered."""

    opinion_id: UUID
    opposes: bool
    opinion: str | None = Field(default=None, repr=False)
    answered_on: date


class CollectAccess(OfAccess):
    """What another service holds about the person, as it told it.

    Attributes:
        person_id: whom the records are about; guards against the wrong person's file.
        service: which service told it.
        records: the pieces; none if it holds nothing.
    """

    person_id: UUID
    service: HoldingService
    records: tuple[PersonalRecord, ...] = Field(repr=False)


class PartVerdict(Request):
    """What is decided about one piece; in the clear until it is sealed here.

    See :class:`services.conference.domain.access_request.PartDecision`.
    """

    record_id: UUID
    disclosed: Disclosed
    exemptions: tuple[Exemption, ...] = ()
    footing: Footing | None = None
    wording: str | None = Field(default=None, repr=False)


class DecideAccess(OfAccess):
    """開示決定等."""

    outcome: Outcome
    reason: str = Field(repr=False)
    grounds: tuple[RefusalGround, ...] = ()
    parts: tuple[PartVerdict, ...] = ()


class DeliverAccess(OfAccess):
    """開示の実施."""

    how: Handing = "copy"


class AccessesOf(Paged):
    """The requests of one municipality."""

    municipality: MunicipalityCode


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
    """

    record_id: UUID
    service: HoldingService
    kind: str
    text: str = Field(repr=False)
    marks: tuple[Mark, ...]
    why: tuple[str, ...]


class AccessDetail(Shape):
    """One request as it stands, without what was gathered.

    Attributes:
        line: as in the list.
        version: to be handed back with the next step.
        missing_services: services that have not told yet what they hold.
        collected: pieces gathered; ``to_be_decided``: those of them that are marked.
        opinions_open: third parties that have not answered.
        rest_by: of a very large request: by when the rest is decided (84条).
    """

    line: AccessLine
    version: int
    missing_services: tuple[HoldingService, ...]
    collected: int
    to_be_decided: int
    opinions_open: int
    rest_by: date | None


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
