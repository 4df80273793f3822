"""第三者に対する意見書提出の機会 (個人情報保護法86条): others whom it is about may answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from services.conference.domain.access_request.events import ThirdPartyAnswered, ThirdPartyAsked
from services.conference.domain.access_request.guards import (
    refuse_impossible_day,
    refuse_unknown_records,
    undecided,
)
from services.conference.domain.access_request.state import AccessRequestState
from shared.refusal import InvalidInput, Refusal
from shared.sealing.sealed import Sealed


def ask_third_party(
    request: AccessRequestState | None, asked: Mapping[str, object], *, today: date
) -> tuple[ThirdPartyAsked, ...]:
    """第三者に対する意見書提出の機会 (86条1項・2項).

    Args:
        request: which.
        asked: the fields of :class:`ThirdPartyAsked` but the municipality.
        today: the day of recording (JST).

    Raises:
        Refusal: ``access-request-not-found``, ``access-already-decided``, ``record-not-collected``.
        InvalidInput: ``date-before-request``.
    """
    request = undecided(request)
    event = ThirdPartyAsked(municipality=request.municipality, asked_on=today, **asked)
    refuse_unknown_records(request, event.record_ids)
    if event.answer_by < today:
        raise InvalidInput(
            "意見書の期限",
            "date-before-request",
            "意見書の期限が、今日より前になっています。",
            "意見を書く時間のある日にしてください。",
        )
    return (event,)


def answer_third_party(
    request: AccessRequestState | None,
    opinion_id: UUID,
    *,
    opposes: bool,
    opinion: Sealed | None,
    on: date,
    today: date,
) -> tuple[ThirdPartyAnswered, ...]:
    """Record what a third party answered; one answers once.

    Raises:
        Refusal: ``access-request-not-found``, ``access-already-decided``, ``opinion-not-asked``.
        InvalidInput: ``date-in-future``, ``date-before-request``.
    """
    request = undecided(request)
    asked = request.opinions.get(opinion_id)
    if asked is None or asked.opposes is not None:
        raise Refusal(
            "opinion-not-asked",
            "答えを待っている、第三者への照会がありません。",
            "照会の番号を確かめてください。",
        )
    refuse_impossible_day(on, asked.asked_on, today)
    answered = ThirdPartyAnswered(
        municipality=request.municipality,
        opinion_id=opinion_id,
        opposes=opposes,
        opinion=opinion,
        answered_on=on,
    )
    return (answered,)
