"""What is on record in an invented world: answers, requests, official decisions, an emergency.

Each road is first laid out whole, so that it opens something, and then damaged here and there.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, get_args

from services.conference.law.vocabulary import (
    STATUTORY_MODES,
    Capacity,
    Convener,
    DeterminationKind,
    Mode,
)
from tests.properties.law_cast import CATEGORIES, KINDS, PURPOSES
from tests.properties.law_draws import MOMENT, Draws

Part = dict[str, Any]

MODES: tuple[str, ...] = get_args(Mode)
STATUTORY: tuple[str, ...] = tuple(sorted(STATUTORY_MODES))
CAPACITIES: tuple[str, ...] = get_args(Capacity)
DETERMINATIONS: tuple[str, ...] = get_args(DeterminationKind)
_FOR_PUBLIC = frozenset({"internal_need", "public_need", "best_interest"})
_FOR_PRIVATE = frozenset({"child_welfare", "statutory_cooperation"})
_UNFIT = {"public": _FOR_PRIVATE, "private": _FOR_PUBLIC, "individual": _FOR_PUBLIC | _FOR_PRIVATE}
"""Determinations that a holder of this class cannot use."""

BLANK = (None, "", " ", "\u3000")


def conference(d: Draws, mode: str, scene: Part) -> Part:
    """The meeting, or the act of sharing outside one."""
    purposes = ("information_exchange", "information_exchange", "support_system_review")
    other = 0.12 if mode in STATUTORY else 0.4
    found: Part = {
        "id": scene["conference_id"],
        "local_name": d.one(("", "つながる会議")),
        "legal_mode": mode,
        "convened_by": _convened_by(d, mode, scene["agencies"]),
        "purpose": d.one(PURPOSES) if d.chance(other) else d.one(purposes),
        "subjects": d.most([one["id"] for one in scene["persons"] if one["id"] != "r1"], 0.9),
        "members": [
            member
            for one in scene["agencies"]
            if d.chance(0.95)
            for member in _members(d, one["id"])
        ],
        "requests": _requests(d, scene) if mode in STATUTORY or d.chance(0.2) else [],
    }
    if mode == "agreement":
        parties = d.most([one["id"] for one in scene["agencies"]], 0.9)
        found["agreement"] = {"id": "ag-1", "parties": parties, **d.span()}
    return found


def _convened_by(d: Draws, mode: str, agencies: list[Part]) -> Part | None:
    if mode == "casework" and d.chance(0.8):
        return None
    kind = "municipality" if not d.chance(0.12) else d.one(get_args(Convener))
    return {"agency": "a1" if not d.chance(0.1) else d.one(agencies)["id"], "kind": kind}


def _members(d: Draws, agency: str) -> list[Part]:
    entry: Part = {
        "agency": agency,
        "selected": not d.chance(0.08),
        **dict(zip(("joined_at", "left_at"), d.span().values(), strict=True)),
        "secrecy_acknowledged_at": d.moment(0.08),
    }
    return [entry, {**entry, "selected": True}] if d.chance(0.04) else [entry]


def _requests(d: Draws, scene: Part) -> list[Part]:
    """To every holder, mostly about all that it holds, mostly answered."""
    asked: list[Part] = []
    for holder in dict.fromkeys(one["holder"] for one in scene["items"]):
        held = [one for one in scene["items"] if one["holder"] == holder]
        categories = list(dict.fromkeys(one["category"] for one in held))
        for _ in range(d.one((1, 1, 1, 2))):
            answer = d.one(("all", "all", "all", "part", "part", "not_provided", "not_held", None))
            request: Part = {
                "id": f"rq{len(asked)}",
                "to_agency": holder,
                "subjects": [] if d.chance(0.3) else ["p1", *_others(d, scene)],
                "household": d.one(("h1", "h1", None)),
                "categories": categories if d.chance(0.7) else d.some(CATEGORIES, 4),
                "necessity": d.one(BLANK) if d.chance(0.06) else "支援体制を検討するため",
                "made_at": d.written(d.past()),
                "answer": answer,
            }
            if answer == "part":
                request["provided"] = d.most(categories, 0.8)
            asked.append(request)
    return asked


def _others(d: Draws, scene: Part) -> list[str]:
    return [one["id"] for one in scene["persons"][1:] if d.chance(0.7)]


def answers(d: Draws, scene: Part, purpose: str, mode: str, *, willing: float) -> list[Part]:
    """What the persons of the case, and others for them, have said."""
    said: list[Part] = []
    for person in scene["persons"]:
        if person["id"] == "r1" or not d.chance(0.9):
            continue
        for _ in range(d.one((1, 1, 1, 2))):
            said.extend(_versions(d, scene, person, (purpose, mode), willing, f"c{len(said)}"))
        if d.chance(0.35):
            wish = _answer(d, scene, person, (purpose, mode), "given")
            said.append(wish | {"given_by": "r1", "capacity": "family_wish", "id": f"w{len(said)}"})
    d.random.shuffle(said)
    return said


def _versions(
    d: Draws, scene: Part, person: Part, about: tuple[str, str], willing: float, name: str
) -> list[Part]:
    versions: list[Part] = []
    for version in range(1, d.one((1, 1, 1, 1, 2)) + 1):
        state = (
            "given"
            if d.chance(willing)
            else d.one(("refused", "not_obtainable", "not_obtainable", "not_asked"))
        )
        answer = _answer(d, scene, person, about, state)
        versions.append(answer | {"id": name, "version": version})
    return versions


def _answer(d: Draws, scene: Part, person: Part, about: tuple[str, str], state: str) -> Part:
    given_by, capacity = _voice(d, person)
    start = d.past(300)
    if d.chance(0.06):
        start = d.at - timedelta(days=d.one((365, 90))) + d.one((timedelta(0), MOMENT, -MOMENT))
    said_at: list[datetime] = scene.setdefault("said_at", [])
    if said_at and d.chance(0.12):
        start = d.one(said_at)
    said_at.append(start)
    answer: Part = {
        "id": "",
        "version": 1,
        "subject": person["id"],
        "given_by": given_by,
        "capacity": capacity,
        "state": state,
        "method": d.one(("written", "electronic", "oral")),
        "scope": _scope(d, scene, about),
        "from": d.written(start),
        "to": d.end(start),
        "withdrawn_at": None,
    }
    if answer["method"] == "oral" and not d.chance(0.12):
        answer["witness"] = {"heard_by": "w-1", "at": d.written(start)}
    if state in {"not_obtainable", "not_asked"} and not d.chance(0.1):
        answer |= {"given_by": None, "capacity": None, "method": None}
        answer.pop("witness", None)
    if state != "given" and d.chance(0.5):
        answer["scope"] = None
    if state in {"given", "refused"} and d.chance(0.06):
        answer["withdrawn_at"] = d.written(max(start, d.past(20, late=0.3)))
    if d.chance(0.12):
        answer["exclusions"] = _exclusions(d, scene)
    return answer


def _voice(d: Draws, person: Part) -> tuple[str, str]:
    """Who answers: mostly whoever may."""
    speakers = person.get("representatives", [])
    young = (person["birth_date"] or "2000") > str(d.at.year - 15)
    if d.chance(0.06):
        return d.one(("r1", "a1", person["id"])), d.one(CAPACITIES[:-1])
    if speakers and d.chance(0.9 if young else 0.3):
        return speakers[0]["by"], speakers[0]["kind"]
    return person["id"], "self"


def _scope(d: Draws, scene: Part, about: tuple[str, str]) -> Part:
    purpose, mode = about
    wide = d.chance(0.75)
    ids = [one["id"] for one in scene["agencies"]]
    kinds = list(dict.fromkeys(one["kind"] for one in scene["agencies"]))
    held = list(dict.fromkeys(one["category"] for one in scene["items"]))
    modes = None if d.chance(0.4) else list(dict.fromkeys([mode, *d.some(MODES, 0, 3)]))
    purposes = [purpose, *d.some(PURPOSES, 0, 2)]
    if not wide:
        modes, purposes = d.one((modes, [d.one(MODES)])), d.one((purposes, [d.one(PURPOSES)]))
    return {
        "categories": list(CATEGORIES) if wide else d.most([*held], 0.6),
        "recipients": ids if wide and d.chance(0.7) else d.some(ids),
        "recipient_kinds": d.most(kinds, 0.8) if d.chance(0.5) else [],
        "purposes": list(dict.fromkeys(purposes)),
        "modes": modes,
        "conferences": None if d.chance(0.85) else [d.one((scene["conference_id"], "k-old"))],
    }


def _exclusions(d: Draws, scene: Part) -> Part:
    return {
        "categories": d.some(CATEGORIES, 0, 3),
        "recipients": d.some([one["id"] for one in scene["agencies"]], 0, 1),
        "recipient_kinds": d.some(KINDS, 0, 2),
    }


def decisions(d: Draws, scene: Part, count: int, kinds: tuple[str, ...]) -> list[Part]:
    """Official decisions on record, mostly complete and about what is there."""
    return [_decision(d, scene, f"d{number}", kinds) for number in range(count)]


def _decision(d: Draws, scene: Part, name: str, kinds: tuple[str, ...]) -> Part:
    ids = [one["id"] for one in scene["agencies"]]
    holder = d.one(scene["items"])["holder"]
    unfit = _UNFIT[next(one["holder_class"] for one in scene["agencies"] if one["id"] == holder)]
    fitting = [one for one in kinds if one not in unfit or d.chance(0.1)] or list(kinds)
    return {
        "id": name,
        "kind": d.one(fitting),
        "holder": holder,
        "subjects": ["p1", *_others(d, scene)],
        "categories": list(CATEGORIES) if d.chance(0.75) else d.some(CATEGORIES, 5),
        "recipients": ids if d.chance(0.8) else d.some(ids, 1),
        "reason": d.one(BLANK) if d.chance(0.06) else "必要と判断した",
        "approved_by": None if d.chance(0.06) else "chief",
        **d.span(),
        "consent_difficult": not d.chance(0.15),
        "victim_kind": d.one(("child", "elder", "disabled", None)),
        "requested_by": None if d.chance(0.1) else "mayor",
        "answer": d.one(("provided", "provided", "provided", "declined", None)),
    }


def emergency(d: Draws, scene: Part) -> Part:
    """An asserted emergency, mostly complete."""
    return {
        "danger": None if d.chance(0.06) else d.one(("life", "body", "property")),
        "consent_hard_to_obtain": not d.chance(0.2),
        "reason": d.one(BLANK) if d.chance(0.06) else "切迫した危険",
        "asserted_by": None if d.chance(0.06) else "a1",
        "responders": d.some([one["id"] for one in scene["agencies"]], 1),
        "subjects": ["p1", *_others(d, scene)],
        "categories": d.most(CATEGORIES, 0.8),
        **d.span(3, fault=0.1),
    }
