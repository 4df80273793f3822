"""Whatever the meeting: what is recorded of it was lawful under its own law."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.conference.domain.conference import (
    AgendaItem,
    Meeting,
    Surroundings,
    hold_conference,
)
from services.conference.law.statutes.legal_modes import LEGAL_MODES, STATUTORY_PURPOSES
from shared.refusal import Refusal

TODAY = date(2026, 11, 2)
CASES = [UUID(int=n) for n in range(1, 6)]

items = st.builds(
    AgendaItem,
    case_id=st.sampled_from(CASES),
    legal_mode=st.sampled_from(sorted(LEGAL_MODES)),
    with_consent=st.booleans(),
    purpose=st.sampled_from(
        ["information_exchange", "support_system_review", "plan_formation", "plan_review"]
    ),
)
meetings = st.builds(
    Meeting,
    convened_by=st.sampled_from(["municipality", "prefecture", "entrusted", "other"]),
    held_on=st.dates(date(2021, 1, 1), date(2026, 12, 31)),
    title=st.none(),
    agenda=st.lists(items, max_size=3, unique_by=lambda item: item.case_id).map(tuple),
    agencies=st.just(()),
)
towns = st.builds(
    Surroundings,
    municipality=st.just("392081"),
    runs_juso=st.booleans(),
    welfare_office=st.booleans(),
    known_cases=st.sets(st.sampled_from(CASES), min_size=4).map(frozenset),
)


@pytest.mark.rule(3, 16, 17, 18)
@given(meetings, towns)
def test_what_is_recorded_was_lawful(meeting: Meeting, town: Surroundings) -> None:
    """Whatever was not refused had convener, day, consent and purpose by each item's own law."""
    try:
        (event,) = hold_conference(None, meeting, town, today=TODAY)
    except Refusal:
        return
    cases = [item.case_id for item in event.agenda]

    assert event.held_on <= TODAY
    for item in event.agenda:
        mode = LEGAL_MODES[item.legal_mode]
        assert mode.since is None or mode.since <= event.held_on
        assert event.convened_by in mode.conveners
        assert not mode.needs_consent or item.with_consent
        assert not mode.statutory or item.purpose in STATUTORY_PURPOSES
        assert mode.code != "shien_kaigi_106_6" or event.convened_by == "municipality"
        assert town.runs_juso or not mode.requires_juso_on(event.held_on)
    assert cases
    assert town.known_cases.issuperset(cases)
