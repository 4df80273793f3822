"""Until when something is owed: nobody is forgotten between two offices (law rule 51)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from services.placement.domain.referral.standing import PlanResult, Standing, Status
from shared.calendar import jst_date
from shared.store.event import Detail

Days = Annotated[int, Field(ge=1, le=366)]

Owed = Literal["offer", "answer", "first_contact", "outcome", "resumption"]
"""打診・返事・初回接触・結果の記録・保留の見直し."""


class Deadlines(Detail):
    """How long each step may take, in days.

    Attributes:
        offer: from 支援決定 to 打診, where a plan foresaw it.
        answer: from 打診 to 受理 or 不受理.
        first_contact: from 受理 to 初回接触; an arranged day goes before it.
        outcome: from 初回接触 to つなぎ完了 or 不調.
    """

    offer: Days
    answer: Days
    first_contact: Days
    outcome: Days


class Due(NamedTuple):
    """What is owed next, and until when.

    Attributes:
        what: which step.
        on: the last day on which it is in time.
    """

    what: Owed
    on: date


_OWED_IN: Mapping[Status, Owed] = {"planned": "offer", "offered": "answer", "met": "outcome"}
"""What is owed next by how far a referral has come; between them the first contact."""


def due_of(standing: Standing, deadlines: Deadlines, plan: PlanResult | None = None) -> Due | None:
    """What is owed next; ``None`` where the referral has ended, or rests with its plan.

    What was asked, accepted and met lately is counted from its own day; a hold stops the counting
    until its day, and 再開 of the plan begins it anew.

    Args:
        standing: how far it has come.
        deadlines: how long each step may take.
        plan: what was last decided of the plan that foresaw it, if there is one.
    """
    if not standing.is_open or standing.rests(plan):
        return None
    if standing.held_until is not None:
        return Due("resumption", standing.held_until)
    what = _OWED_IN.get(standing.status, "first_contact")
    if what == "first_contact" and standing.appointment_at is not None:
        return Due(what, jst_date(standing.appointment_at))
    days: Days = getattr(deadlines, what)
    return Due(what, standing.since + timedelta(days=days))


def is_overdue(due: Due | None, today: date) -> bool:
    """Whether the last day has passed."""
    return due is not None and due.on < today
