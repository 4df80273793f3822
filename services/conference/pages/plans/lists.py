"""プランの一覧: what is due for review first, then where each stands; nothing of what they say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.conference.application.plans import PlanListed
from services.conference.domain.plan import PlanStatus
from services.conference.pages.seen import MOST, every_page
from shared.pages import Page, Visit, look
from shared.pages.writing import number
from shared.refusal import Refusal

PATH = "/conference/pages/plans"
STATUS: Mapping[PlanStatus, str] = {
    "proposed": "案",
    "active": "実施中",
    "suspended": "中断中",
    "replaced": "再プランへ",
    "closed": "終結",
    "withdrawn": "取下げ",
}
"""Where a plan stands, in the order in which lists have it."""

TONES: Mapping[PlanStatus, str] = {"proposed": "soon", "active": "full", "suspended": "blurred"}
_WITHIN_DAYS = 30


def plans(visit: Visit) -> Page:
    """The plans in which the own agency has a part."""
    overdue = visit.ask("plans.overdue-reviews", {"limit": MOST})
    found = [_shown(visit, one) for one in all_plans(visit)]
    shown = {
        "overdue": [{**_named(one.plan_id, one.case_id), "line": one} for one in overdue],
        "groups": [
            (label, lines)
            for status, label in STATUS.items()
            if (lines := [one for one in found if one["line"].status == status])
        ],
        "labels": STATUS,
    }
    return Page("plans/plans.html", "支援プラン", shown)


def all_plans(visit: Visit, **asked: Any) -> list[PlanListed]:  # noqa: ANN401 - fields of the request
    """Every plan in sight, those that are looked at next first."""
    found: list[PlanListed] = [
        one for page in every_page(visit, "plans.list", **asked) for one in page
    ]
    return sorted(found, key=lambda one: (str(one.next_review or "9"), str(one.plan_id)))


def line_of(visit: Visit) -> PlanListed:
    """The plan that the address names.

    Raises:
        Refusal: ``plan-not-found``, also where the own agency has no part in it.
    """
    found: list[PlanListed] = visit.ask("plans.list", {"plan_id": visit.path["plan_id"]})
    if found:
        return found[0]
    raise Refusal(
        "plan-not-found",
        "そのプランは、あなたの機関が扱うプランの中にありません。",
        "プランの一覧から、選び直してください。",
    )


def plan_path(plan_id: UUID | str) -> str:
    """The address of a plan's page."""
    return f"{PATH}/{plan_id}"


def _named(plan_id: UUID, case_id: UUID) -> dict[str, str]:
    return {"path": plan_path(plan_id), "number": number(plan_id), "case": number(case_id)}


def _shown(visit: Visit, line: PlanListed) -> dict[str, Any]:
    days = (line.next_review - visit.today).days if line.next_review else None
    return {
        **_named(line.plan_id, line.case_id),
        "line": line,
        "overdue": days is not None and days < 0,
        "soon": days is not None and 0 <= days <= _WITHIN_DAYS,
    }


ROUTES = (look("/plans", plans, "plans.list", "plans.overdue-reviews"),)
