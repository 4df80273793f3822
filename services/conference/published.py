"""Which of conference's events leave the service, and in what shape: ids, codes and dates only."""

from __future__ import annotations

from services.conference.domain.conference import ConferenceHeld
from services.conference.domain.plan import PlanDecided
from shared.facts import Fact, conference
from shared.store import Recorded


def publish(recorded: Recorded) -> Fact | None:
    """Return the fact that a recorded event is to the other services, or ``None``.

    The title, the agencies that attended and all contents of a plan stay here.
    """
    match recorded.event:
        case ConferenceHeld() as event:
            return conference.SupportConferenceHeld(
                municipality=event.municipality,
                occurred_on=event.held_on,
                conference_id=str(recorded.originator_id),
                legal_mode=event.legal_mode,
                case_ids=tuple(str(item.case_id) for item in event.agenda),
                with_consent=sum(item.with_consent for item in event.agenda),
            )
        case PlanDecided() as event:
            return conference.PlanDecided(
                municipality=event.municipality,
                occurred_on=event.decided_on,
                case_id=str(event.case_id),
                plan_id=str(recorded.originator_id),
                conference_id=str(event.conference_id),
                first=event.first,
            )
        case _:
            return None
