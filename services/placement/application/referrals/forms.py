"""What is asked for about referrals."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.placement.domain.referral import Referral
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.use_case import Request


class OfferReferral(Request, Referral):
    """打診: a destination is asked.

    Attributes:
        referral_id: chosen by who asks, or made here.
        municipality: whose case it is.
        on: the day.
    """

    referral_id: UUID | None = None
    municipality: MunicipalityCode
    on: date


class ReferralStep(Request):
    """A step of a referral, on a day."""

    referral_id: UUID
    on: date
    expected_version: int | None = None


class ReferralRefused(ReferralStep):
    """不受理・不調, and why."""

    reason: Code


class ReferralArrived(ReferralStep):
    """つなぎ完了, and what came of it."""

    outcome: Code
