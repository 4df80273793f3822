"""Handing the answer over (個人情報保護法86条3項, 87条): what was decided, and nothing besides."""

from __future__ import annotations

from datetime import date, timedelta

from services.conference.domain.access_request.events import AccessDelivered, CollectedPart
from services.conference.domain.access_request.guards import existing
from services.conference.domain.access_request.state import AccessRequestState
from shared.refusal import Refusal

DAYS_BETWEEN_DECISION_AND_HANDING = 14
"""Where a third party opposed: at least two weeks for them to appeal (86条3項)."""


def handed_out(request: AccessRequestState) -> tuple[CollectedPart, ...]:
    """The pieces that the decision hands out, whole or in part; none where all is refused.

    A refusal does not look at what was gathered: it is answered alike whether there is a file.
    """
    decided = request.decided
    if decided is None or decided.outcome not in {"full", "partial"}:
        return ()
    withheld = {one.record_id for one in decided.parts if one.disclosed == "withheld"}
    return tuple(one for one in request.parts if one.record_id not in withheld)


def earliest_handing(request: AccessRequestState) -> date | None:
    """The first day on which a decided answer may be handed over; ``None`` if any day will do.

    A third party who opposed that a piece be handed out has two weeks to appeal (86条3項).
    """
    if request.decided is None:
        return None
    if not any(request.opposed(one.record_id) for one in handed_out(request)):
        return None
    return request.decided.decided_on + timedelta(days=DAYS_BETWEEN_DECISION_AND_HANDING)


def may_be_delivered(request: AccessRequestState | None, *, today: date) -> AccessRequestState:
    """Return the request, whose answer may be handed over today.

    Raises:
        Refusal: ``access-request-not-found``, ``access-undecided``, ``access-already-delivered``,
            ``third-party-may-appeal``.
    """
    request = existing(request)
    if request.decided is None:
        raise Refusal(
            "access-undecided",
            "まだ決定していない開示請求です。",
            "印の付いた記録を審査し、決定してから渡してください。",
        )
    if request.delivered_on is not None:
        raise Refusal(
            "access-already-delivered",
            "この開示請求の答えは、すでに渡しています。",
            "もう一度見たいという申出は、新しい請求として受け付けてください。",
        )
    earliest = earliest_handing(request)
    if earliest is not None and today < earliest:
        raise Refusal(
            "third-party-may-appeal",
            "第三者が開示に反対しているため、決定から2週間は渡せません（個人情報保護法86条3項）。",
            "決定を第三者に通知し、2週間が過ぎてから渡してください。",
        )
    return request


def deliver(
    request: AccessRequestState | None, delivered: AccessDelivered, *, today: date
) -> tuple[AccessDelivered, ...]:
    """Record that the answer was handed over.

    Raises:
        Refusal: see :func:`may_be_delivered`; ``record-undecided``: a piece would be handed over
            that the decision does not hand out.
    """
    request = may_be_delivered(request, today=today)
    allowed = {one.record_id for one in handed_out(request)}
    if not allowed.issuperset(delivered.record_ids):
        raise Refusal(
            "record-undecided",
            "決定が開示していない記録を、渡そうとしています。",
            "決定を確かめてください。",
        )
    return (delivered,)
