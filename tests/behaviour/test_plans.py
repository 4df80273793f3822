"""支援プラン on a real store: proposed, decided, looked after, ended; on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.conference.application import PlanDraft
from services.conference.application.access.told import forms
from services.conference.domain.agency import AGENCY, AgencyAmended
from services.conference.domain.conference import CONFERENCE, AgendaItem, ConferenceHeld
from services.conference.domain.item import ITEM, ItemCorrected
from services.conference.domain.municipality import Period
from services.conference.domain.plan import PLAN
from services.conference.published import publish
from shared.calendar import months_after
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.conference import PlanDecided, PlanReviewed
from shared.facts.envelope import Received
from shared.facts.placement import (
    ReferralAccepted,
    ReferralCompleted,
    ReferralDeclined,
    ReferralFact,
    ReferralOffered,
    ReferralStepUndone,
)
from shared.identity import service_actor
from shared.refusal import Refusal
from shared.telling import tell
from tests.behaviour.sharing import ledger
from tests.behaviour.town import AUDITOR, SECRETARIAT, Town, named, town_with_a_meeting, worker
from tests.conftest import NewPlace

NPO, SHAKYO, CLINIC = worker("npo"), worker("shakyo", "secretariat"), worker("clinic")
TEXTS = {
    "will_and_issues": "少しずつ外に出たいという架空の意向いろは",
    "services": "居場所と訪問という架空の支援にほへと",
    "integration": "月に一度確かめ合う架空の方策ちりぬ",
}
GOAL, TASK = "週に一度通うという架空の目標るをわ", "迎えに行くという架空の役割かよた"
WHOLE = {
    **TEXTS,
    "goals": ({"text": GOAL, "due": date(2026, 12, 31)},),
    "roles": (
        {"agency_id": named("npo"), "task": TASK},
        {"agency_id": named("city"), "task": "全体の調整"},
    ),
}
ABOUT_PLAN = {"categories": ("consultation", "work"), "purposes": ("plan_formation",)}


@pytest.fixture
def town(tmp_path: Path, new_place: NewPlace) -> Town:
    """A town whose 重層的支援会議 makes a plan for the son; on SQLite, then on PostgreSQL."""
    town = town_with_a_meeting(tmp_path / "home", new_place())
    town.convened("npo", "shakyo", "clinic", conference="juso")
    at_the_table = {"mode": "juso_kaigi", "purpose": "plan_formation", "conference": "juso"}
    town.placed("plan", "son", selected=("npo", "shakyo"), **at_the_table)
    return town


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    """Expect a refusal with this code."""
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def propose(town: Town, by: Any = NPO, **told: Any) -> UUID:
    """Somebody at the table proposes a whole plan; or whatever is told instead."""
    where = {"conference_id": named("juso"), "agenda_id": named("plan")}
    return UUID(str(town.offer("plans.propose", by, **{**where, **WHOLE, **told})))


def held(town: Town, conference: str = "juso", purpose: str = "plan_formation") -> None:
    """The conference was held and discussed the case."""
    item = AgendaItem(
        case_id=named("case"), legal_mode="juso_kaigi", with_consent=True, purpose=purpose
    )
    event = ConferenceHeld(
        municipality=DEMO_MUNICIPALITY,
        convened_by="municipality",
        held_on=town.now.date(),
        agenda=(item,),
    )
    town.given(CONFERENCE, named(conference), event)


def decided(town: Town, **told: Any) -> UUID:
    """A plan that was proposed, discussed, consented to and decided on."""
    plan_id = propose(town, **told)
    town.consents("son", "npo", "city", **ABOUT_PLAN)
    held(town)
    town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    return plan_id


def show(town: Town, plan_id: UUID) -> Any:
    """The plan as its keeper reads it."""
    return town.offer("plans.show", SECRETARIAT, plan_id=plan_id)


def entrusted(town: Town, agency: str) -> None:
    """The municipality has entrusted work to an agency."""
    details = town.conference.store.load(AGENCY, named(agency)).state
    assert details is not None
    period = Period(start=datetime(2026, 4, 1, tzinfo=UTC))
    amended = {**dict(details.details), "entrusted": period}
    town.given(AGENCY, named(agency), AgencyAmended(municipality=DEMO_MUNICIPALITY, **amended))


@pytest.mark.rule(47, 49)
def test_a_plan_goes_from_proposal_to_decision(town: Town) -> None:
    """Given consent on record, when the town decides, then it is decided, cited and reviewed."""
    plan_id = decided(town)

    shown = show(town, plan_id)
    assert (shown.status, shown.missing, shown.erased) == ("active", (), False)
    assert {name: getattr(shown, name) for name in TEXTS} == TEXTS
    assert [(one.text, one.due) for one in shown.goals] == [(GOAL, date(2026, 12, 31))]
    assert (shown.roles[0].agency_id, shown.roles[0].task) == (named("npo"), TASK)
    assert shown.next_review == months_after(town.now.date(), 3)
    *_, last = town.conference.store.history(plan_id)
    assert last.event.consents[0].consent_id == named("son-consent")
    fact = publish(last)
    assert isinstance(fact, PlanDecided)
    assert fact.first


def test_no_text_of_a_plan_is_stored_or_shown_by_accident(town: Town) -> None:
    """Given a plan, then neither its stored events nor what is printed of it holds a text."""
    plan_id = decided(town)

    stored = "".join(
        one.event.model_dump_json(context={"at_rest": True})
        for one in town.conference.store.history(plan_id)
    )
    printed = repr(show(town, plan_id))
    assert not any(text in stored + printed for text in (*TEXTS.values(), GOAL, TASK))


@pytest.mark.rule(48)
def test_anyone_at_the_table_proposes_and_the_town_alone_decides(town: Town) -> None:
    """When the entrusted body decides on its own proposal, then it is sent to the town."""
    entrusted(town, "shakyo")
    plan_id = propose(town, SHAKYO)
    town.consents("son", "npo", "city", **ABOUT_PLAN)
    held(town)

    with refused("decider-not-entitled"):
        town.offer("plans.decide", SHAKYO, plan_id=plan_id)
    with refused("role-not-entitled"):
        town.offer("plans.decide", NPO, plan_id=plan_id)
    town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    for use_case, more in (
        ("plans.suspend", {}),
        ("plans.close", {"reason": "goal_achieved", "evaluation": "架空の評価"}),
    ):
        with refused("decider-not-entitled"):
            town.offer(use_case, SHAKYO, plan_id=plan_id, conference_id=named("juso"), **more)


def test_who_does_not_sit_at_the_table_proposes_nothing(town: Town) -> None:
    """Given an agency that was not selected, then it neither proposes nor is given a role."""
    with refused("not-of-this-conference"):
        propose(town, CLINIC)
    with refused("role-off-conference"):
        propose(town, roles=({"agency_id": named("clinic"), "task": "受診"},))
    with refused("person-not-found"):
        propose(town, subjects=(named("son"), named("stranger")))
    assert town.sealer.key_store.get([str(named("stranger"))]) == {}


def test_no_plan_is_made_in_a_statutory_conference(town: Town) -> None:
    """Given the agenda item of a 支援会議, then a plan needs a meeting with consent."""
    with refused("plan-not-on-agenda"):
        town.offer("plans.propose", NPO, conference_id=named("meeting"), agenda_id=named("matter"))


@pytest.mark.rule(47)
def test_an_open_proposal_is_completed_before_it_is_decided(town: Town) -> None:
    """Given open contents, when it is decided, then they are named; completed, it is decided."""
    plan_id = propose(town, integration=" ", goals=({"text": GOAL},))
    town.consents("son", "npo", "city", **ABOUT_PLAN)
    held(town)
    assert show(town, plan_id).missing == ("目標の達成時期", "一体的に提供するための方策")

    with refused("plan-incomplete"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    town.offer("plans.revise", worker("shakyo"), plan_id=plan_id, **WHOLE)
    town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    with refused("plan-decided"):
        town.offer("plans.revise", NPO, plan_id=plan_id, **WHOLE)


def test_without_consent_nothing_is_decided_and_a_withdrawal_counts_at_once(town: Town) -> None:
    """Given no consent, or one withdrawn a minute ago, then the decision is refused."""
    plan_id = propose(town)
    held(town)
    with refused("plan-without-consent"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    town.consents("son", "npo", "city", **ABOUT_PLAN)
    town.withdraws("son")

    with refused("plan-without-consent"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    today = town.now.date()
    with refused("plan-without-consent"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id, consented_on=today)


def test_a_consent_for_something_else_is_none_for_the_plan(town: Town) -> None:
    """Given a consent for a referral, then the plan needs one of its own; paper will do."""
    plan_id = propose(town)
    town.consents("son", "npo", "city", categories=("work",), purposes=("referral",))
    held(town)
    with refused("plan-without-consent"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)

    town.offer("plans.decide", SECRETARIAT, plan_id=plan_id, consented_on=town.now.date())
    assert show(town, plan_id).status == "active"


def test_a_plan_about_two_needs_the_consent_of_both(town: Town) -> None:
    """Given a plan about mother and son, then her answer does not stand for his."""
    plan_id = propose(town, subjects=(named("son"), named("mother")))
    town.consents("son", "npo", "city", **ABOUT_PLAN)
    held(town)
    with refused("plan-without-consent"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)

    town.consents("mother", "npo", "city", **ABOUT_PLAN)
    town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    assert show(town, plan_id).status == "active"


def test_nothing_is_decided_before_the_meeting(town: Town) -> None:
    """Given a meeting that is still to be held, then the plan was not discussed."""
    plan_id = propose(town)
    town.consents("son", "npo", "city", **ABOUT_PLAN)

    with refused("case-not-discussed"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)


@pytest.mark.rule(49)
def test_an_overdue_review_is_told_until_it_is_done(town: Town) -> None:
    """Given three months and a day, then the review is overdue for who has a part in the plan."""
    plan_id = decided(town)
    assert town.offer("plans.overdue-reviews", SECRETARIAT) == []
    town.now += timedelta(days=93)

    for who in (SECRETARIAT, NPO):
        (late,) = town.offer("plans.overdue-reviews", who)
        assert (late.plan_id, late.status, late.days) == (plan_id, "active", 1)
    assert town.offer("plans.overdue-reviews", CLINIC) == []
    town.offer("plans.review", NPO, plan_id=plan_id, result="revise", note="架空の所見")
    assert town.offer("plans.overdue-reviews", SECRETARIAT) == []
    assert (show(town, plan_id).status, show(town, plan_id).found) == ("active", "revise")


@pytest.mark.rule(50)
def test_a_suspended_plan_is_not_closed_and_is_looked_at_again(town: Town) -> None:
    """Given a suspended plan, then its review falls due, and it resumes as the same plan."""
    plan_id = decided(town)
    with refused("suspended-is-not-closed"):
        town.offer(
            "plans.close",
            SECRETARIAT,
            plan_id=plan_id,
            reason="suspended",
            evaluation="架空の評価",
            conference_id=named("juso"),
        )
    town.offer("plans.suspend", SECRETARIAT, plan_id=plan_id, note="架空の入院")
    town.now += timedelta(days=120)

    (late,) = town.offer("plans.overdue-reviews", SECRETARIAT)
    assert (late.plan_id, late.status) == (plan_id, "suspended")
    town.offer("plans.resume", SECRETARIAT, plan_id=plan_id)
    assert show(town, plan_id).status == "active"


@pytest.mark.rule(50)
def test_closing_takes_reason_evaluation_and_conference(town: Town) -> None:
    """When one of the three is missing, then it is named; with all, the plan ends for good."""
    plan_id = decided(town)
    end = {"plan_id": plan_id, "reason": "goal_achieved", "evaluation": "架空の評価れそつ"}
    with refused("closing-without-conference"):
        town.offer("plans.close", SECRETARIAT, **end)
    end["conference_id"] = named("juso")
    with refused("closing-without-evaluation"):
        town.offer("plans.close", SECRETARIAT, **{**end, "evaluation": " "})
    with refused("unknown-code"):
        town.offer("plans.close", SECRETARIAT, **{**end, "reason": "enough"})
    with refused("case-not-discussed"):
        town.offer("plans.close", SECRETARIAT, **{**end, "conference_id": named("meeting")})

    town.offer("plans.close", SECRETARIAT, **end)
    with refused("plan-ended"):
        town.offer("plans.resume", SECRETARIAT, plan_id=plan_id)
    *_, last = town.conference.store.history(plan_id)
    fact = publish(last)
    assert isinstance(fact, PlanReviewed)
    assert (fact.plan_result, fact.closing_reason) == ("closed", "goal_achieved")


def test_a_later_plan_ends_the_one_it_follows(town: Town) -> None:
    """Given a decided plan, when the 再プラン is decided, then one runs and it is not the first."""
    former = decided(town)
    town.convened("npo", "shakyo", conference="again")
    town.placed(
        "replan",
        "son",
        mode="juso_kaigi",
        purpose="plan_formation",
        selected=("npo",),
        conference="again",
    )
    where = {"conference_id": named("again"), "agenda_id": named("replan")}
    later = propose(town, **where, replaces=former)
    held(town, "again")
    town.offer("plans.decide", SECRETARIAT, plan_id=later)

    listed = {one.plan_id: one.status for one in town.offer("plans.list", SECRETARIAT)}
    assert listed == {former: "replaced", later: "active"}
    facts = [publish(one) for one in town.conference.store.history(later)]
    assert [one.first for one in facts if isinstance(one, PlanDecided)] == [False]
    with refused("plan-ended"):
        town.offer("plans.review", SECRETARIAT, plan_id=former, result="continue")


def test_what_somebody_has_no_part_in_is_not_there(town: Town) -> None:
    """Given a plan, then others neither list nor read nor review it, nor learn that it exists."""
    plan_id = decided(town)

    assert [one.plan_id for one in town.offer("plans.list", NPO)] == [plan_id]
    assert town.offer("plans.list", CLINIC) == []
    with refused("plan-not-found"):
        town.offer("plans.review", CLINIC, plan_id=plan_id, result="continue")
    for stranger in (SHAKYO, worker("npo", "secretariat")):
        with refused("plan-not-found"):
            town.offer("plans.show", stranger, plan_id=plan_id)
        with refused("plan-not-found"):
            town.offer("plans.show", stranger, plan_id=uuid4())


PLACE = {"conference_id": named("juso"), "agenda_id": named("plan")}


def opened(town: Town, packet_id: UUID, who: Any = NPO) -> str:
    """What somebody reads in a packet."""
    return "".join(
        line.wording for line in town.offer("packets.open", who, packet_id=packet_id).lines
    )


def consented(town: Town, *recipients: str) -> None:
    """The son lets these agencies see his plan."""
    purposes = ("plan_formation", "employment_support")
    town.consents("son", *recipients, categories=("assessment",), purposes=purposes)


@pytest.mark.rule(1, 9, 48)
def test_who_carries_a_plan_out_reads_it_in_a_packet_and_by_decision_alone(town: Town) -> None:
    """Given a proposal laid before its agenda item, then who the son consented to reads it."""
    plan_id = propose(town)
    item_id = town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id)
    town.acknowledged("plan", "npo", "shakyo", conference="juso")
    town.offer("items.offer", SECRETARIAT, item_id=item_id, **PLACE)
    assert [one.recipient_id for one in town.offer("packets.build", SECRETARIAT, **PLACE)] == [
        named("city")
    ]

    consented(town, "npo")
    built = {
        one.recipient_id: one.packet_id for one in town.offer("packets.build", SECRETARIAT, **PLACE)
    }

    assert set(built) == {named("city"), named("npo")}
    read = opened(town, built[named("npo")])
    assert all(text in read for text in (*TEXTS.values(), GOAL, TASK, "2026-12-31", "架空のnpo"))
    stored = "".join(
        one.event.model_dump_json(context={"at_rest": True})
        for one in town.conference.store.history(item_id)
    )
    assert not any(text in stored for text in (*TEXTS.values(), GOAL, TASK))


@pytest.mark.rule(33)
def test_the_item_follows_the_plan_that_is_rewritten(town: Town) -> None:
    """Given a packet of a plan, when the plan is rewritten, then the packet shows it as it is now.

    Who had been shown the former wording is named, to be told.
    """
    plan_id = propose(town)
    item_id = town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id)
    town.acknowledged("plan", "npo", conference="juso")
    town.offer("items.offer", SECRETARIAT, item_id=item_id, **PLACE)
    consented(town, "npo")
    packets = town.offer("packets.build", SECRETARIAT, **PLACE, recipients=(named("npo"),))
    assert GOAL in opened(town, packets[0].packet_id)

    later = "月に二度通うという架空の目標たれそ"
    goals = ({"text": later, "due": None},)
    town.offer("plans.revise", NPO, plan_id=plan_id, **{**WHOLE, "goals": goals, "services": ""})

    read = opened(town, packets[0].packet_id)
    assert (later in read, GOAL in read, TEXTS["services"] in read) == (True, False, False)
    assert f"{later}（達成時期：未定）" in read
    *_, last = town.conference.store.history(item_id)
    assert isinstance(last.event, ItemCorrected)
    assert last.event.past_recipients == (named("npo"),)


def test_a_plan_that_is_recorded_again_unchanged_is_not_corrected(town: Town) -> None:
    """Given a plan's item, when the plan is recorded again, then it is the same, corrected once."""
    plan_id = propose(town)
    instead = "支援の方針を書いたもの"
    first = town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id)
    for _ in range(2):
        again = town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id, generalised=instead)
        assert again == first

    assert town.conference.store.load(ITEM, first).version == 2
    shown = town.offer("items.show", SECRETARIAT, item_id=first)
    assert (shown.category, shown.source_kind, shown.purpose, shown.provenance) == (
        "assessment",
        "assessment",
        "plan_formation",
        named("plan"),
    )
    assert (shown.generalised, shown.subjects) == (instead, (named("son"),))


def test_after_the_meeting_a_decided_plan_is_sent_to_who_carries_it_out(town: Town) -> None:
    """Given a plan that was decided, then its item goes beside a meeting, under the same law."""
    plan_id = propose(town)
    consented(town, "npo", "city")
    held(town)
    town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    item_id = town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id)

    (packet,) = town.offer(
        "sharing.prepare",
        SECRETARIAT,
        case_id=named("case"),
        purpose="employment_support",
        subjects=(named("son"),),
        items=(item_id,),
        recipients=(named("npo"), named("shakyo")),
    ).packets

    assert packet.recipient_id == named("npo")
    assert TASK in opened(town, packet.packet_id)
    refusals = [one.recipient_id for one in ledger(town) if one.effect == "withheld"]
    assert refusals == [named("shakyo")]


def test_only_its_keeper_makes_an_item_of_a_plan(town: Town) -> None:
    """When a member or another secretariat tries, or the plan was given up, then there is none."""
    plan_id = propose(town)
    with refused("role-not-entitled"):
        town.offer("plans.contribute", NPO, plan_id=plan_id)
    for unknown in (plan_id, uuid4()):
        with refused("plan-not-found"):
            town.offer("plans.contribute", SHAKYO, plan_id=unknown)
    with refused("stale-version"):
        town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id, expected_version=9)
    town.offer("plans.withdraw", NPO, plan_id=plan_id)
    with refused("plan-ended"):
        town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id)


@pytest.mark.rule(54)
def test_who_reads_a_plan_is_on_record_and_who_lists_is_not(town: Town) -> None:
    """Given a plan, then each reading leaves one entry with its agenda item; a refusal none."""
    plan_id = propose(town)
    town.offer("plans.list", SECRETARIAT)
    with refused("plan-not-found"):
        town.offer("plans.show", SHAKYO, plan_id=plan_id)
    assert ledger(town) == []

    show(town, plan_id)

    (entry,) = ledger(town)
    assert (entry.act, entry.basis, entry.actor) == ("record_read", ("own_record",), SECRETARIAT)
    assert (entry.holder_id, entry.recipient_id) == (named("city"), named("city"))
    assert (entry.subjects, entry.matter_id) == ((named("son"),), named("plan"))
    asked = {"municipality": DEMO_MUNICIPALITY, "entry_id": entry.entry_id}
    assert town.offer("audit.lawful", AUDITOR, **asked).verdict == "as_lawful"


def test_whoever_is_erased_the_plan_is_unreadable(town: Town) -> None:
    """Given a plan about two, when one of them is erased, then none of its texts can be read."""
    plan_id = propose(town, subjects=(named("son"), named("mother")))
    town.sealer.destroy(str(named("mother")))

    shown = show(town, plan_id)
    assert (shown.erased, shown.will_and_issues, shown.goals, shown.roles) == (True, None, (), ())


def test_who_decides_on_an_older_version_is_told(town: Town) -> None:
    """Given a proposal rewritten meanwhile, when the former one is decided, then it is refused."""
    plan_id = propose(town)
    seen = show(town, plan_id).version
    town.offer("plans.revise", NPO, plan_id=plan_id, **WHOLE, expected_version=seen)

    with refused("stale-version"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id, expected_version=seen)


def test_a_proposal_is_given_up_by_who_made_it(town: Town) -> None:
    """Given a proposal, then another member cannot withdraw it, and its proposer can, once."""
    plan_id = propose(town)
    with refused("not-the-proposer"):
        town.offer("plans.withdraw", worker("shakyo"), plan_id=plan_id)
    town.offer("plans.withdraw", NPO, plan_id=plan_id)

    with refused("plan-ended"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    assert [one.status for one in town.offer("plans.list", NPO)] == ["withdrawn"]


def test_a_plan_of_before_is_read_with_its_own_key(town: Town) -> None:
    """Given a plan sealed under its own id, then it is closed like any, and read by its key."""
    held(town)
    draft = PlanDraft(
        will_and_issues=TEXTS["will_and_issues"],
        goals=((GOAL, date(2026, 12, 31)),),
        services=TEXTS["services"],
        roles=((named("npo"), TASK),),
        integration=TEXTS["integration"],
    )
    today = town.now.date()
    plan_id = town.conference.application.plans.decide_plan(
        SECRETARIAT,
        named("case"),
        named("juso"),
        draft,
        by="municipality",
        decided_on=today,
        consented_on=today,
        next_review=months_after(today, 3),
    )

    town.offer("plans.review", NPO, plan_id=plan_id, result="continue", note="架空の所見")
    shown = show(town, plan_id)
    assert (shown.will_and_issues, shown.roles[0].task) == (TEXTS["will_and_issues"], TASK)
    with refused("plan-not-found"):
        town.offer("plans.show", worker("npo", "secretariat"), plan_id=plan_id)
    with refused("plan-names-nobody"):
        town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id)
    stored = town.conference.store.history(plan_id)
    assert {one.event.note.key_id for one in stored if hasattr(one.event, "note")} == {str(plan_id)}
    state = town.conference.store.load(PLAN, plan_id).state
    assert state is not None
    assert state.contents.subjects == ()


FORESEEN = {"person_id": named("son"), "destination": "npo", "mode": "accompany"}


def told_by_placement(town: Town, place: int, fact: type[ReferralFact], referral_id: UUID) -> None:
    """Placement tells of a step of a referral, at a place of its log."""
    told = {
        "municipality": DEMO_MUNICIPALITY,
        "occurred_on": town.now.date(),
        "case_id": str(named("case")),
        "referral_id": str(referral_id),
        "person_id": str(named("son")),
        "destination": "npo",
    }
    undone = {"step": ReferralDeclined.NAME} if fact is ReferralStepUndone else {}
    assert town.conference.handle is not None
    with town.at_work(service_actor("conference", "inbox")) as tx:
        received = Received(place, place - 1, town.now, fact.model_validate(told | undone))
        town.conference.handle(tx, received)


@pytest.mark.rule(47, 51)
def test_a_decided_plan_tells_which_referrals_it_foresees(town: Town) -> None:
    """Given つなぎ in a plan, then the fact has each with an id of its own, and no words."""
    plan_id = decided(town, referrals=(FORESEEN, {**FORESEEN, "to_agency_id": named("npo")}))

    *_, last = town.conference.store.history(plan_id)
    fact = publish(last)
    assert isinstance(fact, PlanDecided)
    assert [(one.mode, one.to_agency_id) for one in fact.referrals] == [
        ("accompany", None), ("accompany", str(named("npo"))),
    ]  # fmt: skip
    assert len({one.referral_id for one in fact.referrals}) == 2
    shown = show(town, plan_id).referrals
    assert [str(one.referral_id) for one in shown] == [one.referral_id for one in fact.referrals]
    assert [(one.step, one.label, one.on) for one in shown] == [(None, "予定", None)] * 2


@pytest.mark.rule(51)
def test_a_plan_shows_what_became_of_its_referrals(town: Town) -> None:
    """Given what placement tells, then the latest step that holds; an undone one does not."""
    plan_id = decided(town, referrals=(FORESEEN, FORESEEN))
    first, second = (one.referral_id for one in show(town, plan_id).referrals)
    steps = (ReferralOffered, ReferralDeclined, ReferralStepUndone, ReferralAccepted)
    for place, fact in enumerate(steps, start=1):
        told_by_placement(town, place, fact, first)
    told_by_placement(town, 5, ReferralOffered, second)
    town.now += timedelta(days=150)
    [review] = town.offer("plans.overdue-reviews", SECRETARIAT)
    assert review.referrals_running == 2
    told_by_placement(town, 6, ReferralCompleted, first)
    told_by_placement(town, 6, ReferralCompleted, first)

    shown = show(town, plan_id).referrals
    assert [(one.step, one.label) for one in shown] == [
        ("referral-completed", "つなぎ完了"), ("referral-offered", "打診"),
    ]  # fmt: skip
    [review] = town.offer("plans.overdue-reviews", SECRETARIAT)
    assert review.referrals_running == 1
    town.conference.store.rebuild_views()
    assert show(town, plan_id).referrals == shown


@pytest.mark.parametrize(
    ("but", "code"),
    [
        ({"person_id": uuid4()}, "planned-person-off-plan"),
        ({"mode": "keep"}, "mode-keeps-the-case"),
        ({"mode": "teleport"}, "unknown-code"),
        ({"to_agency_id": uuid4()}, "agency-not-found"),
    ],
)
def test_a_plan_foresees_no_referral_that_cannot_be(
    town: Town, but: dict[str, Any], code: str
) -> None:
    """Neither of a stranger, nor without handing on, nor to nobody; rewriting is no way around."""
    plan_id = propose(town, referrals=(FORESEEN,))

    for name, told in (("plans.propose", None), ("plans.revise", plan_id)):
        where = {"conference_id": named("juso"), "agenda_id": named("plan")}
        which = where if told is None else {"plan_id": told}
        with refused(code):
            town.offer(name, NPO, **which, **WHOLE, referrals=({**FORESEEN, **but},))


def test_what_a_plan_foresees_is_told_to_the_person(town: Town) -> None:
    """開示請求 reaches it: where to and how, in words."""
    plan_id = decided(town, referrals=(FORESEEN,))
    *_, last = town.conference.store.history(plan_id)

    told = tell(forms(str), last.event, town.sealer.open)

    assert "予定のつなぎ：つなぎ先：NPO法人、方法：同行" in told.text


def test_the_views_come_out_of_the_log_again(town: Town) -> None:
    """When the views are rebuilt, then the lists say what they said before."""
    decided(town)
    propose(town)
    before = [town.offer("plans.list", who) for who in (SECRETARIAT, NPO)]

    town.conference.store.rebuild_views()

    assert [town.offer("plans.list", who) for who in (SECRETARIAT, NPO)] == before
