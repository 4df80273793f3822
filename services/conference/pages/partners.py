"""With whom somebody may have to do: agencies by name, as far as whoever looks may know them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from services.conference.application.meetings.lines import ConferenceLine, MatterLine
from services.conference.pages.seen import MOST
from shared.pages import Visit
from shared.pages.writing import number

USES = ("agencies.own", "agencies.list", "conferences.list")
"""What choices of agencies, people and cases are made of."""


def agency_names(visit: Visit) -> dict[UUID, str]:
    """What agencies are called.

    All of the municipality where its register may be read; else those that whoever looks meets at
    a table, by their numbers.
    """
    if visit.may("agencies.list"):
        town = visit.ask("agencies.own").municipality
        found = visit.ask("agencies.list", {"municipality": town, "limit": MOST}).agencies
        return {one.agency_id: one.details.name or _numbered(one.agency_id) for one in found}
    names: dict[UUID, str] = {}
    for line, matter in matters(visit):
        if line.convener_id:
            names[line.convener_id] = "会議を招集した機関"
        for one in matter.selected:
            names.setdefault(one, _numbered(one))
    return names


def _numbered(agency_id: UUID) -> str:
    return f"機関 {number(agency_id)}"


def others(visit: Visit, names: dict[UUID, str]) -> list[tuple[str, str]]:
    """Every agency but the own one, for a choice."""
    found = ((str(one), name) for one, name in names.items() if str(one) != visit.actor.agency)
    return sorted(found, key=lambda one: one[1])


def matters(visit: Visit) -> Iterator[tuple[ConferenceLine, MatterLine]]:
    """Every agenda item that the own agency may know of, the latest meeting first."""
    if not visit.may("conferences.list"):
        return
    for line in visit.ask("conferences.list", {"limit": MOST}).conferences:
        for matter in line.agenda:
            yield line, matter


def matters_about(visit: Visit, people: Sequence[str]) -> list[tuple[ConferenceLine, MatterLine]]:
    """The agenda items in which one of some people is spoken of."""
    wanted = set(people)
    return [
        (line, matter)
        for line, matter in matters(visit)
        if wanted & {str(one) for one in matter.subjects}
    ]


def known_people(visit: Visit) -> list[str]:
    """People of the own meetings, and those whom the own agency's information is about."""
    found = [str(one) for _, matter in matters(visit) for one in matter.subjects]
    found += [
        str(one) for line in visit.ask("items.list", {"limit": MOST}) for one in line.subjects
    ]
    return list(dict.fromkeys(found))
