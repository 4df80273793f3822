"""つなぎ先の候補: what the town's rules propose and why, choosing one, or that there is none."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from services.placement.application.agencies import AgencyLine
from services.placement.application.cases import CaseShown
from services.placement.pages.names import (
    NAMES,
    Names,
    kind_name,
    names_for,
    own_agency,
    people_options,
)
from services.placement.pages.referrals.offering import offer_form
from services.placement.pages.referrals.routing_acts import LACK, NONE_FITS, NOT_NOW, SITUATION
from services.placement.routing.changes import Changes
from services.placement.routing.proposals import Proposals
from shared.codes import ROUTING_MODES, SUPPORT_NEEDS
from shared.pages import Answer, Moved, Page, PageRoute, Posted, Visit, look, send
from shared.pages.acts import ActForm, Sheet, Tried
from shared.refusal import Refusal

_BASE = ("cases.show", *NAMES)
HOUSEHOLD = "household"
"""Stands for a whole household where somebody is chosen."""


def show_situation(visit: Visit, tried: Tried | None = None) -> Page:
    """What is known, to be filled in.

    Raises:
        Refusal: ``case-not-found``.
    """
    own, case, names = case_of(visit, visit.path["case_id"])
    refusal = tried.said if tried else None
    rules = None
    try:
        rules = visit.ask("routing-rules.show", {"municipality": own.municipality})
    except Refusal as no:
        refusal = refusal or no
    options = options_of(case, names)
    sheet = Sheet(
        f"/placement/pages/cases/{case.case_id}",
        visit.today,
        tried=tried,
        starts={"situation.consent": "not_asked", "who": options["who"][0][0]},
        options=options,
    )
    shown = {"case": case, "form": sheet.form(SITUATION), "rules": rules}
    return Page("situation.html", "つなぎ先の候補を調べる", shown, refusal)


def show_proposals(visit: Visit, tried: Tried | None = None) -> Answer:
    """What the rules propose for a situation; nothing is recorded yet."""
    own, case, names = case_of(visit, visit.path["case_id"])
    situation, _ = situation_of(visit.form)
    asked = {"municipality": own.municipality, "situation": situation}
    try:
        proposals = visit.ask("routing.propose", asked)
    except Refusal as refusal:
        return show_situation(visit, Tried(SITUATION, visit.form, refusal))
    return proposed(visit, case, names, proposals, tried=tried)


def proposed(
    visit: Visit,
    case: CaseShown,
    names: Names,
    proposals: Proposals,
    *,
    changes: Changes | None = None,
    tried: Tried | None = None,
) -> Page:
    """Proposals, to be chosen from.

    Args:
        visit: who looks; what is known stands in what they sent.
        case: whose.
        names: what is called how.
        proposals: what the rules say.
        changes: what is different from another look, if there was one.
        tried: what was sent and refused.
    """
    sheet = Sheet(
        f"/placement/pages/cases/{case.case_id}/routing",
        visit.today,
        tried=tried,
        starts={"routing_id": str(uuid4()), "need_id": str(uuid4())},
    )
    shown = {
        "case": case,
        "names": names,
        "found": proposals,
        "changes": changes,
        "kept": _kept(visit.form),
        "routing_id": uuid4(),
        "lack": sheet.form(LACK),
        "not_now": sheet.form(NOT_NOW),
        "kind_name": kind_name,
        "modes": {one.code: one.label for one in ROUTING_MODES},
        "needs": {one.code: one.label for one in SUPPORT_NEEDS},
    }
    return Page("proposals.html", "つなぎ先の候補", shown, tried.said if tried else None)


def choose(visit: Visit) -> Answer:
    """Record which proposal was chosen, and lead on to asking it."""
    form = visit.form
    chosen = {
        name: text
        for name in ("rule", "place", "kind", "mode", "resource_id")
        if (text := form.one(f"chosen-{name}"))
    }
    own, case, names = case_of(visit, visit.path["case_id"])
    situation, person_id = situation_of(form)
    decided = {
        "municipality": own.municipality,
        "case_id": case.case_id,
        "situation": situation,
        "chosen": [chosen],
        **form.given("routing_id"),
        **({"person_id": person_id} if person_id else {}),
    }
    _once(visit, decided)
    offered = _offered(visit, case, names, chosen, person_id)
    return Page("offer.html", "打診", {"case": case, "form": offered})


def _offered(
    visit: Visit,
    case: CaseShown,
    names: Names,
    chosen: dict[str, str],
    person_id: str | None,
) -> ActForm:
    """The form of a 打診 with what was chosen in it; who keeps a case refers it to nobody."""
    handing_on = {one.code for one in ROUTING_MODES if one.group != "keep"}
    starts = {
        "who": f"subject:{person_id}" if person_id else "household:",
        "resource_id": chosen.get("resource_id", ""),
        "destination": "" if "resource_id" in chosen else chosen.get("kind", ""),
        "mode": chosen.get("mode", "") if chosen.get("mode") in handing_on else "",
    }
    return offer_form(visit, case.case_id, case, names, starts=starts)


def lack(visit: Visit) -> Answer:
    """Record that nothing fits: the decision, and the need that nothing meets."""
    own, case, _ = case_of(visit, visit.path["case_id"])
    situation, person_id = situation_of(visit.form)
    told = LACK.document(visit.form)
    whose = {
        "municipality": own.municipality,
        "case_id": case.case_id,
        **({"person_id": person_id} if person_id else {}),
    }
    try:
        _once(
            visit,
            {
                **whose,
                "situation": situation,
                "why_none": NONE_FITS,
                "routing_id": told.get("routing_id"),
            },
        )
        visit.ask(LACK.use_case, {**told, **whose})
    except Refusal as refusal:
        return show_proposals(visit, Tried(LACK, visit.form, refusal))
    return Moved(f"/placement/pages/cases/{case.case_id}", LACK.done)


def leave(visit: Visit) -> Answer:
    """Record why nobody is asked for now."""
    own, case, _ = case_of(visit, visit.path["case_id"])
    situation, person_id = situation_of(visit.form)
    asked = {
        "municipality": own.municipality,
        "case_id": case.case_id,
        "situation": situation,
        **NOT_NOW.document(visit.form),
        **({"person_id": person_id} if person_id else {}),
    }
    try:
        visit.ask(NOT_NOW.use_case, asked)
    except Refusal as refusal:
        return show_proposals(visit, Tried(NOT_NOW, visit.form, refusal))
    return Moved(f"/placement/pages/cases/{case.case_id}", NOT_NOW.done)


def _once(visit: Visit, decided: dict[str, Any]) -> None:
    """Record a decision; sent a second time, it is the same one."""
    try:
        visit.ask("routing.decide", decided)
    except Refusal as refusal:
        if refusal.code != "routing-exists":
            raise


def situation_of(form: Posted) -> tuple[dict[str, Any], str | None]:
    """What is known, as the router is told it, and whose way it is; ``None`` for a household's."""
    told = SITUATION.document(form)
    situation: dict[str, Any] = dict(told.get("situation", {}))
    situation["family_agrees"] = bool(situation.get("family_agrees"))
    situation["people"] = [
        {"age": age, "whose": whose}
        for name, whose in (("age", "main"), ("other_age", "household"))
        if (age := told.get(name))
    ]
    who = told.get("who", HOUSEHOLD)
    return situation, None if who == HOUSEHOLD else who


def case_of(visit: Visit, case_id: object) -> tuple[AgencyLine, CaseShown, Names]:
    """Whoever looks, the case, and what is called how.

    Raises:
        Refusal: ``case-not-found``.
    """
    own = own_agency(visit)
    asked = {"municipality": own.municipality, "case_id": str(case_id)}
    return own, visit.ask("cases.show", asked), names_for(visit, own)


def options_of(case: CaseShown, names: Names) -> dict[str, list[tuple[str, str]]]:
    """Whose way it may be, and where they may live."""
    areas = sorted({one.area for one in names.places.values() if one.area})
    return {
        "who": [*people_options(case), (HOUSEHOLD, "世帯として")],
        "situation.area": [(area, area) for area in areas],
    }


def _kept(form: Posted) -> list[tuple[str, str]]:
    """The situation as it was filled in, to be carried on by the next form."""
    mine = f"{SITUATION.name}-"
    return [
        (name, text)
        for name, texts in form.fields.items()
        if name.startswith(mine)
        for text in texts
    ]


_PROPOSE = ("routing.propose", "routing-rules.show", *_BASE)
ROUTES: tuple[PageRoute, ...] = (
    look("/cases/{case_id}/routing", show_situation, "routing.decide", *_PROPOSE),
    send("/cases/{case_id}/routing", show_proposals, "routing.decide", *_PROPOSE),
    send("/cases/{case_id}/routing/choose", choose, "routing.decide", *_PROPOSE),
    send("/cases/{case_id}/routing/none", lack, "routing.decide", "needs.record", *_PROPOSE),
    send("/cases/{case_id}/routing/leave", leave, "routing.decide", *_PROPOSE),
)
