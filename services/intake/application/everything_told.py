"""How each of intake's events is told to the person whom it is about."""

from __future__ import annotations

from collections.abc import Iterable

from services.intake.application.profiles import label as profile_label
from services.intake.application.reception import CONTENT
from services.intake.domain import case, person
from shared.codes import (
    AGENCY_KINDS,
    CLOSING_REASONS,
    CONSENT_STATES,
    CONSULTERS,
    CONTACT_METHODS,
    CONTACT_OUTCOMES,
    CONTACT_PLACES,
    EMPLOYMENT_KINDS,
    FACTORS,
    GENDERS,
    REFERRAL_OUTCOMES,
    SOURCE_KINDS,
)
from shared.personal_records import Mark
from shared.telling import Form, Forms, Line


def _profile(title: str) -> Form:
    names = (("対象者番号", "number"), ("氏名", "name"), ("フリガナ", "kana"), ("住所", "address"))
    sealed = (*names, ("電話", "phone"), ("生年月日", "birth"))
    lines = (Line(caption, name, label=profile_label(name)) for caption, name in sealed)
    return Form("profile", title, "identity", (*lines, Line("性別", "gender", GENDERS)))


_FAMILY = frozenset(
    {"father", "mother", "sibling", "spouse", "child", "grandparent", "relative", "family"}
)
_AGENCIES = frozenset({"commissioner", "agency", "school", "city_hall"})
_VIOLENCE = frozenset({"abuse", "dv"})


def _marks_of_contact(event: case.ContactRecorded) -> Iterable[Mark]:
    """That somebody called about a person says something about the caller, too."""
    if event.source == "family_statement" or event.consulter in _FAMILY:
        yield "family_statement"
    elif event.source == "other_agency" or event.consulter in _AGENCIES:
        yield "other_agency"
    elif event.consulter == "neighbour":
        yield "confidential_informant"
    elif event.consulter != "person":
        yield "other_person"
    if event.source == "assessment":
        yield "assessment"
    if event.told_in_confidence:
        yield "do_not_tell_person"
    if _VIOLENCE.intersection(event.factors):
        yield "unjust_harm_risk"
    if event.told_in_confidence or _may_be_a_report(event):
        yield "confidential_informant"


def _may_be_a_report(event: case.ContactRecorded) -> bool:
    """Whether somebody else told of violence: who it was may have to be kept (law rule 44)."""
    return event.consulter != "person" and not _VIOLENCE.isdisjoint(event.factors)


def _assessed(_event: object) -> Iterable[Mark]:
    yield "assessment"


def _marks_of_assessment(event: case.CaseAssessed) -> Iterable[Mark]:
    yield "assessment"
    if _VIOLENCE.intersection(event.factors):
        yield "unjust_harm_risk"


_DAY = Line("日付", "on")
_WORKER = (_DAY, Line("担当者", "worker_name", label="intake.worker.name"))
_NOTED = Line("課題", "factors", FACTORS)

FORMS: Forms = {
    person.PersonRegistered: _profile("対象者の登録"),
    person.PersonAmended: _profile("対象者の登録内容の訂正・補完"),
    person.CaseJoined: Form("membership", "ケースへの参加", "consultation", (_DAY,)),
    person.CaseLeft: Form("membership", "ケースからの離脱", "consultation", (_DAY,)),
    case.CaseOpened: Form(
        "case",
        "相談受付",
        "consultation",
        (
            _DAY,
            Line("ケース番号", "number", label="intake.case.number"),
            Line("匿名", "anonymous"),
            Line("転入元", "transferred_in_from"),
        ),
    ),
    case.ContactRecorded: Form(
        "contact",
        "相談対応",
        "consultation",
        (
            _DAY,
            Line("方法", "method", CONTACT_METHODS),
            Line("相談者", "consulter", CONSULTERS),
            Line("年齢", "age"),
            Line("性別", "gender", GENDERS),
            Line("場所", "place", CONTACT_PLACES),
            Line("経路", "route"),
            Line("接触", "outcome", CONTACT_OUTCOMES),
            Line("同意", "consent", CONSENT_STATES),
            _NOTED,
            Line("受付機関", "agency_name", label="intake.agency.name"),
            Line("担当者", "worker_name", label="intake.worker.name"),
            Line("時間（分）", "duration_minutes"),
            Line("出所", "source", SOURCE_KINDS),
            Line("匿名のときの記録", "while_anonymous"),
            Line("内容", "content", label=CONTENT),
        ),
        _marks_of_contact,
    ),
    case.ConsentNoted: Form(
        "consent",
        "窓口での同意の確認",
        "consultation",
        (_DAY, Line("同意", "consent", CONSENT_STATES)),
    ),
    case.PersonAdded: Form("membership", "ケースの対象者の追加", "family", (_DAY,)),
    case.MainSubjectChanged: Form("membership", "主たる対象者の変更", "family", (_DAY,)),
    case.AnonymousLinked: Form(
        "link",
        "匿名の相談の名寄せ",
        "consultation",
        (_DAY, Line("理由", "reason", label="intake.link.reason")),
        _assessed,
    ),
    case.CaseAssessed: Form(
        "assessment",
        "アセスメント",
        "assessment",
        (
            _DAY,
            _NOTED,
            Line("会議の要否", "needs_conference"),
            Line("見立て", "summary", label="intake.assessment.summary"),
        ),
        _marks_of_assessment,
    ),
    case.WorkerAssigned: Form("worker", "担当者の決定", "consultation", _WORKER),
    case.CaseHandedOver: Form(
        "hand_over",
        "引継ぎ",
        "consultation",
        (*_WORKER, Line("引継ぎ事項", "note", label="intake.handover.note")),
        _assessed,
    ),
    case.CaseSuspended: Form(
        "standing",
        "中断",
        "consultation",
        (_DAY, Line("理由", "note", label="intake.suspension.note")),
        _assessed,
    ),
    case.CaseClosed: Form(
        "standing",
        "終結",
        "consultation",
        (
            _DAY,
            Line("終結理由", "reason", CLOSING_REASONS),
            Line("評価", "evaluation", label="intake.closing.evaluation"),
        ),
        _assessed,
    ),
    case.CaseReopened: Form(
        "standing",
        "再開",
        "consultation",
        (_DAY, Line("理由", "note", label="intake.reopening.note")),
        _assessed,
    ),
    case.CaseTransferredOut: Form(
        "transfer",
        "ほかの市区町村への移管",
        "consultation",
        (
            _DAY,
            Line("移管先", "to_municipality"),
            Line("根拠", "basis"),
            Line("理由", "reason", label="intake.transfer.reason"),
        ),
        _assessed,
    ),
    case.LedgerReferralNoted: Form(
        "referral",
        "台帳にあるつなぎ",
        "consultation",
        (
            _DAY,
            Line("つなぎ先", "destination", AGENCY_KINDS),
            Line("つなぎ結果", "result", REFERRAL_OUTCOMES),
        ),
    ),
    case.LedgerEmploymentNoted: Form(
        "employment",
        "台帳にある就労",
        "work",
        (
            Line("就労", "kind", EMPLOYMENT_KINDS),
            Line("就職日", "started_on"),
            Line("離職日", "ended_on"),
        ),
    ),
}
"""Every event of intake that says something about a person, and how it is told."""

ABOUT_THE_WORK: frozenset[str] = frozenset({"intake.AgencyNoted", "intake.RecordRead"})
"""Topics of the events that are about the work of agencies: of what kind one is, and who of one
looked at what. The latter is the audit's (``looks.about``); what was looked at is told anyhow."""
