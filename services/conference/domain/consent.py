"""Consents 同意: one dated answer after the other about sharing the data of one person.

Only the person, or who has the power to speak for them, consents; a family's wish is on record and
is not consent (law rules 4–15). A record of every answer is kept, refusals and what could not be
asked included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID, uuid5

from pydantic import AwareDatetime, Field, StringConstraints

from services.conference.law.vocabulary import (
    AgencyKind,
    Capacity,
    Category,
    ConsentState,
    Mode,
    Purpose,
)
from shared.codes.municipality import MunicipalityCode
from shared.sealing.sealed import Sealed
from shared.store.aggregate import Aggregate
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
        start: from when it holds.
        end: until when, exclusive; ``None`` for open-ended.
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
    start: AwareDatetime
    end: AwareDatetime | None = None
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


@recorded_as("conference.ConsentWithdrawn")
class ConsentWithdrawn(Event):
    """撤回: an answer no longer holds from this very instant on (law rule 13).

    Attributes:
        person_id: whose data.
        consent_id: which consent; all its versions.
        withdrawn_at: the instant.
        withdrawn_by: person or agency that withdrew it.
        method: how.
        past_recipients: agencies that received something under it and are told (law rule 14).
    """

    person_id: UUID
    consent_id: UUID
    withdrawn_at: AwareDatetime
    withdrawn_by: UUID
    method: Method
    past_recipients: tuple[UUID, ...] = ()


@recorded_as("conference.WithdrawalNoticeSeen")
class WithdrawalNoticeSeen(Event):
    """A past recipient has read that the consent was withdrawn, and what it has to do."""

    person_id: UUID
    consent_id: UUID
    agency_id: UUID


@dataclass(frozen=True, slots=True)
class ConsentsState:
    """Everything one person answered.

    Attributes:
        municipality: where.
        person_id: whose data.
        answers: in order of recording.
        withdrawn: consents that were withdrawn, and since when.
        to_be_told: past recipients that have not seen the notice, by consent.
    """

    municipality: MunicipalityCode
    person_id: UUID
    answers: tuple[Answer, ...] = ()
    withdrawn: Mapping[UUID, datetime] = field(default_factory=dict)
    to_be_told: frozenset[tuple[UUID, UUID]] = frozenset()

    def latest(self, consent_id: UUID) -> Answer | None:
        """The highest version of a consent."""
        versions = [one for one in self.answers if one.consent_id == consent_id]
        return max(versions, key=lambda one: one.version, default=None)


def consents_id(person_id: UUID) -> UUID:
    """The stream of a person's answers; one per person."""
    return uuid5(person_id, "consents")


def evolve(consents: ConsentsState | None, event: Event) -> ConsentsState:
    """Return a person's answers after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case ConsentAnswered():
            before = consents or ConsentsState(event.municipality, event.person_id)
            answer = Answer(**{name: getattr(event, name) for name in Answer.model_fields})
            return replace(before, answers=(*before.answers, answer))
        case ConsentWithdrawn() if consents:
            told = {(event.consent_id, agency) for agency in event.past_recipients}
            return replace(
                consents,
                withdrawn={**consents.withdrawn, event.consent_id: event.withdrawn_at},
                to_be_told=consents.to_be_told | told,
            )
        case WithdrawalNoticeSeen() if consents:
            seen = {(event.consent_id, event.agency_id)}
            return replace(consents, to_be_told=consents.to_be_told - seen)
    raise LookupError(f"{event.TOPIC} has no place in a person's consents")


CONSENTS: Aggregate[ConsentsState] = Aggregate("consents", evolve)
