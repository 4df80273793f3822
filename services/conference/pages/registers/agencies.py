"""機関の登録: what an agency is, which law binds it, and while its contract holds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.conference.application.registers import AgencyLine
from services.conference.pages.registers.days import (
    first_day,
    last_day,
    midnight,
    period_in,
)
from services.conference.pages.registers.municipality import HELD_BY, MOST, PATH
from services.conference.pages.wording import tied
from shared.codes import AGENCY_KINDS
from shared.pages import Answer, Moved, Page, Posted, Visit
from shared.refusal import Refusal

REGISTERING = ("agencies.register", "agencies.own")
AMENDING = ("agencies.amend", "agencies.list")
_TEXTS = ("name", "kind", "holder_class", "local_area")
_TICKS = ("internal", "yotaikyo_member")
_OWN = "own"
_AS = {"entrusted": "entrusted_from", "契約の期間": "entrusted_from"}
_LABELS = {
    "name": "機関の名称",
    "kind": "種別",
    "holder_class": "個人情報保護法上の立場",
    "local_area": "担当する地域",
    "entrusted_from": "委託の初日",
    "entrusted_until": "委託の末日",
    "secrecy_undertaking": "守秘の誓約の日",
}


def _form(visit: Visit, line: AgencyLine | None, refusal: Refusal | None) -> Page:
    town = visit.path["municipality"]
    shown = {
        "line": line,
        "town": town,
        "back": f"{PATH}/{town}",
        "action": f"{PATH}/{town}/agencies/{line.agency_id if line else 'new'}",
        "kinds": [(one.code, one.label) for one in AGENCY_KINDS],
        "classes": list(HELD_BY.items()),
        "own": visit.actor.agency if line is None and _is_unregistered(visit) else None,
        "given": _typed(visit.form) if visit.form.fields else _recorded(line),
    }
    title = "機関の登録の変更" if line else "機関の登録"
    return Page("registers/agency.html", title, shown, refusal)


def _is_unregistered(visit: Visit) -> bool:
    """Whoever sets a system up has a number from the issuer before any agency is registered."""
    try:
        visit.ask("agencies.own")
    except Refusal:
        return True
    return False


def _typed(form: Posted) -> dict[str, str]:
    return {name: form.one(name) for name in (*_LABELS, *_TICKS, _OWN)}


def _recorded(line: AgencyLine | None) -> dict[str, str]:
    """What stands in the fields before anybody has typed."""
    if line is None:
        return dict.fromkeys((*_LABELS, *_TICKS, _OWN), "")
    details, entrusted = line.details, line.details.entrusted
    return {
        **{name: getattr(details, name) or "" for name in _TEXTS},
        **{name: "true" if getattr(details, name) else "" for name in _TICKS},
        "entrusted_from": first_day(entrusted.start) if entrusted else "",
        "entrusted_until": last_day(entrusted.end) if entrusted else "",
        "secrecy_undertaking": first_day(details.secrecy_undertaking_at),
    }


def _details(form: Posted, line: AgencyLine | None = None) -> dict[str, Any]:
    """An agency as the form tells it, wholly; instants whose day nobody changed stay."""
    recorded = line.details if line else None
    told: dict[str, Any] = {"name": None, **form.given(*_TEXTS)}
    told |= {name: form.one(name) == "true" for name in _TICKS}
    told["entrusted"] = period_in(
        form, "entrusted_from", "entrusted_until", recorded.entrusted if recorded else None
    )
    if day := form.one("secrecy_undertaking"):
        undertaken = recorded.secrecy_undertaking_at if recorded else None
        unchanged = undertaken is not None and first_day(undertaken) == day
        told["secrecy_undertaking_at"] = undertaken if unchanged else midnight(day)
    return told


def _line(visit: Visit) -> AgencyLine:
    """The agency that the address names.

    Raises:
        Refusal: ``agency-not-found``.
    """
    asked = {"municipality": visit.path["municipality"], "limit": MOST}
    for one in visit.ask("agencies.list", asked).agencies:
        if str(one.agency_id) == visit.path["agency_id"]:
            line: AgencyLine = one
            return line
    raise Refusal(
        "agency-not-found",
        "この市町村に登録されていない機関です。",
        "登録の一覧から、選び直してください。",
    )


def blank(visit: Visit) -> Page:
    """The empty form."""
    return _form(visit, None, None)


def register(visit: Visit) -> Answer:
    """Let an agency take part."""
    asked = {"municipality": visit.path["municipality"], **_details(visit.form)}
    if visit.form.one(_OWN) == "true":
        asked["agency_id"] = visit.actor.agency
    try:
        visit.ask("agencies.register", asked)
    except Refusal as refusal:
        return _form(visit, None, tied(refusal, _AS, _LABELS))
    return Moved(f"{PATH}/{visit.path['municipality']}", "機関を登録しました。")


def show(visit: Visit) -> Page:
    """One agency, in the form in which it can be amended."""
    return _form(visit, _line(visit), None)


def amend(visit: Visit) -> Answer:
    """Replace what is known of an agency; a contract that is ended ends access with it."""
    line = _line(visit)
    asked = {
        "agency_id": line.agency_id,
        **_details(visit.form, line),
        **visit.form.given("expected_version"),
    }
    if line.details.person_id is not None:
        asked["person_id"] = UUID(str(line.details.person_id))
    try:
        visit.ask("agencies.amend", asked)
    except Refusal as refusal:
        return _form(visit, line, tied(refusal, _AS, _LABELS))
    done = "機関の登録を変えました。"
    return Moved(f"{PATH}/{visit.path['municipality']}", done)
