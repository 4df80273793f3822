"""What happens to a request for access 開示請求 (個人情報保護法76–86条)."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.conference.law.vocabulary import Category
from shared.facts.fact import Code
from shared.personal_records import HoldingService, Mark
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, Event, recorded_as

DESCRIBED_LABEL = "conference.access.described"
IDENTITY_LABEL = "conference.access.identity"
POWER_LABEL = "conference.access.power"
BIRTH_LABEL = "conference.access.subject_birth"
CORRECTION_LABEL = "conference.access.correction"
EXTENSION_LABEL = "conference.access.extension"
OPINION_LABEL = "conference.access.opinion"
RECORD_LABEL = "conference.access.record"
WORDING_LABEL = "conference.access.wording"
REASON_LABEL = "conference.access.reason"

Requester = Literal["self", "minor_representative", "adult_guardian", "voluntary_agent", "other"]
"""本人・未成年者の法定代理人・成年被後見人の法定代理人・任意代理人 (76条), and anybody else."""

Outcome = Literal["full", "partial", "refused", "existence_not_confirmed"]
"""全部開示・一部開示・不開示 (82条)・存否応答拒否 (81条)."""

RefusalGround = Literal[
    "requester_without_power", "person_deceased", "not_held", "defect_not_corrected", "exempt"
]
"""Why a request is refused as a whole: 76条, 2条1項, 82条2項, 77条3項, 78条1項."""

Exemption = Literal[
    "harm_to_person", "third_party", "corporate_interest", "deliberation", "conduct_of_affairs"
]
"""不開示情報: 78条1項1号・2号・3号・6号・7号. 4号 and 5号 are not a municipality's."""

Footing = Literal[
    "not_exempt", "customarily_known", "life_protection", "official_duty", "public_interest"
]
"""Why a marked piece is handed out all the same: no 不開示情報 after review, 78条1項2号イ・ロ・ハ,
80条 裁量的開示."""

Disclosed = Literal["full", "partial", "withheld"]
"""One piece: as it is, with parts taken out (79条), or not at all."""

Handing = Literal["inspection", "copy", "electronic"]
"""閲覧・写しの交付・電磁的記録 (87条)."""


class Papers(Detail):
    """What a requester showed, sealed (77条2項).

    Attributes:
        identity: how it was made sure who asks.
        power: proof of a representative's power (戸籍・登記事項証明書・委任状).
        subject_birth: the date of birth that such proof shows, of the person asked about.
    """

    identity: Sealed | None = None
    power: Sealed | None = None
    subject_birth: Sealed | None = None


class Requesting(Papers):
    """A request for access as it came in. Nothing in it was looked up in any record (law rule 61).

    Attributes:
        person_id: who is asked about; of somebody nobody knows, an id of its own.
        requester: as what somebody asks.
        requester_id: who asks; with ``self`` the person.
        described: who and what was asked for, as it was written (77条1項).
        received_on: the day (JST).
    """

    person_id: UUID
    requester: Requester
    requester_id: UUID
    described: Sealed
    received_on: date


@recorded_as("conference.AccessRequested")
class AccessRequested(Event, Requesting):
    """開示請求: somebody asked what is held about a person; to be decided by ``due_on``."""

    due_on: date


@recorded_as("conference.AccessCorrectionAsked")
class AccessCorrectionAsked(Event):
    """補正の求め: something formal is missing, and the clock stands still (77条3項)."""

    asked_on: date
    missing: Sealed


@recorded_as("conference.AccessCorrected")
class AccessCorrected(Event, Papers):
    """補正: what was missing came in; the days it took do not count.

    Attributes:
        corrected_on: the day (JST).
        due_on: by when it is to be decided now.
    """

    corrected_on: date
    due_on: date


@recorded_as("conference.AccessExtended")
class AccessExtended(Event):
    """期限の延長, once and by 30 days at most (83条2項), or for a very large request (84条).

    Attributes:
        days: by how many.
        reason: why, as the requester was told.
        noticed_on: the day the requester was told.
        due_on: by when it is to be decided now.
        rest_by: of a very large request: by when the rest is decided (84条); else ``None``.
    """

    days: int = Field(ge=1, le=30)
    reason: Sealed
    noticed_on: date
    due_on: date
    rest_by: date | None = None


class CollectedPart(Detail):
    """One piece of what is held about the person, sealed for everybody it says something about.

    Attributes:
        record_id: its id in its service.
        kind: what it is there.
        recorded_at: when it was recorded.
        category: kind of information.
        marks: why it must be decided on.
        others: other persons it says something about.
        holder_id: the agency that holds it, where it is not the municipality.
        text: title and text.
    """

    record_id: UUID
    kind: Code
    recorded_at: AwareDatetime
    category: Category
    marks: tuple[Mark, ...] = ()
    others: tuple[UUID, ...] = ()
    holder_id: UUID | None = None
    text: Sealed


@recorded_as("conference.AccessCollected")
class AccessCollected(Event):
    """What one service holds about the person was gathered; replaces what it had told before."""

    service: HoldingService
    parts: tuple[CollectedPart, ...]


@recorded_as("conference.ThirdPartyAsked")
class ThirdPartyAsked(Event):
    """第三者に対する意見書提出の機会 (86条).

    Attributes:
        opinion_id: this asking.
        party_id: the person or agency asked.
        record_ids: the pieces that say something about them.
        asked_on: the day (JST).
        answer_by: by when they may answer.
    """

    opinion_id: UUID
    party_id: UUID
    record_ids: tuple[UUID, ...] = Field(min_length=1)
    asked_on: date
    answer_by: date


@recorded_as("conference.ThirdPartyAnswered")
class ThirdPartyAnswered(Event):
    """The third party answered.

    Attributes:
        opinion_id: which asking.
        opposes: 反対意見書.
        opinion: what they wrote.
        answered_on: the day (JST).
    """

    opinion_id: UUID
    opposes: bool
    opinion: Sealed | None = None
    answered_on: date


class PartDecision(Detail):
    """What was decided about one piece.

    Attributes:
        record_id: which.
        disclosed: whole, with parts taken out, or not.
        exemptions: why not, or why not wholly (78条1項).
        footing: of a marked piece that is handed out: why it may be.
        wording: with ``partial``: what is handed out instead (79条).
    """

    record_id: UUID
    disclosed: Disclosed
    exemptions: tuple[Exemption, ...] = ()
    footing: Footing | None = None
    wording: Sealed | None = None


@recorded_as("conference.AccessDecided")
class AccessDecided(Event):
    """開示決定等 (82条).

    Attributes:
        outcome: in all.
        grounds: why it is refused as a whole.
        parts: piece by piece; those nobody marked are handed out without standing here.
        reason: why, sealed; kept inside.
        decided_on: the day (JST).
    """

    outcome: Outcome
    grounds: tuple[RefusalGround, ...] = ()
    parts: tuple[PartDecision, ...] = ()
    reason: Sealed
    decided_on: date


@recorded_as("conference.AccessDelivered")
class AccessDelivered(Event):
    """開示の実施, or the notice of a refusal: what was handed over, and its ledger entries."""

    delivered_on: date
    how: Handing
    record_ids: tuple[UUID, ...] = ()
    entries: tuple[UUID, ...] = ()
