"""Seeded worlds of a 支援会議: a household of three before many agencies, with many items."""

from __future__ import annotations

from random import Random
from typing import Any

from services.conference.law.vocabulary import Category
from shared.codes import ITEM_CATEGORIES
from shared.codes.municipality import DEMO_MUNICIPALITY

AT = "2026-06-15T10:00:00+09:00"
LONG_AGO = "2024-04-01T00:00:00+09:00"
CATEGORIES: tuple[Category | str, ...] = tuple(one.code for one in ITEM_CATEGORIES)
KINDS = ("npo", "medical", "social_welfare_council", "public_health_center", "welfare_office")
PERSONS = {"p1": 1985, "p2": 1955, "p3": 2012}
"""A son, his mother and a grandchild, with the years of their birth."""


def conference_world(random: Random, items: int, recipients: int) -> dict[str, Any]:
    """A household of three before a 支援会議: consents of all states, requests, determinations.

    Args:
        random: the source of chance.
        items: how many pieces of information are on the table.
        recipients: how many agencies sit around it.
    """
    agencies = [_agency(random, number) for number in range(recipients)]
    ids = [one["id"] for one in agencies]
    holders = ids[: max(3, recipients // 3)]
    return {
        "contract": "tsunagu-world/1",
        "at": AT,
        "municipality": {
            "code": DEMO_MUNICIPALITY,
            "runs_juso": [{"from": LONG_AGO, "to": None}],
            "welfare_office": True,
        },
        "profile": _profile(random),
        "conference": {
            "id": "k1",
            "legal_mode": random.choice(["shien_kaigi_106_6"] * 3 + ["juso_kaigi", "yotaikyo"]),
            "convened_by": {"agency": ids[0], "kind": "municipality"},
            "purpose": random.choice(["information_exchange", "support_system_review"]),
            "subjects": list(PERSONS),
            "members": [_member(random, one) for one in ids],
            "requests": [_request(random, one) for one in holders],
        },
        "persons": [_person(one, born) for one, born in PERSONS.items()],
        "agencies": agencies,
        "items": [_item(random, number, random.choice(holders)) for number in range(items)],
        "consents": [
            _consent(random, f"c{number}", random.choice(list(PERSONS)), ids) for number in range(6)
        ],
        "determinations": [_determination(random, f"d{n}", holders, ids) for n in range(3)],
        "emergency": None,
        "recipients": ids,
    }


def _profile(random: Random) -> dict[str, Any]:
    version = {
        "from": LONG_AGO,
        "to": None,
        "without_consent": random.choice(["allowed", "only_when_not_obtainable", "never"]),
        "blur_without_consent": random.sample(CATEGORIES, 3),
        "internal_sharing": random.choice(["consent_only", "lawful_bases"]),
    }
    return {"id": "profile", "versions": [version]}


def _agency(random: Random, number: int) -> dict[str, Any]:
    kind = "municipal_department" if number < 2 else random.choice(KINDS)
    return {
        "id": f"a{number}",
        "kind": kind,
        "holder_class": "private" if kind in {"npo", "medical"} else "public",
        "internal_to_municipality": number < 2,
        "local_area": random.choice([None, "west"]),
    }


def _member(random: Random, agency: str) -> dict[str, Any]:
    return {
        "agency": agency,
        "selected": random.random() < 0.9,
        "joined_at": LONG_AGO,
        "left_at": None,
        "secrecy_acknowledged_at": LONG_AGO if random.random() < 0.9 else None,
    }


def _request(random: Random, holder: str) -> dict[str, Any]:
    return {
        "id": f"r-{holder}",
        "to_agency": holder,
        "subjects": list(PERSONS),
        "household": None,
        "categories": random.sample(CATEGORIES, 12),
        "necessity": "支援体制を検討するため",
        "made_at": LONG_AGO,
        "answer": random.choice(["all", "all", "not_provided", None]),
    }


def _person(person: str, born: int) -> dict[str, Any]:
    return {"id": person, "birth_date": f"{born}-05", "role": "person_concerned", "household": "h1"}


def _item(random: Random, number: int, holder: str) -> dict[str, Any]:
    return {
        "id": f"i{number}",
        "subjects": random.sample(list(PERSONS), random.choice([1, 1, 1, 2])),
        "category": random.choice(CATEGORIES),
        "holder": holder,
        "source_kind": "observation",
        "provenance": None,
        "flags": random.choice([[], [], [], ["do_not_tell_person"]]),
        "purpose": "consultation",
        "text": "架空の世帯についての架空の記録です。",
        "generalised": None,
    }


def _consent(random: Random, consent: str, person: str, ids: list[str]) -> dict[str, Any]:
    given = random.random() < 0.6
    return {
        "id": consent,
        "version": 1,
        "subject": person,
        "given_by": person if given else None,
        "capacity": "self" if given else None,
        "state": "given" if given else random.choice(["not_obtainable", "not_asked"]),
        "method": "written" if given else None,
        "scope": {
            "categories": random.sample(CATEGORIES, 8),
            "recipients": random.sample(ids, min(4, len(ids))),
            "recipient_kinds": random.sample(KINDS, 2),
            "purposes": ["information_exchange", "support_system_review"],
            "modes": None,
            "conferences": None,
        },
        "from": f"2026-0{random.randint(1, 5)}-10T09:00:00+09:00",
        "to": None,
        "withdrawn_at": None,
    }


def _determination(
    random: Random, determination: str, holders: list[str], ids: list[str]
) -> dict[str, Any]:
    return {
        "id": determination,
        "kind": random.choice(["public_need", "child_welfare", "in_purpose", "internal_need"]),
        "holder": random.choice(holders),
        "subjects": list(PERSONS),
        "categories": random.sample(CATEGORIES, 10),
        "recipients": random.sample(ids, min(3, len(ids))),
        "reason": "記録された理由",
        "approved_by": "official-1",
        "consent_difficult": True,
        "from": LONG_AGO,
        "to": None,
    }
