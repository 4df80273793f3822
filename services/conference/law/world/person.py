"""Persons an item may be about, and those who may speak for them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from services.conference.law.vocabulary import PersonRole, Power, Purpose, RepresentativeKind
from services.conference.law.world.moment import Dated, Id, Instant, Part
from services.conference.law.world.unique import Unique

BIRTH_DATE_PATTERN = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
_FULL_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def _full_date(value: Any) -> date:  # noqa: ANN401 - whatever the document holds
    if isinstance(value, str) and _FULL_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("date", "not a full date")


FullDate = Annotated[
    date,
    BeforeValidator(_full_date),
    WithJsonSchema({"type": "string", "format": "date"}),
]
"""A date known to the day."""


class Representative(Dated):
    """Somebody who may speak for the person, within dated and bounded powers (law rule 11)."""

    by: Id
    """Person id or agency id of the representative."""

    kind: RepresentativeKind
    """Kind of representation."""

    powers: Unique[Power]
    """Powers on record (代理権目録・登記事項証明書)."""

    suspected_abuser: bool = False
    """Whether this representative is suspected of abusing the person."""


class Wish(Part):
    """One confirmed wish."""

    purpose: Purpose
    """What support the person wishes."""

    confirmed_at: Instant
    """When the wish was confirmed."""


class Person(Part):
    """A person an item may be about; every household member is a person of their own (rule 9)."""

    id: Id
    """Id of the person."""

    birth_date: Annotated[str, StringConstraints(pattern=BIRTH_DATE_PATTERN)] | None
    """Birth date YYYY-MM-DD, or only YYYY-MM or YYYY when that is all that is known, or null when
    unknown."""

    died_on: FullDate | None = None
    """Date of death, or null; the duty of secrecy goes on (rule 62)."""

    role: PersonRole
    """Role in the case."""

    household: Id | None
    """Household the person belongs to, or null."""

    representatives: tuple[Representative, ...] = ()
    """Representatives of the person."""

    suspected_abuser_of: Unique[Id] = ()
    """Persons this person is suspected of abusing."""

    protected_address: bool = False
    """Whether the whereabouts are protected (支援措置, 児童虐待防止法12条4項)."""

    economically_needy: bool | None = None
    """Whether the person is a 生活困窮者 (生困法3条1項); null or absent means not established."""

    specified_expectant_mother: bool = False
    """Whether the person is a 特定妊婦."""

    registered_yotaikyo: bool = False
    """Whether the person's case is registered at 要対協."""

    anonymous: bool = False
    """Whether the person consulted anonymously and has not been identified."""

    refuses_local_area: str | None = None
    """The local_area whose agencies the person (or consulter) does not want to know, or null."""

    wishes: tuple[Wish, ...] = Field(default=())
    """Wishes of the person confirmed by letter, telephone or in person."""
