"""One plan: where it stands, what it says to those who keep it, and what is recorded next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from services.conference.application.meetings.lines import ConferenceLine
from services.conference.application.plans import PlanListed, PlanShown
from services.conference.pages.plans.lists import (
    PATH,
    STATUS,
    TONES,
    line_of,
    plan_path,
)
from services.conference.pages.plans.steps import CONTRIBUTE, STEPS, WHEN
from services.conference.pages.seen import MOST, called
from services.conference.pages.wording import person_label
from shared.codes import AGENCY_KINDS, PLAN_RESULTS
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.acts import VERSION, Act, ActForm, Options, Sheet, Tried, carry_out
from shared.pages.writing import day, number
from shared.refusal import Refusal

USES = ("plans.list", "conferences.list")
READING = ("plans.show", *USES, "rosters.list")


def plan(visit: Visit) -> Page:
    """A plan without anything it says."""
    return _plan(visit, None, None)


def read(visit: Visit) -> Page:
    """A plan as its keeper reads it; that it was read is on record first."""
    shown: PlanShown = visit.ask("plans.show", {"plan_id": visit.path["plan_id"]})
    return _plan(visit, shown, None)


def _plan(visit: Visit, told: PlanShown | None, tried: Tried | None) -> Page:
    line = line_of(visit)
    meetings = _meetings(visit)
    shown = {
        "line": line,
        "path": plan_path(line.plan_id),
        "back": PATH,
        "number": number(line.plan_id),
        "case": number(line.case_id),
        "status": STATUS[line.status],
        "tone": TONES.get(line.status, ""),
        "overdue": line.next_review is not None and line.next_review < visit.today,
        "told": told and _told(visit, told),
        "steps": _steps(visit, line, meetings, told, tried),
        "meeting": next((one for one in meetings if one.conference_id == line.conference_id), None),
    }
    return Page("plans/plan.html", "支援プラン", shown, tried.said if tried else None)


def _told(visit: Visit, told: PlanShown) -> dict[str, Any]:
    named, own = names(visit), visit.actor.agency
    return {
        "plan": told,
        "persons": [person_label(one) for one in told.subjects],
        "proposed_by": told.proposed_by and called(own, named, told.proposed_by),
        "found": told.found and PLAN_RESULTS.by_code(told.found).label,
        "roles": [(called(own, named, one.agency_id), one.task) for one in told.roles],
        "referrals": [
            {
                "line": one,
                "person": person_label(one.person_id) if one.person_id else "世帯",
                "to": called(own, named, one.to_agency_id)
                if one.to_agency_id
                else _kind(one.destination),
            }
            for one in told.referrals
        ],
    }


def _kind(destination: str) -> str:
    """A kind of destination; the municipality's own word stands as it is."""
    return AGENCY_KINDS.by_code(destination).label if destination in AGENCY_KINDS else destination


def names(visit: Visit) -> dict[UUID, str | None]:
    """What the agencies of every roster are called; the secretariat has rosters."""
    if not visit.may("rosters.list"):
        return {}
    rosters = visit.ask("rosters.list", {"limit": MOST}).rosters
    return {one.agency_id: one.name for roster in rosters for one in roster.members}


def _meetings(visit: Visit) -> list[ConferenceLine]:
    """The meetings that somebody may know of; those without meetings choose none."""
    if not visit.may("conferences.list"):
        return []
    return list(visit.ask("conferences.list", {"limit": MOST}).conferences)


def _steps(
    visit: Visit,
    line: PlanListed,
    meetings: list[ConferenceLine],
    told: PlanShown | None,
    tried: Tried | None,
) -> list[ActForm]:
    sheet = Sheet(
        base=plan_path(line.plan_id),
        today=visit.today,
        version=_version(told, tried),
        tried=tried,
        options={
            "conference_id": _held(meetings, line.case_id),
            "laid": _laid(meetings, line.case_id),
        },
    )
    return [
        sheet.form(step)
        for step in STEPS
        if (tried and tried.act is step)
        or (line.status in WHEN[step.name] and visit.may(step.use_case))
    ]


def _version(told: PlanShown | None, tried: Tried | None) -> int | None:
    """Of the contents that were read here or on the page before; else nobody read them."""
    if told:
        return told.version
    typed = tried.form.one(VERSION) if tried else ""
    return int(typed) if typed.isdecimal() else None


def _held(meetings: list[ConferenceLine], case_id: UUID) -> Options:
    """The meetings at which the case was discussed."""
    return [
        (str(one.conference_id), f"{day(one.held_on)} {one.local_name}")
        for one in meetings
        if one.held_on and any(matter.case_id == case_id for matter in one.agenda)
    ]


def _laid(meetings: list[ConferenceLine], case_id: UUID) -> Options:
    """The agenda items about the case whose meeting is still to come."""
    return [
        (f"{one.conference_id} {matter.agenda_id}", f"{one.local_name}（ケース {number(case_id)}）")
        for one in meetings
        for matter in one.agenda
        if one.state == "convened" and matter.case_id == case_id
    ]


def _taking(step: Act) -> Callable[[Visit], Answer]:
    """What records a step."""

    def take(visit: Visit) -> Answer:
        try:
            carry_out(visit, step, plan_id=visit.path["plan_id"])
        except Refusal as refusal:
            return _plan(visit, None, Tried(step, visit.form, refusal))
        return Moved(plan_path(visit.path["plan_id"]), step.done)

    return take


def contribute(visit: Visit) -> Answer:
    """Record what the plan says as an item of its keeper, and lay it before an agenda item."""
    asked = CONTRIBUTE.document(visit.form)
    conference_id, _, agenda_id = asked.pop("laid", "").partition(" ")
    try:
        item_id = visit.ask("plans.contribute", {**asked, "plan_id": visit.path["plan_id"]})
        if conference_id:
            where = {"conference_id": conference_id, "agenda_id": agenda_id}
            visit.ask("items.offer", {"item_id": item_id, **where})
    except Refusal as refusal:
        return _plan(visit, None, Tried(CONTRIBUTE, visit.form, refusal))
    done = "プランの内容を議題に出しました。見せる相手は、会議のたびに判断されます。"
    return Moved(plan_path(visit.path["plan_id"]), done if conference_id else CONTRIBUTE.done)


_ONE = "/plans/{plan_id}"

ROUTES = (
    look(_ONE, plan, *USES),
    send(f"{_ONE}/read", read, *READING),
    send(f"{_ONE}/contribute", contribute, "plans.contribute", "items.offer", *USES),
    *(
        send(f"{_ONE}/{one.name}", _taking(one), one.use_case, *USES)
        for one in STEPS
        if one is not CONTRIBUTE
    ),
)
