"""The whole of a world: one situation in which disclosure is decided."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from services.conference.law.world.agency import Agency
from services.conference.law.world.conference import Conference
from services.conference.law.world.consent import Consent
from services.conference.law.world.determination import Determination, Emergency
from services.conference.law.world.item import Item
from services.conference.law.world.moment import Id, Instant, Part, Period
from services.conference.law.world.person import Person
from services.conference.law.world.profile import Profile
from services.conference.law.world.unique import Unique

CONTRACT = "tsunagu-world/1"


class Municipality(Part):
    """The municipality whose rules apply."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    """6-digit 全国地方公共団体コード with valid check digit."""

    name: str = ""
    """Name, without meaning for the decision."""

    runs_juso: tuple[Period, ...]
    """Periods in which it runs 重層的支援体制整備事業."""

    welfare_office: bool
    """Whether it has a 福祉事務所 of its own."""


class World(Part):
    """One situation in which disclosure is decided: every item for every recipient."""

    model_config = ConfigDict(title="tsunagu world")

    contract: Literal["tsunagu-world/1"]
    """Version of this contract."""

    title: str = ""
    """Free title without meaning for the decision."""

    at: Instant
    """The instant decided for; everything is evaluated as of it."""

    municipality: Municipality
    """The municipality whose rules apply."""

    profile: Profile
    """The municipality's own rule, which may only tighten or choose where the law leaves a
    choice."""

    conference: Conference
    """One agenda item of one meeting, or one act of sharing outside a meeting (mode casework)."""

    persons: Annotated[tuple[Person, ...], Field(min_length=1)]
    """All persons of the world."""

    agencies: Annotated[tuple[Agency, ...], Field(min_length=1)]
    """All agencies of the world."""

    items: tuple[Item, ...]
    """Items to decide."""

    consents: tuple[Consent, ...]
    """All answers on record, of any state."""

    determinations: tuple[Determination, ...] = ()
    """Recorded official decisions."""

    emergency: Emergency | None = None
    """An asserted emergency, or null."""

    recipients: Unique[Id]
    """Agencies to decide for."""
