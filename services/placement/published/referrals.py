"""The steps of a referral; their reasons and outcomes stay here."""

from __future__ import annotations

from services.placement.domain.referral import (
    ReferralAccepted,
    ReferralCompleted,
    ReferralDeclined,
    ReferralEvent,
    ReferralFailed,
    ReferralOffered,
)
from services.placement.published.publish import fact_of
from shared.facts import Fact, placement
from shared.store import Recorded

_FACTS: dict[type[ReferralEvent], type[placement.ReferralFact]] = {
    ReferralOffered: placement.ReferralOffered,
    ReferralAccepted: placement.ReferralAccepted,
    ReferralDeclined: placement.ReferralDeclined,
    ReferralCompleted: placement.ReferralCompleted,
    ReferralFailed: placement.ReferralFailed,
}


@fact_of.register
def _(event: ReferralEvent, recorded: Recorded) -> Fact | None:
    fact = _FACTS.get(type(event))
    if fact is None:
        return None
    return fact(
        municipality=event.municipality,
        occurred_on=event.on,
        case_id=str(event.case_id),
        referral_id=str(recorded.originator_id),
        person_id=None if event.person_id is None else str(event.person_id),
        destination=event.destination,
    )
