"""緊急: asserted at once and loudly, looked at by somebody else afterwards (law rule 42)."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.conference.domain.determination.events import (
    EmergencyAsserted,
    EmergencyDetails,
    EmergencyReviewed,
)
from services.conference.domain.determination.state import EmergencyState
from services.conference.domain.municipality import refuse_empty_period
from services.conference.law.vocabulary import HolderClass
from shared.codes.municipality import MunicipalityCode
from shared.identity import Opaque
from shared.refusal import InvalidInput, Refusal
from shared.sealing.sealed import Sealed

REVIEWED_WITHIN = timedelta(days=3)
"""By when somebody else looks at an emergency, where the municipality says nothing."""


def assert_emergency(
    emergency: EmergencyState | None,
    municipality: MunicipalityCode,
    details: EmergencyDetails,
    *,
    worker: Opaque,
    holder_class: HolderClass,
    review_due: datetime,
    now: datetime,
) -> tuple[EmergencyAsserted, ...]:
    """Record that life, body or property is in danger and data are needed now.

    Args:
        emergency: what is on record under this id.
        municipality: where.
        details: the assertion; its reason is sealed.
        worker: who asserts it.
        holder_class: of the asserting agency; a private one must also find consent hard to obtain
            (個情法27条1項2号), a public one need not (69条2項).
        review_due: by when somebody else looks at it.
        now: the instant of recording.

    Raises:
        Refusal: ``emergency-exists``; ``consent-not-hard``.
        InvalidInput: ``danger-missing``, ``reason-missing``, ``responders-missing``,
            ``period-empty``, ``emergency-in-future``, ``review-too-late``.
    """
    if emergency is not None:
        raise Refusal(
            "emergency-exists",
            "この番号の緊急の申し立ては、すでに記録されています。",
            "別の申し立てであれば、別の番号で記録してください。",
        )
    _check_complete(details)
    refuse_empty_period("緊急の期間", details.start, details.end)
    if details.start > now:
        raise InvalidInput(
            "緊急の始まり",
            "emergency-in-future",
            "緊急の始まりが、今より先です。",
            "先のことであれば、同意を得るか、ほかの根拠によってください。",
        )
    if holder_class != "public" and not details.consent_hard_to_obtain:
        raise Refusal(
            "consent-not-hard",
            "民間の機関が緊急に提供するには、同意を得ることが困難であることも必要です。",
            "本人の同意を得られるときは、同意を得てください（個人情報保護法27条1項2号）。",
        )
    if not now < review_due <= now + REVIEWED_WITHIN:
        raise InvalidInput(
            "見直しの期日",
            "review-too-late",
            "見直しの期日が、申し立てから3日以内になっていません。",
            "見直しの期日を、3日以内にしてください。",
        )
    asserted = EmergencyAsserted(
        municipality=municipality, worker=worker, review_due=review_due, **dict(details)
    )
    return (asserted,)


def _check_complete(details: EmergencyDetails) -> None:
    if details.danger is None:
        raise InvalidInput(
            "危険にさらされているもの",
            "danger-missing",
            "何が危険にさらされているかの記録がありません。",
            "生命・身体・財産のどれかを選んでください。",
        )
    if details.reason is None:
        raise InvalidInput(
            "緊急の理由",
            "reason-missing",
            "緊急の理由の記録がありません。",
            "何が起きているかを、短くてよいので入力してください。",
        )
    if not details.responders:
        raise InvalidInput(
            "対応する機関",
            "responders-missing",
            "対応する機関がありません。",
            "今すぐ情報を要する機関を指定してください。",
        )


def existing_emergency(emergency: EmergencyState | None) -> EmergencyState:
    """The emergency, which must be on record.

    Raises:
        Refusal: ``emergency-not-found``.
    """
    if emergency is None:
        raise Refusal(
            "emergency-not-found",
            "その緊急の申し立ては記録されていません。",
            "緊急の申し立ての番号を確かめてください。",
        )
    return emergency


def review_emergency(
    emergency: EmergencyState | None,
    *,
    reviewer: Opaque,
    justified: bool,
    note: Sealed | None,
    now: datetime,
) -> tuple[EmergencyReviewed, ...]:
    """Record what a second person found; what was not justified opens nothing any more.

    Raises:
        Refusal: ``emergency-not-found``, ``already-reviewed``, ``reviewer-is-asserter``.
        InvalidInput: ``note-missing``.
    """
    emergency = existing_emergency(emergency)
    if emergency.reviewed:
        raise Refusal(
            "already-reviewed",
            "この緊急の申し立ては、すでに見直されています。",
            "記録はそのままで有効です。",
        )
    if reviewer == emergency.worker:
        raise Refusal(
            "reviewer-is-asserter",
            "申し立てた人が、自分で見直すことはできません。",
            "上司など、別の職員が見直してください。",
        )
    if not justified and note is None:
        raise InvalidInput(
            "見直しの所見",
            "note-missing",
            "妥当でなかったとするときは、その理由の記録が要ります。",
            "何が妥当でなかったかを入力してください。",
        )
    reviewed = EmergencyReviewed(
        municipality=emergency.municipality, justified=justified, reviewed_at=now, note=note
    )
    return (reviewed,)
