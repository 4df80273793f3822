"""All that can be asked of placement's records: by their ids, or of a whole municipality."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.placement.raided import JUNE
from tests.behaviour.referral_desk import NEXT_DOOR, START, known


def asked_of(ids: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What the town's own worker would ask of each record by its id, use case by use case."""
    day, later = START.date(), START.date() + timedelta(days=91)
    referral, step = {"referral_id": ids["referral_id"]}, {"step_id": ids["step_id"]}
    job, resource = {"employment_id": ids["employment_id"]}, {"resource_id": ids["resource_id"]}
    programme, session = (
        {"programme_id": ids["programme_id"]},
        {"session_id": ids["session_id"]},
    )
    onward = {**referral, "on": later, "note": "架空"}
    talked = {"about_id": ids["step_id"]}
    looked = {"month": 1, "status": "continuing", "checked_on": later}
    return {
        "employments.call-off-leaving": {**job, "on": later},
        "employments.check": {**job, "checkpoint": looked},
        "employments.describe": {**job, "on": later, "workplace": "酪農"},
        "employments.end": {**job, "on": later},
        "employments.show": job,
        "employments.plan-leaving": {**job, "on": later, "reason": "health"},
        "employments.support-leaving": {**job, "on": later, "support": "talk"},
        "employments.undo": {**job, "part": "start", "reason": "other"},
        "feedback.give": {**talked, "on": later, "person": {"strengths": "架空"}},
        "feedback.show": talked,
        "feedback.take-back": {**talked, "feedback_id": ids["feedback_id"], "reason": "other"},
        "incentives.correct": {"statement_id": ids["statement_id"]},
        "incentives.statement": {"statement_id": ids["statement_id"]},
        "needs.undo": {"need_id": ids["need_id"], "reason": "other"},
        "outcomes.undo": {"outcome_id": ids["outcome_id"], "reason": "other"},
        "participants.agree": {**programme, "person_id": known("son"), "on": later},
        "participants.withdraw": {**programme, "person_id": known("son"), "on": later},
        "programmes.amend": {**programme, "kind": "salon", "name": "架空の会"},
        "programmes.end": {**programme, "on": later},
        "programmes.reopen": programme,
        "referrals.accept": onward,
        "referrals.address": {**onward, "to_agency_id": known("npo")},
        "referrals.chain": referral,
        "referrals.complete": {**onward, "outcome": "completed"},
        "referrals.decline": {**onward, "reason": "no_vacancy"},
        "referrals.fail": {**onward, "reason": "not_met"},
        "referrals.hold": {**onward, "until": later + timedelta(days=9), "reason": "other"},
        "referrals.meet": onward,
        "referrals.offer-planned": onward,
        "referrals.prepare-packet": {**referral, "items": (uuid4(),)},
        "referrals.resume": onward,
        "referrals.schedule": {**onward, "appointment_at": START + timedelta(days=95)},
        "referrals.show": referral,
        "referrals.transfer": {**onward, "to_municipality": NEXT_DOOR},
        "referrals.undo": {**onward, "reason": "other"},
        "referrals.withdraw": {**onward, "by": "asker", "reason": "other"},
        "resource-notes.record": {**resource, "notes": "架空"},
        "resource-notes.show": resource,
        "resources.amend": {**resource, "kind": "employer", "name": "架空の店"},
        "resources.confirm": {**resource, "on": later},
        "resources.reopen": {**resource, "on": later},
        "resources.show": resource,
        "resources.withdraw": {**resource, "on": later},
        "routing.look-again": {"routing_id": ids["routing_id"], "situation": {}},
        "routing.show": {"routing_id": ids["routing_id"]},
        "sessions.attend": {**session, "role": "person", "handle": "みかん"},
        "sessions.correct": {**session, "on": later, "reason": "other"},
        "sessions.hold": {**programme, "on": later},
        "sessions.list": {**programme, "since": day, "until": later},
        "sessions.show": session,
        "sessions.undo": {**session, "reason": "other"},
        "sessions.undo-attendance": {**session, "participant": uuid4(), "reason": "other"},
        "steps.attend": {**step, "on": later},
        "steps.end": {**step, "on": later, "outcome": "completed"},
        "steps.show": step,
        "steps.review": {**step, "on": later, "present": ("person",), "note": "架空"},
        "steps.start": {**step, "on": later},
        "steps.undo": {**step, "part": "step", "reason": "other"},
        "tasks.done": {"task_id": ids["task_id"]},
    }


def asked_of_a_town(ids: dict[str, Any], town: str) -> dict[str, dict[str, Any]]:
    """What is asked of a whole municipality, or recorded anew in it, use case by use case."""
    whose = {"municipality": town}
    about = {**whose, "case_id": known("case"), "person_id": known("son")}
    case, on = {**whose, "case_id": known("case")}, START.date()
    month = {**whose, "month": JUNE, "person_id": known("son")}
    return {
        "agencies.list": whose,
        "cases.find": {**whose, "number": str(known("case"))[:8]},
        "cases.show": case,
        "employments.due-checkpoints": whose,
        "employments.list": case,
        "employments.running": whose,
        "employments.start": {
            **about, "kind": "regular", "on": on, "employment_id": ids["employment_id"],
        },
        "incentives.draft": month,
        "incentives.issue": month,
        "incentives.list": whose,
        "incentives.payees": {**whose, "month": JUNE},
        "needs.list": {**whose, "since": on, "until": on + timedelta(days=400)},
        "needs.record": {**about, "gap": "housing", "need_id": ids["need_id"]},
        "outcomes.list": case,
        "routing.list": case,
        "outcomes.reach": {
            **about, "kind": "going_out", "on": on, "outcome_id": ids["outcome_id"],
        },
        "programmes.list": whose,
        "programmes.set-up": {
            **whose, "kind": "salon", "name": "架空の会", "programme_id": ids["programme_id"],
        },
        "referrals.board": case,
        "referrals.offer": {
            **about, "destination": "farm", "on": on, "referral_id": ids["referral_id"],
        },
        "referrals.overdue": whose,
        "resources.list": whose,
        "resources.outdated": whose,
        "resources.register": {
            **whose, "kind": "farm", "name": "架空の畑", "resource_id": ids["resource_id"],
        },
        "resources.set-freshness": {**whose, "outdated_after_days": 1},
        "routing-rules.adopt": {**whose, "name": "aki"},
        "routing-rules.show": whose,
        "routing.decide": {
            **about, "situation": {}, "why_none": "other", "routing_id": ids["routing_id"],
        },
        "routing.propose": {**whose, "situation": {}},
        "steps.awaiting-review": whose,
        "steps.list": case,
        "steps.open": whose,
        "steps.plan": {**about, "kind": "visit", "on": on, "step_id": ids["step_id"]},
        "steps.take": {**about, "kind": "visit", "on": on, "step_id": ids["step_id"]},
        "tasks.list": whose,
    }  # fmt: skip


OF_THE_OWN_AGENCY = ("agencies.own", "referrals.received", "tasks.awaited")
NAMES = ("referral", "step", "employment", "outcome", "routing", "need", "programme", "session",
         "resource", "task", "feedback", "statement")  # fmt: skip
ANY = dict.fromkeys((*(f"{one}_id" for one in NAMES), "late"), UUID(int=0))
BY_ID, BY_TOWN = sorted(asked_of(ANY)), sorted(asked_of_a_town(ANY, DEMO_MUNICIPALITY))
CHOOSING_AN_ID = sorted(
    name for name, asked in asked_of_a_town(ANY, NEXT_DOOR).items() if UUID(int=0) in asked.values()
)
