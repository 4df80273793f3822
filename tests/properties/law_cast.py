"""Who is in an invented world: persons of every age, agencies of every kind, their items."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

from services.conference.law.vocabulary import (
    AgencyKind,
    Category,
    Flag,
    PersonRole,
    Power,
    Purpose,
    RepresentativeKind,
    SourceKind,
)
from shared.calendar import JST
from tests.properties.law_draws import Draws

Part = dict[str, Any]

CATEGORIES: tuple[str, ...] = get_args(Category)
PURPOSES: tuple[str, ...] = get_args(Purpose)
KINDS: tuple[str, ...] = get_args(AgencyKind)
FLAGS: tuple[str, ...] = get_args(Flag)
POWERS: tuple[str, ...] = get_args(Power)

_TEXTS = ("長男は夜間に外出が増えた", "家賃を二か月滞納している", "通院先を変えたいと話した", "a")
_OF_THE_TOWN = (
    "municipal_department", "welfare_office", "child_family_center", "municipal_health_center",
)  # fmt: skip
_OTHER_PUBLIC = (
    "child_guidance_center", "public_health_center", "police", "hello_work", "prefecture",
    "other_municipality", "school", "education_board",
)  # fmt: skip
_PRIVATE = (
    "npo", "medical", "employer", "social_welfare_council", "self_reliance_center",
    "community_support_center", "disability_core_center", "legal_support",
)  # fmt: skip


def persons(d: Draws, mode: str) -> list[Part]:
    """One to three persons of the case, and a relative who may speak for them."""
    count = d.one((1, 1, 2, 2, 3))
    cast = [_person(d, f"p{number}", mode) for number in range(1, count + 1)]
    cast.append({"id": "r1", "birth_date": "1971-05", "role": "parent", "household": "h1"})
    for person in cast[:-1]:
        _speakers(d, person, [one["id"] for one in cast if one is not person])
        if d.chance(0.06):
            cast[-1]["suspected_abuser_of"] = [person["id"]]
    return cast


def _person(d: Draws, name: str, mode: str) -> Part:
    person: Part = {
        "id": name,
        "birth_date": _birth(d, 0.75 if mode == "yotaikyo" else 0.3),
        "role": d.one(get_args(PersonRole)),
        "household": d.one(("h1", "h1", "h1", "h2", None)),
    }
    needy = 0.95 if mode == "shien_kaigi_konkyu_9" else 0.2
    for trait, share in (
        ("economically_needy", needy),
        ("protected_address", 0.1),
        ("specified_expectant_mother", 0.07),
        ("registered_yotaikyo", 0.15),
        ("anonymous", 0.08),
    ):
        if d.chance(share):
            person[trait] = not d.chance(0.05)
    if d.chance(0.12):
        person["refuses_local_area"] = d.one(("east", "west"))
    if d.chance(0.6):
        wishes = ("information_exchange", "support_system_review", d.one(PURPOSES))
        person["wishes"] = [
            {"purpose": one, "confirmed_at": d.written(d.past())} for one in d.most(wishes, 0.8)
        ]
    if d.chance(0.03):
        person["died_on"] = "2024-02-29"
    return person


def _birth(d: Draws, minor: float) -> str | None:
    """A date of birth, often on the edge of an age, sometimes vague."""
    today = d.at.astimezone(JST).date()
    if d.chance(minor):
        years = d.one((4, 11, 12, 13, 15, 15, 16, 18))
        born = _years_before(today, years) + timedelta(days=d.one((0, 1, -1, 40, -300)))
    else:
        born = _years_before(today, d.random.randint(20, 90)) + timedelta(days=100)
    if d.chance(0.12):
        return d.one((born.isoformat()[:7], born.isoformat()[:4], None, "2008-02-29", "2010-02-30"))
    return born.isoformat()


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28))


def _speakers(d: Draws, person: Part, others: list[str]) -> None:
    """Representatives: for children a parent, for others whoever is on record."""
    young = (person["birth_date"] or "2000") > str(d.at.year - 18)
    if not d.chance(0.9 if young else 0.25):
        return
    kinds: tuple[str, ...] = get_args(RepresentativeKind)
    kind = d.one(kinds[:2]) if young and not d.chance(0.1) else d.one(kinds)
    person["representatives"] = [
        {
            "by": d.one(("r1", *others, "a2")),
            "kind": kind,
            "powers": d.some(POWERS, 1, 3),
            **d.span(4000),
            **({"suspected_abuser": True} if d.chance(0.1) else {}),
        }
        for _ in range(d.one((1, 1, 2)))
    ]


def agencies(d: Draws) -> list[Part]:
    """A department of the town first, then all sorts."""
    kinds = ["municipal_department", d.one(_PRIVATE), d.one(_OF_THE_TOWN), d.one(_OTHER_PUBLIC)]
    kinds += [
        d.one((*_PRIVATE, "employer", "person_self", d.one(KINDS))) for _ in range(d.one((1, 2)))
    ]
    return [_agency(d, f"a{number}", kind) for number, kind in enumerate(kinds, 1)]


def _agency(d: Draws, name: str, kind: str) -> Part:
    inside = kind in _OF_THE_TOWN
    holder_class = "public" if inside or kind in _OTHER_PUBLIC else "private"
    if kind in {"person_self", "commissioner"} or d.chance(0.03):
        holder_class = "individual"
    agency: Part = {
        "id": name,
        "kind": kind,
        "holder_class": holder_class,
        "internal_to_municipality": inside and not d.chance(0.1),
        "local_area": d.one(("east", "west")) if d.chance(0.25) else None,
        "yotaikyo_member": d.chance(0.4),
    }
    if kind == "person_self":
        agency["person"] = "p1"
    if d.chance(0.4):
        agency["entrusted"] = d.span(fault=0.15)
    if d.chance(0.5):
        agency["secrecy_undertaking_at"] = d.moment(0.1)
    return agency


def items(d: Draws, cast: list[Part], holders: list[Part], conference: str) -> list[Part]:
    """What the agencies have written down about the persons of the case."""
    about = [one["id"] for one in cast if one["id"] != "r1"]
    holders = d.some(holders, 1, 2)
    return [
        {
            "id": f"i{number}",
            "subjects": d.some(about, 1, d.one((1, 1, 2))),
            "category": d.one(CATEGORIES),
            "holder": d.one(holders)["id"],
            "source_kind": d.one(get_args(SourceKind)),
            "provenance": d.one((conference, "k-old")) if d.chance(0.12) else None,
            "flags": d.some(FLAGS, 1, 2) if d.chance(0.12) else [],
            "purpose": d.one(PURPOSES),
            "text": d.one(_TEXTS),
            "generalised": d.one(("配慮が必要です", "家賃を二か月滞納している", None)),
        }
        for number in range(1, d.one((2, 3, 3, 4)) + 1)
    ]
