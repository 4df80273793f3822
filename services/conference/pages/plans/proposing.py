"""プラン案: proposed as an agenda item by whoever sits at its table, rewritten by who keeps it."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.conference.application.meetings.lines import MatterLine
from services.conference.application.plans import PlanShown
from services.conference.domain.plan import RUNNING
from services.conference.law.vocabulary import PLAN_PURPOSES
from services.conference.pages.plans.contents import Agencies, at_field, contents, shown, written
from services.conference.pages.plans.lists import all_plans, line_of, plan_path
from services.conference.pages.plans.one import names
from services.conference.pages.roles import at_the_table
from services.conference.pages.seen import (
    SHOWN,
    Meeting,
    agenda_path,
    called,
    matter_shown,
    meeting_of,
    named,
)
from shared.pages import Answer, Moved, Page, Posted, Visit, look, send
from shared.pages.writing import day, number
from shared.refusal import Refusal

CONVENER = "会議を招集した機関"


def blank(visit: Visit) -> Page:
    """The empty form of a proposal."""
    return _proposal(visit, written(None), None)


def _proposal(visit: Visit, form: Posted, refusal: Refusal | None) -> Page:
    seen = meeting_of(visit)
    matter = seen.matter(visit.path["agenda_id"])
    agencies = [(str(one), _called(seen, one)) for one in at_the_table(seen, matter.selected)]
    running = [one for one in all_plans(visit, case_id=matter.case_id) if one.status in RUNNING]
    told = {
        **shown(form, agencies, matter.subjects),
        "meeting": seen,
        "matter": matter_shown(seen, matter),
        "suits": matter.purpose in PLAN_PURPOSES,
        "action": f"{agenda_path(visit)}/plans/new",
        "plan_id": form.one("plan_id") or str(uuid4()),
        "former": [
            (str(one.plan_id), f"{number(one.plan_id)}（決定日 {day(one.decided_on)}）")
            for one in running
        ],
        "revised": None,
    }
    return Page("plans/form.html", "プラン案を出す", told, refusal)


def _called(seen: Meeting, agency_id: UUID) -> str:
    """An agency by its name; the convener is told by what it does to those who have no roster."""
    nameless = seen.roster is None and not seen.convening
    return CONVENER if nameless and agency_id == seen.line.convener_id else seen.name(agency_id)


def propose(visit: Visit) -> Answer:
    """Propose a plan."""
    form = visit.form
    asked = {**named(visit), **contents(form), **form.given("plan_id", "replaces")}
    try:
        plan_id = visit.ask("plans.propose", asked)
    except Refusal as refusal:
        return _proposal(visit, form, at_field(form, refusal))
    return Moved(plan_path(plan_id), "プラン案を出しました。")


def rewriting(visit: Visit) -> Page:
    """A proposal in the form in which it is rewritten; that it was read is on record first."""
    told: PlanShown = visit.ask("plans.show", {"plan_id": visit.path["plan_id"]})
    return _rewriting(visit, written(told), str(told.version), None)


def _rewriting(visit: Visit, form: Posted, version: str, refusal: Refusal | None) -> Page:
    line = line_of(visit)
    matter = _discussed(visit, str(line.conference_id), str(line.case_id))
    told = {
        **shown(form, _agencies(visit, form, matter), matter.subjects if matter else ()),
        "meeting": None,
        "suits": True,
        "action": f"{plan_path(line.plan_id)}/revise",
        "plan_id": None,
        "former": [],
        "revised": {
            "path": plan_path(line.plan_id),
            "number": number(line.plan_id),
            "version": version,
        },
    }
    return Page("plans/form.html", "プラン案を書き直す", told, refusal)


def _discussed(visit: Visit, conference_id: str, case_id: str) -> MatterLine | None:
    """The agenda item as which a plan was proposed; it may have been taken off meanwhile."""
    line = visit.ask("conferences.show", {"conference_id": conference_id})
    found = [
        one for one in line.agenda if str(one.case_id) == case_id and one.purpose in PLAN_PURPOSES
    ]
    return found[0] if found else None


def _agencies(visit: Visit, form: Posted, matter: MatterLine | None) -> Agencies:
    """Who sits at the table, and who has a role in the proposal without sitting there."""
    known, own = names(visit), visit.actor.agency
    written_for = [one.removeprefix("role-") for one in form.fields if one.startswith("role-")]
    sitting = [own, *(str(one) for one in (matter.selected if matter else ()))]
    return [(one, called(own, known, UUID(one))) for one in dict.fromkeys((*sitting, *written_for))]


def revise(visit: Visit) -> Answer:
    """Rewrite a proposal, wholly."""
    form = visit.form
    known = {"plan_id": visit.path["plan_id"], **form.given("expected_version")}
    try:
        visit.ask("plans.revise", {**contents(form), **known})
    except Refusal as refusal:
        return _rewriting(visit, form, form.one("expected_version"), at_field(form, refusal))
    return Moved(plan_path(visit.path["plan_id"]), "プラン案を書き直しました。")


_NEW = "/meetings/{conference_id}/agenda/{agenda_id}/plans/new"
_NAMED = ("plans.list", "conferences.show", "rosters.list")

ROUTES = (
    look(_NEW, blank, *SHOWN, "plans.list"),
    send(_NEW, propose, "plans.propose", *SHOWN, "plans.list"),
    send("/plans/{plan_id}/rewrite", rewriting, "plans.show", *_NAMED),
    send("/plans/{plan_id}/revise", revise, "plans.revise", *_NAMED),
)
