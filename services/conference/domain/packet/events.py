"""What happens to packets 会議資料: built for one recipient, opened, ended.

A packet holds references and grants, never content: content is opened only when somebody reads,
and what may be read is decided again at that very instant (promise C1).
"""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.conference.law.vocabulary import Basis, Category, Effect, Mode, Obligation, Purpose
from shared.identity import Opaque
from shared.store.event import Detail, Event, recorded_as


class ConsentCited(Detail):
    """An answer on which a grant rests, with its version."""

    consent_id: UUID
    version: int = Field(ge=1)


class Ruling(Detail):
    """What was decided about one item for one recipient, as it goes on record.

    Attributes:
        item_id: which item.
        revision: of its wording; 0 for what was told by mouth and is no item.
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
    revision: int = Field(ge=0)
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
        matter_id: the agenda item, or the act of sharing outside a meeting.
        legal_mode: under which law.
        reader: opaque id of the worker.
        agency_id: for whom they read.
        opened_at: when.
        rulings: what was decided then, about the items that the packet had granted.
    """

    matter_id: UUID
    legal_mode: Mode
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
