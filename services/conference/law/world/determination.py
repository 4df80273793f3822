"""Recorded official decisions, and an asserted emergency: bases other than consent."""

from __future__ import annotations

from typing import Literal

from services.conference.law.vocabulary import Category, DeterminationKind
from services.conference.law.world.moment import Dated, Id
from services.conference.law.world.unique import Unique, UniqueSome


class Determination(Dated):
    """A recorded official decision that opens a basis other than consent or conference."""

    id: Id
    """Id of the determination."""

    kind: DeterminationKind
    """internal_need: 個情法69条2項2号; public_need: 69条2項3号; best_interest: 69条2項4号
    明らかに本人の利益; child_welfare: 27条1項3号; statutory_cooperation: 27条1項4号;
    entrustment: 委託; in_purpose: 利用目的内; abuse_report: 虐待の通告・通報;
    abuse_request_13_4: 児童虐待防止法13条の4の求め."""

    holder: Id
    """Agency whose items it concerns (with abuse_report: the reporting agency)."""

    subjects: UniqueSome[Id]
    """Persons it concerns (with abuse_report: the person thought to be abused first)."""

    categories: UniqueSome[Category]
    """Categories it covers."""

    recipients: UniqueSome[Id]
    """Agencies named as recipients."""

    reason: str | None
    """The recorded reason; null, empty or blank means none is recorded."""

    approved_by: Id | None
    """Official or agency who approved it, or null."""

    consent_difficult: bool = False
    """With child_welfare and statutory_cooperation: whether obtaining consent is difficult or
    would obstruct the affair."""

    victim_kind: Literal["child", "elder", "disabled"] | None = None
    """With abuse_report: which statute applies."""

    requested_by: (
        Literal["mayor", "prefectural_welfare_office_head", "child_guidance_center_head"] | None
    ) = None
    """With abuse_request_13_4: the office-holder who asked (rule 45)."""

    answer: Literal["provided", "declined"] | None = None
    """With abuse_request_13_4: what the holder answered."""


class Emergency(Dated):
    """An asserted emergency (rule 42)."""

    danger: Literal["life", "body", "property"] | None
    """What is in danger, or null when no danger is asserted."""

    consent_hard_to_obtain: bool
    """Whether obtaining consent is difficult."""

    reason: str | None
    """Reason; null, empty or blank means none is recorded."""

    asserted_by: Id | None
    """Agency or official asserting it, or null."""

    responders: Unique[Id]
    """Agencies named as responders."""

    subjects: UniqueSome[Id]
    """Persons whose data are needed."""

    categories: UniqueSome[Category]
    """The minimum of categories needed."""
