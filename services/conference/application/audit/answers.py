"""What an audit is answered."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict

from services.conference.law.vocabulary import Basis, Effect
from services.conference.ledger.entry import Entry
from services.conference.ledger.reading import Placed
from services.conference.ledger.rule_titles import titles
from services.conference.ledger.unusual import UnusualReason
from shared.paging import InPages


class Answer(BaseModel):
    """Something that is answered."""

    model_config = ConfigDict(frozen=True)


class EntryTold(Answer):
    """An entry as an auditor reads it; a sealed note stays sealed.

    Attributes:
        position: in the ledger, from 0.
        entry: as it was recorded.
        why: the rules that fired, as the register calls them.
    """

    position: int
    entry: Entry
    why: tuple[str, ...]


class Entries(Answer):
    """A page of entries, latest first.

    Attributes:
        entries: at most as many as were asked for.
        before: where to go on; ``None`` if there are no more.
    """

    entries: tuple[EntryTold, ...]
    before: int | None


class Holding(Answer):
    """What an agency holds from another.

    Attributes:
        holder_id: from whom.
        entries: how many disclosures.
        first_at: when the first took place.
        last_at: when the last did.
    """

    holder_id: UUID
    entries: int
    first_at: AwareDatetime
    last_at: AwareDatetime


class Holdings(Answer):
    """From whom an agency holds something, most first."""

    holdings: tuple[Holding, ...]


class UnreviewedEmergency(Answer):
    """An emergency at which nobody has looked since.

    Attributes:
        emergency_id: which.
        review_due: until when somebody has to; ``None`` where only the ledger speaks of it.
        disclosures: entries that rest on it.
        first: the first of them.
    """

    emergency_id: UUID
    review_due: AwareDatetime | None
    disclosures: int
    first: EntryTold | None


class Emergencies(InPages, Answer):
    """Emergencies without review."""

    emergencies: tuple[UnreviewedEmergency, ...]


class UnusualReading(Answer):
    """Reading that somebody should look at; it is no verdict.

    Attributes:
        worker: who read.
        day: when, in Japan.
        reason: what is unusual about it.
        says: the same in Japanese.
        matters: how many different matters, where that is the reason.
        hour: of the day, where that is the reason.
        position: of one entry to begin with.
    """

    worker: str
    day: date
    reason: UnusualReason
    says: str
    matters: int | None = None
    hour: int | None = None
    position: int


class UnusualReadings(Answer):
    """Unusual reading, by day and worker.

    Attributes:
        readings: the list.
        undescribed: readers whose family name is not known, so that it was not compared.
    """

    readings: tuple[UnusualReading, ...]
    undescribed: tuple[str, ...]


class EntryProved(Answer):
    """An entry, and what proves that it stands in the signed ledger.

    Attributes:
        told: the entry.
        canonical: its bytes, base64: the leaf hash is SHA-256 of 0x00 and these.
        size: number of entries of the checkpoint.
        proof: inclusion proof (RFC 9162 §2.1.3), base64.
        checkpoint: the signed note over these entries.
    """

    told: EntryTold
    canonical: str
    size: int
    proof: tuple[str, ...]
    checkpoint: str


Verdict = Literal["as_lawful", "other_footing", "too_much", "more_was_lawful", "cannot_tell"]
"""根拠どおり・結論は同じで根拠が違う・提供しすぎ・断りすぎ・判断できない."""


class ItemRecomputed(Answer):
    """What the law says of one item, from what was on record then.

    Attributes:
        item_id: which; ``None`` for what was told by mouth.
        effect: what the law gave.
        basis: on what it rested.
        rules: which rules fired.
        reasons: in words.
        verdict: how the entry compares.
    """

    item_id: UUID | None
    effect: Effect
    basis: tuple[Basis, ...]
    rules: tuple[int, ...]
    reasons: tuple[str, ...]
    verdict: Verdict


class Lawfulness(Answer):
    """Was an entry lawful on its day?

    Attributes:
        told: the entry.
        verdict: the worst of its items.
        says: the same in Japanese.
        items: each of its items.
        complete: nobody concerned was erased since.
        obstacle: why nothing could be recomputed.
    """

    told: EntryTold
    verdict: Verdict
    says: str
    items: tuple[ItemRecomputed, ...] = ()
    complete: bool = True
    obstacle: str | None = None


class SignedState(Answer):
    """The ledger's latest signed checkpoint.

    Attributes:
        size: number of entries.
        checkpoint: the signed note; ``None`` while the ledger is empty.
        public_key: with which it is verified.
    """

    size: int
    checkpoint: str | None
    public_key: str


class Reindexed(Answer):
    """The index was made again from so many entries."""

    entries: int


class ConsistencyProved(Answer):
    """What proves that the ledger only grew (RFC 9162 §2.1.4); hashes are base64."""

    old_size: int
    new_size: int
    old_root: str
    new_root: str
    proof: tuple[str, ...]


class QuestionTold(Answer):
    """One question that was asked."""

    asked_at: AwareDatetime
    worker: str
    agency: str
    role: str
    question: str
    about: str | None


class QuestionsTold(InPages, Answer):
    """Questions, latest first."""

    questions: tuple[QuestionTold, ...]


def told(one: Placed) -> EntryTold:
    """An entry as it is told."""
    return EntryTold(position=one.position, entry=one.entry, why=titles(one.entry.rules))
