"""開示請求, for any set of pieces: nothing undecided goes out, and a refusal tells nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.conference.domain.access_request import (
    AccessDecided,
    CollectedPart,
    PartDecision,
    decide,
    handed_out,
    notice,
)
from shared.personal_records import Mark
from shared.refusal import Refusal
from tests.unit.test_conference_access_clock import SEALED, TOWN, after
from tests.unit.test_conference_access_decision import HERE, gathered, part, verdict

MARKS: st.SearchStrategy[tuple[Mark, ...]] = st.lists(
    st.sampled_from(("family_statement", "reporter_identity", "do_not_tell_person", "assessment")),
    max_size=2,
    unique=True,
).map(tuple)
PARTS = st.lists(MARKS, min_size=1, max_size=6).map(
    lambda all_marks: tuple(part(UUID(int=i + 1), *marks) for i, marks in enumerate(all_marks))
)
DECISIONS = st.fixed_dictionaries(
    {
        "disclosed": st.sampled_from(("full", "partial", "withheld")),
        "exemptions": st.sampled_from(((), ("third_party",), ("deliberation",))),
        "footing": st.sampled_from((None, "not_exempt", "public_interest")),
        "wording": st.sampled_from((None, SEALED)),
    }
)


@pytest.mark.rule(35, 44, 60)
@given(parts=PARTS, data=st.data())
def test_whatever_is_decided_nothing_marked_goes_out_undecided(
    parts: tuple[CollectedPart, ...], data: st.DataObject
) -> None:
    """Of any decision that is accepted: marked pieces were decided on, and no reporter is in it."""
    told: dict[UUID, dict[str, Any]] = data.draw(
        st.dictionaries(st.sampled_from([one.record_id for one in parts]), DECISIONS)
    )
    decisions = [PartDecision(record_id=one, **fields) for one, fields in told.items()]
    outcome = data.draw(st.sampled_from(("full", "partial")))
    request = gathered(*parts)
    try:
        decided = after(request, *decide(request, verdict(outcome, *decisions), HERE))
    except Refusal:
        return

    out = handed_out(decided)
    granted = {one.record_id for one in decisions if one.disclosed != "withheld"}
    assert out
    for one in out:
        assert not one.marks or one.record_id in granted
        assert "reporter_identity" not in one.marks
        assert one.record_id not in {d.record_id for d in decisions if d.disclosed == "withheld"}


@pytest.mark.rule(61)
@given(parts=PARTS, days=st.integers(0, 60))
def test_an_answer_that_confirms_nothing_is_the_same_with_any_file_and_with_none(
    parts: tuple[CollectedPart, ...], days: int
) -> None:
    """Title, text, provision: nothing in the notice follows from what was gathered (81条)."""
    told = verdict("existence_not_confirmed")
    received_on = date(2026, 10, 1)
    notices = []
    for request in (gathered(*parts), gathered()):
        (event,) = decide(request, told, HERE)
        assert isinstance(event, AccessDecided)
        assert handed_out(after(request, event)) == ()
        later = event.model_copy(update={"decided_on": received_on + timedelta(days=days)})
        notices.append(notice(later, received_on).model_dump_json())

    assert notices[0] == notices[1]
    assert event.municipality == TOWN
