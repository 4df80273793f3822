"""Who may be erased, and who says so (law rules 58, 59)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from services.conference.domain.erasure.events import (
    ErasureApproved,
    ErasureProposed,
    ErasureRejected,
    Ground,
    RejectionReason,
)
from services.conference.domain.erasure.state import ErasureState
from shared.calendar import jst_date
from shared.codes.municipality import MunicipalityCode
from shared.refusal import Refusal
from shared.sealing.sealed import Sealed

ANSWERS_WITHIN = timedelta(days=3)
"""How long the services may take to prove that their keys are gone, before it is told."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands, as far as an erasure must know it.

    Attributes:
        known: they are or were in a case of this municipality.
        in_open_case: one of their cases, wherever, has not ended (継続 or 中断).
        held: a hold is in force on them, on a case of theirs or on somebody in one: what is
            written about a case speaks of everybody in it.
        other_erasure: another erasure of them is proposed, approved or completed.
        kept_until: the last day of the longest term; ``None`` where no clock runs.
    """

    known: bool
    in_open_case: bool
    held: bool
    other_erasure: bool
    kept_until: date | None


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, and when.

    Attributes:
        by: opaque id of the worker.
        municipal: they belong to a department of the municipality, not to an entrusted body.
        at: the instant.
    """

    by: str
    municipal: bool
    at: datetime


def propose_erasure(
    erasure: ErasureState | None,
    municipality: MunicipalityCode,
    person_id: UUID,
    ground: Ground,
    standing: Standing,
    decision: Decision,
    *,
    reason: Sealed | None = None,
) -> tuple[ErasureProposed, ...]:
    """Propose that a person be erased.

    Raises:
        Refusal: ``erasure-exists``; ``person-without-case``; ``erasure-under-way``;
            ``ground-without-reason``; ``person-in-open-case``; ``erasure-held``;
            ``retention-not-over``.
    """
    if erasure is not None:
        raise Refusal(
            "erasure-exists",
            "この番号の廃棄の提案は、すでに記録されています。",
            "記録されている提案を確かめてください。",
        )
    if not standing.known:
        raise person_without_case()
    if standing.other_erasure:
        raise Refusal(
            "erasure-under-way",
            "この方の消去は、すでに提案されているか、消去されています。",
            "消去の一覧で、いまの段階を確かめてください。",
        )
    if ground != "retention_expired" and reason is None:
        raise Refusal(
            "ground-without-reason",
            "保存期間の満了前の消去には、もとになる決定や命令の記録が要ります。",
            "利用停止の決定、または裁判所の命令の内容を書いてください。",
        )
    _refuse_unless_free(standing, ground, jst_date(decision.at))
    proposed = ErasureProposed(
        municipality=municipality,
        person_id=person_id,
        ground=ground,
        kept_until=standing.kept_until,
        reason=reason,
        proposed_by=decision.by,
    )
    return (proposed,)


def approve_erasure(
    erasure: ErasureState | None, standing: Standing, decision: Decision
) -> tuple[ErasureApproved, ...]:
    """Approve an erasure as a second person; everything is looked at again.

    Raises:
        Refusal: ``erasure-not-found``; ``erasure-decided``; ``approver-proposed-it``;
            ``approver-not-municipal``; ``person-in-open-case``; ``erasure-held``;
            ``retention-not-over``.
    """
    erasure = _undecided(erasure)
    if erasure.proposed_by == decision.by:
        raise Refusal(
            "approver-proposed-it",
            "自分が提案した廃棄は、自分では承認できません。",
            "別の担当者に承認を依頼してください。",
        )
    if not decision.municipal:
        raise Refusal(
            "approver-not-municipal",
            "廃棄を承認できるのは、市町村の部署の担当者だけです。",
            "市町村の担当課に承認を依頼してください。",
        )
    _refuse_unless_free(standing, erasure.ground, jst_date(decision.at))
    approved = ErasureApproved(
        municipality=erasure.municipality,
        person_id=erasure.person_id,
        approved_by=decision.by,
        answers_due=decision.at + ANSWERS_WITHIN,
    )
    return (approved,)


def reject_erasure(
    erasure: ErasureState | None, reason: RejectionReason, decision: Decision
) -> tuple[ErasureRejected, ...]:
    """Keep the records.

    Raises:
        Refusal: ``erasure-not-found``; ``erasure-decided``.
    """
    erasure = _undecided(erasure)
    return (
        ErasureRejected(municipality=erasure.municipality, reason=reason, rejected_by=decision.by),
    )


def person_without_case() -> Refusal:
    """The answer about somebody whom this municipality does not know."""
    return Refusal(
        "person-without-case",
        "この方は、この市町村のどのケースにも記録されていません。",
        "対象者の番号と市町村を確かめてください。",
    )


def case_unknown() -> Refusal:
    """The answer about a case that this municipality does not have."""
    return Refusal(
        "case-unknown",
        "このケースは、この市町村には記録されていません。",
        "ケースの番号と市町村を確かめてください。",
    )


def existing_erasure(erasure: ErasureState | None) -> ErasureState:
    """The erasure, which must be there.

    Raises:
        Refusal: ``erasure-not-found``.
    """
    if erasure is None:
        raise Refusal(
            "erasure-not-found",
            "指定された廃棄の提案は、記録されていません。",
            "提案の番号を確かめてください。",
        )
    return erasure


def _undecided(erasure: ErasureState | None) -> ErasureState:
    """The erasure, which must be there and wait for a decision."""
    erasure = existing_erasure(erasure)
    if erasure.status != "proposed":
        raise Refusal(
            "erasure-decided",
            "この廃棄の提案は、すでに承認・不承認が決まっています。",
            "消去の記録で、いまの段階を確かめてください。",
        )
    return erasure


def _refuse_unless_free(standing: Standing, ground: Ground, today: date) -> None:
    """Refuse while somebody helps the person, a hold is in force, or the term is not over."""
    if standing.in_open_case:
        raise Refusal(
            "person-in-open-case",
            "この方は、終わっていないケースに入っています（中断は終結ではありません）。",
            "ケースが終結し、保存期間が過ぎてから提案してください。",
        )
    if standing.held:
        raise Refusal(
            "erasure-held",
            "この方、または同じケースの方の消去は、開示請求・訴訟・監査などのために停止されています。",
            "停止の理由がなくなったことを確かめ、停止を解いてから行ってください。",
        )
    if ground != "retention_expired":
        return
    if standing.kept_until is None or today <= standing.kept_until:
        day = standing.kept_until
        until = f"保存期間は{day:%Y年%m月%d日}までです。" if day else "保存期間は始まっていません。"
        raise Refusal("retention-not-over", "この方の記録の保存期間は、まだ過ぎていません。", until)
