"""つなぎ as people work with it: who answers, what each side sees, what is late or undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor, Role
from shared.refusal import Refusal
from tests.behaviour.referral_desk import (
    CITY,
    CONTRACTOR,
    NEIGHBOUR,
    NEXT_DOOR,
    NPO,
    SHOP,
    ReferralDesk,
    known,
    titles,
    worker,
)
from tests.conftest import NewPlace
from tests.refusals import refused

WORDS, THEIRS = "架空の打診のメモ・いろはにほへと", "架空の返事のメモ・ちりぬるを"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReferralDesk]:
    """A placement desk in a town that has settled."""
    opened = ReferralDesk(tmp_path)
    opened.settle()
    yield opened
    opened.placement.close()


@pytest.mark.rule(51)
def test_a_referral_goes_the_whole_way(new_place: NewPlace, tmp_path: Path) -> None:
    """打診, 受理, 日程調整・同行, 初回接触, つなぎ完了: each on the board, all in the history."""
    desk = ReferralDesk(tmp_path, new_place())
    desk.settle()
    referral = desk.offer(mode="accompany")
    found = [desk.board()]

    desk.step("accept", referral, NPO)
    found.append(desk.board())
    at = desk.now + timedelta(days=7)
    desk.step("schedule", referral, NPO, appointment_at=at, accompanied=True)
    found.append(desk.board())
    desk.pass_days(7)
    desk.step("meet", referral, accompanied=True)
    found.append(desk.board())
    desk.step("complete", referral, NPO, outcome="place_to_be")
    found.append(desk.board())

    shown = desk.show(referral)
    assert [list(board) for board in found] == [
        ["offered"],
        ["accepted"],
        ["scheduled"],
        ["met"],
        ["completed"],
    ]
    assert titles(shown.steps) == [
        "つなぎの打診",
        "つなぎの受理",
        "つなぎの日程調整",
        "つなぎ先との初回接触",
        "つなぎ完了",
    ]
    assert (shown.line.outcome, shown.line.accompanied, shown.line.stays) == (
        "place_to_be",
        True,
        True,
    )
    assert shown.line.owing is None
    desk.placement.close()


def test_who_arrived_has_been_there(desk: ReferralDesk) -> None:
    """When つなぎ完了 follows 受理 at once, then the first contact is recorded with it."""
    referral = desk.offer()
    desk.step("accept", referral)
    desk.step("complete", referral, outcome="place_to_be")

    assert titles(desk.show(referral).steps)[-2:] == ["つなぎ先との初回接触", "つなぎ完了"]


def test_the_destination_answers_for_itself_and_others_do_not(desk: ReferralDesk) -> None:
    """The agency that is asked may answer; for every other agency there is no such referral."""
    referral = desk.offer()
    strangers = (SHOP, NEIGHBOUR, worker("city", "member"))
    for stranger in strangers:
        with refused("referral-not-found"):
            desk.step("accept", referral, stranger)
    with refused("own-agency-not-registered"):
        desk.step("accept", referral, worker("nobody"))

    desk.step("accept", referral, NPO)

    [_, accepted] = desk.show(referral).steps
    assert (accepted.said_by, accepted.on_behalf) == (known("npo"), False)


def test_the_destination_sees_its_own_referrals_without_case_and_person(
    desk: ReferralDesk,
) -> None:
    """What the receiver may know of the person stands in packets, and nowhere on its board."""
    referral, other = desk.offer(), desk.offer(to_agency_id=known("shop"), destination="employer")

    received = desk.do("referrals.received", NPO)
    lines = [line for column in received for line in column.referrals]
    shown = desk.show(referral, NPO)

    assert [line.referral_id for line in lines] == [referral]
    assert (lines[0].case_id, lines[0].person_id) == (None, None)
    assert str(known("son")) not in shown.model_dump_json()
    assert str(known("case")) not in shown.model_dump_json()
    with refused("referral-not-found"):
        desk.show(other, NPO)


def test_where_the_destination_has_no_account_the_answer_is_on_its_behalf(
    desk: ReferralDesk,
) -> None:
    """An answer that the asking side records says so."""
    referral = desk.offer(to_agency_id=None, destination="farm")
    desk.step("accept", referral)

    [_, accepted] = desk.show(referral).steps
    assert (accepted.said_by, accepted.on_behalf) == (known("city"), True)


@pytest.mark.rule(55)
@pytest.mark.parametrize(
    ("who", "code"),
    [
        (NPO, "role-not-entitled"),
        (worker("npo"), "not-of-this-municipality"),
        (NEIGHBOUR, "not-of-this-municipality"),
        (worker("city", "statistician"), "role-not-entitled"),
        (worker("nobody"), "own-agency-not-registered"),
    ],
    ids=["destination", "other agency", "next door", "wrong role", "unregistered"],
)
def test_only_who_does_the_municipalitys_work_asks(
    desk: ReferralDesk, who: Actor, code: str
) -> None:
    """Who neither is a department nor entrusted refers nobody."""
    with refused(code):
        desk.offer(who)


@pytest.mark.rule(55)
def test_with_the_contract_ends_what_rests_on_it(desk: ReferralDesk) -> None:
    """A contractor asks while the contract holds; afterwards its referral is not there for it."""
    referral = desk.offer(CONTRACTOR)
    desk.pass_days(61)

    with refused("referral-not-found"):
        desk.step("accept", referral, CONTRACTOR)
    with refused("not-of-this-municipality"):
        desk.do("referrals.board", CONTRACTOR, municipality=DEMO_MUNICIPALITY)


def test_next_door_sees_no_board_of_this_town(desk: ReferralDesk) -> None:
    """Boards, overdue lists and chains are the municipality's own."""
    referral = desk.offer()
    for use_case in ("referrals.board", "referrals.overdue"):
        with refused("not-of-this-municipality"):
            desk.do(use_case, NEIGHBOUR, municipality=DEMO_MUNICIPALITY)
    with refused("referral-not-found"):
        desk.do("referrals.chain", NEIGHBOUR, referral_id=referral)


@pytest.mark.parametrize("role", ["counsellor", "employment_supporter", "secretariat", "member"])
def test_who_may_list_may_look_and_nobody_else(desk: ReferralDesk, role: Role) -> None:
    """Of a town's workers exactly those who see the board see what stands on it."""
    referral, who = desk.offer(to_agency_id=None), worker("city", role)

    def sees(use_case: str, **request: object) -> bool:
        try:
            desk.do(use_case, who, **request)
        except Refusal:
            return False
        return True

    listed = sees("referrals.board", municipality=DEMO_MUNICIPALITY)
    assert sees("referrals.overdue", municipality=DEMO_MUNICIPALITY) is listed
    assert sees("referrals.show", referral_id=referral) is listed
    assert sees("referrals.chain", referral_id=referral) is listed


def test_an_illegal_step_is_refused_with_the_legal_ones(desk: ReferralDesk) -> None:
    """Given a mere 打診, when 初回接触 is recorded, then the remedy names what may be."""
    referral = desk.offer()
    with pytest.raises(Refusal) as no:
        desk.step("meet", referral)

    assert no.value.code == "referral-step-not-open"
    assert "「受理・不受理」" in no.value.remedy
    assert "「保留・取下げ・他市町村への移管」" in no.value.remedy


def test_an_unregistered_destination_is_refused(desk: ReferralDesk) -> None:
    """An agency that the register has not told of cannot be asked by its id."""
    with refused("agency-not-found"):
        desk.offer(to_agency_id=known("nobody"))


@pytest.mark.rule(51)
def test_what_is_late_is_on_the_list_of_what_is_overdue(desk: ReferralDesk) -> None:
    """14 days for an answer, 30 for the first contact; an arranged day goes before it."""
    silent, accepted, arranged = desk.offer(), desk.offer(), desk.offer()
    for one in (accepted, arranged):
        desk.step("accept", one, NPO)
    desk.step("schedule", arranged, NPO, appointment_at=desk.now + timedelta(days=3))

    desk.pass_days(14)
    assert desk.overdue() == [(arranged, "first_contact", 11)]
    desk.pass_days(17)
    assert desk.overdue() == [
        (arranged, "first_contact", 28),
        (silent, "answer", 17),
        (accepted, "first_contact", 1),
    ]


def test_a_hold_waits_until_its_day_and_not_without_end(desk: ReferralDesk) -> None:
    """What waits is not overdue before its day, is afterwards, and goes on with any step."""
    referral = desk.offer()
    until = desk.today + timedelta(days=40)
    desk.step("hold", referral, NPO, until=until, reason="waiting_list")
    with refused("hold-without-end"):
        desk.step("hold", referral, until=desk.today + timedelta(days=400), reason="other")

    desk.pass_days(40)
    assert desk.overdue() == []
    desk.pass_days(1)
    assert desk.overdue() == [(referral, "resumption", 1)]
    desk.step("accept", referral, NPO)
    assert desk.show(referral).line.held_until is None


def test_each_side_undoes_its_own_steps(desk: ReferralDesk) -> None:
    """A no that was a mistake is undone by who said it, stays on record, and the loop goes on."""
    referral = desk.offer()
    desk.step("decline", referral, NPO, reason="no_vacancy")
    with refused("not-your-step"):
        desk.step("undo", referral, CITY, reason="other")

    desk.step("undo", referral, NPO, reason="recorded_twice")
    desk.step("withdraw", referral, by="person", reason="person_declines")
    with refused("not-your-step"):
        desk.step("undo", referral, NPO, reason="other")
    desk.step("undo", referral, CITY, reason="wrong_person")

    shown = desk.show(referral)
    assert (shown.line.status, shown.may_undo) == ("offered", False)
    assert [(one.title, one.undone) for one in shown.steps[1:]] == [
        ("つなぎの不受理", True),
        ("つなぎの段階の取り消し", False),
        ("つなぎの取下げ", True),
        ("つなぎの段階の取り消し", False),
    ]


def test_a_mere_offer_is_withdrawn_and_not_undone(desk: ReferralDesk) -> None:
    """Given nothing but 打診, when it is undone, then the remedy is 取下げ."""
    referral = desk.offer()
    with pytest.raises(Refusal) as no:
        desk.step("undo", referral, reason="other")

    assert no.value.code == "nothing-to-undo"
    assert "取下げ" in no.value.remedy


@pytest.mark.rule(51)
def test_who_is_sent_round_is_seen(desk: ReferralDesk) -> None:
    """From the second refusal in a row on the chain warns; whoever agrees ends the count."""
    first = desk.offer()
    desk.step("decline", first, NPO, reason="not_in_charge")
    second = desk.offer(to_agency_id=None, destination="welfare_office", follows=first)
    assert desk.do("referrals.chain", referral_id=first).warning is None
    desk.step("decline", second, reason="outside_age")
    third = desk.offer(to_agency_id=None, destination="hello_work", follows=second)

    chain = desk.do("referrals.chain", referral_id=second)
    desk.step("accept", third)
    after = desk.do("referrals.chain", referral_id=first)

    assert [one.referral_id for one in chain.referrals] == [first, second, third]
    assert [one.reason for one in chain.referrals] == ["not_in_charge", "outside_age", None]
    assert chain.refusals == 2
    assert "2か所" in chain.warning
    assert (after.refusals, after.warning) == (0, None)


def test_a_chain_is_of_one_case_and_goes_on_from_a_no(desk: ReferralDesk) -> None:
    """What is open or arrived is not followed; what belongs to another case is not there."""
    running = desk.offer()
    with refused("referral-still-open"):
        desk.offer(follows=running)
    desk.step("decline", running, NPO, reason="no_vacancy")
    with refused("referral-to-follow-not-found"):
        desk.offer(follows=running, case_id=uuid4())
    with refused("referral-to-follow-not-found"):
        desk.offer(follows=uuid4())


def test_a_referral_is_left_to_another_town_and_followed_there(desk: ReferralDesk) -> None:
    """The chain there begins with where it came from, and tells nothing else of it."""
    moved = desk.offer()
    desk.step("accept", moved, NPO)
    desk.step("transfer", moved, to_municipality=NEXT_DOOR)
    there = {"municipality": NEXT_DOOR, "case_id": uuid4(), "to_agency_id": None}
    taken_over = desk.offer(NEIGHBOUR, follows=moved, **there)

    chain = desk.do("referrals.chain", NEIGHBOUR, referral_id=taken_over)
    assert chain.came_from == DEMO_MUNICIPALITY
    assert [one.referral_id for one in chain.referrals] == [taken_over]
    with refused("referral-not-found"):
        desk.show(moved, NEIGHBOUR)
    with refused("referral-to-follow-not-found"):
        desk.offer(follows=moved, case_id=known("case"))


def test_several_referrals_are_open_at_once(desk: ReferralDesk) -> None:
    """A need may be put to several destinations, each with its own way."""
    several = [desk.offer(), desk.offer(to_agency_id=known("shop"), destination="employer")]
    desk.step("accept", several[0], NPO)

    assert desk.board() == {"offered": [several[1]], "accepted": [several[0]]}


def test_notes_are_sealed_and_read_by_whom_they_are_for(desk: ReferralDesk) -> None:
    """The asker's words are not for the destination; its own words both sides read."""
    referral = desk.offer(note=WORDS)
    desk.step("accept", referral, NPO, note=THEIRS)

    to_city, to_npo = desk.show(referral), desk.show(referral, NPO)

    assert [one.note for one in to_city.steps] == [WORDS, THEIRS]
    assert [one.note for one in to_npo.steps] == [None, THEIRS]
    stored = "".join(
        one.recorded.event.model_dump_json() for one in desk.placement.store.log(0, 100)
    )
    assert WORDS not in stored
    assert THEIRS not in stored


def test_after_an_erasure_the_notes_are_gone_and_the_steps_stay(desk: ReferralDesk) -> None:
    """Given a person whose key was destroyed, then the history tells days and codes alone."""
    referral = desk.offer(note=WORDS)
    desk.placement.sealer.destroy(str(known("son")))

    assert [one.note for one in desk.show(referral).steps] == [None]


def test_a_household_has_no_notes(desk: ReferralDesk) -> None:
    """A text is sealed under a person's key; a household has none."""
    with refused("note-without-person"):
        desk.offer(person_id=None, note=WORDS)


def test_who_saw_an_older_state_is_told_to_look_again(desk: ReferralDesk) -> None:
    """A step that was decided on before somebody else's is refused."""
    referral = desk.offer()
    seen = desk.show(referral).version
    desk.step("accept", referral, NPO)

    with refused("stale-version"):
        desk.step("decline", referral, reason="other", expected_version=seen)


@pytest.mark.parametrize(
    ("mode", "stays", "code"),
    [
        ("joint", False, "mode-stays"),
        ("keep", True, "mode-keeps-the-case"),
        ("x", True, "unknown-code"),
    ],
)
def test_a_way_of_handing_on_does_not_contradict_itself(
    desk: ReferralDesk, mode: str, code: str, *, stays: bool
) -> None:
    """Who works jointly stays, who keeps the case refers nobody, and every mode is in the list."""
    with refused(code):
        desk.offer(mode=mode, stays=stays)


def test_a_hand_over_may_leave_or_stay(desk: ReferralDesk) -> None:
    """引継ぎ with and without staying in the case is on record as it was agreed."""
    left = desk.offer(mode="handover", stays=False)
    kept = desk.offer(mode="handover", stays=True)

    assert [desk.show(one).line.stays for one in (left, kept)] == [False, True]


def test_a_destination_is_named_later_and_then_answers_for_itself(desk: ReferralDesk) -> None:
    """Given an offer to a mere kind, when its agency is named, then that agency may answer."""
    referral = desk.offer(to_agency_id=None)
    with refused("referral-not-found"):
        desk.step("accept", referral, NPO)

    desk.step("address", referral, to_agency_id=known("npo"))
    desk.step("accept", referral, NPO)
    with refused("referral-addressed"):
        desk.step("address", referral, to_agency_id=known("shop"))


def test_only_who_runs_the_place_that_is_asked_is_named(desk: ReferralDesk) -> None:
    """Given a place whose operator became known later, then no other agency is its address."""
    place = {"municipality": DEMO_MUNICIPALITY, "kind": "employer", "name": "架空の工場"}
    shop = desk.do("resources.register", **place)
    referral = desk.offer(to_agency_id=None, resource_id=shop)
    place = {"kind": "employer", "name": "架空の工場", "agency_id": known("shop")}
    desk.do("resources.amend", resource_id=shop, **place)

    with refused("agency-not-of-resource"):
        desk.step("address", referral, to_agency_id=known("npo"))
    desk.step("address", referral, to_agency_id=known("shop"))


def test_a_resource_is_asked_through_the_agency_that_runs_it(desk: ReferralDesk) -> None:
    """Given a listed 居場所 of the npo, when it is asked, then the npo answers for itself."""
    place = desk.do(
        "resources.register",
        municipality=DEMO_MUNICIPALITY,
        kind="place_to_be",
        name="架空の居場所",
        agency_id=known("npo"),
    )
    referral = desk.offer(to_agency_id=None, resource_id=place)
    desk.step("accept", referral, NPO)

    assert desk.show(referral).line.to_agency_id == known("npo")
    with refused("agency-not-of-resource"):
        desk.offer(to_agency_id=known("shop"), resource_id=place)
    with refused("resource-not-found"):
        desk.offer(resource_id=uuid4())
