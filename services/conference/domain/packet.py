"""Packets 会議資料: for one recipient, what decisions grant it, numbered, and what became of it.

A packet holds references and grants, never content: content is opened only when somebody reads,
and what may be read is decided again at that very instant (promise C1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.conference.law.vocabulary import Basis, Category, Effect, Mode, Obligation, Purpose
from shared.codes.municipality import MunicipalityCode
from shared.identity import Opaque
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as


class ConsentCited(Detail):
    """An answer on which a grant rests, with its version."""

    consent_id: UUID
    version: int = Field(ge=1)


class Ruling(Detail):
    """What was decided about one item for one recipient, as it goes on record.

    Attributes:
        item_id: which item.
        revision: of its wording.
        holder_id: whose item it is.
        subjects: whom it says something about.
        category: what kind of information.
        effect: full, blurred or withheld.
        basis: what a visible effect rests on; empty exactly when withheld.
        consents: the answers on which basis ``consent`` rests.
        rules: numbers of the rules that fired (docs/law.md).
        obligations: what travels with it.
    """

    item_id: UUID
    revision: int = Field(ge=1)
    holder_id: UUID
    subjects: tuple[UUID, ...]
    category: Category
    effect: Effect
    basis: tuple[Basis, ...] = ()
    consents: tuple[ConsentCited, ...] = ()
    rules: tuple[int, ...] = ()
    obligations: tuple[Obligation, ...] = ()


class Cover(Detail):
    """What stands on the cover of a packet.

    Attributes:
        number: 資料番号, ascending within the agenda item or the act of sharing.
        matter_id: the agenda item, or the act of sharing outside a meeting.
        conference_id: the conference; ``None`` outside a meeting.
        legal_mode: under which law.
        purpose: for what.
        recipient_id: for which agency.
        notice: the secrecy notice in force that day, printed on every page; ``None`` where no
            statute imposes the duty.
        citations: bases of this packet as they are cited that day.
        without_consent: 「本人の同意がない」 stands on every page.
    """

    number: int = Field(ge=1)
    matter_id: UUID
    conference_id: UUID | None
    legal_mode: Mode
    purpose: Purpose
    recipient_id: UUID
    notice: str | None
    citations: tuple[str, ...] = ()
    without_consent: bool


@recorded_as("conference.PacketBuilt")
class PacketBuilt(Event, Cover):
    """A packet was built from decisions.

    Attributes:
        rulings: every item that was laid before the matter, granted and withheld.
    """

    rulings: tuple[Ruling, ...]


@recorded_as("conference.PacketOpened")
class PacketOpened(Event):
    """Somebody read the packet: what was decided about it at that instant.

    Attributes:
        reader: opaque id of the worker.
        agency_id: for whom they read.
        opened_at: when.
        rulings: what was decided then, about the items that the packet had granted.
    """

    reader: Opaque
    agency_id: UUID
    opened_at: AwareDatetime
    rulings: tuple[Ruling, ...]


PacketEnd = Literal["returned", "erased", "expired", "called_back"]
"""返却・消去・期限到来・回収 (law rule 26)."""


@recorded_as("conference.PacketEnded")
class PacketEnded(Event):
    """The packet can be opened no more."""

    how: PacketEnd


@dataclass(frozen=True, slots=True)
class PacketState:
    """A packet as it stands.

    Attributes:
        municipality: where.
        cover: its cover.
        rulings: of its building.
        opened: how often it was read.
        last_opened_at: when it was read last.
        ended: how it ended; ``None`` while it can be opened.
    """

    municipality: MunicipalityCode
    cover: Cover
    rulings: tuple[Ruling, ...]
    opened: int = 0
    last_opened_at: datetime | None = None
    ended: PacketEnd | None = None

    @property
    def granted(self) -> tuple[Ruling, ...]:
        """What it shows at all."""
        return tuple(one for one in self.rulings if one.effect != "withheld")


def evolve(packet: PacketState | None, event: Event) -> PacketState:
    """Return the packet after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case PacketBuilt() if packet is None:
            cover = Cover(**{name: getattr(event, name) for name in Cover.model_fields})
            return PacketState(event.municipality, cover, event.rulings)
        case PacketOpened() if packet:
            return replace(packet, opened=packet.opened + 1, last_opened_at=event.opened_at)
        case PacketEnded() if packet and packet.ended is None:
            return replace(packet, ended=event.how)
    raise LookupError(f"{event.TOPIC} has no place in this packet's history")


PACKET: Aggregate[PacketState] = Aggregate("packet", evolve)
