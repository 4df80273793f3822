"""One agenda item of one meeting, or one act of sharing outside a meeting."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Self

from pydantic import ConfigDict, model_validator

from services.conference.law.vocabulary import Category, Convener, Mode, Purpose
from services.conference.law.world.moment import Dated, Id, Instant, Part
from services.conference.law.world.needed import needed, when_then
from services.conference.law.world.unique import Unique, UniqueSome


class ConvenedBy(Part):
    """Who convened it."""

    agency: Id
    """The convening agency."""

    kind: Convener
    """municipality: 市町村; prefecture: 都道府県; entrusted: 受託者 (多機関協働事業者など);
    other: その他."""


class Member(Part):
    """One membership of one agency in this agenda item."""

    agency: Id
    """The member agency."""

    selected: bool
    """Whether the chair selected it for this agenda item (rule 20)."""

    joined_at: Instant
    """From when it is a member."""

    left_at: Instant | None
    """When it left, or null."""

    secrecy_acknowledged_at: Instant | None
    """When it acknowledged the secrecy duty for this agenda item, or null (rule 25)."""

    def in_force_at(self, at: datetime) -> bool:
        """Whether it is a member at an instant."""
        return self.joined_at <= at and (self.left_at is None or at < self.left_at)

    def acknowledged_by(self, at: datetime) -> bool:
        """Whether it acknowledged the secrecy duty by an instant."""
        return self.secrecy_acknowledged_at is not None and self.secrecy_acknowledged_at <= at


class Request(Part):
    """A reasoned request of the conference to one agency (3項, law rule 21)."""

    model_config = ConfigDict(json_schema_extra=when_then("answer", "part", {"provided": "array"}))

    id: Id
    """Id of the request."""

    to_agency: Id
    """The agency asked."""

    subjects: Unique[Id]
    """Persons asked about."""

    household: Id | None
    """Household asked about as a whole, or null."""

    categories: UniqueSome[Category]
    """Categories asked for."""

    necessity: str | None
    """Why the conference finds it necessary; null, empty or blank means not recorded."""

    made_at: Instant
    """When the conference asked."""

    answer: Literal["all", "part", "not_provided", "not_held"] | None
    """What the agency answered (全部・一部・提供せず・保有なし), or null while unanswered."""

    provided: Unique[Category] = ()
    """With answer part: the categories it provides."""

    @model_validator(mode="after")
    def _part_named(self) -> Self:
        if self.answer == "part" and "provided" not in self.model_fields_set:
            raise needed("provided")
        return self


class Agreement(Dated):
    """The agreement (協定) of a meeting that rests on one; by itself no basis."""

    id: Id
    """Id of the agreement."""

    parties: UniqueSome[Id]
    """Agencies that are parties."""


_CONVENED = when_then("legal_mode", "casework", {"convened_by": "object"}, otherwise=True)
_AGREED = when_then("legal_mode", "agreement", {"agreement": "object"})


class Conference(Part):
    """One agenda item of one meeting, or one act of sharing outside a meeting (casework)."""

    model_config = ConfigDict(json_schema_extra={"allOf": [*_CONVENED["allOf"], *_AGREED["allOf"]]})

    id: Id
    """Id of the conference agenda item."""

    local_name: str = ""
    """Local name of the meeting, without legal meaning (rule 72)."""

    legal_mode: Mode
    """Legal mode of this agenda item."""

    convened_by: ConvenedBy | None
    """Who convened it; null only in mode casework."""

    purpose: Purpose
    """Purpose of this agenda item or of this sharing."""

    subjects: UniqueSome[Id]
    """Persons this agenda item is about."""

    members: tuple[Member, ...]
    """Memberships in this agenda item."""

    requests: tuple[Request, ...]
    """Requests the conference made."""

    agreement: Agreement | None = None
    """With mode agreement: the agreement, otherwise null or absent."""

    @model_validator(mode="after")
    def _founded(self) -> Self:
        if self.legal_mode != "casework" and self.convened_by is None:
            raise needed("convened_by")
        if self.legal_mode == "agreement" and self.agreement is None:
            raise needed("agreement")
        return self
