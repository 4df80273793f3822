"""Consents 同意: one dated answer after the other about sharing the data of one person.

Only the person, or who has the power to speak for them, consents; a family's wish is on record and
is not consent (law rules 4–15). A record of every answer is kept, refusals and what could not be
asked included.
"""

from services.conference.domain.consent.answering import answer_consent, next_version
from services.conference.domain.consent.counting import FAMILY_WISH, why_it_does_not_count
from services.conference.domain.consent.events import (
    Answer,
    ConsentAnswered,
    ConsentWithdrawn,
    Exclusions,
    FormVersion,
    Method,
    Scope,
    Withdrawal,
    WithdrawalNoticeSeen,
    Witness,
)
from services.conference.domain.consent.state import (
    CONSENTS,
    ConsentsState,
    consents_id,
    evolve,
)
from services.conference.domain.consent.withdrawing import existing, see_notice, withdraw_consent

__all__ = [
    "CONSENTS",
    "FAMILY_WISH",
    "Answer",
    "ConsentAnswered",
    "ConsentWithdrawn",
    "ConsentsState",
    "Exclusions",
    "FormVersion",
    "Method",
    "Scope",
    "Withdrawal",
    "WithdrawalNoticeSeen",
    "Witness",
    "answer_consent",
    "consents_id",
    "evolve",
    "existing",
    "next_version",
    "see_notice",
    "why_it_does_not_count",
    "withdraw_consent",
]
