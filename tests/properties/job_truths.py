"""What is true of a job, told in another way than the program tells it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from services.placement.domain.employment import Checkpoint, RetentionRule

START = date(2024, 8, 31)
LEGAL = {
    "EmploymentDescribed": {(one, one) for one in ("running", "leaving", "ended")},
    "CheckpointRecorded": {(one, one) for one in ("running", "leaving", "ended")},
    "EmploymentRetained": {(one, one) for one in ("running", "leaving", "ended")},
    "LeavingPlanned": {("running", "leaving")},
    "LeavingSupported": {("leaving", "leaving"), ("ended", "ended")},
    "LeavingCalledOff": {("leaving", "running")},
    "EmploymentEnded": {("running", "ended"), ("leaving", "ended")},
}
"""Every step there is: from where to where; whatever else happens is a fault."""

UNDOING = {
    "start": {(one, "undone") for one in ("running", "leaving", "ended")},
    "checkpoint": {(one, one) for one in ("running", "leaving", "ended")},
    "retained": {(one, one) for one in ("running", "leaving", "ended")},
    "support": {(one, one) for one in ("running", "leaving", "ended")},
    "leaving": {("leaving", "running"), ("ended", "ended")},
    "end": {("ended", "running"), ("ended", "leaving")},
}
WAYS = {
    "running": ("定着確認", "退職支援の開始", "離職", "取り消し"),
    "leaving": ("退職支援", "退職の見合わせ", "定着確認", "離職", "取り消し"),
    "ended": ("退職支援", "定着確認", "新しい就職", "取り消し"),
    "undone": ("新しい就職",),
}
"""What a refused step has to name: one of the ways that are open from where the job stands."""


def whole_months(start: date, months: int) -> date:
    """The day on which so many months are full, counted month by month on the calendar."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def is_retained(looks: Iterable[Checkpoint], rule: RetentionRule) -> bool:
    """就労定着 told in another way: walk from look to look, and stop where too much has broken.

    The job held if somebody was met at work once its months were full, before it had broken more
    often, or for longer, than the rule forgives. 不明 and 休職 prove nothing and break nothing.
    """
    breaks = 0
    by_day: dict[date, list[Checkpoint]] = {}
    for look in looks:
        by_day.setdefault(look.checked_on, []).append(look)
    for day in sorted(by_day):
        for look in by_day[day]:
            if look.status == "changed":
                breaks += 1
                if breaks > rule.gaps_allowed or (look.gap_days or 0) > rule.gap_days_allowed:
                    return False
        at_work = any(look.status in {"continuing", "changed"} for look in by_day[day])
        if at_work and day >= whole_months(START, rule.months):
            return True
    return False
