"""What is asked for about resources, and what is answered."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.placement.domain.resource import Area, Month, Places, ResourceDetails
from services.placement.views.resources import ResourceRow
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Age, Code
from shared.paging import InPages, Paged
from shared.use_case import Request

LONGEST_CONTACT, LONGEST_NOTES = 500, 8_000
"""Characters."""

Contact = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_CONTACT)]
Notes = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_NOTES)]


class RegisterResource(Request, ResourceDetails):
    """登録: a resource for the directory.

    Attributes:
        resource_id: chosen by who records it, or made here.
        municipality: whose directory.
        contact: whom to call and where, only as the place itself makes it public.
        confirmed_on: when somebody asked the place; ``None`` if nobody has yet.
        free_places: what was answered then.
    """

    resource_id: UUID | None = None
    municipality: MunicipalityCode
    contact: Contact | None = Field(default=None, repr=False)
    confirmed_on: date | None = None
    free_places: Places | None = None


class AmendResource(Request, ResourceDetails):
    """変更: what is known of a resource, wholly; replaces what was known before."""

    resource_id: UUID
    contact: Contact | None = Field(default=None, repr=False)
    expected_version: int | None = None


class ConfirmResource(Request):
    """最終確認: somebody asked the place on a day, and it is as the directory says."""

    resource_id: UUID
    on: date
    free_places: Places | None = None
    expected_version: int | None = None


class WithdrawResource(Request):
    """取下げ: nobody is referred there from a day on."""

    resource_id: UUID
    on: date
    expected_version: int | None = None


class ReopenResource(Request):
    """再開: people are referred there again from a day on."""

    resource_id: UUID
    on: date
    expected_version: int | None = None


class RecordNotes(Request):
    """受入れの配慮・経緯: what is to be minded; ``None`` for nothing any more."""

    resource_id: UUID
    notes: Notes | None = Field(repr=False)
    expected_version: int | None = None


class WhichResource(Request):
    """One resource."""

    resource_id: UUID


class WhichDirectory(Paged):
    """The directory of one municipality."""

    municipality: MunicipalityCode


class SetFreshness(Request):
    """After how many days without asking an entry is out of date."""

    municipality: MunicipalityCode
    outdated_after_days: int = Field(ge=1, le=3_650)


class FindResources(Paged):
    """What is looked for; every wish that is given narrows the answer.

    Attributes:
        municipality: whose directory.
        kind: code list ``resource_kinds``.
        area: in this area, or bound to none.
        age: takes somebody who has this age, in whole years, on the day.
        month: takes people in this month (1–12).
        online: whether nobody has to go there; ``None`` for both.
        free_places: only where the last answer was that there is room.
        withdrawn: also those to which nobody is referred any more.
    """

    municipality: MunicipalityCode
    kind: Code | None = None
    area: Area | None = None
    age: Age | None = None
    month: Month | None = None
    online: bool | None = None
    free_places: bool = False
    withdrawn: bool = False


class ResourceLine(ResourceRow):
    """A resource as it is listed.

    Attributes:
        outdated: nobody has asked the place for longer than the municipality's rule allows.
    """

    outdated: bool


class ResourceList(InPages):
    """Resources by kind and name.

    Attributes:
        resources: what was found.
        room_unknown: how many more there are, if only those with room were looked for, of which
            nobody has said whether they have any.
        outdated_after_days: the municipality's rule.
    """

    model_config = ConfigDict(frozen=True)

    resources: tuple[ResourceLine, ...]
    room_unknown: int = 0
    outdated_after_days: int


class ShownResource(ResourceLine):
    """A resource with whom to call.

    Attributes:
        version: to be given back with the next change.
        contact: as the place itself makes it public.
    """

    version: int
    contact: str | None = Field(repr=False)


class ShownNotes(BaseModel):
    """What is to be minded of a resource.

    Attributes:
        version: to be given back with the next change.
        notes: ``None`` if nothing is noted.
    """

    model_config = ConfigDict(frozen=True)

    resource_id: UUID
    version: int
    notes: str | None = Field(repr=False)
