"""What the legal mode of a meeting allows to whom: members, consent, parties, case reviews."""

from __future__ import annotations

import pytest

from services.conference.law.bases.consent.reasons import NOT_RECORDED
from services.conference.law.limits.meeting import (
    CONSENT_ONLY,
    LEFT,
    NOT_A_MEMBER,
    NOT_A_PARTY,
    NOT_SELECTED,
)
from tests.law.records import scope, with_consent, with_determination, with_emergency
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    JUST_AFTER,
    JUST_BEFORE,
    LONG_AGO,
    MEETINGS,
    NOW,
    Document,
    casework_world,
    conference_world,
    decide_cell,
    meeting_world,
    moment,
    with_conference,
    with_member,
    with_profile,
    with_request,
    without_member,
)

CONSENT_MEETINGS = ["juso_kaigi", "shien_chosei_kaigi"]


def consented(mode: str) -> Document:
    """A meeting at which the son's consent opens the note to the NPO, in this mode explicitly."""
    world = meeting_world(mode)
    return with_consent(world, scope=scope(world, modes=[mode]))


@pytest.mark.rule(18, 19)
@pytest.mark.parametrize("mode", MEETINGS)
def test_who_sits_at_the_meeting_sees_what_was_consented_to(mode: str) -> None:
    """A member selected for the item sees it."""
    assert_full(decide_cell(consented(mode)), "consent")


@pytest.mark.rule(19)
@pytest.mark.parametrize("mode", MEETINGS)
def test_who_is_no_member_sees_nothing_even_with_consent(mode: str) -> None:
    """Material of a meeting stays with those recorded as its members."""
    assert_withheld(decide_cell(without_member(consented(mode))), NOT_A_MEMBER)


@pytest.mark.rule(20)
@pytest.mark.parametrize("mode", MEETINGS)
def test_a_member_not_selected_for_the_item_sees_nothing(mode: str) -> None:
    """The standing list is not the list of this item."""
    world = with_member(consented(mode), selected=False)
    assert_withheld(decide_cell(world), NOT_SELECTED)


@pytest.mark.rule(24)
@pytest.mark.parametrize("mode", MEETINGS)
def test_who_left_sees_nothing_from_that_instant(mode: str) -> None:
    """Access ends with membership; the duty of secrecy does not."""
    for at in (NOW, JUST_BEFORE):
        assert_withheld(decide_cell(with_member(consented(mode), left_at=at)), LEFT)
    assert_full(decide_cell(with_member(consented(mode), left_at=JUST_AFTER)), "consent")


@pytest.mark.rule(19)
@pytest.mark.parametrize("mode", MEETINGS)
def test_membership_begins_at_its_instant(mode: str) -> None:
    """Who joins later is no member yet, and never was one that left."""
    assert_full(decide_cell(with_member(consented(mode), joined_at=NOW)), "consent")
    assert_withheld(decide_cell(with_member(consented(mode), joined_at=JUST_AFTER)), NOT_A_MEMBER)
    leaving = with_member(consented(mode), joined_at=JUST_AFTER, left_at=moment(days=9))
    assert_withheld(decide_cell(leaving), NOT_A_MEMBER)


@pytest.mark.rule(20, 24)
def test_who_came_back_is_a_member() -> None:
    """Of several entries the one in force counts."""
    world = consented("kodoku")
    (now,) = world["conference"]["members"]
    left = now | {"joined_at": LONG_AGO, "left_at": moment(days=-100)}
    for members in ([now, left], [left, now]):
        assert_full(decide_cell(with_conference(world, members=members)), "consent")
    unselected = [left, now | {"selected": False}]
    assert_withheld(decide_cell(with_conference(world, members=unselected)), NOT_SELECTED)


@pytest.mark.rule(19)
@pytest.mark.parametrize("mode", [one for one in MEETINGS if one != "case_review"])
def test_the_convener_sees_the_item_without_being_selected(mode: str) -> None:
    """Who convened the meeting is within it."""
    world = meeting_world(mode)
    parties = {"id": "pact", "parties": ["clinic", "council"], "from": LONG_AGO, "to": None}
    world = with_conference(
        world,
        convened_by={"agency": "council", "kind": "municipality"},
        agreement=parties if mode == "agreement" else None,
    )
    agreed = with_consent(world, scope=scope(world, recipients=["council"]))
    assert_full(decide_cell(agreed, "council"), "consent")


@pytest.mark.rule(18)
@pytest.mark.parametrize("mode", MEETINGS)
def test_the_holder_keeps_seeing_its_own_record(mode: str) -> None:
    """The clinic needs no seat to read what it wrote."""
    assert_full(decide_cell(meeting_world(mode), "clinic"), "own_record")


@pytest.mark.rule(18, 42, 43)
@pytest.mark.parametrize("mode", MEETINGS)
def test_emergency_and_abuse_report_reach_whoever_does_not_sit_there(mode: str) -> None:
    """What saves somebody, or reports abuse, asks for no membership and no mode."""
    world = with_profile(without_member(meeting_world(mode)), emergency="act")
    assert_full(decide_cell(with_emergency(world)), "emergency")
    report = with_determination(world, "abuse_report", recipients=["city"], victim_kind="child")
    outsider = with_conference(report, convened_by={"agency": "welfare", "kind": "municipality"})
    assert_full(decide_cell(outsider, "city"), "abuse_report")


@pytest.mark.rule(19)
def test_outside_a_meeting_nobody_needs_a_seat() -> None:
    """In casework members carry no weight, whether they are there, unselected or gone."""
    world = with_consent(casework_world())
    assert_full(decide_cell(world), "consent")
    assert_full(decide_cell(with_member(world, selected=False)), "consent")
    assert_full(decide_cell(with_member(world, left_at=JUST_BEFORE)), "consent")


@pytest.mark.rule(3)
@pytest.mark.parametrize("mode", CONSENT_MEETINGS)
def test_a_consent_meeting_is_closed_to_every_other_basis(mode: str) -> None:
    """重層的支援会議 and 支援調整会議 rest on consent; a determination opens nothing there."""
    world = with_determination(meeting_world(mode), "in_purpose")
    assert_withheld(decide_cell(world), CONSENT_ONLY)
    assert_full(decide_cell(with_consent(world)), "consent")


@pytest.mark.rule(3)
@pytest.mark.parametrize("mode", [one for one in MEETINGS if one not in CONSENT_MEETINGS])
def test_no_other_meeting_asks_for_consent_alone(mode: str) -> None:
    """Elsewhere what lies within the purpose of use may rest on that."""
    decision = decide_cell(with_determination(meeting_world(mode), "in_purpose"))
    assert decision.basis[0] == "in_purpose"
    assert CONSENT_ONLY.reason not in decision.reasons


PACT = {"id": "pact", "parties": ["clinic", "npo"], "from": LONG_AGO, "to": None}


@pytest.mark.rule(18)
@pytest.mark.parametrize(
    ("fields", "opens"),
    [
        ({}, True),
        ({"from": NOW}, True),
        ({"to": JUST_AFTER}, True),
        ({"from": JUST_AFTER}, False),
        ({"to": NOW}, False),
        ({"parties": ["clinic"]}, False),
        ({"parties": ["npo", "council"]}, False),
    ],
)
def test_an_agreement_binds_holder_and_recipient_while_it_lasts(
    fields: Document,
    opens: bool,  # noqa: FBT001
) -> None:
    """Both have to be parties, at the instant decided for."""
    world = with_conference(consented("agreement"), agreement=PACT | fields)
    if opens:
        assert_full(decide_cell(world), "consent")
    else:
        assert_withheld(decide_cell(world), NOT_A_PARTY)


@pytest.mark.rule(18)
def test_an_agreement_is_no_basis() -> None:
    """The parties need the consent, or another basis, all the same."""
    assert_withheld(decide_cell(meeting_world("agreement")), NOT_RECORDED)


@pytest.mark.rule(18)
def test_an_agreement_matters_in_its_own_mode_only() -> None:
    """An agreement recorded with another meeting keeps nobody out."""
    foreign = PACT | {"parties": ["council"]}
    world = with_conference(conference_world(), agreement=foreign)
    assert_full(decide_cell(world), "conference_106_6")


@pytest.mark.rule(18)
@pytest.mark.parametrize("mode", MEETINGS)
def test_each_item_has_its_own_members(mode: str) -> None:
    """Who sits there for one item sees nothing of it as a member of another."""
    world = with_request(consented(mode))
    assert_withheld(decide_cell(world, "council"), NOT_A_MEMBER)
