"""Which concrete places of the directory fit what a rule names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.placement.routing.keeping import receiving_window
from services.placement.routing.proposals import Found
from services.placement.routing.rule_file import Place, Version
from services.placement.routing.situation import HIDE, Destination, Situation

FAMILY = ("father", "mother", "sibling", "spouse", "child", "grandparent", "relative", "family")
"""Codes of ``consulters`` who are the person's family."""


def fitting(
    place: Place,
    version: Version,
    about: Situation,
    day: date,
    concerns: tuple[int, ...],
    destinations: Iterable[Destination],
) -> tuple[Found, ...]:
    """The concrete places that fit: kind, age, area, season, places left, who may refer.

    Args:
        place: what the rule names.
        version: the rules; they know what kind of office the window is.
        about: the situation.
        day: the day (JST).
        concerns: whose age made the rule hold; empty for the person the case is about.
        destinations: everything in the directory.
    """
    referrers = _referrers(version, about)
    ages = _ages(about, concerns)
    fits = [
        one
        for one in destinations
        if one.kind == place.kind
        and _takes_ages(one, ages)
        and _is_reachable(one, about)
        and (not one.months or day.month in one.months)
        and one.free != 0
        and (not one.referrers or not referrers.isdisjoint(one.referrers))
    ]
    fits.sort(key=lambda one: (one.out_of_date, one.name, one.id))
    return tuple(Found(id=one.id, name=one.name, out_of_date=one.out_of_date) for one in fits)


def _referrers(version: Version, about: Situation) -> frozenset[str]:
    """Who could ask: the window's kind of office, the person, and a family that came."""
    kind = version.places[receiving_window(version, about)].kind
    family = {"family"} if about.consulter in FAMILY else set()
    return frozenset({kind, "person", *family})


def _ages(about: Situation, concerns: tuple[int, ...]) -> tuple[int, ...]:
    """Known ages of those whom it concerns."""
    people = [about.people[one] for one in concerns]
    people = people or [one for one in about.people if one.whose == "main"]
    return tuple(one.age for one in people if one.age is not None)


def _takes_ages(one: Destination, ages: tuple[int, ...]) -> bool:
    """Somebody of them may come; where no age is known, who asks will see."""
    if not ages:
        return True
    first, last = one.age_from or 0, one.age_to
    return any(first <= age and (last is None or age <= last) for age in ages)


def _is_reachable(one: Destination, about: Situation) -> bool:
    """In the own area, or everywhere; for who wants not to be seen, anywhere but there."""
    if one.online or one.area is None:
        return True
    if about.area is None:
        return HIDE not in about.wishes
    return (one.area == about.area) != (HIDE in about.wishes)
