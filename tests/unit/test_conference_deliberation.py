"""協議: what was discussed, who does what, what is lacking, and whose consent is sought."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from services.conference.domain.conference import Call, ConferenceState, Matter, MatterState
from services.conference.domain.consent import Answer, ConsentsState, Exclusions, Scope
from services.conference.domain.deliberation import (
    DELIBERATION,
    ConsentSought,
    ConsentTask,
    ConsentTaskState,
    DeliberationState,
    NeedDetails,
    Paragraph,
    RoleTask,
    RoleTaskState,
    advance_consent_task,
    divide_roles,
    end_role,
    find_need,
    finish_consent_task,
    set_consent_task,
    write_minutes,
)
from services.conference.domain.roster import Membership, RosterDetails, RosterState
from services.conference.domain.table import Table
from shared.calendar import JST
from tests.refusals import refused
from tests.sealed_words import SEALED

TODAY, YESTERDAY = date(2026, 11, 2), date(2026, 11, 1)
NOON = datetime(2026, 11, 2, 12, tzinfo=JST)
CASE, CONFERENCE, AGENDA, PERSON, OTHER, TASK, CONSENT = (UUID(int=n) for n in range(1, 8))
CITY, NPO, CLINIC = (UUID(int=n) for n in range(11, 14))
PARAGRAPH = Paragraph(item_id=UUID(int=21), category="consultation")
ROLE = RoleTask(task_id=TASK, agency_id=NPO, task=SEALED, due_on=TODAY)
NEED = NeedDetails(case_id=CASE, gap="place_to_be", found_on=TODAY, note=SEALED)
SOUGHT = ConsentSought(
    categories=("health", "school"), recipients=(NPO,), purposes=("information_exchange",)
)
SEEKING = ConsentTask(task_id=TASK, person_id=PERSON, seeker_id=NPO, sought=SOUGHT)


def table() -> Table:
    """The city convenes; the npo is selected; the clinic is a member and not selected."""
    stays = {one: (Membership(one, NOON),) for one in (NPO, CLINIC)}
    roster = RosterState("392081", RosterDetails(local_name="会", legal_modes=("x",)), stays)
    matter = Matter(
        case_id=CASE,
        legal_mode="shien_kaigi_106_6",
        purpose="information_exchange",
        subjects=(PERSON,),
    )
    call = Call(roster_id=OTHER, convened_by="municipality", convener_id=CITY, planned_for=NOON)
    state = MatterState(matter, selected=frozenset({NPO}))
    conference = ConferenceState("392081", call=call, agenda={AGENDA: state})
    return Table(conference, CONFERENCE, AGENDA, state, roster)


def standing(status: str = "asked", since: date | None = None) -> DeliberationState:
    """A deliberation in which the npo is to seek the person's consent."""
    task = ConsentTaskState(SEEKING, status, since)
    return DeliberationState("392081", consent_tasks={TASK: task})


def consents(**told: object) -> ConsentsState:
    """The person's answer: yes to all that was asked for; or whatever is told instead."""
    answer = Answer(
        **{
            "consent_id": CONSENT,
            "version": 1,
            "given_by": PERSON,
            "capacity": "self",
            "state": "given",
            "method": "written",
            "scope": Scope(
                categories=("health", "school"),
                recipients=(NPO,),
                purposes=("information_exchange",),
            ),
            "start": NOON,
            "answered_at": NOON,
            **told,
        }
    )
    return ConsentsState("392081", PERSON, (answer,))


def finish(known: ConsentsState | None, before: DeliberationState | None = None) -> object:
    """The npo ends its task with an answer; return how the task stands then."""
    before = before or standing()
    (event,) = finish_consent_task(
        before, TASK, known, CONSENT, {NPO: "npo"}, by=NPO, convener_id=CITY, today=TODAY
    )
    return DELIBERATION.evolve(before, event).consent_tasks[TASK].status


def test_minutes_grow_and_no_paragraph_stands_twice() -> None:
    """Given minutes, when more is written, then it follows; the same paragraph is refused."""
    (event,) = write_minutes(None, table(), [PARAGRAPH], by=CITY)
    before = DELIBERATION.fold(None, [event])
    more = PARAGRAPH.model_copy(update={"item_id": UUID(int=22)})
    (later,) = write_minutes(before, table(), [more], by=CITY)

    assert DELIBERATION.fold(before, [later]).paragraphs == (PARAGRAPH, more)  # type: ignore[union-attr]
    with refused("paragraph-exists"):
        write_minutes(before, table(), [more, PARAGRAPH], by=CITY)
    with refused("minutes-empty"):
        write_minutes(None, table(), [], by=CITY)


@pytest.mark.parametrize("by", [NPO, CLINIC, OTHER])
def test_the_convener_alone_keeps_the_record(by: UUID) -> None:
    """When somebody else records minutes, roles, needs or tasks, then it is refused."""
    with refused("not-the-convener"):
        write_minutes(None, table(), [PARAGRAPH], by=by)
    with refused("not-the-convener"):
        divide_roles(None, table(), [ROLE], by=by, at=NOON, today=TODAY)
    with refused("not-the-convener"):
        find_need(None, table(), OTHER, NEED, by=by, today=TODAY)
    with refused("not-the-convener"):
        set_consent_task(None, table(), SEEKING, by=by, at=NOON, today=TODAY)


@pytest.mark.parametrize(
    ("but", "code"),
    [
        ({"agency_id": CLINIC}, "agency-off-conference"),
        ({"agency_id": OTHER}, "agency-off-conference"),
        ({"due_on": YESTERDAY}, "due-date-past"),
    ],
)
def test_a_role_fits_the_table_and_the_time(but: dict[str, object], code: str) -> None:
    """When a role is for somebody who does not sit there, or was due, then it is refused."""
    tasks = [ROLE.model_copy(update=but)]
    with refused(code):
        divide_roles(None, table(), tasks, by=CITY, at=NOON, today=TODAY)


def test_a_member_that_left_takes_nothing_on() -> None:
    """Given a selected member that has left, then it is given nothing to do (rule 24)."""
    there = table()
    assert there.roster is not None
    gone = replace(there.roster, memberships={NPO: (Membership(NPO, NOON, NOON),)})

    with refused("agency-off-conference"):
        divide_roles(None, replace(there, roster=gone), [ROLE], by=CITY, at=NOON, today=TODAY)


def test_what_was_taken_on_before_stays() -> None:
    """Given a role, when another is added, then both stand; the same one is refused."""
    before = DeliberationState("392081", roles={TASK: RoleTaskState(ROLE, (PERSON,))})
    another = ROLE.model_copy(update={"task_id": OTHER, "agency_id": CITY, "due_on": None})
    (event,) = divide_roles(before, table(), [another], by=CITY, at=NOON, today=TODAY)

    assert set(DELIBERATION.evolve(before, event).roles) == {TASK, OTHER}
    with refused("task-exists"):
        divide_roles(before, table(), [ROLE], by=CITY, at=NOON, today=TODAY)
    with refused("task-exists"):
        divide_roles(None, table(), [ROLE, ROLE], by=CITY, at=NOON, today=TODAY)
    with refused("roles-empty"):
        divide_roles(None, table(), [], by=CITY, at=NOON, today=TODAY)


@pytest.mark.parametrize("by", [CITY, NPO])
def test_a_role_ends_once(by: UUID) -> None:
    """Given a role, then its agency or the convener ends it once; others do not know of it."""
    before = DeliberationState("392081", roles={TASK: RoleTaskState(ROLE, (PERSON,))})
    (event,) = end_role(before, TASK, done=True, by=by, convener_id=CITY, today=TODAY)
    after = DELIBERATION.evolve(before, event)

    assert after.roles[TASK].done is True
    with refused("task-ended"):
        end_role(after, TASK, done=False, by=by, convener_id=CITY, today=TODAY)
    with refused("task-not-found"):
        end_role(before, TASK, done=True, by=CLINIC, convener_id=CITY, today=TODAY)
    with refused("task-not-found"):
        end_role(before, OTHER, done=True, by=by, convener_id=CITY, today=TODAY)


def test_a_need_has_a_kind_and_a_day() -> None:
    """When the kind is unknown, the day ahead or the finding recorded already, it is refused."""
    (event,) = find_need(None, table(), OTHER, NEED, by=CITY, today=TODAY)
    before = DELIBERATION.fold(None, [event])
    assert before is not None
    assert before.needs[OTHER].need == NEED
    with refused("need-exists"):
        find_need(before, table(), OTHER, NEED, by=CITY, today=TODAY)
    with refused("unknown-code"):
        find_need(
            None, table(), OTHER, NEED.model_copy(update={"gap": "love"}), by=CITY, today=TODAY
        )
    with refused("date-in-future"):
        find_need(None, table(), OTHER, NEED, by=CITY, today=YESTERDAY)


@pytest.mark.rule(27)
@pytest.mark.parametrize(
    ("but", "code"),
    [
        ({"person_id": OTHER}, "person-off-agenda"),
        ({"seeker_id": CLINIC}, "agency-off-conference"),
        ({"due_on": YESTERDAY}, "due-date-past"),
    ],
)
def test_a_task_to_seek_consent_fits_the_table(but: dict[str, object], code: str) -> None:
    """When person, seeker or time do not fit, then it is refused; else the task is open."""
    with refused(code):
        set_consent_task(
            None, table(), SEEKING.model_copy(update=but), by=CITY, at=NOON, today=TODAY
        )
    (event,) = set_consent_task(None, table(), SEEKING, by=CITY, at=NOON, today=TODAY)
    state = DELIBERATION.fold(None, [event])
    assert state is not None
    assert state.consent_tasks[TASK].status == "open"


@pytest.mark.rule(27)
def test_the_same_consent_is_sought_by_one_task_at_a_time() -> None:
    """Given a task under way, then the same is not set again; once declined, it may be."""
    again = SEEKING.model_copy(update={"task_id": OTHER})
    with refused("consent-being-sought"):
        set_consent_task(standing(), table(), again, by=CITY, at=NOON, today=TODAY)
    with refused("task-exists"):
        set_consent_task(standing("declined"), table(), SEEKING, by=CITY, at=NOON, today=TODAY)
    assert set_consent_task(standing("declined"), table(), again, by=CITY, at=NOON, today=TODAY)


@pytest.mark.rule(27)
@pytest.mark.parametrize(
    ("status", "step", "code"),
    [
        ("open", "asked", "not-in-contact"),
        ("in_contact", "in_contact", "already-in-contact"),
        ("asked", "in_contact", "already-in-contact"),
        ("asked", "asked", "already-asked"),
        ("done", "asked", "task-ended"),
        ("declined", "in_contact", "task-ended"),
    ],
)
def test_a_step_out_of_order_names_the_one_that_is_next(status: str, step: str, code: str) -> None:
    """When contact and asking come in another order, then it is refused."""
    with refused(code):
        advance_consent_task(
            standing(status), TASK, step, by=NPO, convener_id=CITY, on=TODAY, today=TODAY
        )


@pytest.mark.rule(27)
@pytest.mark.parametrize("by", [CITY, NPO])
def test_contact_comes_first_and_then_the_asking(by: UUID) -> None:
    """Given an open task, then seeker or convener take it forward day by day; others do not."""
    who = {"by": by, "convener_id": CITY, "today": TODAY}
    (met,) = advance_consent_task(standing("open"), TASK, "in_contact", on=TODAY, **who)
    after = DELIBERATION.evolve(standing("open"), met)
    (asked,) = advance_consent_task(after, TASK, "asked", on=TODAY, **who)

    assert DELIBERATION.evolve(after, asked).consent_tasks[TASK].status == "asked"
    with refused("date-before-last-step"):
        advance_consent_task(after, TASK, "asked", on=YESTERDAY, **who)
    with refused("date-in-future"):
        advance_consent_task(after, TASK, "asked", on=TODAY + timedelta(days=1), **who)
    with refused("task-not-found"):
        advance_consent_task(after, TASK, "asked", on=TODAY, **{**who, "by": CLINIC})


@pytest.mark.rule(5, 7, 8)
def test_an_answer_on_record_ends_the_task_and_nothing_else_does() -> None:
    """Given a yes or a no, then it ends; silence, a withdrawal or a family's wish do not."""
    assert finish(consents()) == "done"
    assert finish(consents(state="refused", scope=None)) == "declined"
    withdrawn = replace(consents(), withdrawn={CONSENT: NOON})
    by_family = consents(given_by=OTHER, capacity="family_wish")
    not_obtainable = consents(state="not_obtainable", given_by=None, capacity=None, method=None)
    for nothing in (None, ConsentsState("392081", PERSON), withdrawn, by_family, not_obtainable):
        with refused("answer-not-recorded"):
            finish(nothing)
    for status in ("open", "in_contact"):
        with refused("not-asked"):
            finish(consents(), standing(status))
    with refused("task-ended"):
        finish(consents(), standing("done"))


@pytest.mark.rule(4, 27)
@pytest.mark.parametrize(
    "narrower",
    [
        {"categories": ("health",)},
        {"purposes": ("referral",)},
        {"recipients": (CLINIC,)},
        {"recipients": (), "recipient_kinds": ("medical",)},
    ],
)
def test_a_consent_that_lacks_what_was_sought_does_not_end_the_task(
    narrower: dict[str, object],
) -> None:
    """When a category, purpose or recipient is missing, then the task goes on (a product)."""
    scope = consents().answers[0].scope
    assert scope is not None
    with refused("answer-does-not-cover"):
        finish(consents(scope=scope.model_copy(update=narrower)))
    by_kind = scope.model_copy(update={"recipients": (), "recipient_kinds": ("npo",)})
    assert finish(consents(scope=by_kind)) == "done"


@pytest.mark.rule(4, 27)
@pytest.mark.parametrize(
    "excluded",
    [{"categories": ("school",)}, {"recipients": (NPO,)}, {"recipient_kinds": ("npo",)}],
)
def test_an_exclusion_beats_the_scope(excluded: dict[str, object]) -> None:
    """When the person excluded something that was sought, then the task goes on."""
    with refused("answer-does-not-cover"):
        finish(consents(exclusions=Exclusions(**excluded)))
