"""What happens to a plan before and after its decision: proposals, reviews, rests and ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest

from services.conference.domain.conference import (
    AgendaItem,
    Call,
    ConferenceState,
    Matter,
    MatterState,
)
from services.conference.domain.plan import (
    PLAN,
    Closing,
    Contents,
    Discussion,
    Draft,
    Goal,
    PlanDecided,
    PlanState,
    Review,
    RoleShare,
    Suspension,
    close_plan,
    propose_plan,
    replace_plan,
    resume_plan,
    review_plan,
    revise_plan,
    suspend_plan,
    withdraw_plan,
)
from services.conference.domain.roster import Membership, RosterDetails, RosterState
from services.conference.domain.table import Table
from services.conference.published import publish
from shared.calendar import JST
from shared.codes import PLAN_RESULTS
from shared.facts.conference import PlanReviewed
from shared.identity import Metadata, service_actor
from shared.refusal import Refusal
from shared.store import Recorded
from shared.store.event import Event, revive
from tests.refusals import refused
from tests.sealed_words import SEALED

TODAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 12, tzinfo=JST)
CASE, CONFERENCE, AGENDA, PERSON, OTHER = (UUID(int=n) for n in range(1, 6))
CITY, NPO, CLINIC = (UUID(int=n) for n in range(11, 14))
PROPOSED = PlanState("392081", CASE, "proposed", Contents(), CONFERENCE, TODAY, None, AGENDA, NPO)
PROPOSED = replace(PROPOSED, kept_by=CITY)
ACTIVE = replace(PROPOSED, status="active", next_review=date(2027, 2, 2), decided_on=TODAY)
RESTING = replace(ACTIVE, status="suspended")
CLOSED = replace(ACTIVE, status="closed", next_review=None)
REPLACED = replace(CLOSED, status="replaced")
WITHDRAWN = replace(PROPOSED, status="withdrawn")
IN_MARCH = date(2027, 2, 1)
HELD = Discussion(
    "392081",
    TODAY,
    (AgendaItem(case_id=CASE, legal_mode="juso_kaigi", with_consent=True, purpose="plan_review"),),
)
CLOSING = Closing(TODAY, "goal_achieved", SEALED, CONFERENCE, HELD)


def table(purpose: str = "plan_formation", *selected: UUID) -> Table:
    """The city convenes; the npo and whoever else is told are selected; all three are members."""
    stays = {one: (Membership(one, NOON),) for one in (NPO, CLINIC)}
    roster = RosterState("392081", RosterDetails(local_name="会", legal_modes=("x",)), stays)
    matter = Matter(case_id=CASE, legal_mode="juso_kaigi", purpose=purpose, subjects=(PERSON,))
    call = Call(roster_id=OTHER, convened_by="municipality", convener_id=CITY, planned_for=NOON)
    state = MatterState(matter, selected=frozenset({NPO, *selected}))
    conference = ConferenceState("392081", call=call, agenda={AGENDA: state})
    return Table(conference, CONFERENCE, AGENDA, state, roster)


def draft(**told: object) -> Draft:
    """What the npo proposes; the five contents are open."""
    return Draft(
        **{
            "case_id": CASE,
            "conference_id": CONFERENCE,
            "agenda_id": AGENDA,
            "proposed_by": NPO,
            "kept_by": CITY,
            "subjects": (PERSON,),
            **told,
        }
    )


def propose(told: Draft, at: Table, former: PlanState | None = None) -> tuple[Event, ...]:
    """Propose a new plan today."""
    return propose_plan(None, told, at, former, at=NOON, today=TODAY)


@pytest.mark.rule(48)
@pytest.mark.parametrize("by", [CITY, NPO])
def test_whoever_sits_at_the_table_proposes_even_an_empty_plan(by: UUID) -> None:
    """Given a convener or a selected member, then the five contents may still be open."""
    (event,) = propose(draft(proposed_by=by), table())

    state = PLAN.fold(None, [event])
    assert state is not None
    assert (state.status, state.proposed_by, len(state.contents.missing_contents())) == (
        "proposed",
        by,
        5,
    )


def test_a_proposal_for_others_or_by_others_is_refused() -> None:
    """When the proposer, a role, the purpose or the persons do not fit, then each says so."""
    with refused("not-of-this-conference"):
        propose(draft(proposed_by=CLINIC), table())
    with refused("role-off-conference"):
        propose(draft(roles=(RoleShare(agency_id=CLINIC),)), table())
    with refused("agency-twice"):
        propose(draft(roles=(RoleShare(agency_id=NPO),) * 2), table())
    with refused("plan-not-on-agenda"):
        propose(draft(), table("information_exchange"))
    with refused("subjects-off-agenda"):
        propose(draft(subjects=(OTHER,)), table())
    with refused("plan-exists"):
        propose_plan(PROPOSED, draft(), table(), None, at=NOON, today=TODAY)


def test_a_selected_member_that_has_left_proposes_nothing() -> None:
    """Given a member that left before today, then being selected does not help it (rule 24)."""
    there = table("plan_formation", CLINIC)
    assert there.roster is not None
    gone = replace(there.roster, memberships={NPO: (Membership(NPO, NOON, NOON),), CLINIC: ()})

    with refused("agenda-item-not-found"):
        propose(draft(), replace(there, roster=gone))


@pytest.mark.parametrize("former", [None, PROPOSED, WITHDRAWN, CLOSED, REPLACED])
def test_only_a_running_plan_of_the_case_is_followed(former: PlanState | None) -> None:
    """When what is to be followed does not run, then it is refused."""
    with refused("former-plan-not-running"):
        propose(draft(replaces=OTHER), table(), former)


def test_a_plan_of_another_case_is_not_followed() -> None:
    """Given a running plan of another case, then it is none to follow; of this case, it is."""
    with refused("former-plan-not-running"):
        propose(draft(replaces=OTHER), table(), replace(ACTIVE, case_id=OTHER))
    assert propose(draft(replaces=OTHER), table(), RESTING)


def test_a_proposal_is_rewritten_until_it_is_decided() -> None:
    """Given a proposal, then a member rewrites it wholly; a decided or ended one nobody does."""
    contents = Contents(subjects=(PERSON,), goals=(Goal(text=SEALED),))
    (event,) = revise_plan(PROPOSED, contents, table(), by=NPO, at=NOON, today=TODAY)
    assert PLAN.evolve(PROPOSED, event).contents == contents
    for plan, code in ((None, "plan-not-found"), (ACTIVE, "plan-decided"), (CLOSED, "plan-ended")):
        with refused(code):
            revise_plan(plan, contents, table(), by=NPO, at=NOON, today=TODAY)
    with refused("not-of-this-conference"):
        revise_plan(PROPOSED, contents, table(), by=CLINIC, at=NOON, today=TODAY)


@pytest.mark.parametrize("by", [CITY, NPO])
def test_a_proposal_is_withdrawn_by_proposer_or_keeper(by: UUID) -> None:
    """Given a proposal, then its proposer or keeper gives it up, and nobody else does."""
    (event,) = withdraw_plan(PROPOSED, by=by, today=TODAY)
    assert PLAN.evolve(PROPOSED, event).status == "withdrawn"
    with refused("not-the-proposer"):
        withdraw_plan(PROPOSED, by=CLINIC, today=TODAY)
    with refused("plan-decided"):
        withdraw_plan(RESTING, by=by, today=TODAY)


@pytest.mark.rule(49)
@pytest.mark.parametrize("plan", [ACTIVE, RESTING])
@pytest.mark.parametrize("result", ["continue", "revise", "close"])
def test_a_review_sets_the_next_one_and_ends_nothing(plan: PlanState, result: str) -> None:
    """Given a running or resting plan, when it is reviewed, then only the next review moves."""
    (event,) = review_plan(plan, Review(TODAY, result, IN_MARCH, NPO), today=TODAY)

    after = PLAN.evolve(plan, event)
    assert (after.status, after.next_review, after.found) == (plan.status, IN_MARCH, result)


@pytest.mark.rule(49)
@pytest.mark.parametrize("next_review", [None, TODAY, date(2027, 11, 3)])
def test_no_step_leaves_a_plan_without_a_review_within_a_year(next_review: date | None) -> None:
    """When a review, a rest or a resumption sets none, then it is refused."""
    with refused("review-not-set"):
        review_plan(ACTIVE, Review(TODAY, "continue", next_review, NPO), today=TODAY)
    with refused("review-not-set"):
        suspend_plan(ACTIVE, Suspension(TODAY, next_review), by="municipality", today=TODAY)
    with refused("review-not-set"):
        resume_plan(RESTING, TODAY, next_review, by="municipality", today=TODAY)


@pytest.mark.rule(50)
def test_a_rest_is_no_end_and_goes_on_as_the_same_plan() -> None:
    """Given a running plan, then it rests under review and resumes; neither twice."""
    (rests,) = suspend_plan(ACTIVE, Suspension(TODAY, IN_MARCH), by="municipality", today=TODAY)
    resting = PLAN.evolve(ACTIVE, rests)
    (goes_on,) = resume_plan(resting, TODAY, IN_MARCH, by="municipality", today=TODAY)

    assert (resting.status, resting.next_review) == ("suspended", IN_MARCH)
    assert PLAN.evolve(resting, goes_on).status == "active"
    with refused("plan-suspended"):
        suspend_plan(RESTING, Suspension(TODAY, IN_MARCH), by="municipality", today=TODAY)
    with refused("plan-suspended"):
        review_plan(RESTING, Review(TODAY, "suspend", IN_MARCH, NPO), today=TODAY)
    with refused("plan-active"):
        resume_plan(ACTIVE, TODAY, IN_MARCH, by="municipality", today=TODAY)


@pytest.mark.rule(48)
@pytest.mark.parametrize("by", ["entrusted", "prefecture", "other"])
def test_only_the_municipality_lets_a_plan_rest_resume_or_end(by: str) -> None:
    """When anybody else decides on it, then it is refused and the way to propose is named."""
    with refused("decider-not-entitled"):
        suspend_plan(ACTIVE, Suspension(TODAY, IN_MARCH), by=by, today=TODAY)
    with refused("decider-not-entitled"):
        resume_plan(RESTING, TODAY, IN_MARCH, by=by, today=TODAY)
    with refused("decider-not-entitled"):
        close_plan(ACTIVE, CLOSING, by=by, today=TODAY)


@pytest.mark.rule(50)
@pytest.mark.parametrize("plan", [ACTIVE, RESTING])
def test_a_plan_ends_with_reason_evaluation_and_conference(plan: PlanState) -> None:
    """Given all three, then a running or a resting plan ends and is reviewed no more."""
    (event,) = close_plan(plan, CLOSING, by="municipality", today=TODAY)

    after = PLAN.evolve(plan, event)
    assert (after.status, after.next_review) == ("closed", None)


@pytest.mark.rule(50)
@pytest.mark.parametrize(
    ("but", "code"),
    [
        ({"reason": "enough"}, "unknown-code"),
        ({"reason": "suspended"}, "suspended-is-not-closed"),
        ({"evaluation": None}, "closing-without-evaluation"),
        ({"conference_id": None}, "closing-without-conference"),
        ({"discussion": None}, "case-not-discussed"),
        ({"discussion": replace(HELD, agenda=())}, "case-not-discussed"),
        ({"discussion": replace(HELD, held_on=date(2026, 11, 3))}, "end-before-conference"),
        ({"on": date(2026, 11, 3)}, "date-in-future"),
        ({"on": date(2026, 11, 1)}, "date-before-last-change"),
    ],
)
def test_what_is_lacking_for_an_end_is_named(but: dict[str, object], code: str) -> None:
    """When one thing is missing or cannot be, then the refusal is about that one."""
    with refused(code):
        close_plan(ACTIVE, replace(CLOSING, **but), by="municipality", today=TODAY)


@pytest.mark.rule(50)
def test_a_rest_that_led_to_nothing_ends_as_that() -> None:
    """Given a resting plan, then 中断 is a reason to end it; of a running one it is none."""
    given_up = replace(CLOSING, reason="suspended")

    assert close_plan(RESTING, given_up, by="municipality", today=TODAY)


@pytest.mark.parametrize("plan", [WITHDRAWN, REPLACED, CLOSED])
def test_after_the_end_nothing_happens_any_more(plan: PlanState) -> None:
    """Given a plan that has ended, then whatever is tried leads to a new proposal."""
    tries = (
        lambda: review_plan(plan, Review(TODAY, "continue", IN_MARCH, NPO), today=TODAY),
        lambda: suspend_plan(plan, Suspension(TODAY, IN_MARCH), by="municipality", today=TODAY),
        lambda: resume_plan(plan, TODAY, IN_MARCH, by="municipality", today=TODAY),
        lambda: close_plan(plan, CLOSING, by="municipality", today=TODAY),
        lambda: withdraw_plan(plan, by=NPO, today=TODAY),
    )
    for attempt in tries:
        with pytest.raises(Refusal) as no:
            attempt()
        assert no.value.code == "plan-ended"
        assert "新しいプラン案" in no.value.remedy
    assert replace_plan(plan, by=OTHER, decided_on=TODAY) == ()


def test_a_suspension_may_name_the_conference_that_discussed_it() -> None:
    """When the named conference did not discuss the case, then it is refused."""
    there = Suspension(TODAY, IN_MARCH, CONFERENCE, HELD)
    assert suspend_plan(ACTIVE, there, by="municipality", today=TODAY)
    with refused("case-not-discussed"):
        suspend_plan(ACTIVE, replace(there, discussion=None), by="municipality", today=TODAY)


def test_a_plan_is_not_replaced_before_its_last_record() -> None:
    """When the later plan's decision lies before what happened last, then it is refused."""
    (event,) = replace_plan(ACTIVE, by=OTHER, decided_on=TODAY)
    assert PLAN.evolve(ACTIVE, event).status == "replaced"
    with refused("decision-date-impossible"):
        replace_plan(ACTIVE, by=OTHER, decided_on=date(2026, 11, 1))


def test_what_becomes_of_a_plan_is_published_as_codes_and_days() -> None:
    """Given each step, then its fact names plan, case, day and a code, and none of its notes."""
    told = {"by": "municipality", "today": TODAY}
    steps = [
        *review_plan(ACTIVE, Review(TODAY, "close", IN_MARCH, NPO, SEALED), today=TODAY),
        *suspend_plan(ACTIVE, Suspension(TODAY, IN_MARCH, note=SEALED), **told),
        *resume_plan(RESTING, TODAY, IN_MARCH, **told),
        *replace_plan(ACTIVE, by=OTHER, decided_on=TODAY),
        *close_plan(ACTIVE, CLOSING, **told),
    ]
    metadata = Metadata(actor=service_actor("t", "t"), recorded_at=NOON)
    facts = [publish(Recorded(OTHER, 3, one, metadata)) for one in steps]

    assert all(isinstance(one, PlanReviewed) for one in facts)
    assert [(one.plan_result, one.closing_reason) for one in facts] == [
        ("close", None),
        ("suspended", None),
        ("resumed", None),
        ("replaced", None),
        ("closed", "goal_achieved"),
    ]
    assert {(one.case_id, one.plan_id, one.occurred_on) for one in facts} == {
        (str(CASE), str(OTHER), TODAY)
    }
    assert all(one.plan_result in PLAN_RESULTS for one in facts)


def test_a_decision_of_before_is_read_as_sealed_under_its_own_key() -> None:
    """Given a decision as it was stored first, then it names no persons and cites no answers."""
    payload = {
        "municipality": "392081",
        "case_id": str(CASE),
        "conference_id": str(CONFERENCE),
        "decided_on": "2026-04-01",
        "consented_on": "2026-04-01",
        "next_review": "2026-07-01",
        "will_and_issues": SEALED.at_rest(),
        "goals": [{"text": SEALED.at_rest(), "due": "2026-07-01"}],
        "services": SEALED.at_rest(),
        "roles": [{"agency_id": str(NPO), "task": SEALED.at_rest()}],
        "integration": SEALED.at_rest(),
        "first": True,
    }

    event = revive("conference.PlanDecided", 1, payload)

    assert isinstance(event, PlanDecided)
    assert (event.subjects, event.consents, event.decided_by) == ((), (), None)
    assert PLAN.fold(None, [event]) is not None
