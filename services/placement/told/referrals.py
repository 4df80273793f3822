"""How the steps of a referral are told to the person they are about."""

from __future__ import annotations

from collections.abc import Iterable

from services.placement.domain import referral
from shared.codes import AGENCY_KINDS
from shared.personal_records import Mark
from shared.telling import Form, Forms, Line


def _by_agency(_event: object) -> Iterable[Mark]:
    """What a destination answered is that agency's information too (86条)."""
    yield "other_agency"


_LINES = (Line("日付", "on"), Line("つなぎ先", "destination", AGENCY_KINDS))


def _form(title: str, *more: Line) -> Form:
    return Form("referral", title, "consultation", (*_LINES, *more))


def _answered(title: str, *more: Line) -> Form:
    return Form("referral", title, "consultation", (*_LINES, *more), _by_agency)


FORMS: Forms = {
    referral.ReferralOffered: _form("つなぎの打診"),
    referral.ReferralAccepted: _form("つなぎの受理"),
    referral.ReferralDeclined: _answered("つなぎの不受理", Line("理由", "reason")),
    referral.ReferralCompleted: _form("つなぎ完了", Line("結果", "outcome")),
    referral.ReferralFailed: _answered("つなぎの不調", Line("理由", "reason")),
}
