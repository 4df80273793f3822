"""Worlds in which exactly one thing decides, and functions that change one thing.

Everybody here is invented. ``son`` is grown up and lives with ``mother``; ``girl`` is twelve and of
the same household, ``stranger`` of none. ``city`` and ``welfare`` are departments of the
municipality, ``health`` is a public body outside it; ``clinic``, ``npo`` and ``council`` are
private, ``boss`` is an employer. The piece of information is ``note``: the clinic holds it, it is
about the son, and the question is whether the NPO may see it.
"""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any, get_args

from services.conference.law.decide import decide
from services.conference.law.decision import Decision
from services.conference.law.reading import read_world
from services.conference.law.vocabulary import Category, Mode
from services.conference.law.world import World
from shared.calendar import JST

Document = dict[str, Any]

CATEGORIES = [one for one in get_args(Category) if one != "other"]
"""Everything as which information can be classified."""

MEETINGS = [mode for mode in get_args(Mode) if mode != "casework"]

AT = datetime(2026, 6, 15, 12, tzinfo=JST)
"""The instant decided for, unless a test says otherwise."""

LONG_AGO = "2000-01-01T00:00:00+09:00"
A_WHILE = 30


def moment(*, at: datetime = AT, **distance: float) -> str:
    """An instant some way from the one decided for: ``moment(days=-1)``."""
    return (at + timedelta(**distance)).isoformat()


NOW = moment()
JUST_BEFORE = moment(microseconds=-1)
JUST_AFTER = moment(microseconds=1)


def casework_world(at: datetime = AT) -> Document:
    """Sharing outside any meeting for which nothing speaks: no consent, no determination."""
    return {
        "contract": "tsunagu-world/1",
        "at": moment(at=at),
        "municipality": {
            "code": "131016",
            "runs_juso": [{"from": LONG_AGO, "to": None}],
            "welfare_office": True,
        },
        "profile": {"id": "rule", "versions": []},
        "conference": {
            "id": "matter",
            "legal_mode": "casework",
            "convened_by": None,
            "purpose": "consultation",
            "subjects": ["son"],
            "members": [],
            "requests": [],
        },
        "persons": [
            _person("son", "1986-04-02", role="person_concerned", economically_needy=True),
            _person("mother", "1955-11-30", role="parent"),
            _person("girl", "2014-01-20", role="sibling"),
            _person("stranger", "1970-07-07", role="neighbour", household=None),
        ],
        "agencies": [
            agency("city", "municipal_department", "public", internal_to_municipality=True),
            agency("welfare", "welfare_office", "public", internal_to_municipality=True),
            agency("health", "public_health_center", "public"),
            agency("clinic", "medical", "private"),
            agency("npo", "npo", "private"),
            agency("council", "social_welfare_council", "private"),
            agency("boss", "employer", "private"),
        ],
        "items": [item("note")],
        "consents": [],
        "determinations": [],
        "emergency": None,
        "recipients": [],
    }


def meeting_world(mode: str, at: datetime = AT) -> Document:
    """A meeting at which the NPO sits, selected and sworn in; nothing else speaks for sharing."""
    world = with_conference(
        casework_world(at),
        legal_mode=mode,
        convened_by={"agency": "city", "kind": "municipality"},
    )
    if mode == "agreement":
        parties = {"id": "pact", "parties": ["clinic", "npo"], "from": LONG_AGO, "to": None}
        world = with_conference(world, agreement=parties)
    return with_member(world, "npo")


def conference_world(mode: str = "shien_kaigi_106_6", at: datetime = AT) -> Document:
    """A statutory conference that is itself the basis: convened, asked and answered as it must be.

    The municipality shares without consent, so that the conference alone decides.
    """
    world = with_conference(meeting_world(mode, at), purpose="information_exchange")
    if mode == "yotaikyo":
        world = with_conference(world, subjects=["son", "girl"])
    return with_profile(with_request(world), without_consent="allowed")


def _person(person_id: str, birth_date: str | None, **fields: object) -> Document:
    person = {"id": person_id, "birth_date": birth_date, "role": "other", "household": "home"}
    return person | fields


def agency(agency_id: str, kind: str, holder_class: str, **fields: object) -> Document:
    """An agency outside the municipality that serves all areas, but for what is given."""
    outside = {"internal_to_municipality": False, "local_area": None}
    return {"id": agency_id, "kind": kind, "holder_class": holder_class} | outside | fields


def item(item_id: str, **fields: object) -> Document:
    """A piece of information of the clinic's about the son."""
    plain = {
        "subjects": ["son"],
        "category": "consultation",
        "holder": "clinic",
        "source_kind": "observation",
        "provenance": None,
        "purpose": "consultation",
        "text": "週に一度だけ夜に散歩へ出ている",
        "generalised": None,
    }
    return {"id": item_id} | plain | fields


def with_part(world: Document, part: str, **fields: object) -> Document:
    """The world with fields of one of its parts changed."""
    return world | {part: world[part] | fields}


def with_conference(world: Document, **fields: object) -> Document:
    """The world with fields of its conference changed."""
    return with_part(world, "conference", **fields)


def with_profile(world: Document, **options: object) -> Document:
    """The world with options of its municipal rule changed."""
    versions = world["profile"]["versions"] or [{"from": LONG_AGO, "to": None}]
    return with_part(world, "profile", versions=[versions[0] | options])


def _with_one(world: Document, part: str, identity: str, fields: Document) -> Document:
    known = {one["id"]: one for one in world[part]}
    known[identity] = deepcopy(known.get(identity, {"id": identity})) | fields
    return world | {part: list(known.values())}


def with_person(world: Document, person_id: str, **fields: object) -> Document:
    """The world with fields of a person changed."""
    return _with_one(world, "persons", person_id, fields)


def with_agency(world: Document, agency_id: str, **fields: object) -> Document:
    """The world with fields of an agency changed."""
    return _with_one(world, "agencies", agency_id, fields)


def with_item(world: Document, **fields: object) -> Document:
    """The world with fields of the note changed."""
    return _with_one(world, "items", "note", fields)


def with_member(world: Document, member: str = "npo", **fields: object) -> Document:
    """The world with a member, selected and sworn in but for what is given; it replaces itself."""
    at = datetime.fromisoformat(world["at"])
    entry = {
        "agency": member,
        "selected": True,
        "joined_at": moment(at=at, days=-A_WHILE),
        "left_at": None,
        "secrecy_acknowledged_at": moment(at=at, days=-A_WHILE),
    }
    others = [one for one in world["conference"]["members"] if one["agency"] != member]
    return with_conference(world, members=[*others, entry | fields])


def without_member(world: Document, member: str = "npo") -> Document:
    """The world without a member."""
    others = [one for one in world["conference"]["members"] if one["agency"] != member]
    return with_conference(world, members=others)


def without_acknowledgement(world: Document) -> Document:
    """The world in which the NPO never acknowledged the secrecy duty."""
    return with_member(world, secrecy_acknowledged_at=None)


def request(world: Document, request_id: str = "asked", **fields: object) -> Document:
    """A reasoned request for the note, answered in full."""
    note = world["items"][0]
    asked = {
        "to_agency": note["holder"],
        "subjects": note["subjects"],
        "household": None,
        "categories": [note["category"]],
        "necessity": "支援の役割を分けるため",
        "made_at": moment(at=datetime.fromisoformat(world["at"]), days=-A_WHILE),
        "answer": "all",
    }
    return {"id": request_id} | asked | fields


def with_request(world: Document, **fields: object) -> Document:
    """The world whose only request is this one."""
    return with_conference(world, requests=[request(world, **fields)])


def read(world: Document) -> World:
    """The world as the law reads it."""
    return read_world(json.dumps(world, ensure_ascii=False))


def decide_cell(world: Document, recipient: str = "npo", item_id: str = "note") -> Decision:
    """What one recipient may see of one item."""
    decisions = decide(read(world | {"recipients": [recipient]}))
    return next(one for one in decisions if one.item == item_id)
