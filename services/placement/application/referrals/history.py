"""The history of a referral, as either side may read it."""

from __future__ import annotations

from collections.abc import Sequence

from services.placement.application.referrals.answers import StepShown
from services.placement.application.referrals.sides import Found
from services.placement.domain.referral import (
    NOTE_LABEL,
    STEP_OF,
    PlanOfReferralChanged,
    ReferralEvent,
    ReferralStepUndone,
)
from services.placement.told.referrals import FORMS
from shared.sealing import Sealer
from shared.store import Recorded

_ANSWERS = ("accept", "decline", "schedule", "meet", "complete", "fail", "hold", "resume")
"""What a destination says, itself or through the asking side."""


def steps_shown(history: Sequence[Recorded], sealer: Sealer, found: Found) -> tuple[StepShown, ...]:
    """Every step, oldest first; those that were undone stay, and say so.

    What became of the plan is no affair of the destination's.
    """
    events = [one.event for one in history if isinstance(one.event, ReferralEvent)]
    undone = _undone(events)
    return tuple(
        _shown(event, sealer, found, undone=number in undone)
        for number, event in enumerate(events)
        if found.is_asker or not isinstance(event, PlanOfReferralChanged)
    )


def _undone(events: Sequence[ReferralEvent]) -> set[int]:
    """Which steps were undone, by their place."""
    standing, undone = list[int](), set[int]()
    for number, event in enumerate(events):
        if isinstance(event, ReferralStepUndone):
            undone.add(standing.pop())
        elif type(event) in STEP_OF:
            standing.append(number)
    return undone


def _shown(event: ReferralEvent, sealer: Sealer, found: Found, *, undone: bool) -> StepShown:
    step = STEP_OF.get(type(event))
    to = found.state.terms.to_agency_id if found.state else None
    own_side = found.is_asker or event.said_by == found.own.agency_id
    note = event.note if own_side else None
    return StepShown(
        on=event.on,
        title=FORMS[type(event)].title,
        said_by=event.said_by,
        on_behalf=step in _ANSWERS and not event.from_ledger and event.said_by != to,
        from_ledger=event.from_ledger,
        undone=undone,
        reason=getattr(event, "reason", None),
        note=(sealer.open_or(note, NOTE_LABEL, "") or None) if note else None,
    )
