"""The five contents of a plan (社会福祉法施行規則34条の7) as fields of a form, there and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from services.conference.application.plans import PlanShown
from services.conference.pages.wording import person_label, tied
from shared.codes import AGENCY_KINDS, ROUTING_MODES
from shared.pages import Posted
from shared.pages.writing import number
from shared.refusal import Refusal

Agencies = Sequence[tuple[str, str]]
_TEXTS = {
    "will_and_issues": "生活に対する意向と課題",
    "services": "支援の種類と内容、留意すること",
    "integration": "一体的に提供するための方策",
}
_BLANK_GOALS, _BLANK_REFERRALS = 2, 1
_KEPT = "keep"
"""Group of the ways that hand nothing on."""

MODES = [(one.code, one.label) for one in ROUTING_MODES if one.group != _KEPT]
KINDS = [(one.code, one.label) for one in AGENCY_KINDS]
_REFERRAL = {
    "destination": "つなぐ先の種別",
    "mode": "つなぎ方",
    "person_id": "誰を",
    "to_agency_id": "つなぐ先の機関",
}


def written(told: PlanShown | None) -> Posted:
    """What stands in the fields before anybody has typed: what the plan says, and blank rows."""
    fields: dict[str, list[str]] = {}

    def put(name: str, value: object) -> None:
        fields[name] = ["" if value is None else str(value)]

    for name in _TEXTS:
        put(name, getattr(told, name) if told else None)
    goals = told.goals if told else ()
    for place in range(len(goals) + _BLANK_GOALS):
        goal = goals[place] if place < len(goals) else None
        put(f"goal-{place}", goal and goal.text)
        put(f"goal-due-{place}", goal and goal.due)
    for role in told.roles if told else ():
        put(f"role-{role.agency_id}", role.task)
    referrals = told.referrals if told else ()
    for place in range(len(referrals) + _BLANK_REFERRALS):
        one = referrals[place] if place < len(referrals) else None
        for name in (*_REFERRAL, "resource_id"):
            put(f"{name}-{place}", one and getattr(one, name))
    return Posted(fields)


def rows(form: Posted, name: str) -> range:
    """The places of a row's fields that a form has."""
    place = 0
    while f"{name}-{place}" in form.fields:
        place += 1
    return range(place)


def contents(form: Posted) -> dict[str, Any]:
    """The contents as they were typed, for a request; blank rows are left out."""
    return {
        **{name: form.one(name) for name in _TEXTS},
        "goals": [
            {"text": form.one(f"goal-{one}"), "due": form.one(f"goal-due-{one}") or None}
            for one in _goals(form)
        ],
        "roles": [
            {"agency_id": one, "task": form.one(f"role-{one}")} for one in _role_holders(form)
        ],
        "referrals": [
            {name: form.one(f"{name}-{one}") or None for name in (*_REFERRAL, "resource_id")}
            for one in _referrals(form)
        ],
    }


def _goals(form: Posted) -> list[int]:
    return [
        one for one in rows(form, "goal") if form.one(f"goal-{one}") or form.one(f"goal-due-{one}")
    ]


def _role_holders(form: Posted) -> list[str]:
    return [one for one in form.many("role_of") if form.one(f"role-{one}")]


def _referrals(form: Posted) -> list[int]:
    return [one for one in rows(form, "destination") if form.one(f"destination-{one}")]


def at_field(form: Posted, refusal: Refusal) -> Refusal:
    """The refusal at the field that it speaks of, in that field's own words."""
    path = getattr(refusal, "field", "")
    name, label = next(
        ((name, label) for told, name, label in _spots(form) if told == path), ("", "")
    )
    return tied(refusal, {path.split(".")[-1]: name}, {name: label}) if name else refusal


def _spots(form: Posted) -> Iterator[tuple[str, str, str]]:
    """What refusals call a field, its name and its label."""
    for name, label in _TEXTS.items():
        yield name, name, label
    for place, one in enumerate(_goals(form)):
        yield f"goals.{place}.due", f"goal-due-{one}", "達成時期"
        if not form.one(f"goal-{one}"):
            yield "支援の目標", f"goal-{one}", "目標"
    for place, holder in enumerate(_role_holders(form)):
        yield f"roles.{place}.task", f"role-{holder}", "役割"
    for place, one in enumerate(_referrals(form)):
        for name, label in _REFERRAL.items():
            yield f"referrals.{place}.{name}", f"{name}-{one}", label
        yield "つなぎ方", f"mode-{one}", "つなぎ方"


def shown(form: Posted, agencies: Agencies, persons: Sequence[Any]) -> dict[str, Any]:
    """The fields as the template shows them.

    Args:
        form: what stands in them.
        agencies: who sits at the table, with names.
        persons: everybody the agenda item is about.
    """
    return {
        "typed": form,
        "texts": _TEXTS,
        "goals": rows(form, "goal"),
        "agencies": agencies,
        "referrals": rows(form, "destination"),
        "targets": _with(agencies, form, "to_agency_id"),
        "kinds": _with(KINDS, form, "destination"),
        "modes": MODES,
        "persons": [(str(one), person_label(one)) for one in persons],
    }


def _with(options: Agencies, form: Posted, name: str) -> Agencies:
    """The choices, with those that stand in the form and are none of them."""
    typed = {form.one(f"{name}-{one}") for one in rows(form, name)} - {""}
    others = sorted(typed - {code for code, _ in options})
    return [*options, *((one, f"機関 {number(one)}" if "id" in name else one) for one in others)]
