"""Referrals つなぎ."""

from services.placement.application.referrals.forms import (
    OfferReferral,
    ReferralArrived,
    ReferralRefused,
    ReferralStep,
)
from services.placement.application.referrals.referrals import Referrals

__all__ = ["OfferReferral", "ReferralArrived", "ReferralRefused", "ReferralStep", "Referrals"]
