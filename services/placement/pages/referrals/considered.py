"""つなぎ先の検討: what was known, what was chosen and why; and looking again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from services.placement.application.routing import RoutingLine, RoutingListed
from services.placement.pages.names import NAMES, Names, kind_name
from services.placement.pages.referrals.routing import (
    HOUSEHOLD,
    case_of,
    options_of,
    proposed,
    situation_of,
)
from services.placement.pages.referrals.routing_acts import NONE_FITS, SITUATION, WHY_NONE
from services.placement.routing.situation import Situation, Whose
from shared.codes import ROUTING_MODES
from shared.pages import Answer, Page, PageRoute, Visit, look, send
from shared.pages.acts import Blank, Sheet, Tried
from shared.refusal import Refusal

_SHOWN = ("routing.show", "cases.show", *NAMES)
_WHY = {**dict(WHY_NONE), NONE_FITS: "つなぎ先がない"}
_WHOSE: Mapping[Whose, str] = {"main": "本人", "household": "同じ世帯の人"}
_CODED = tuple(one for one in SITUATION.blanks if one.options)
_SEVERAL = tuple(one for one in _CODED if one.kind == "ticks")
_ONE = tuple(one for one in _CODED if one.kind == "choice")
"""What the form asks for in codes: several of a list, or one."""


def outcome_of(decided: RoutingLine | RoutingListed, names: Names) -> str:
    """What came of it, in words."""
    if decided.why_none is not None:
        return _WHY[decided.why_none]
    modes = {one.code: one.label for one in ROUTING_MODES}
    return "、".join(
        f"{names.place(one.resource_id) or kind_name(one.kind)}（{modes.get(one.mode, '—')}）"
        for one in decided.chosen
    )


def show_considered(visit: Visit, tried: Tried | None = None) -> Page:
    """A decision as it was made, and the form to look again with what is known now.

    Raises:
        Refusal: ``routing-not-found``.
    """
    decided: RoutingListed = visit.ask("routing.show", _named(visit))
    _, case, names = case_of(visit, decided.case_id)
    sheet = Sheet(
        f"/placement/pages/routings/{visit.path['routing_id']}",
        visit.today,
        tried=tried,
        starts=_starts(decided),
        ticked={one.part: _codes(decided.situation, one) for one in _SEVERAL},
        options=options_of(case, names),
    )
    shown = {
        "case": case,
        "decided": decided,
        "outcome": outcome_of(decided, names),
        "known": list(_known(decided.situation)),
        "form": sheet.form(SITUATION) if _fits_the_form(decided.situation) else None,
    }
    return Page("considered.html", "つなぎ先の検討", shown, tried.said if tried else None)


def look_again(visit: Visit) -> Answer:
    """What the rules propose now, and what is different; nothing is recorded yet."""
    decided: RoutingListed = visit.ask("routing.show", _named(visit))
    _, case, names = case_of(visit, decided.case_id)
    situation, _ = situation_of(visit.form)
    try:
        second = visit.ask("routing.look-again", {**_named(visit), "situation": situation})
    except Refusal as refusal:
        return show_considered(visit, Tried(SITUATION, visit.form, refusal))
    return proposed(visit, case, names, second.proposals, changes=second.changes)


def _named(visit: Visit) -> dict[str, str]:
    return {"routing_id": visit.path["routing_id"]}


def _known(situation: Situation) -> Iterator[tuple[str, str]]:
    """What was known, in words; what was not is left out."""
    for one in situation.people:
        if one.age is not None:
            yield _WHOSE[one.whose], f"{one.age}歳{'（急いでいる）' if one.urgent else ''}"
    for blank in (*_SEVERAL, *_ONE):
        if codes := _codes(situation, blank):
            labels = dict(blank.options)
            yield blank.label, "、".join(labels.get(one, one) for one in codes)
    if situation.area:
        yield "地域", situation.area
    if situation.family_agrees:
        yield "家族", "家族自身への支援を望んでいる"


def _codes(situation: Situation, blank: Blank) -> tuple[str, ...]:
    """What was known of what a blank of the form asks for."""
    known = getattr(situation, blank.part.removeprefix("situation."))
    if known is None or isinstance(known, tuple):
        return known or ()
    return (known,)


def _starts(decided: RoutingListed) -> dict[str, str]:
    """What stands in the form at first: everything that was known."""
    known = decided.situation
    starts: dict[str, Any] = {
        "who": decided.person_id or HOUSEHOLD,
        "age": _age(known, "main"),
        "other_age": _age(known, "household"),
        "situation.consent": known.consent,
        "situation.family_agrees": "true" if known.family_agrees else None,
        "situation.consulter": known.consulter,
        "situation.gender": known.gender,
        "situation.area": known.area,
        "situation.window": known.window,
        "situation.stage": known.stage,
    }
    return {name: str(value) for name, value in starts.items() if value is not None}


def _age(situation: Situation, whose: Whose) -> int | None:
    return next((one.age for one in situation.people if one.whose == whose), None)


def _fits_the_form(situation: Situation) -> bool:
    """Whether the form can say all of it: one age of each kind, and nobody's need pressing most."""
    whose = [one.whose for one in situation.people]
    return len(whose) == len(set(whose)) and not any(one.urgent for one in situation.people)


_ONE_DECISION = "/routings/{routing_id}"
ROUTES: tuple[PageRoute, ...] = (
    look(_ONE_DECISION, show_considered, *_SHOWN),
    send(f"{_ONE_DECISION}/{SITUATION.name}", look_again, "routing.look-again", *_SHOWN),
)
