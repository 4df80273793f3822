"""Invented worlds: valid documents in which every rule of the law has something to do.

A world comes from one stream of chance, so one number names it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from typing import Any, get_args

from services.conference.law.decide import decide
from services.conference.law.decision import Decision
from services.conference.law.reading import read_world
from services.conference.law.world import ProfileOptions
from shared.codes.municipality import check_digit
from tests.properties.law_cast import CATEGORIES, KINDS, PURPOSES, agencies, items, persons
from tests.properties.law_draws import Draws
from tests.properties.law_records import (
    DETERMINATIONS,
    MODES,
    STATUTORY,
    answers,
    conference,
    decisions,
    emergency,
)

Document = dict[str, Any]
Cells = dict[tuple[str, str], Decision]

ORDER: Mapping[str, int] = {"withheld": 0, "blurred": 1, "full": 2}
"""Effects from the least to the greatest."""

_ROADS = (
    "consent", "consent", "consent", "conference", "conference", "decision", "decision", "abuse",
    "emergency", "wish",
)  # fmt: skip
_LOOSEST: Document = {
    "without_consent": "allowed",
    "internal_sharing": "lawful_bases",
    "family_wish_route": "best_interest_69_2_4",
    "plan_needs_consent": False,
    "oral_consent_needs_witness": False,
    "consent_valid_days": None,
    "secrecy_acknowledgement": False,
    "onward_sharing": "fresh_basis",
    "hide_from_local_area": False,
    "emergency": "act",
    "deidentified_case_review": True,
}


def loosest() -> Document:
    """A profile that leaves open whatever a profile may leave open."""
    return dict(_LOOSEST)


def world(random: Random) -> Document:
    """Invent one world."""
    d = Draws(random)
    road = d.one(_ROADS)
    mode = d.one(STATUTORY) if road == "conference" else d.one(MODES)
    if road in {"decision", "wish"} and d.chance(0.6):
        mode = "casework"
    scene: Document = {"conference_id": d.one(("k-1", "K.2026:1"))}
    scene["persons"], scene["agencies"] = persons(d, mode), agencies(d)
    scene["items"] = items(d, scene["persons"], scene["agencies"], scene["conference_id"])
    meeting = conference(d, mode, scene)
    willing = {"consent": 0.92, "conference": 0.2, "wish": 0.3}.get(road, 0.45)
    document: Document = {
        "contract": "tsunagu-world/1",
        "title": d.one(("", "見本")),
        "at": d.written(d.at),
        "municipality": {
            "code": _code(d),
            "runs_juso": [d.span(1500)] if d.chance(0.9) else [],
            "welfare_office": not d.chance(0.15),
        },
        "profile": {"id": "pf", "name": "要綱", "versions": _versions(d)},
        "conference": meeting,
        "persons": scene["persons"],
        "agencies": scene["agencies"],
        "items": scene["items"],
        "consents": answers(d, scene, meeting["purpose"], mode, willing=willing),
        "recipients": _recipients(d, scene),
    }
    count = {"decision": 5, "abuse": 3, "wish": 3}.get(road, d.one((0, 0, 1)))
    kinds = {"abuse": DETERMINATIONS[-2:], "wish": ("best_interest",)}.get(road, DETERMINATIONS)
    document["determinations"] = decisions(d, scene, count, kinds)
    if road == "emergency" or d.chance(0.1):
        document["emergency"] = emergency(d, scene)
    return document


def named(seed: str) -> Document:
    """The world of one name, the same every time."""
    return world(Random(seed))  # noqa: S311 - chance that can be repeated, nothing secret


def _recipients(d: Draws, scene: Document) -> list[str]:
    """Mostly agencies that do not hold the items themselves."""
    holders = {one["holder"] for one in scene["items"]}
    ids = [one["id"] for one in scene["agencies"]]
    others = [one for one in ids if one not in holders or d.chance(0.3)]
    return d.some(others if len(others) > 1 else ids, 2, 4)


def _code(d: Draws) -> str:
    stem = d.one(("13101", "39208", "01100"))
    return stem + check_digit(stem)


def _versions(d: Draws) -> list[Document]:
    """One version in force, or two on both sides of now, or none."""
    draw = d.random.random()
    if draw > 0.97:
        return []
    turn = d.past(400)
    if draw < 0.8:
        return [{"from": d.written(turn), "to": d.end(turn, over=0.03), **options(d)}]
    first = {"from": "1999-12-31T15:00:00Z", "to": d.written(turn), **options(d)}
    return [first, {"from": d.written(turn), "to": None, "source": "要綱", **options(d)}]


def options(d: Draws) -> Document:
    """A profile: mostly open, with some options set to anything."""
    chosen = loosest() if d.chance(0.75) else {}
    if d.chance(0.25):
        chosen["blur_without_consent"] = list(CATEGORIES)
    for name in ProfileOptions.model_fields:
        if d.chance(0.1):
            chosen[name] = option(d, name)
    if d.chance(0.3):
        chosen["without_consent"] = d.one(("never", "only_when_not_obtainable"))
    return chosen


def option(d: Draws, name: str) -> Any:
    """Any value of one option."""
    shapes = {
        "without_consent_modes": lambda: d.some(STATUTORY, 2),
        "excluded_kinds_without_consent": lambda: d.some(KINDS, 1, 12),
        "blur_without_consent": lambda: d.some(CATEGORIES, 1),
        "family_wish_purposes": lambda: d.one((None, d.some(PURPOSES, 6))),
        "consent_valid_days": lambda: d.one((None, 365, 90, 1, 30)),
        "minor_consent_age": lambda: d.one((12, 13, 15, 16, 18)),
        "external_only_in_modes": lambda: d.one((None, d.some(MODES, 5))),
        "minimise": lambda: {one: d.some(CATEGORIES, 4) for one in d.some(PURPOSES, 0, 9)},
    }
    if name in shapes:
        return shapes[name]()
    field = ProfileOptions.model_fields[name]
    return d.one(get_args(field.annotation) or (True, False))


def option_of(random: Random, name: str) -> Any:
    """Any value of one option, from a stream of chance."""
    return option(Draws(random), name)


def decided(document: Document) -> Cells:
    """Every decision of a world by item and recipient."""
    return {
        (one.item, one.recipient): one
        for one in decide(read_world(json.dumps(document, ensure_ascii=False)))
    }
