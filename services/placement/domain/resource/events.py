"""What can happen to a resource 社会資源: a place, group, employer, farm or service to go to.

The directory holds no person: a place is described as it presents itself. Whom to call there, and
what the municipality knows of its past and must mind, are sealed under the resource's own key.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from shared.codes import AGENCY_KINDS, CONSULTERS, CodeList
from shared.facts.fact import Age, Code, FreeCode
from shared.sealing import Sealed
from shared.store.event import Detail, Event, recorded_as

CONTACT_LABEL = "placement.resource.contact"
NOTES_LABEL = "placement.resource.notes"
"""What the sealed texts of a resource are; neither opens as the other."""

REFERRERS = CodeList(
    "referrers",
    "紹介できる人",
    (CONSULTERS.by_code("person"), CONSULTERS.by_code("family"), *AGENCY_KINDS),
)
"""Who may refer somebody to a resource: they themselves, their family, or a kind of agency."""

MONTHS_OF_THE_YEAR = 12


def _in_order(months: tuple[int, ...]) -> tuple[int, ...]:
    """Each month once, in the order of the calendar; all twelve are no season."""
    once = tuple(sorted(set(months)))
    return () if len(once) == MONTHS_OF_THE_YEAR else once


def _once(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(codes)))


def _line(longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)


ResourceName = Annotated[str, _line(80)]
"""The public name of a place."""

Area = Annotated[str, _line(60)]
"""A part of the municipality, in its own words."""

OpeningTimes = Annotated[str, _line(200)]
SeasonName = Annotated[str, _line(30)]
Places = Annotated[int, Field(ge=0, le=100_000)]
Yen = Annotated[int, Field(ge=0, le=100_000_000)]
Month = Annotated[int, Field(ge=1, le=MONTHS_OF_THE_YEAR)]
Season = Annotated[tuple[Month, ...], AfterValidator(_in_order)]
Referrers = Annotated[tuple[Code, ...], AfterValidator(_once)]


class ResourceDetails(Detail):
    """A resource as it presents itself to the public, wholly.

    Attributes:
        kind: code list ``resource_kinds``.
        name: its public name.
        area: where it lies, or whom it serves; ``None`` if that does not matter.
        min_age: whole years from which on it takes people; ``None`` without a limit.
        max_age: whole years up to which it does, inclusive.
        capacity: how many people it takes at a time; ``None`` if nobody has said.
        season: the months (1–12) in which it takes people; empty for the whole year.
        season_name: what the place calls that time (ナスの農閑期).
        opening: days and hours, as the place announces them.
        cost: yen that a person pays each time, or the municipality's word for it (実費).
        online: nobody has to go there.
        referrers: who may refer somebody, codes of :data:`REFERRERS`; empty for anybody.
        agency_id: the registered agency that runs it and can answer for it, if there is one.
    """

    kind: Code
    name: ResourceName
    area: Area | None = None
    min_age: Age | None = None
    max_age: Age | None = None
    capacity: Places | None = None
    season: Season = ()
    season_name: SeasonName | None = None
    opening: OpeningTimes | None = None
    cost: Yen | FreeCode | None = None
    online: bool = False
    referrers: Referrers = ()
    agency_id: UUID | None = None


class _Described(Event, ResourceDetails):
    """A resource is described.

    Attributes:
        contact: whom to call and where, as the place itself makes it public.
    """

    contact: Sealed | None


@recorded_as("placement.ResourceRegistered")
class ResourceRegistered(_Described):
    """登録: the directory has a resource more."""


@recorded_as("placement.ResourceAmended")
class ResourceAmended(_Described):
    """What is known of a resource has changed; replaces what was known before."""


@recorded_as("placement.ResourceConfirmed")
class ResourceConfirmed(Event):
    """最終確認: somebody asked the place, and it is as the directory says.

    Attributes:
        on: the day they asked (JST).
        free_places: how many more people it would take; ``None`` if it did not say.
    """

    on: date
    free_places: Places | None


@recorded_as("placement.ResourceWithdrawn")
class ResourceWithdrawn(Event):
    """取下げ: nobody is referred there any more; ``on`` is the first such day."""

    on: date


@recorded_as("placement.ResourceReopened")
class ResourceReopened(Event):
    """再開: people are referred there again from ``on``."""

    on: date


@recorded_as("placement.ResourceNotesRecorded")
class ResourceNotesRecorded(Event):
    """受入れの配慮・経緯: what the municipality's own agencies know and must mind.

    Attributes:
        notes: replaces what was noted before; ``None`` if nothing is to be minded any more.
    """

    notes: Sealed | None


@recorded_as("placement.FreshnessRuleSet")
class FreshnessRuleSet(Event):
    """The municipality has said after how long a confirmation is out of date.

    Attributes:
        outdated_after_days: days since the last confirmation.
    """

    outdated_after_days: Annotated[int, Field(ge=1, le=3_650)]
