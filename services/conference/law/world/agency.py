"""Agencies that may hold or receive items."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import ConfigDict, model_validator

from services.conference.law.vocabulary import AgencyKind, HolderClass
from services.conference.law.world.moment import Id, Instant, Part, Period
from services.conference.law.world.needed import needed, when_then


class Agency(Part):
    """An agency that may hold or receive items."""

    model_config = ConfigDict(
        json_schema_extra=when_then("kind", "person_self", {"person": "string"})
    )

    id: Id
    """Id of the agency."""

    kind: AgencyKind
    """Kind of agency."""

    holder_class: HolderClass
    """public: 国・地方公共団体の機関 (個情法61–70条); private: 法人等 (27条); individual:
    それ以外の者."""

    internal_to_municipality: bool
    """Whether it is a department of the municipality of this world (an entrusted body is not)."""

    local_area: str | None
    """Local area the agency serves, or null when it serves all."""

    entrusted: Period | None = None
    """Contract period when the municipality has entrusted work to it, or null."""

    secrecy_undertaking_at: Instant | None = None
    """When it gave a general written secrecy undertaking, or null."""

    yotaikyo_member: bool = False
    """Whether it is a member of 要対協."""

    person: Id | None = None
    """With kind person_self: the person who reads."""

    @model_validator(mode="after")
    def _reader_named(self) -> Self:
        if self.kind == "person_self" and self.person is None:
            raise needed("person")
        return self

    def entrusted_at(self, at: datetime) -> bool:
        """Whether the municipality's contract with it is in force at an instant (rule 55)."""
        return self.entrusted is not None and self.entrusted.holds_at(at)

    def undertook_secrecy_by(self, at: datetime) -> bool:
        """Whether it gave a general secrecy undertaking by an instant."""
        return self.secrecy_undertaking_at is not None and self.secrecy_undertaking_at <= at
