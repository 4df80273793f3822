"""Every question that can be put to placement once somebody has gone the road."""

from __future__ import annotations

from typing import Any

from tests.behaviour.faces.http_road import SAID, SECRETARY, SUPPORTER, TOWN, Road

UNPAID = "incentives.statement"
"""The one question that has no answer here: nothing was paid on this road."""

HANDLE = "みかん"
"""What somebody is called at the salon."""


def questions_after(road: Road) -> dict[str, dict[str, Any]]:
    """What may be asked, by its name, after a few more things were recorded."""
    case = {**TOWN, "case_id": road.counter.case}
    on, until = {"on": road.day(0)}, str(road.today)
    told = road.counter.told
    salon = told("programmes.set-up", SECRETARY, **TOWN, kind="salon", name="架空のサロン")
    session = told("sessions.hold", SECRETARY, programme_id=salon, **on)
    told("sessions.attend", SECRETARY, session_id=session, role="person", handle=HANDLE)
    told("needs.record", SUPPORTER, **road.about, gap="transport", found_on=road.day(0))
    told("outcomes.reach", SUPPORTER, **road.about, kind="going_out", **on)
    told("resource-notes.record", SUPPORTER, resource_id=road.resource, notes=SAID)
    planned = {"kind": "visit", "on": until}
    step = told("steps.plan", SUPPORTER, **road.about, **planned)
    month = {"month": road.day(5)[:7], "person_id": road.counter.son}
    return {
        "agencies.list": TOWN,
        "agencies.own": {},
        "cases.find": {**TOWN, "number": road.counter.case[:8]},
        "cases.show": case,
        "employments.due-checkpoints": TOWN,
        "employments.list": case,
        "employments.running": TOWN,
        "employments.show": {"employment_id": road.employment},
        "feedback.show": {"about_id": road.step},
        "incentives.draft": {**TOWN, **month},
        "incentives.list": TOWN,
        "incentives.payees": {**TOWN, "month": road.day(5)[:7]},
        UNPAID: {"statement_id": step},
        "needs.list": {**TOWN, "since": road.day(0), "until": until},
        "outcomes.list": case,
        "routing.list": case,
        "programmes.list": TOWN,
        "referrals.board": TOWN,
        "referrals.chain": {"referral_id": road.referral},
        "referrals.overdue": TOWN,
        "referrals.received": {"ended_since": road.day(0)},
        "referrals.show": {"referral_id": road.referral},
        "resource-notes.show": {"resource_id": road.resource},
        "resources.list": TOWN,
        "resources.outdated": TOWN,
        "resources.show": {"resource_id": road.resource},
        "routing-rules.show": TOWN,
        "routing.look-again": {"routing_id": road.routing, "situation": {}},
        "routing.propose": {**TOWN, "situation": {}},
        "routing.show": {"routing_id": road.routing},
        "sessions.list": {"programme_id": salon, "since": road.day(0), "until": until},
        "sessions.show": {"session_id": session},
        "steps.awaiting-review": TOWN,
        "steps.list": case,
        "steps.open": TOWN,
        "steps.show": {"step_id": road.step},
        "tasks.awaited": {},
        "tasks.list": TOWN,
    }
