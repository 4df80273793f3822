"""What is asked of the register of consents, in the clear until it is sealed."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from services.conference.domain.consent import Exclusions, FormVersion, Method, Scope
from services.conference.law.vocabulary import Capacity, ConsentState
from shared.paging import Paged
from shared.use_case import Request

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
"""A short confidential text; blank counts as absent."""


class WitnessNote(Request):
    """Who heard an oral answer, and when."""

    heard_by: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] = Field(
        repr=False
    )
    at: AwareDatetime


class ConsentAnswer(Request):
    """An answer about sharing the data of one person, with all that has to be on record of it.

    Attributes:
        person_id: whose data.
        consent_id: the consent it is a further version of, or the id of a new one.
        version: the version it should become; ``None`` for the next.
        state: 同意・拒否・確認不能・未確認.
        given_by: person or agency that answered; ``None`` when nobody did.
        capacity: as what they answered; ``family_wish`` is never consent.
        method: written, electronic or oral.
        witness: of an oral answer.
        reason: why the will cannot be confirmed.
        scope: category × recipient × purpose × mode × agenda item.
        exclusions: 「母には伝えない」.
        answered_at: when it was answered; by default when it begins to hold, or now.
        start: from when it holds; by default at once.
        end: until when, exclusive.
        review_on: when to ask again; by default a year after the start, where there is no end.
        explained_by: worker who explained.
        explanation_version: which text was explained.
        aid: やさしい日本語・通訳・手話・筆談.
        understanding: how it was understood.
        identity_check: how it was made sure who answered.
        relation_evidence: proof of a representative's power.
        evidence: where the signed paper or the recording is kept.
        expected_version: of the person's answers, as the user saw them.
    """

    person_id: UUID
    consent_id: UUID | None = None
    version: int | None = Field(default=None, ge=1)
    state: ConsentState
    given_by: UUID | None = None
    capacity: Capacity | None = None
    method: Method | None = None
    witness: WitnessNote | None = None
    reason: Note | None = Field(default=None, repr=False)
    scope: Scope | None = None
    exclusions: Exclusions = Exclusions()
    answered_at: AwareDatetime | None = None
    start: AwareDatetime | None = None
    end: AwareDatetime | None = None
    review_on: date | None = None
    explained_by: UUID | None = None
    explanation_version: FormVersion | None = None
    aid: Note | None = Field(default=None, repr=False)
    understanding: Note | None = Field(default=None, repr=False)
    identity_check: Note | None = Field(default=None, repr=False)
    relation_evidence: Note | None = Field(default=None, repr=False)
    evidence: Note | None = Field(default=None, repr=False)
    expected_version: int | None = None


class ConsentWithdrawal(Request):
    """A consent is taken back.

    Attributes:
        consent_id: which one; all its versions.
        withdrawn_by: the person, who answered, or a representative with power.
        method: how they said so.
        withdrawn_at: from which instant on; by default this one.
        expected_version: of the person's answers, as the user saw them.
    """

    consent_id: UUID
    withdrawn_by: UUID
    method: Method
    withdrawn_at: AwareDatetime | None = None
    expected_version: int | None = None


class WhoseConsents(Request):
    """Everything one person answered."""

    person_id: UUID


class WhichConsent(Request):
    """One consent, in its latest version or another."""

    consent_id: UUID
    version: int | None = None


class OwnNotices(Paged):
    """The withdrawals that the asker's own agency was told of.

    Attributes:
        unseen_only: leave out those that the agency has said it read.
    """

    unseen_only: bool = False


class NoticeSeen(Request):
    """The asker's own agency has read that a consent was withdrawn."""

    consent_id: UUID
