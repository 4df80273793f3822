"""What a programme is called, that a session was held, and how many came; not who they were."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from services.placement.domain.programme import (
    ProgrammeAmended,
    ProgrammeSetUp,
    SessionCorrected,
    SessionHeld,
    SessionUndone,
)
from services.placement.published.publish import fact_of
from shared.calendar import jst_date
from shared.facts import Fact, placement
from shared.store import Recorded

_NAME: TypeAdapter[str] = TypeAdapter(placement.ProgrammeName)


@fact_of.register
def _(event: ProgrammeSetUp | ProgrammeAmended, recorded: Recorded) -> Fact:
    return placement.ProgrammeAnnounced(
        municipality=event.municipality,
        occurred_on=jst_date(recorded.metadata.recorded_at),
        programme_id=str(recorded.originator_id),
        kind=event.kind,
        name=_as_a_word(event.name),
    )


def _as_a_word(name: str) -> str | None:
    """A public name as far as facts may hold it: one with digits in it stays."""
    try:
        return _NAME.validate_python(name)
    except ValidationError:
        return None


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
