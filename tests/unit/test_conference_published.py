"""Which events leave conference, as which facts, and that nothing confidential goes with them."""

from datetime import UTC, date, datetime
from uuid import UUID

from services.conference.domain.conference import AgendaItem, ConferenceHeld
from services.conference.domain.plan import Goal, PlanDecided
from services.conference.published import publish
from shared.facts import conference
from shared.identity import Actor, Metadata
from shared.store import Event, Recorded
from tests.sealed_words import SEALED

DAY = date(2026, 4, 1)
ITS_ID = UUID(int=9)


def recorded(event: Event) -> Recorded:
    """The event as it lies in the store under one id."""
    actor = Actor(person="worker-1", agency="agency-1", role="secretariat", purpose="conference")
    return Recorded(
        originator_id=ITS_ID,
        originator_version=1,
        event=event,
        metadata=Metadata(actor=actor, recorded_at=datetime(2026, 4, 2, tzinfo=UTC)),
    )


def test_a_conference_is_told_with_its_cases_in_order() -> None:
    """The fact has each case with its law and consent; title and agencies stay."""
    cases = (UUID(int=2), UUID(int=1), UUID(int=3))
    modes = ("juso_kaigi", "shien_kaigi_106_6", "juso_kaigi")
    event = ConferenceHeld(
        municipality="392081",
        convened_by="municipality",
        held_on=DAY,
        title=SEALED,
        agencies=(UUID(int=7),),
        agenda=tuple(
            AgendaItem(
                case_id=case,
                legal_mode=mode,
                with_consent=mode == "juso_kaigi",
                purpose="information_exchange",
            )
            for case, mode in zip(cases, modes, strict=True)
        ),
    )

    assert publish(recorded(event)) == conference.SupportConferenceHeld(
        municipality="392081",
        occurred_on=DAY,
        conference_id=str(ITS_ID),
        matters=tuple(
            conference.ConferenceMatter(
                case_id=str(case), legal_mode=mode, with_consent=mode == "juso_kaigi"
            )
            for case, mode in zip(cases, modes, strict=True)
        ),
    )


def test_a_plan_is_told_without_its_contents() -> None:
    """The fact says that a plan was decided for a case, first or not, and no more."""
    event = PlanDecided(
        municipality="392081",
        case_id=UUID(int=1),
        conference_id=UUID(int=2),
        decided_on=DAY,
        consented_on=DAY,
        next_review=date(2026, 7, 1),
        goals=(Goal(text=SEALED, due=date(2026, 9, 30)),),
        first=False,
    )

    assert publish(recorded(event)) == conference.PlanDecided(
        municipality="392081",
        occurred_on=DAY,
        case_id=str(UUID(int=1)),
        plan_id=str(ITS_ID),
        conference_id=str(UUID(int=2)),
        first=False,
    )
