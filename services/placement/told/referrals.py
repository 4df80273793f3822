"""How the steps of a referral are told to the person they are about."""

from __future__ import annotations

from collections.abc import Iterable

from services.placement.domain import referral
from services.placement.domain.referral import STEPS
from shared.codes import (
    AGENCY_KINDS,
    CORRECTION_REASONS,
    PLAN_RESULTS,
    REFERRAL_REASONS,
    REFERRAL_WHOM,
    ROUTING_MODES,
)
from shared.personal_records import Mark
from shared.telling import Form, Forms, Line

_BY = {"asker": "打診した側", "person": "本人"}


def _marks(event: referral.ReferralEvent) -> Iterable[Mark]:
    """A worker's words may hold what they make of it."""
    if event.note is not None:
        yield "assessment"


def _answered_marks(event: referral.ReferralEvent) -> Iterable[Mark]:
    """What a destination answered is that agency's information too (86条)."""
    yield "other_agency"
    yield from _marks(event)


_HEAD = (Line("日付", "on"), Line("つなぎ先", "destination", AGENCY_KINDS))
_TERMS = (Line("つなぎ方", "mode", ROUTING_MODES), Line("つないだ相手", "whom", REFERRAL_WHOM))
_NOTE = Line("メモ", "note", label=referral.NOTE_LABEL)
_REASON = Line("理由", "reason", REFERRAL_REASONS)
_ALONG = Line("同行", "accompanied")


def _form(title: str, *more: Line) -> Form:
    return Form("referral", title, "consultation", (*_HEAD, *more, _NOTE), _marks)


def _answered(title: str, *more: Line) -> Form:
    return Form("referral", title, "consultation", (*_HEAD, *more, _NOTE), _answered_marks)


_PACKET = (Line("資料番号", "number"),)

FORMS: Forms = {
    referral.ReferralPlanned: _form("つなぎの予定", *_TERMS),
    referral.PlanOfReferralChanged: _form(
        "つなぎを予定したプランの決定", Line("プラン", "plan_result", PLAN_RESULTS)
    ),
    referral.ReferralOffered: _form(
        "つなぎの打診", *_TERMS, Line("打診した側も支援に残る", "stays")
    ),
    referral.ReferralAddressed: _form("つなぎの宛先の指定"),
    referral.ReferralAccepted: _form("つなぎの受理"),
    referral.ReferralDeclined: _answered("つなぎの不受理", _REASON),
    referral.ReferralScheduled: _form("つなぎの日程調整", Line("約束", "appointment_at"), _ALONG),
    referral.FirstContactMade: _form("つなぎ先との初回接触", _ALONG),
    referral.ReferralCompleted: _form("つなぎ完了", Line("結果", "outcome")),
    referral.ReferralFailed: _answered("つなぎの不調", _REASON),
    referral.ReferralHeld: _form("つなぎの保留", Line("いつまで", "until"), _REASON),
    referral.ReferralResumed: _form("つなぎの再開"),
    referral.ReferralWithdrawn: _form(
        "つなぎの取下げ", Line("誰が", "by", said=_BY.__getitem__), _REASON
    ),
    referral.ReferralTransferred: _form(
        "つなぎの他市町村への移管", Line("移管先", "to_municipality")
    ),
    referral.ReferralStepUndone: _form(
        "つなぎの段階の取り消し",
        Line("取り消した段階", "step", said=STEPS.__getitem__),
        Line("理由", "reason", CORRECTION_REASONS),
    ),
    referral.PacketPrepared: _form(
        "つなぎの資料",
        Line("資料", "packets", within=_PACKET),
        Line("そのまま渡した項目の数", "full"),
        Line("ぼかして渡した項目の数", "blurred"),
        Line("渡さなかった項目の数", "withheld"),
    ),
}
