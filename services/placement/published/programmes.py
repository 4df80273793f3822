"""That a session was held, and how many came; who they were stays here."""

from __future__ import annotations

from services.placement.domain.programme import SessionCorrected, SessionHeld, SessionUndone
from services.placement.published.publish import fact_of
from shared.facts import Fact, placement
from shared.store import Recorded


@fact_of.register
def _(event: SessionHeld | SessionCorrected, recorded: Recorded) -> Fact:
    return placement.SessionHeld(
        municipality=event.municipality,
        occurred_on=event.on,
        session_id=str(recorded.originator_id),
        programme_id=str(event.programme_id),
        kind=event.kind,
        counts=tuple(
            placement.SessionCount(
                role=one.role,
                first_age=one.first_age,
                last_age=one.last_age,
                people=one.people,
            )
            for one in event.counts
        ),
    )


@fact_of.register
def _(event: SessionUndone, recorded: Recorded) -> Fact:
    return placement.SessionUndone(
        municipality=event.municipality,
        occurred_on=event.on,
        session_id=str(recorded.originator_id),
        programme_id=str(event.programme_id),
        kind=event.kind,
    )
