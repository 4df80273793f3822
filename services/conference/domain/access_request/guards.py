"""The guards that all rules of requests for access share."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.conference.domain.access_request.state import AccessRequestState
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal
from shared.store.aggregate import id_taken


def existing(request: AccessRequestState | None) -> AccessRequestState:
    """Return the request, which must be there.

    Raises:
        Refusal: ``access-request-not-found``.
    """
    if request is None:
        raise Refusal(
            "access-request-not-found",
            "この開示請求は受け付けられていません。",
            "開示請求の番号を確かめてください。",
        )
    return request


def refuse_elsewhere(request: AccessRequestState | None, municipality: MunicipalityCode) -> None:
    """Refuse an id under which another municipality has a request: nobody is told that it has.

    Raises:
        Refusal: ``id-taken``.
    """
    if request is not None and request.municipality != municipality:
        raise id_taken()


def undecided(request: AccessRequestState | None) -> AccessRequestState:
    """Return the request, which must be there and open.

    Raises:
        Refusal: ``access-request-not-found``, ``access-already-decided``.
    """
    request = existing(request)
    if request.decided is not None:
        raise Refusal(
            "access-already-decided",
            "この開示請求には、すでに決定が記録されています。",
            "決定への不服は審査請求として扱い、別の請求は新しく受け付けてください。",
        )
    return request


def refuse_pending_correction(request: AccessRequestState) -> None:
    """Refuse to go on while the requester has been asked for something.

    Raises:
        Refusal: ``correction-pending``.
    """
    if request.correction_asked_on is not None:
        raise Refusal(
            "correction-pending",
            "補正を求めている間です。期限は進んでいません。",
            "補正を記録するか、補正されないことを理由に不開示を決定してください。",
        )


def refuse_unknown_records(request: AccessRequestState, record_ids: tuple[UUID, ...]) -> None:
    """Refuse to speak of pieces that were not gathered.

    Raises:
        Refusal: ``record-not-collected``.
    """
    if not {one.record_id for one in request.parts}.issuperset(record_ids):
        raise Refusal(
            "record-not-collected",
            "集めた記録の中に、指定された番号のものがありません。",
            "記録を集め直し、一覧にある番号を指定してください。",
        )


def refuse_future(on: date, today: date) -> None:
    """Refuse a day that has not come yet.

    Raises:
        InvalidInput: ``date-in-future``.
    """
    if on > today:
        raise InvalidInput(
            "日付",
            "date-in-future",
            "日付が、今日より後になっています。",
            "起きた日の日付に直してください。",
        )


def refuse_impossible_day(on: date, earliest: date, today: date) -> None:
    """Refuse a day in the future, or before what it answers to.

    Raises:
        InvalidInput: ``date-in-future``, ``date-before-request``.
    """
    refuse_future(on, today)
    if on < earliest:
        raise InvalidInput(
            "日付",
            "date-before-request",
            "日付が、請求を受けた日または求めた日より前になっています。",
            "経過を確かめ、日付を直してください。",
        )
