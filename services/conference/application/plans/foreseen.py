"""What became of the つなぎ that a plan foresees, as placement has told."""

from __future__ import annotations

from services.conference import views
from services.conference.application.plans.answers import (
    ForeseenShown,
)
from services.conference.domain.plan import Contents
from shared.facts import catalogue, placement
from shared.store import Rows

_PLANNED = "予定"
"""What a つなぎ is called while nobody was asked."""

_TITLES = {
    name: fact.TITLE
    for (service, name, _), fact in sorted(catalogue().items(), key=lambda entry: entry[0])
    if service == "placement"
}
"""What a step is called by the latest version of its fact."""

_ENDS = frozenset(
    one.NAME
    for one in (
        placement.ReferralCompleted,
        placement.ReferralDeclined,
        placement.ReferralFailed,
        placement.ReferralWithdrawn,
        placement.ReferralTransferred,
    )
)


def foreseen(rows: Rows, contents: Contents) -> tuple[ForeseenShown, ...]:
    """Each つなぎ of a plan with the latest step that holds, in the plan's order."""
    told = ((one, views.latest_step_told(rows, one.referral_id)) for one in contents.referrals)
    return tuple(
        ForeseenShown(
            step=step.step if step else None,
            label=_TITLES[step.step] if step else _PLANNED,
            on=step.on if step else None,
            **dict(one),
        )
        for one, step in told
    )


def how_many_run(rows: Rows, contents: Contents) -> int:
    """How many of a plan's つなぎ have come to no end, good or bad."""
    return sum(one.step not in _ENDS for one in foreseen(rows, contents))
