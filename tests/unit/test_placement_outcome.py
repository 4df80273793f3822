"""成果: given something that is no job, when somebody reached it, then it counts as it is."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.placement.domain.outcome import (
    OUTCOME,
    Outcome,
    OutcomeReached,
    reach_outcome,
    undo_outcome,
)
from shared.codes import OUTCOME_KINDS
from shared.refusal import Refusal
from tests.refusals import refused

TOWN, TODAY, PERSON = "392081", date(2026, 11, 2), UUID(int=2)


def outcome(kind: str = "place_to_be", person: UUID | None = PERSON) -> Outcome:
    """Somebody reached something."""
    return Outcome(case_id=UUID(int=1), person_id=person, kind=kind)


@pytest.mark.rule(69)
@pytest.mark.parametrize("kind", [one.code for one in OUTCOME_KINDS])
def test_every_kind_of_outcome_is_one(kind: str) -> None:
    """居場所・外出・通院・復学・家族関係 and the others are recorded like any success."""
    (event,) = reach_outcome(None, TOWN, outcome(kind), on=TODAY, today=TODAY)

    assert isinstance(event, OutcomeReached)
    assert (event.kind, event.on) == (kind, TODAY)


@pytest.mark.rule(69)
@pytest.mark.parametrize(
    "label",
    ["居場所", "外出", "通院", "復学", "家族関係", "地域参加", "手帳取得", "グループホーム入居"],
)
def test_the_outcomes_of_the_field_have_their_codes(label: str) -> None:
    """What municipalities tell of as an outcome is found in the list."""
    assert label in OUTCOME_KINDS.labels


def test_a_household_reaches_something_together() -> None:
    """Trees were pruned with the neighbours: an outcome of nobody alone (総社市)."""
    (event,) = reach_outcome(
        None, TOWN, outcome("neighbour_relations", None), on=TODAY, today=TODAY
    )

    assert event.person_id is None


def test_an_outcome_is_recorded_once_and_not_ahead() -> None:
    """The same id again, a day that has not come and an unknown kind are refused."""
    state = OUTCOME.fold(None, reach_outcome(None, TOWN, outcome(), on=TODAY, today=TODAY))

    with refused("outcome-exists"):
        reach_outcome(state, TOWN, outcome(), on=TODAY, today=TODAY)
    with refused("date-in-future"):
        reach_outcome(None, TOWN, outcome(), on=date(2026, 11, 3), today=TODAY)
    with pytest.raises(Refusal) as no:
        reach_outcome(None, TOWN, outcome("job"), on=TODAY, today=TODAY)
    assert "居場所" in no.value.remedy


def test_an_outcome_is_taken_back_once() -> None:
    """What was not so is taken back with a reason; then only a new one can be recorded."""
    state = OUTCOME.fold(None, reach_outcome(None, TOWN, outcome(), on=TODAY, today=TODAY))
    gone = OUTCOME.fold(state, undo_outcome(state, "wrong_person", today=TODAY))

    assert gone is not None
    assert gone.undone
    with refused("outcome-undone") as no:
        undo_outcome(gone, "wrong_person", today=TODAY)
    assert "新しい成果" in no.value.remedy
    with refused("outcome-not-found"):
        undo_outcome(None, "wrong_person", today=TODAY)
    with refused("unknown-code"):
        undo_outcome(state, "no_reason", today=TODAY)
