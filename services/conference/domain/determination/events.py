"""What officials decide and assert, and what happens to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.conference.law.vocabulary import Category, DeterminationKind
from shared.identity import Opaque
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, Event, recorded_as

REASON_LABEL = "conference.determination.reason"
REVIEW_LABEL = "conference.emergency.review"

Danger = Literal["life", "body", "property"]
"""生命・身体・財産."""

DANGER_LABELS: Mapping[Danger, str] = {"life": "生命", "body": "身体", "property": "財産"}

DETERMINATION_LABELS: Mapping[DeterminationKind, str] = {
    "internal_need": "内部での利用",
    "public_need": "行政機関等への提供",
    "best_interest": "明らかに本人の利益になる提供",
    "child_welfare": "児童の健全な育成",
    "statutory_cooperation": "法令の事務への協力",
    "entrustment": "委託",
    "in_purpose": "利用目的の内の提供",
    "abuse_report": "通告・通報",
    "abuse_request_13_4": "児童虐待防止法13条の4の求め",
}

VictimKind = Literal["child", "elder", "disabled"]
"""Under which of the three statutes against abuse: 児童・高齢者・障害者."""

OfficeHolder = Literal["mayor", "prefectural_welfare_office_head", "child_guidance_center_head"]
"""Who may ask under 児童虐待防止法13条の4: 市町村長・都道府県福祉事務所長・児童相談所長."""


class DeterminationDetails(Detail):
    """An official decision that opens a basis other than consent or conference.

    Attributes:
        kind: 個情法69条2項2–4号, 27条1項3–4号, 委託, 利用目的内, 通告・通報, 13条の4の求め.
        holder_id: whose items it concerns; of an abuse report: who reports.
        subjects: whom it concerns; of an abuse report: the person thought to be abused first.
        categories: what it covers.
        recipients: agencies named.
        reason: why, sealed.
        approved_by: official or agency that approved it.
        consent_difficult: obtaining consent is difficult or would obstruct the affair.
        victim_kind: of an abuse report: which statute.
        requested_by: with ``abuse_request_13_4``: the office-holder who asked (law rule 45).
        answer: with ``abuse_request_13_4``: what the holder answered.
        start: from when.
        end: until when, exclusive.
    """

    kind: DeterminationKind
    holder_id: UUID
    subjects: tuple[UUID, ...] = Field(min_length=1)
    categories: tuple[Category, ...] = Field(min_length=1)
    recipients: tuple[UUID, ...] = Field(min_length=1)
    reason: Sealed | None = None
    approved_by: UUID | None = None
    consent_difficult: bool = False
    victim_kind: VictimKind | None = None
    requested_by: OfficeHolder | None = None
    answer: Literal["provided", "declined"] | None = None
    start: AwareDatetime
    end: AwareDatetime | None = None


class EmergencyDetails(Detail):
    """An asserted emergency (個情法27条1項2号・69条2項4号; law rule 42).

    Attributes:
        danger: what is in danger; ``None`` asserts none, and opens nothing.
        consent_hard_to_obtain: obtaining consent is difficult.
        reason: why, sealed.
        asserted_by: agency or official.
        responders: agencies named.
        subjects: whose data are needed.
        categories: the minimum that is needed.
        start: from when.
        end: until when, exclusive.
    """

    danger: Danger | None
    consent_hard_to_obtain: bool
    reason: Sealed | None
    asserted_by: UUID | None
    responders: tuple[UUID, ...] = ()
    subjects: tuple[UUID, ...] = Field(min_length=1)
    categories: tuple[Category, ...] = Field(min_length=1)
    start: AwareDatetime
    end: AwareDatetime | None = None


@recorded_as("conference.DeterminationMade")
class DeterminationMade(Event, DeterminationDetails):
    """公的な判断: an official decided that this may be shared, and why."""


@recorded_as("conference.DeterminationEnded")
class DeterminationEnded(Event):
    """The determination no longer holds from an instant on."""

    ended_at: AwareDatetime


@recorded_as("conference.EmergencyAsserted")
class EmergencyAsserted(Event, EmergencyDetails):
    """緊急: somebody asserted that life, body or property is in danger.

    Attributes:
        worker: opaque id of who asserted it; somebody else looks at it afterwards.
        review_due: by when a supervisor has looked at it (default three days).
    """

    worker: Opaque
    review_due: AwareDatetime


@recorded_as("conference.EmergencyReviewed")
class EmergencyReviewed(Event):
    """A second person looked at an emergency afterwards.

    Attributes:
        justified: whether the assertion was right; if not, it opens nothing any more.
        reviewed_at: when.
        note: why, sealed.
    """

    justified: bool
    reviewed_at: AwareDatetime
    note: Sealed | None = None
