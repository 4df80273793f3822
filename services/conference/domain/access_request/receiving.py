"""Receiving a request for access and keeping its clock: 30 days, corrections, one extension.

None of these rules looks at any record of the person: what is asked for somebody nobody knows goes
the same way, so that nobody learns on the way whether there is a file (law rule 61).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from services.conference.domain.access_request.events import (
    AccessCollected,
    AccessCorrected,
    AccessCorrectionAsked,
    AccessExtended,
    AccessRequested,
    CollectedPart,
    Papers,
    Requesting,
)
from services.conference.domain.access_request.guards import (
    refuse_future,
    refuse_impossible_day,
    refuse_pending_correction,
    undecided,
)
from services.conference.domain.access_request.state import AccessRequestState
from shared.codes.municipality import MunicipalityCode
from shared.personal_records import HoldingService
from shared.refusal import InvalidInput, Refusal
from shared.sealing.sealed import Sealed

DAYS_TO_DECIDE = 30
"""個人情報保護法83条1項, counted from the day after the request came in (民法140条)."""


def receive(
    request: AccessRequestState | None,
    municipality: MunicipalityCode,
    requesting: Requesting,
    *,
    today: date,
) -> tuple[AccessRequested, ...]:
    """Take a request in; the clock runs from the next day.

    Something formal that is missing is no reason to turn it away: it is asked for (77条3項). A due
    day is not moved from a Saturday or holiday to the next working day; that would only be later.

    Raises:
        Refusal: ``access-request-exists``.
        InvalidInput: ``date-in-future``; ``requester-not-self``.
    """
    if request is not None:
        raise Refusal(
            "access-request-exists",
            "この開示請求は、すでに受け付けています。",
            "受け付けた請求を開いてください。",
        )
    refuse_future(requesting.received_on, today)
    if (requesting.requester == "self") != (requesting.requester_id == requesting.person_id):
        raise InvalidInput(
            "請求者",
            "requester-not-self",
            "請求者の区分と、請求した人・対象の人が合いません。",
            "本人の請求なら請求者と対象を同じ人に、そうでなければ別の人にしてください。",
        )
    due_on = requesting.received_on + timedelta(days=DAYS_TO_DECIDE)
    return (AccessRequested(municipality=municipality, due_on=due_on, **dict(requesting)),)


def ask_correction(
    request: AccessRequestState | None, missing: Sealed, *, on: date, today: date
) -> tuple[AccessCorrectionAsked, ...]:
    """補正の求め: ask for what is missing; the clock stands still from this day.

    Raises:
        Refusal: ``access-request-not-found``, ``access-already-decided``, ``correction-pending``.
        InvalidInput: ``date-in-future``, ``date-before-request``.
    """
    request = undecided(request)
    refuse_pending_correction(request)
    refuse_impossible_day(on, request.requesting.received_on, today)
    return (AccessCorrectionAsked(municipality=request.municipality, asked_on=on, missing=missing),)


def correct(
    request: AccessRequestState | None, papers: Papers, *, on: date, today: date
) -> tuple[AccessCorrected, ...]:
    """補正: what was missing came in; the days since it was asked for do not count.

    Raises:
        Refusal: ``access-request-not-found``, ``access-already-decided``, ``no-correction-asked``.
        InvalidInput: ``date-in-future``, ``date-before-request``.
    """
    request = undecided(request)
    if request.correction_asked_on is None:
        raise Refusal(
            "no-correction-asked",
            "補正を求めていないため、日数を除くことができません。",
            "補正が要るときは、先に補正の求めを記録してください。",
        )
    refuse_impossible_day(on, request.correction_asked_on, today)
    corrected = AccessCorrected(
        municipality=request.municipality,
        corrected_on=on,
        due_on=request.due_on + (on - request.correction_asked_on),
        **dict(papers),
    )
    return (corrected,)


@dataclass(frozen=True, slots=True)
class Extension:
    """How a request is extended.

    Attributes:
        days: by how many, 1 to 30.
        reason: why (事務処理上の困難その他正当な理由).
        noticed_on: the day the requester was told.
        rest_by: of a very large request: by when the rest is decided (84条).
    """

    days: int
    reason: Sealed
    noticed_on: date
    rest_by: date | None = None


def extend(
    request: AccessRequestState | None, extension: Extension, *, today: date
) -> tuple[AccessExtended, ...]:
    """期限の延長 (83条2項, 84条): once, by 30 days at most, told before the first term ends.

    Raises:
        Refusal: ``access-request-not-found``, ``access-already-decided``,
            ``access-already-extended``, ``correction-pending``, ``extension-too-late``.
        InvalidInput: ``extension-too-long``, ``date-in-future``, ``date-before-request``,
            ``rest-before-due``.
    """
    request = undecided(request)
    refuse_pending_correction(request)
    if request.extended:
        raise Refusal(
            "access-already-extended",
            "この開示請求の期限は、すでに延長しています。",
            "延長は一度だけです。延長後の期限までに決定してください（個人情報保護法83条2項）。",
        )
    if not 1 <= extension.days <= DAYS_TO_DECIDE:
        raise InvalidInput(
            "延長日数",
            "extension-too-long",
            "延長できるのは、1日から30日までです（個人情報保護法83条2項）。",
            "30日以内の日数にしてください。",
        )
    refuse_impossible_day(extension.noticed_on, request.requesting.received_on, today)
    if extension.noticed_on > request.due_on:
        raise Refusal(
            "extension-too-late",
            "初めの期限を過ぎてから、延長はできません。",
            "期限を過ぎたことを請求者に説明し、速やかに決定してください。",
        )
    due_on = request.due_on + timedelta(days=extension.days)
    if extension.rest_by is not None and extension.rest_by <= due_on:
        raise InvalidInput(
            "残りの期限",
            "rest-before-due",
            "残りの部分の期限が、延長後の期限より後になっていません。",
            "84条によらないときは空けてください。よるときは、延長後の期限より後の日にしてください。",
        )
    extended = AccessExtended(
        municipality=request.municipality,
        days=extension.days,
        reason=extension.reason,
        noticed_on=extension.noticed_on,
        due_on=due_on,
        rest_by=extension.rest_by,
    )
    return (extended,)


def collect(
    request: AccessRequestState | None,
    service: HoldingService,
    parts: tuple[CollectedPart, ...],
) -> tuple[AccessCollected, ...]:
    """Take in what one service holds; a later telling replaces the earlier one of that service.

    Raises:
        Refusal: ``access-request-not-found``, ``access-already-decided``.
    """
    request = undecided(request)
    return (AccessCollected(municipality=request.municipality, service=service, parts=parts),)
