"""How determinations, plans, roles, tasks, holds and erasures are told to whom they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from services.conference.domain import deliberation, determination, erasure, hold, plan
from services.conference.domain.deliberation.events import NEED_LABEL, TASK_LABEL
from services.conference.domain.determination.events import (
    DANGER_LABELS,
    DETERMINATION_LABELS,
    REASON_LABEL,
    REVIEW_LABEL,
)
from services.conference.domain.erasure.events import GROUND_LABELS
from services.conference.domain.erasure.events import REASON_LABEL as ERASURE_REASON_LABEL
from services.conference.domain.hold import HOLD_LABELS
from services.conference.domain.hold import REASON_LABEL as HOLD_REASON_LABEL
from services.conference.domain.plan.events import (
    EVALUATION_LABEL,
    GOAL_LABEL,
    INTEGRATION_LABEL,
    NOTE_LABEL,
    ROLE_LABEL,
    SERVICES_LABEL,
    WILL_LABEL,
)
from shared.codes import (
    AGENCY_KINDS,
    CLOSING_REASONS,
    ITEM_CATEGORIES,
    PLAN_RESULTS,
    PURPOSES,
    RESOURCE_GAPS,
    ROUTING_MODES,
)
from shared.personal_records import Mark
from shared.store.event import Event
from shared.telling import Form, Forms, Line

AgencyLine = Callable[[str, str], Line]
"""A line that tells an agency by its name: caption and field."""

_STEPS = {"in_contact": "本人と会えた", "asked": "同意を求めた"}
_OUTCOMES = {"done": "同意を得た", "declined": "断られた"}

_CATEGORIES = Line("情報の種類", "categories", ITEM_CATEGORIES)
_REVIEW = Line("次回の見直し", "next_review")
_NOTE = Line("記録", "note", label=NOTE_LABEL)


def _marks_of_determination(event: determination.DeterminationMade) -> Iterable[Mark]:
    """Who made an abuse report is told to nobody (law rule 44)."""
    if event.kind == "abuse_report":
        yield "reporter_identity"
    yield "assessment"


def _assessed(_event: object) -> Iterable[Mark]:
    yield "assessment"


def _harmful(_event: object) -> Iterable[Mark]:
    yield "assessment"
    yield "unjust_harm_risk"


def forms_of_decisions(agency: AgencyLine) -> Forms:
    """How each event is told.

    Args:
        agency: makes the line that names an agency.
    """
    return _determinations(agency) | _deliberation(agency) | _plans(agency) | _keeping()


def _determinations(agency: AgencyLine) -> dict[type[Event], Form]:
    reason = Line("理由", "reason", label=REASON_LABEL)
    period = (Line("始まり", "start"), Line("終わり", "end"))
    return {
        determination.DeterminationMade: Form(
            "determination",
            "公的な判断",
            "assessment",
            (
                Line("判断", "kind", said=lambda one: DETERMINATION_LABELS[one]),
                agency("保有する機関", "holder_id"),
                agency("提供先", "recipients"),
                _CATEGORIES,
                reason,
                *period,
            ),
            _marks_of_determination,
        ),
        determination.DeterminationEnded: Form(
            "determination",
            "公的な判断の終わり",
            "assessment",
            (Line("終わり", "ended_at"),),
            _assessed,
        ),
        determination.EmergencyAsserted: Form(
            "emergency",
            "緊急の申し立て",
            "assessment",
            (
                Line("危険", "danger", said=lambda one: DANGER_LABELS[one]),
                agency("応じた機関", "responders"),
                _CATEGORIES,
                reason,
                *period,
            ),
            _harmful,
        ),
        determination.EmergencyReviewed: Form(
            "emergency",
            "緊急の見直し",
            "assessment",
            (Line("相当だった", "justified"), Line("理由", "note", label=REVIEW_LABEL)),
            _harmful,
        ),
    }


def _deliberation(agency: AgencyLine) -> dict[type[Event], Form]:
    task = (
        agency("機関", "agency_id"),
        Line("役割", "task", label=TASK_LABEL),
        Line("期限", "due_on"),
    )
    sought = (_CATEGORIES, agency("提供先", "recipients"), Line("目的", "purposes", PURPOSES))
    return {
        deliberation.RolesDivided: Form(
            "role", "役割分担", "assessment", (Line("役割分担", "tasks", within=task),), _assessed
        ),
        deliberation.RoleEnded: Form(
            "role",
            "役割の終わり",
            "assessment",
            (Line("済み", "done"), Line("日付", "ended_on")),
            _assessed,
        ),
        deliberation.UnmetNeedFound: Form(
            "unmet_need",
            "充足していない支援",
            "assessment",
            (
                Line("見つかった日", "found_on"),
                Line("足りないもの", "gap", RESOURCE_GAPS),
                Line("内容", "note", label=NEED_LABEL),
            ),
            _assessed,
        ),
        deliberation.ConsentTaskSet: Form(
            "consent_task",
            "同意を得る課題",
            "consultation",
            (
                agency("尋ねる機関", "seeker_id"),
                Line("求めること", "sought", within=sought),
                Line("期限", "due_on"),
            ),
        ),
        deliberation.ConsentTaskAdvanced: Form(
            "consent_task",
            "同意を得る課題の経過",
            "consultation",
            (Line("経過", "step", said=lambda one: _STEPS[one]), Line("日付", "on")),
        ),
        deliberation.ConsentTaskFinished: Form(
            "consent_task",
            "同意を得る課題の終わり",
            "consultation",
            (Line("結果", "outcome", said=lambda one: _OUTCOMES[one]), Line("日付", "on")),
        ),
    }


def _plans(agency: AgencyLine) -> dict[type[Event], Form]:
    goal = (Line("目標", "text", label=GOAL_LABEL), Line("達成時期", "due"))
    role = (agency("機関", "agency_id"), Line("役割", "task", label=ROLE_LABEL))
    referral = (Line("つなぎ先", "destination", AGENCY_KINDS), Line("方法", "mode", ROUTING_MODES))
    contents = (
        Line("意向と課題", "will_and_issues", label=WILL_LABEL),
        Line("目標", "goals", within=goal),
        Line("支援の種類と内容", "services", label=SERVICES_LABEL),
        Line("役割", "roles", within=role),
        Line("一体的な提供の方策", "integration", label=INTEGRATION_LABEL),
        Line("予定のつなぎ", "referrals", within=referral),
    )

    def form(title: str, *lines: Line) -> Form:
        return Form("plan", title, "assessment", lines, _assessed)

    return {
        plan.PlanProposed: form("プラン案", Line("提出日", "proposed_on"), *contents),
        plan.PlanRevised: form("プラン案の書直し", Line("日付", "revised_on"), *contents),
        plan.PlanWithdrawn: form("プラン案の取下げ", Line("日付", "withdrawn_on")),
        plan.PlanDecided: form(
            "支援決定",
            Line("決定日", "decided_on"),
            Line("本人の同意", "consented_on"),
            _REVIEW,
            *contents,
        ),
        plan.PlanReviewed: form(
            "プランの定期の確認",
            Line("日付", "reviewed_on"),
            Line("結果", "result", PLAN_RESULTS),
            _REVIEW,
            _NOTE,
        ),
        plan.PlanSuspended: form("プランの中断", Line("日付", "suspended_on"), _REVIEW, _NOTE),
        plan.PlanResumed: form("プランの再開", Line("日付", "resumed_on"), _REVIEW),
        plan.PlanReplaced: form("再プラン", Line("日付", "replaced_on")),
        plan.PlanClosed: form(
            "プランの終結",
            Line("日付", "closed_on"),
            Line("理由", "reason", CLOSING_REASONS),
            Line("評価", "evaluation", label=EVALUATION_LABEL),
        ),
    }


def _keeping() -> dict[type[Event], Form]:
    """How long it is kept, and that it is to be erased."""
    return {
        hold.HoldPlaced: Form(
            "hold",
            "消去の停止",
            "other",
            (
                Line("事由", "kind", said=lambda one: HOLD_LABELS[one]),
                Line("理由", "reason", label=HOLD_REASON_LABEL),
                Line("終わり", "until"),
            ),
            _assessed,
        ),
        hold.HoldLifted: Form("hold", "消去の停止の終わり", "other", ()),
        erasure.ErasureProposed: Form(
            "erasure",
            "消去の提案",
            "other",
            (
                Line("事由", "ground", said=lambda one: GROUND_LABELS[one]),
                Line("保存期限", "kept_until"),
                Line("理由", "reason", label=ERASURE_REASON_LABEL),
            ),
            _assessed,
        ),
        erasure.ErasureRejected: Form("erasure", "消去の不承認", "other", (), _assessed),
        erasure.ErasureApproved: Form("erasure", "消去の承認", "other", ()),
    }
