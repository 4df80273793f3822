"""From rows to what is shown of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from services.placement import views
from services.placement.application.referrals.answers import Column, Line, Owing
from services.placement.application.referrals.deadlines import deadlines_for
from services.placement.domain.referral import STATUSES, Status, due_of, is_overdue
from services.placement.views import Behind, OnBoard, ReferralRow
from shared.paging import cursor_at, cursor_unreadable, place_in
from shared.store import Rows

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
    """A board of all of these referrals: every status has its column, empty ones too."""
    standing: dict[Status, list[Line]] = {status: [] for status in STATUSES}
    for line in lines:
        standing[line.status].append(line)
    return tuple(
        Column(
            status=status,
            label=STATUSES[status],
            count=len(own),
            late=sum(1 for one in own if one.owing and one.owing.days_late),
            referrals=tuple(own),
        )
        for status, own in standing.items()
    )


class Columns:
    """The columns of one municipality's board, as they stand in an open transaction.

    Args:
        rows: the read models.
        board: which referrals.
        today: by which something is late.
    """

    def __init__(self, rows: Rows, board: OnBoard, today: date) -> None:
        self._rows = rows
        self._board = board
        self._today = today
        self._counts, self._late = Counter[Status](), Counter[Status]()
        for alike in views.alike_on(rows, board):
            status = alike.standing.status
            self._counts[status] += alike.count
            due = due_of(alike.standing, deadlines_for(board.municipality), alike.plan_result)
            self._late[status] += alike.count if is_overdue(due, today) else 0

    def page(self, status: Status, after: str | None, limit: int) -> Column:
        """A page of a column, and how many stand in it on all pages.

        Raises:
            InvalidInput: ``cursor-unreadable``.
        """
        behind = _behind(after)
        rows: Sequence[ReferralRow] = ()
        if self._counts[status]:
            rows = views.column_of(self._rows, self._board, status, behind, limit + 1)
        shown = rows[:limit]
        return Column(
            status=status,
            label=STATUSES[status],
            count=self._counts[status],
            late=self._late[status],
            referrals=tuple(line_of(row, self._today) for row in shown),
            next_after=_place_of(shown[-1]) if len(rows) > limit else None,
        )


def _behind(after: str | None) -> Behind | None:
    if after is None:
        return None
    since, referral_id = place_in(after, 2)
    try:
        return Behind(date.fromisoformat(str(since)), UUID(str(referral_id)))
    except ValueError:
        raise cursor_unreadable() from None


def _place_of(row: ReferralRow) -> str:
    return cursor_at((row.standing.since.isoformat(), str(row.referral_id)))


def _owing(row: ReferralRow, today: date) -> Owing | None:
    due = due_of(row.standing, deadlines_for(row.municipality), row.plan_result)
    if due is None:
        return None
    return Owing(what=due.what, on=due.on, days_late=max((today - due.on).days, 0))
