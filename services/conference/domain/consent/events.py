"""What is on record about answers, and what happens to them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from services.conference.law.vocabulary import (
    AgencyKind,
    Capacity,
    Category,
    ConsentState,
    Mode,
    Purpose,
)
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, Event, recorded_as

Method = Literal["written", "electronic", "oral"]
"""書面・電磁的・口頭."""

FormVersion = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$")]
"""Version of a form or of an explanation's text."""


class Scope(Detail):
    """The scope of an answer: category × recipient × purpose × mode × conference.

    Attributes:
        categories: kinds of information.
        recipients: agencies named one by one.
        recipient_kinds: classes of agencies named.
        purposes: what it may be shared for.
        modes: legal modes it was given for; ``None`` if the person did not limit them.
        agenda_items: agenda items it was given for; ``None`` if the person did not limit them.
    """

    categories: tuple[Category, ...] = Field(min_length=1)
    recipients: tuple[UUID, ...] = ()
    recipient_kinds: tuple[AgencyKind, ...] = ()
    purposes: tuple[Purpose, ...] = Field(min_length=1)
    modes: tuple[Mode, ...] | None = None
    agenda_items: tuple[UUID, ...] | None = None


class Exclusions(Detail):
    """What the person excluded (「母には伝えない」「職場には知らせない」); it beats the scope.

    Attributes:
        categories: excluded whoever asks.
        recipients: agencies, and persons as readers, that must not be told.
        recipient_kinds: classes that must not be told.
    """

    categories: tuple[Category, ...] = ()
    recipients: tuple[UUID, ...] = ()
    recipient_kinds: tuple[AgencyKind, ...] = ()


class Witness(Detail):
    """Who heard an oral answer, and when (law rule 6)."""

    heard_by: Sealed
    at: AwareDatetime


class Answer(Detail):
    """One answer with everything that has to be on record about it.

    Attributes:
        consent_id: all versions of one consent share it.
        version: from 1; a higher one replaces the lower ones from its own start on.
        given_by: person or agency that answered; ``None`` when nobody did.
        capacity: as what they answered; ``None`` when nobody did.
        state: given, refused, not obtainable, not asked.
        method: how; ``None`` when there was no answer.
        witness: of an oral answer.
        reason: with ``not_obtainable``: why the will cannot be confirmed.
        scope: must be there with ``given``; ``None`` otherwise means everything.
        exclusions: what was excluded.
        answered_at: when it was answered, or found that nobody could; never after its start: no
            answer is dated back.
        start: from when it holds.
        end: until when, exclusive; ``None`` for open-ended.
        review_on: the day on which it is to be asked again; ``None`` if it has an end.
        explained_by: worker who explained (opaque id).
        explanation_version: which text was explained.
        aid: やさしい日本語・通訳・手話・筆談, sealed.
        understanding: note on how it was understood.
        identity_check: how it was made sure who answered.
        relation_evidence: proof of a representative's power (戸籍・登記事項証明書).
        evidence: where the signed paper or the recording is kept.
    """

    consent_id: UUID
    version: int = Field(ge=1)
    given_by: UUID | None
    capacity: Capacity | None
    state: ConsentState
    method: Method | None
    witness: Witness | None = None
    reason: Sealed | None = None
    scope: Scope | None
    exclusions: Exclusions = Exclusions()
    answered_at: AwareDatetime
    start: AwareDatetime
    end: AwareDatetime | None = None
    review_on: date | None = None
    explained_by: UUID | None = None
    explanation_version: FormVersion | None = None
    aid: Sealed | None = None
    understanding: Sealed | None = None
    identity_check: Sealed | None = None
    relation_evidence: Sealed | None = None
    evidence: Sealed | None = None


@recorded_as("conference.ConsentAnswered")
class ConsentAnswered(Event, Answer):
    """同意取得・同意拒否・意思確認不能: the person was asked, or could not be."""

    person_id: UUID


class Withdrawal(Detail):
    """Who took back a consent, how, and from which instant on.

    Attributes:
        withdrawn_at: the instant.
        withdrawn_by: person or agency that withdrew it.
        method: how.
    """

    withdrawn_at: AwareDatetime
    withdrawn_by: UUID
    method: Method


@recorded_as("conference.ConsentWithdrawn")
class ConsentWithdrawn(Event, Withdrawal):
    """撤回: an answer no longer holds from this very instant on (law rule 14).

    Attributes:
        person_id: whose data.
        consent_id: which consent; all its versions.
        version: its highest version.
        of_family: what was taken back is a family's wish, which never was a consent.
        past_recipients: agencies that received something under it and are told (law rule 14).
    """

    person_id: UUID
    consent_id: UUID
    version: int = Field(ge=1)
    of_family: bool = False
    past_recipients: tuple[UUID, ...] = ()


@recorded_as("conference.WithdrawalNoticeSeen")
class WithdrawalNoticeSeen(Event):
    """A past recipient has read that the consent was withdrawn, and what it has to do."""

    person_id: UUID
    consent_id: UUID
    agency_id: UUID
