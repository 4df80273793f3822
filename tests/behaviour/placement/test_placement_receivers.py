"""What somebody tries who was asked in a referral, or who runs a workplace, beyond their part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from shared.identity import Actor, Role
from tests.behaviour.placement.raided import (
    ASKER_SAYS,
    CENTRE,
    CENTRE_SAYS,
    FIRM,
    FIRM_SAYS,
    SON_SAYS,
    Raided,
    answered,
    elsewhere,
    filled,
    roles_of,
)
from tests.behaviour.placement.raids import asked_of
from tests.behaviour.placement_words import Speaker
from tests.behaviour.referral_desk import CITY, NEXT_DOOR, START, known, worker


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Raided]:
    """A desk that nobody's attempts change."""
    with filled(tmp_path_factory.mktemp("raided")) as desk:
        yield desk


@pytest.fixture
def own_town(tmp_path: Path) -> Iterator[Raided]:
    """A desk on which something is recorded."""
    with filled(tmp_path) as desk:
        yield desk


def everything_shown_to(desk: Raided, actor: Actor) -> str:
    """All that an agency is told of what was asked of it."""
    received = desk.do("referrals.received", actor)
    shown = [desk.show(line.referral_id, actor) for column in received for line in column.referrals]
    awaited = desk.do("tasks.awaited", actor)
    return "".join(one.model_dump_json() for one in (*received, *shown, *awaited))


def test_who_was_asked_reads_neither_person_nor_case_nor_the_askers_words(town: Raided) -> None:
    """Given a referral to the centre, then it sees how far it has come, and its own words."""
    told = everything_shown_to(town, CENTRE)

    assert str(town.ids["referral_id"]) in told
    assert CENTRE_SAYS in told
    hidden = (known("son"), known("case"), town.ids["step_id"], ASKER_SAYS, SON_SAYS)
    assert not [one for one in hidden if str(one) in told]


@pytest.mark.parametrize("agency", ["neighbour", "contractor", "npo", "shop", "firm"])
def test_who_was_not_asked_has_received_nothing(town: Raided, agency: str) -> None:
    """When an agency lists what came to it, then nothing of the centre's is in it, nor counted."""
    for role in ("counsellor", "employment_supporter", "member", "secretariat"):
        actor = worker(agency, role)
        assert sum(one.count for one in town.do("referrals.received", actor)) == 0
        assert town.do("tasks.awaited", actor) == []


@pytest.mark.parametrize("role", ["counsellor", "employment_supporter", "secretariat"])
def test_who_was_asked_gets_no_further_in_another_role(town: Raided, role: Role) -> None:
    """Given the centre's own referral, then whoever works there reads nothing else of the case."""
    actor, ids = worker("centre", role), {**town.ids, "referral_id": uuid4()}
    before = town.position()
    for use_case, asked in asked_of(ids).items():
        if role in roles_of(use_case):
            nowhere = asked_of(elsewhere(ids))[use_case]
            told = answered(town, use_case, actor, **asked)
            assert told == answered(town, use_case, actor, **nowhere)
    assert town.position() == before


@pytest.mark.parametrize("verb", ["withdraw", "transfer", "address", "offer-planned"])
def test_who_was_asked_takes_no_step_of_the_asker(town: Raided, verb: str) -> None:
    """When the centre takes the asker's step in a referral to it, then there is no such one."""
    use_case = f"referrals.{verb}"
    told = answered(town, use_case, worker("centre"), **asked_of(town.ids)[use_case])

    assert told[0] == "referral-not-found"


def test_who_was_asked_makes_no_packet_for_itself(town: Raided) -> None:
    """When the centre asks for a packet or the chain of its own referral, then there is none."""
    for use_case in ("referrals.prepare-packet", "referrals.chain"):
        asked = asked_of(town.ids)[use_case]
        assert answered(town, use_case, worker("centre"), **asked)[0] == "referral-not-found"


@pytest.mark.parametrize("ended", ["decline", "withdraw", "transfer"])
def test_after_the_end_who_was_asked_reads_no_further(own_town: Raided, ended: str) -> None:
    """Given a no, a taking back or a move, then the centre sees that end and nothing after it."""
    desk, late = own_town, own_town.ids["late"]
    more: dict[str, Any] = {
        "decline": {"reason": "no_vacancy"},
        "withdraw": {"by": "person", "reason": "person_declines"},
        "transfer": {"to_municipality": NEXT_DOOR},
    }[ended]
    desk.step(ended, late, CENTRE if ended == "decline" else CITY, note=None, **more)
    seen = desk.show(late, CENTRE)

    if ended != "transfer":
        desk.offer(to_agency_id=known("npo"), follows=late, note=ASKER_SAYS)
    desk.pass_days(30)

    assert desk.show(late, CENTRE) == seen
    assert seen.next_steps == ()
    for verb in ("accept", "meet", "complete", "hold", "schedule"):
        use_case = f"referrals.{verb}"
        asked = {**asked_of(desk.ids)[use_case], "referral_id": late}
        assert answered(desk, use_case, CENTRE, **asked)[0] == "referral-step-not-open"
    told = everything_shown_to(desk, CENTRE)
    assert not [one for one in (known("son"), known("case"), ASKER_SAYS) if str(one) in told]


def test_who_took_a_no_back_finds_the_referral_as_it_was(own_town: Raided) -> None:
    """When the centre undoes what the asker recorded last, then that is not its step to undo."""
    late = own_town.ids["late"]
    own_town.step("withdraw", late, CITY, by="asker", reason="other")
    undoing = {"referral_id": late, "on": own_town.today, "reason": "other"}

    told = answered(own_town, "referrals.undo", CENTRE, **undoing)

    assert told[0] == "not-your-step"


def test_what_a_plan_foresees_is_not_seen_before_it_is_offered(own_town: Raided) -> None:
    """Given a plan that names the centre, then the centre learns of it with the offer."""
    speaker = Speaker(own_town.placement.store, own_town.do, str, known("case"), known("son"),
                      known("city"), own_town.today)  # fmt: skip
    referral_id = speaker.foreseen(to_agency_id=known("centre"))
    asked = {"referral_id": referral_id}

    assert answered(own_town, "referrals.show", CENTRE, **asked) == answered(
        own_town, "referrals.show", CENTRE, referral_id=uuid4()
    )
    assert str(referral_id) not in everything_shown_to(own_town, CENTRE)
    own_town.step("offer-planned", referral_id)
    assert own_town.show(referral_id, CENTRE).line.person_id is None


def test_the_workplace_reads_and_undoes_what_it_wrote_itself_and_no_more(town: Raided) -> None:
    """Given words of both sides, then the firm's agency has its own; a wrong id is the same."""
    step_id = town.ids["step_id"]
    shown = town.do("feedback.show", FIRM, about_id=step_id)
    [theirs] = [
        one.feedback_id
        for one in town.do("feedback.show", CITY, about_id=step_id)
        if one.strengths == SON_SAYS
    ]

    assert [one.cautions for one in shown] == [FIRM_SAYS]
    assert town.do("feedback.show", FIRM, about_id=step_id, side="person") == []
    undoing = {"about_id": step_id, "reason": "other"}
    assert answered(town, "feedback.take-back", FIRM, feedback_id=theirs, **undoing) == answered(
        town, "feedback.take-back", FIRM, feedback_id=uuid4(), **undoing
    )
    person = {"person": {"strengths": "架空"}, "on": town.today}
    assert answered(town, "feedback.give", FIRM, about_id=step_id, **person) == answered(
        town, "feedback.give", FIRM, about_id=uuid4(), **person
    )


@pytest.mark.parametrize("role", ["counsellor", "employment_supporter", "secretariat", "member"])
def test_the_workplace_sees_its_own_entry_and_nothing_of_who_came(town: Raided, role: Role) -> None:
    """Given somebody who worked there, then the firm reads its entry, and no step, job or pay."""
    actor = worker("firm", role)
    own = town.do("resources.show", actor, resource_id=town.ids["resource_id"])

    assert own.agency_id == known("firm")
    open_to_it = {"resources.show", "resources.confirm", "feedback.give", "feedback.show",
                  "feedback.take-back"}  # fmt: skip
    for use_case, asked in asked_of(town.ids).items():
        if role in roles_of(use_case) and use_case not in open_to_it:
            nowhere = asked_of(elsewhere(town.ids))[use_case]
            told = answered(town, use_case, actor, **asked)
            assert told == answered(town, use_case, actor, **nowhere)


def test_an_entrusted_workplace_reads_no_notes_about_itself(own_town: Raided) -> None:
    """Given a contract with the firm, then its own notes are still none of its business."""
    own_town.tell("firm", "npo", entrusted_from=START, entrusted_until=None)
    resource = {"resource_id": own_town.ids["resource_id"]}

    for use_case, more in (("resource-notes.show", {}), ("resource-notes.record", {"notes": None})):
        told = answered(own_town, use_case, worker("firm"), **resource, **more)
        assert told[0] == "notes-about-own-agency"
