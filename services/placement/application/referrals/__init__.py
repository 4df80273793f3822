"""Referrals つなぎ."""

from services.placement.application.referrals.boards import ReferralBoards
from services.placement.application.referrals.forms import (
    OfferPlanned,
    OfferReferral,
    PreparePacket,
    ReferralArrived,
    ReferralRefused,
    ReferralStep,
)
from services.placement.application.referrals.packets import AskCasework, ReferralPackets
from services.placement.application.referrals.planned import PlannedReferrals
from services.placement.application.referrals.referrals import Referrals
from services.placement.application.referrals.ways_out import ReferralWaysOut

__all__ = [
    "AskCasework",
    "OfferPlanned",
    "OfferReferral",
    "PlannedReferrals",
    "PreparePacket",
    "ReferralArrived",
    "ReferralBoards",
    "ReferralPackets",
    "ReferralRefused",
    "ReferralStep",
    "ReferralWaysOut",
    "Referrals",
]
