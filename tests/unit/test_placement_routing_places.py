"""Which concrete places of the directory a proposal finds, and what it means if there is none."""

from __future__ import annotations

from datetime import date

import pytest

from services.placement.routing.changes import changes_between
from services.placement.routing.proposals import Proposal
from services.placement.routing.proposing import propose
from services.placement.routing.rules import rules_named
from services.placement.routing.situation import Destination
from tests.unit.routing_table import situation

DAY = date(2026, 6, 1)


def concrete(**but: object) -> Destination:
    """A place for 自治体12's 居場所."""
    return Destination(**{"id": "1", "kind": "community_place", "name": "ひだまり", **but})  # type: ignore[arg-type]


def place_to_be(known: str, *places: Destination) -> Proposal:
    """What 自治体12 proposes for a 居場所."""
    found = propose(
        rules_named("municipality-12"), situation(f"needs=place_to_be; {known}"), DAY, places
    )
    return next(one for one in found.proposals if one.rule == "place-to-be")


@pytest.mark.parametrize(
    ("known", "place", "fits"),
    [
        ("ages=30", concrete(), True),
        ("ages=30", concrete(kind="farm"), False),
        ("ages=30", concrete(age_from=30, age_to=30), True),
        ("ages=30", concrete(age_from=31), False),
        ("ages=30", concrete(age_to=29), False),
        ("", concrete(age_from=31), True),
        ("ages=30", concrete(free=0), False),
        ("ages=30", concrete(free=1), True),
        ("ages=30", concrete(months=(6,)), True),
        ("ages=30", concrete(months=(7, 8)), False),
        ("area=北", concrete(area="北"), True),
        ("area=北", concrete(area="南"), False),
        ("area=北", concrete(area="南", online=True), True),
        ("area=北; wishes=hide_from_locals", concrete(area="北"), False),
        ("area=北; wishes=hide_from_locals", concrete(area="南"), True),
        ("wishes=hide_from_locals", concrete(area="南"), False),
        ("", concrete(referrers=("municipal_department",)), True),
        ("", concrete(referrers=("medical",)), False),
        ("", concrete(referrers=("person",)), True),
        ("consulter=mother", concrete(referrers=("family",)), True),
        ("consulter=person", concrete(referrers=("family",)), False),
    ],
)
def test_a_concrete_place_fits_or_does_not(known: str, place: Destination, *, fits: bool) -> None:
    """Given kind, age, places left, season, area and who refers, then it is found or it is not."""
    proposed = place_to_be(known, place)

    assert bool(proposed.found) == fits
    assert proposed.leads_somewhere == fits


def test_without_a_concrete_place_there_is_nowhere_to_go() -> None:
    """Given a rule that needs a place and none that fits, then つなぎ先がない, and it is said."""
    rules, about = rules_named("municipality-12"), situation("needs=place_to_be")
    none, some = propose(rules, about, DAY), propose(rules, about, DAY, [concrete()])

    assert (none.none_fits, none.unanswered, none.keeper.kind) == (
        True,
        ("place_to_be",),
        "own_window",
    )
    assert (some.none_fits, some.unanswered, some.keeper.kind) == (False, (), None)
    says = changes_between(none, some).says
    assert "つなぎ先がなかったものに、候補ができました。" in says


def test_places_that_were_confirmed_lately_come_first() -> None:
    """Given an entry that nobody has confirmed for long, then it is found last, and says so."""
    old, new = concrete(id="1", name="あ", out_of_date=True), concrete(id="2", name="い")

    assert [one.out_of_date for one in place_to_be("", old, new).found] == [False, True]
