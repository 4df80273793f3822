"""Answers of persons about sharing their data: given, refused, not obtainable, not asked."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, StringConstraints, model_validator

from services.conference.law.vocabulary import (
    AgencyKind,
    Capacity,
    Category,
    ConsentState,
    Mode,
    Purpose,
)
from services.conference.law.world.moment import Dated, Id, Instant, Part
from services.conference.law.world.needed import needed, unwanted, when_then
from services.conference.law.world.number import Positive
from services.conference.law.world.unique import Unique, UniqueSome


class Witness(Part):
    """Witness of an oral answer (rule 6)."""

    heard_by: Annotated[str, StringConstraints(min_length=1)]
    """Who heard it."""

    at: Instant
    """When it was heard."""


class Scope(Part):
    """The scope of an answer: the product category × recipient × purpose × mode × conference."""

    categories: UniqueSome[Category]
    """Categories the person accepted to have shared."""

    recipients: Unique[Id]
    """Agencies named one by one."""

    recipient_kinds: Unique[AgencyKind]
    """Classes of agencies named."""

    purposes: UniqueSome[Purpose]
    """Purposes the person accepted."""

    modes: UniqueSome[Mode] | None
    """Legal modes the consent was given for; null means the person did not limit them."""

    conferences: UniqueSome[Id] | None
    """Conferences the consent was given for; null means the person did not limit them."""


class Exclusions(Part):
    """What the person excluded; an exclusion beats the scope (「母には伝えない」)."""

    categories: Unique[Category] = ()
    """Categories excluded whoever asks."""

    recipients: Unique[Id] = ()
    """Agencies that must not be told."""

    recipient_kinds: Unique[AgencyKind] = ()
    """Classes of agencies that must not be told (「職場には知らせない」)."""


_GIVEN = when_then(
    "state",
    "given",
    {"scope": "object", "given_by": "string", "capacity": "string", "method": "string"},
)
_UNANSWERED = when_then("state", ("not_obtainable", "not_asked"), {"withdrawn_at": "null"})


class Consent(Dated):
    """One dated answer about sharing the data of one person."""

    model_config = ConfigDict(
        json_schema_extra={"allOf": [*_GIVEN["allOf"], *_UNANSWERED["allOf"]]}
    )

    id: Id
    """Id of the consent; all versions of one consent share it."""

    version: Positive
    """Version; a higher version replaces the lower ones from its own `from` on."""

    subject: Id
    """Person the data are about."""

    given_by: Id | None
    """Person or agency who answered, or null when nobody did."""

    capacity: Capacity | None
    """In which capacity given_by answered; null when nobody answered."""

    state: ConsentState
    """given: 同意; refused: 拒否; not_obtainable: 意思を確認できない; not_asked: 未確認."""

    method: Literal["written", "electronic", "oral"] | None
    """How the answer was given, or null when there was none."""

    witness: Witness | None = None
    """Witness record of an oral answer, or null."""

    reason: str | None = None
    """With not_obtainable: why the will cannot be confirmed."""

    scope: Scope | None
    """Scope of the answer; must be present for given and for a family wish; null otherwise means
    everything."""

    exclusions: Exclusions = Exclusions()
    """What the person excluded."""

    withdrawn_at: Instant | None
    """When it was withdrawn, or null."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.state == "given":
            for field in ("scope", "given_by", "capacity", "method"):
                if getattr(self, field) is None:
                    raise needed(field)
        elif self.state != "refused" and self.withdrawn_at is not None:
            raise unwanted("withdrawn_at")
        return self
