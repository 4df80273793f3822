"""What the register of consents answers."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.conference.domain.consent import Exclusions, FormVersion, Method, Scope
from services.conference.law.vocabulary import Capacity, ConsentState
from shared.paging import InPages

Standing = Literal["holds", "not_yet", "ended", "replaced", "withdrawn"]
"""Whether an answer holds at this instant; whether it counts is another question."""

WHAT_TO_DO = (
    "この同意は撤回されました。この同意によって受け取った情報を、今から使わないでください。",
    "写しや印刷物を、提供元の機関に返すか、消去してください。",
    "すでに別の機関に伝えたときは、その機関にも知らせてください。",
    "返却または消去を終えたら、事務局に知らせてください。",
)
"""What a past recipient has to do (個情法70条の条件; law rule 14)."""


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class ConsentRecorded(_Answer):
    """An answer as it was recorded.

    Attributes:
        version: of this consent.
        counts: the law takes it as the answer of the person, or of who may speak for them.
        because: the law's sentence where it does not count.
        label: 「家族の意向であり、本人の同意ではありません」 for a family's wish.
    """

    consent_id: UUID
    version: int
    counts: bool
    because: str | None
    label: str | None


class ConsentLine(ConsentRecorded):
    """One version of one consent, without its words.

    Attributes:
        standing: whether it holds now.
        withdrawn_at: since when it is withdrawn.
    """

    person_id: UUID
    state: ConsentState
    standing: Standing
    given_by: UUID | None
    capacity: Capacity | None
    method: Method | None
    scope: Scope | None
    exclusions: Exclusions
    answered_at: AwareDatetime
    start: AwareDatetime
    end: AwareDatetime | None
    review_on: date | None
    withdrawn_at: AwareDatetime | None
    explained_by: UUID | None
    explanation_version: FormVersion | None


class ConsentList(_Answer):
    """Everything one person answered, in order of recording.

    Attributes:
        version: to be given back as ``expected_version``.
    """

    person_id: UUID
    version: int
    consents: tuple[ConsentLine, ...]


class ConsentShown(ConsentLine):
    """One version of one consent with its words; a word that is ``None`` was not recorded.

    Attributes:
        erased: the person's key was destroyed; the words are gone for good.
        recorded_by: opaque id of the worker who recorded it.
        recorded_at: when.
    """

    erased: bool
    heard_by: str | None = Field(repr=False)
    heard_at: AwareDatetime | None
    reason: str | None = Field(repr=False)
    aid: str | None = Field(repr=False)
    understanding: str | None = Field(repr=False)
    identity_check: str | None = Field(repr=False)
    relation_evidence: str | None = Field(repr=False)
    evidence: str | None = Field(repr=False)
    recorded_by: str
    recorded_at: AwareDatetime


class ConsentWithdrawnAnswer(_Answer):
    """A consent was withdrawn.

    Attributes:
        withdrawn_at: nothing can be shared on it from this instant on.
        told: the agencies that had received something under it.
    """

    consent_id: UUID
    withdrawn_at: AwareDatetime
    told: tuple[UUID, ...]


class NoticeLine(_Answer):
    """A withdrawal that an agency has to heed.

    Attributes:
        seen: the agency has said that it read this.
        what_to_do: what it has to do now.
    """

    person_id: UUID
    consent_id: UUID
    withdrawn_at: AwareDatetime
    seen: bool
    what_to_do: tuple[str, ...] = WHAT_TO_DO


class NoticeList(InPages, _Answer):
    """The withdrawals that the asker's agency was told of, the latest first."""

    notices: tuple[NoticeLine, ...]
