"""What a municipality's own rule adds: without consent, inside and outside, in which meetings."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.bases.consent.reasons import REFUSED
from services.conference.law.limits.profile import (
    INSIDE_BY_CONSENT,
    NEVER,
    NOT_BY_THIS_MODE,
    WILL_CAN_BE_ASKED,
)
from services.conference.law.vocabulary import StatutoryMode
from tests.law.records import with_answer, with_consent, with_determination
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    LONG_AGO,
    Document,
    casework_world,
    conference_world,
    decide_cell,
    with_agency,
    with_item,
    with_part,
    with_profile,
    with_request,
)

MODES = get_args(StatutoryMode)


WORLD = conference_world()


BOUND = ["conference", "public_need", "child_welfare", "statutory_cooperation"]


FREE = ["entrustment", "in_purpose", "abuse_request_13_4", "abuse_report", "best_interest"]


BASIS = {
    "conference": "conference_106_6",
    "internal_need": "appi_69_2_2",
    "public_need": "appi_69_2_3",
    "best_interest": "appi_69_2_4",
    "child_welfare": "appi_27_1_3",
    "statutory_cooperation": "appi_27_1_4",
}


def on(
    way: str, world: Document | None = None, *, internal: bool = False, **rule: object
) -> Document:
    """The world in which the note is open to the NPO's place on this basis, under this rule."""
    if way == "conference":
        world = world or conference_world()
    else:
        world = with_item(
            world or casework_world(),
            holder="city" if way in {"public_need", "best_interest", "internal_need"} else "clinic",
        )
        world = with_determination(
            world,
            way,
            consent_difficult=True,
            victim_kind="child",
            requested_by="mayor",
            answer="provided",
        )
    world = with_profile(world, family_wish_route="best_interest_69_2_4", **rule)
    if way == "best_interest":
        world = with_consent(world, given_by="mother", capacity="family_wish")
    return with_agency(
        world,
        "npo",
        kind="welfare_office",
        holder_class="public",
        internal_to_municipality=internal,
        entrusted={"from": LONG_AGO, "to": None},
    )


@pytest.mark.rule(17)
@pytest.mark.parametrize("way", [*BOUND, *FREE])
def test_never_without_consent_binds_outside(way: str) -> None:
    """With ``never`` the meeting and the determinations of need give nothing outside."""
    basis = BASIS.get(way, way)
    assert_full(decide_cell(on(way, without_consent="allowed")), basis)
    decision = decide_cell(on(way, without_consent="never"))
    if way in BOUND:
        assert_withheld(decision, NEVER)
    else:
        assert_full(decision, basis)


@pytest.mark.rule(17)
@pytest.mark.parametrize("mode", MODES)
def test_never_is_the_default_in_every_conference(mode: str) -> None:
    """A municipality that says nothing shares nothing without consent."""
    world = with_part(conference_world(mode), "profile", versions=[])
    assert_withheld(decide_cell(world), NEVER)


@pytest.mark.rule(1, 17)
@pytest.mark.parametrize("way", BOUND)
def test_where_everybody_consented_never_binds_nothing(way: str) -> None:
    """With valid consent the other basis stands beside it."""
    world = with_consent(on(way, without_consent="never"))
    assert_full(decide_cell(world), "consent", BASIS[way])


@pytest.mark.rule(7)
@pytest.mark.parametrize("way", BOUND)
@pytest.mark.parametrize("state", ["refused", "not_obtainable", "not_asked", None])
def test_only_when_the_will_cannot_be_confirmed(state: str | None, way: str) -> None:
    """A no is a no, and who was not asked can be asked."""
    world = on(way, without_consent="only_when_not_obtainable")
    decision = decide_cell(with_answer(world, state) if state else world)
    if state == "not_obtainable":
        assert_full(decision, BASIS[way])
    else:
        assert_withheld(decision, WILL_CAN_BE_ASKED)


@pytest.mark.rule(7, 9)
@pytest.mark.parametrize(
    ("son", "mother", "opens"),
    [
        ("not_obtainable", "not_obtainable", True),
        ("given", "not_obtainable", True),
        ("given", "given", True),
        ("not_obtainable", "refused", False),
        ("not_asked", "not_obtainable", False),
        ("given", "refused", False),
    ],
)
def test_it_has_to_hold_for_every_subject_without_consent(
    son: str,
    mother: str,
    opens: bool,  # noqa: FBT001
) -> None:
    """Whoever has not consented must be one whose will cannot be confirmed."""
    world = with_profile(WORLD, without_consent="only_when_not_obtainable")
    world = with_request(with_item(world, subjects=["son", "mother"]))
    for who, state in (("son", son), ("mother", mother)):
        world = with_consent(world, who) if state == "given" else with_answer(world, state, who)
    decision = decide_cell(world)
    if opens:
        assert "conference_106_6" in decision.basis
    else:
        assert_withheld(decision, WILL_CAN_BE_ASKED)


@pytest.mark.rule(7)
def test_a_no_is_told_beside_the_rule_it_meets() -> None:
    """The reasons name the municipality's rule and the person's answer."""
    world = with_profile(WORLD, without_consent="only_when_not_obtainable")
    decision = decide_cell(with_answer(world, "refused"))
    assert decision.reasons == (WILL_CAN_BE_ASKED.reason, REFUSED.reason)
    assert decision.rules == (7,)


@pytest.mark.rule(17)
def test_what_is_allowed_is_allowed_whatever_was_answered() -> None:
    """``allowed`` asks for no answer: the statute carries it, a refusal included."""
    for state in ("refused", "not_asked", "not_obtainable"):
        assert_full(decide_cell(with_answer(WORLD, state)), "conference_106_6")


@pytest.mark.rule(18)
@pytest.mark.parametrize("way", [*BOUND[1:], *FREE])
def test_the_vehicles_bind_what_without_consent_governs(way: str) -> None:
    """Outside the named conferences determinations of need give nothing; the others do."""
    rule = {"without_consent": "allowed", "without_consent_modes": ["kodoku"]}
    decision = decide_cell(on(way, **rule))
    if way in BOUND:
        assert_withheld(decision, NOT_BY_THIS_MODE)
    else:
        assert_full(decision, BASIS.get(way, way))
    inside = on(way, internal=True, internal_sharing="lawful_bases", **rule)
    assert decide_cell(inside).effect == "full"


@pytest.mark.rule(1)
@pytest.mark.parametrize("way", [*BOUND, "internal_need", *FREE])
def test_inside_the_town_hall_consent_is_the_default(way: str) -> None:
    """``consent_only`` binds what rests on need, not what is entrusted, in purpose or reported."""
    basis = BASIS.get(way, way)
    decision = decide_cell(on(way, internal=True))
    if way in {*BOUND, "internal_need"}:
        assert_withheld(decision, INSIDE_BY_CONSENT)
        consented = with_consent(on(way, internal=True))
        assert_full(decide_cell(consented), "consent", basis)
    else:
        assert_full(decision, basis)
    lawful = on(way, internal=True, internal_sharing="lawful_bases", without_consent="never")
    assert_full(decide_cell(lawful), basis)


@pytest.mark.rule(1)
def test_inside_and_outside_have_rules_of_their_own() -> None:
    """``internal_sharing`` says nothing of bodies outside, ``without_consent`` none of inside."""
    outside = on("conference", internal_sharing="lawful_bases", without_consent="never")
    assert_withheld(decide_cell(outside), NEVER)
    inside = on("conference", internal=True, without_consent="allowed")
    assert_withheld(decide_cell(inside), INSIDE_BY_CONSENT)
