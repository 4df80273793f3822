"""Determinations and emergencies: bases other than consent, decided and recorded by an official."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.conference.law.vocabulary import Category, DeterminationKind
from shared.codes.municipality import MunicipalityCode
from shared.sealing.sealed import Sealed
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as

REASON_LABEL = "conference.determination.reason"


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
    victim_kind: Literal["child", "elder", "disabled"] | None = None
    requested_by: (
        Literal["mayor", "prefectural_welfare_office_head", "child_guidance_center_head"] | None
    ) = None
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

    danger: Literal["life", "body", "property"] | None
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
        review_due: by when a supervisor has looked at it (default three days).
    """

    review_due: AwareDatetime


@recorded_as("conference.EmergencyReviewed")
class EmergencyReviewed(Event):
    """A second person looked at an emergency afterwards.

    Attributes:
        justified: whether the assertion was right.
        note: why, sealed.
    """

    justified: bool
    note: Sealed | None = None


@dataclass(frozen=True, slots=True)
class DeterminationState:
    """A determination as it stands; ``ended_at`` closes it before its own end."""

    municipality: MunicipalityCode
    details: DeterminationDetails
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EmergencyState:
    """An emergency as it stands."""

    municipality: MunicipalityCode
    details: EmergencyDetails
    review_due: datetime
    reviewed: bool = False


def evolve_determination(state: DeterminationState | None, event: Event) -> DeterminationState:
    """Return the determination after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case DeterminationMade() if state is None:
            told = {name: getattr(event, name) for name in DeterminationDetails.model_fields}
            return DeterminationState(event.municipality, DeterminationDetails(**told))
        case DeterminationEnded() if state:
            return replace(state, ended_at=event.ended_at)
    raise LookupError(f"{event.TOPIC} has no place in this determination's history")


def evolve_emergency(state: EmergencyState | None, event: Event) -> EmergencyState:
    """Return the emergency after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case EmergencyAsserted() if state is None:
            told = {name: getattr(event, name) for name in EmergencyDetails.model_fields}
            return EmergencyState(event.municipality, EmergencyDetails(**told), event.review_due)
        case EmergencyReviewed() if state:
            return replace(state, reviewed=True)
    raise LookupError(f"{event.TOPIC} has no place in this emergency's history")


DETERMINATION: Aggregate[DeterminationState] = Aggregate("determination", evolve_determination)
EMERGENCY: Aggregate[EmergencyState] = Aggregate("emergency", evolve_emergency)
