"""What a closed cell asks of a human, and that nothing travels with nothing."""

from __future__ import annotations

import pytest

from tests.law.records import (
    with_consent,
    with_emergency,
)
from tests.law.worlds import (
    casework_world,
    conference_world,
    decide_cell,
    with_agency,
    with_conference,
    with_item,
)


@pytest.mark.rule(12)
@pytest.mark.parametrize("holder_class", ["public", "private"])
def test_a_closed_cell_with_a_risk_of_harm_goes_to_a_supervisor(holder_class: str) -> None:
    """Whoever holds it, and for whatever reason it is closed."""
    world = with_item(casework_world(), flags=["unjust_harm_risk"])
    decision = decide_cell(with_agency(world, "clinic", holder_class=holder_class))
    assert decision.obligations == ("supervisor_review",)
    assert 12 in decision.rules
    opened = decide_cell(with_consent(world))
    assert opened.obligations == ()


@pytest.mark.rule(12, 42)
def test_a_closed_cell_may_ask_for_both() -> None:
    """A risk of harm and an emergency put before a human are two tasks."""
    world = with_item(casework_world(), flags=["unjust_harm_risk"])
    decision = decide_cell(with_emergency(world))
    assert decision.obligations == ("supervisor_review", "escalate_to_human")
    assert {12, 42} <= set(decision.rules)


@pytest.mark.rule(42)
def test_an_emergency_that_waits_is_no_task_where_the_cell_is_open_anyhow() -> None:
    """Who sees it on consent needs nobody to decide about the emergency."""
    decision = decide_cell(with_emergency(with_consent(casework_world())))
    assert decision.effect == "full"
    assert decision.obligations == ()


def test_a_plainly_closed_cell_asks_for_nothing() -> None:
    """Nothing travels with nothing."""
    assert decide_cell(casework_world()).obligations == ()
    assert decide_cell(with_conference(conference_world(), requests=[])).obligations == ()
