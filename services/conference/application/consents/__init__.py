"""Consents 同意: answered, refused, not obtainable, withdrawn; listed, shown, told."""

from services.conference.application.consents.answers import (
    WHAT_TO_DO,
    ConsentLine,
    ConsentList,
    ConsentRecorded,
    ConsentShown,
    ConsentWithdrawnAnswer,
    NoticeLine,
    NoticeList,
)
from services.conference.application.consents.consents import Consents
from services.conference.application.consents.requests import (
    ConsentAnswer,
    ConsentWithdrawal,
    NoticeSeen,
    OwnNotices,
    WhichConsent,
    WhoseConsents,
    WitnessNote,
)

__all__ = [
    "WHAT_TO_DO",
    "ConsentAnswer",
    "ConsentLine",
    "ConsentList",
    "ConsentRecorded",
    "ConsentShown",
    "ConsentWithdrawal",
    "ConsentWithdrawnAnswer",
    "Consents",
    "NoticeLine",
    "NoticeList",
    "NoticeSeen",
    "OwnNotices",
    "WhichConsent",
    "WhoseConsents",
    "WitnessNote",
]
