"""What is asked of the desk about requests for access."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import Field

from services.conference.domain.access_request import (
    Disclosed,
    Exemption,
    Footing,
    Handing,
    Outcome,
    RefusalGround,
    Requester,
)
from shared.codes.municipality import MunicipalityCode
from shared.paging import Paged
from shared.personal_records import HoldingService, PersonalRecord
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
