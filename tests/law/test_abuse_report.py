"""The report of abuse is never blocked, and goes to those who receive it (law rule 43)."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.bases.determination import NOT_A_RECEIVER
from services.conference.law.vocabulary import AgencyKind, Category, Mode
from tests.law.records import with_answer, with_consent, with_determination
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    JUST_BEFORE,
    Document,
    casework_world,
    conference_world,
    decide_cell,
    meeting_world,
    with_agency,
    with_conference,
    with_item,
    with_person,
    with_profile,
)

RECEIVERS = {
    "child": {
        "municipal_department",
        "child_family_center",
        "welfare_office",
        "child_guidance_center",
    },
    "elder": {"municipal_department", "community_support_center"},
    "disabled": {"municipal_department", "disability_core_center"},
}
KINDS = [kind for kind in get_args(AgencyKind) if kind != "person_self"]


def reported(world: Document, victim_kind: str | None = "child") -> Document:
    """The world in which the clinic reports abuse of the son to the city."""
    return with_determination(
        world, "abuse_report", recipients=["city"], victim_kind=victim_kind, approved_by=None
    )


@pytest.mark.rule(43)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("victim", RECEIVERS)
def test_each_statute_has_its_own_receivers(victim: str, kind: str) -> None:
    """子は市町村・福祉事務所・児相, 高齢者は市町村・包括, 障害者は市町村・基幹."""
    world = with_agency(reported(casework_world(), victim), "city", kind=kind)
    if kind in RECEIVERS[victim]:
        assert_full(decide_cell(world, "city"), "abuse_report")
    else:
        assert_withheld(decide_cell(world, "city"), NOT_A_RECEIVER)


@pytest.mark.rule(43)
def test_a_report_under_no_statute_has_no_receiver() -> None:
    """Which statute applies has to be told."""
    assert_withheld(decide_cell(reported(casework_world(), None), "city"), NOT_A_RECEIVER)


@pytest.mark.rule(43)
@pytest.mark.parametrize("category", [one for one in get_args(Category) if one != "other"])
def test_a_report_carries_every_category(category: str) -> None:
    """Whatever the reporter has to tell may be told."""
    world = with_item(casework_world(), category=category)
    assert_full(decide_cell(reported(world), "city"), "abuse_report")


@pytest.mark.rule(43)
@pytest.mark.parametrize("mode", [one for one in get_args(Mode) if one != "casework"])
def test_no_meeting_stands_in_the_way(mode: str) -> None:
    """The report reaches its receiver out of every meeting."""
    assert decide_cell(reported(meeting_world(mode)), "city").basis == ("abuse_report",)


@pytest.mark.rule(43)
@pytest.mark.parametrize("state", ["refused", "not_obtainable", "not_asked"])
def test_no_answer_stands_in_the_way(state: str) -> None:
    """A refusal does not block the report."""
    world = with_answer(casework_world(), state)
    assert_full(decide_cell(reported(world), "city"), "abuse_report")


@pytest.mark.rule(14, 43)
def test_a_withdrawn_consent_does_not_stand_in_the_way() -> None:
    """What was withdrawn was never needed for the report."""
    world = with_consent(casework_world(), withdrawn_at=JUST_BEFORE)
    assert_full(decide_cell(reported(world), "city"), "abuse_report")


STRICTEST = {
    "without_consent": "never",
    "without_consent_modes": [],
    "excluded_kinds_without_consent": KINDS,
    "blur_without_consent": list(get_args(Category)),
    "names_only_with_penalty": True,
    "internal_sharing": "consent_only",
    "plan_needs_consent": True,
    "external_only_in_modes": [],
    "onward_sharing": "consent_only",
    "hide_from_local_area": True,
    "emergency": "escalate",
    "minimise": {"consultation": [], "plan_formation": []},
}


@pytest.mark.rule(43)
@pytest.mark.parametrize("internal", [True, False])
@pytest.mark.parametrize("purpose", ["consultation", "plan_formation"])
def test_no_municipal_rule_stands_in_the_way(purpose: str, internal: bool) -> None:  # noqa: FBT001
    """With every option at its strictest the report is still shown in full."""
    world = with_profile(with_item(casework_world(), provenance="elsewhere"), **STRICTEST)
    world = with_agency(world, "city", internal_to_municipality=internal, local_area="west")
    world = with_person(world, "son", refuses_local_area="west")
    world = with_conference(world, purpose=purpose)
    assert_full(decide_cell(reported(world), "city"), "abuse_report")


@pytest.mark.rule(12, 37, 39, 44, 46)
def test_the_floor_leaves_the_report_open_where_it_must() -> None:
    """Risk of harm, an anonymous caller, the reporter and 要対協 do not block the receiver."""
    world = with_item(
        casework_world(),
        category="abuse",
        holder="health",
        flags=["unjust_harm_risk", "reporter_identity"],
    )
    world = with_person(world, "son", registered_yotaikyo=True, anonymous=True)
    assert_full(decide_cell(reported(world), "city"), "abuse_report")
    identity = with_item(world, category="identity")
    assert_full(decide_cell(reported(identity), "city"), "abuse_report")


@pytest.mark.rule(43)
def test_the_report_reaches_nobody_else() -> None:
    """Who is not named as a receiver of this report gets nothing on it."""
    assert decide_cell(reported(casework_world()), "welfare").effect == "withheld"
    assert decide_cell(reported(casework_world()), "npo").effect == "withheld"


@pytest.mark.rule(43)
def test_a_report_beside_a_conference_is_named_with_it() -> None:
    """Both bases give the full text, so both are named."""
    world = with_agency(conference_world(), "npo", kind="child_guidance_center")
    world = with_determination(world, "abuse_report", victim_kind="child")
    assert_full(decide_cell(world), "conference_106_6", "abuse_report")
