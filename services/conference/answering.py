"""What other services may ask conference while somebody waits."""

from __future__ import annotations

from pydantic_core import from_json

from services.conference.application import Desk
from services.conference.application.disclosure.referrals import ReferralPackets
from services.conference.http.statuses import STATUSES
from shared.asking import Answerable
from shared.asking.casework import CASEWORK, CaseworkAsked, CaseworkDecided
from shared.refusal import Refusal
from shared.use_case import read_request


def answers(desk: Desk) -> tuple[Answerable, ...]:
    """Every question that conference answers, at its desk."""
    packets = ReferralPackets(desk)

    def casework(told: bytes) -> CaseworkDecided:
        """What the receiver of a referral may read."""
        asked = read_request(CaseworkAsked, _document(told))
        return packets.prepare(asked.actor, asked)

    return (Answerable(CASEWORK, casework, STATUSES),)


def _document(told: bytes) -> object:
    try:
        return from_json(told)
    except ValueError:
        raise Refusal(
            "document-unreadable",
            "尋ねられた内容を、JSON として読み取れません。",
            "運用担当に伝えてください。",
        ) from None
