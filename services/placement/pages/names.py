"""How places, agencies and kinds are called on pages; who looks, and for which municipality."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from services.placement.application.agencies import AgencyLine
from services.placement.application.cases import CaseShown
from services.placement.application.referrals.answers import Line
from services.placement.application.resources.forms import ResourceLine
from shared.codes import AGENCY_KINDS, RESOURCE_KINDS
from shared.pages import Visit
from shared.pages.writing import number
from shared.refusal import Refusal

MOST = 5_000
"""Lines of a list on one page."""

OWN = "agencies.own"
PLACE = "resources.show"
NAMES = (OWN, "agencies.list", "resources.list")
"""What a page asks for that calls places and agencies by their names."""


def kind_name(kind: str | None) -> str:
    """A kind of agency, or a municipality's own word for one."""
    if kind is None:
        return "—"
    return AGENCY_KINDS.by_code(kind).label if kind in AGENCY_KINDS else kind


def own_agency(visit: Visit) -> AgencyLine:
    """The agency of whoever looks.

    Raises:
        Refusal: ``own-agency-not-registered``.
    """
    own: AgencyLine = visit.ask(OWN)
    return own


@dataclass(frozen=True, slots=True)
class Names:
    """What is called how, for who works for a municipality.

    Attributes:
        municipality: whose.
        places: the directory, by id; withdrawn ones too.
        agencies: the registered agencies, by id.
    """

    municipality: str
    places: Mapping[UUID, ResourceLine] = field(default_factory=dict)
    agencies: Mapping[UUID, AgencyLine] = field(default_factory=dict)

    def place(self, resource_id: UUID | None) -> str | None:
        """The public name of a place; ``None`` if it is not in the directory of whoever looks."""
        found = self.places.get(resource_id) if resource_id else None
        return found.name if found else None

    def agency(self, agency_id: UUID | None) -> str:
        """An agency: what it runs, and its kind and number; its name is in its register alone."""
        if agency_id is None:
            return "—"
        known = self.agencies.get(agency_id)
        kind = kind_name(known.kind) if known else "機関"
        run = "・".join(one.name for one in self._run_by(agency_id))
        return f"{run}（{kind} {number(agency_id)}）" if run else f"{kind} {number(agency_id)}"

    def destination(self, line: Line) -> str:
        """Where somebody is referred to: the place, else the kind of agency."""
        return self.place(line.resource_id) or kind_name(line.destination)

    def place_options(self) -> list[tuple[str, str]]:
        """The places people are referred to, with how many more they take."""
        return [
            (str(one.resource_id), _with_room(one))
            for one in self.places.values()
            if one.withdrawn_on is None
        ]

    def agency_options(self) -> list[tuple[str, str]]:
        """The agencies that can be asked."""
        return [(str(one), self.agency(one)) for one in self.agencies]

    def _run_by(self, agency_id: UUID) -> list[ResourceLine]:
        return [
            one
            for one in self.places.values()
            if one.agency_id == agency_id and one.withdrawn_on is None
        ][:2]


def names_for(visit: Visit, own: AgencyLine | None = None) -> Names:
    """What is called how, for whoever looks; a stranger to the municipality knows no names."""
    own = own or own_agency(visit)
    if not own.works_for_municipality or not visit.may("agencies.list"):
        return Names(own.municipality)
    whose = {"municipality": own.municipality, "limit": MOST}
    places = visit.ask("resources.list", {**whose, "withdrawn": True}).resources
    agencies = visit.ask("agencies.list", whose)
    return Names(
        own.municipality,
        {one.resource_id: one for one in places},
        {one.agency_id: one for one in agencies},
    )


def names_for_asked(visit: Visit, own: AgencyLine, lines: Iterable[Line]) -> Names:
    """What is called how, for who is asked: of the places, the own ones alone."""
    names = names_for(visit, own)
    if names.places:
        return names
    own_places = {}
    for resource_id in {one.resource_id for one in lines if one.resource_id}:
        try:
            own_places[resource_id] = visit.ask(PLACE, {"resource_id": resource_id})
        except Refusal:
            continue
    return Names(own.municipality, own_places)


def _with_room(place: ResourceLine) -> str:
    kind = RESOURCE_KINDS.by_code(place.kind).label
    if place.free_places is None:
        room = "空き不明"
    else:
        room = f"空き{place.free_places}" if place.free_places else "空きなし"
    old = "・確認が古い" if place.outdated else ""
    return f"{place.name}（{kind}・{room}{old}）"


def people_options(case: CaseShown) -> list[tuple[str, str]]:
    """The people of a case for a choice, by their numbers; of several, the main one is marked."""
    several = len(case.people) > 1
    return [
        (
            str(one),
            f"対象者 {number(one)}"
            + ("（主な対象者）" if several and one == case.subject_id else ""),
        )
        for one in case.people
    ]
