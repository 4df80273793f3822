"""From rows to what is shown of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from services.placement.application.referrals.answers import Column, Line, Owing
from services.placement.application.referrals.deadlines import deadlines_for
from services.placement.domain.referral import STATUSES, Status, due_of
from services.placement.views import ReferralRow

SHOWN_AFTER_THE_END = timedelta(days=90)
"""So long does an ended referral stay on a board."""


def line_of(row: ReferralRow, today: date, *, to_destination: bool = False) -> Line:
    """A referral as a board shows it.

    Args:
        row: as it stands.
        today: by which something is late.
        to_destination: it is shown to who is asked, whom case and person are told in packets only.
    """
    stands = row.standing
    return Line(
        referral_id=row.referral_id,
        case_id=None if to_destination else row.case_id,
        person_id=None if to_destination else row.person_id,
        whom=None if to_destination else row.whom,
        destination=row.destination,
        to_agency_id=row.to_agency_id,
        resource_id=row.resource_id,
        mode=row.mode,
        stays=row.stays,
        offered_on=row.offered_on,
        status=stands.status,
        since=stands.since,
        appointment_at=stands.appointment_at,
        accompanied=stands.accompanied,
        held_until=stands.held_until,
        reason=stands.reason,
        outcome=stands.outcome,
        plan_rests=not to_destination and stands.rests(row.plan_result),
        owing=_owing(row, today),
    )


def columns_of(lines: Iterable[Line]) -> tuple[Column, ...]:
    """A board of referrals: every status has its column, empty ones too."""
    standing: dict[Status, list[Line]] = {status: [] for status in STATUSES}
    for line in lines:
        standing[line.status].append(line)
    return tuple(
        Column(status=status, label=STATUSES[status], count=len(own), referrals=tuple(own))
        for status, own in standing.items()
    )


def _owing(row: ReferralRow, today: date) -> Owing | None:
    due = due_of(row.standing, deadlines_for(row.municipality), row.plan_result)
    if due is None:
        return None
    return Owing(what=due.what, on=due.on, days_late=max((today - due.on).days, 0))
