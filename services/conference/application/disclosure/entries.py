"""From rulings to entries of the disclosure ledger: what has one footing stands in one entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID, uuid4

from services.conference.docket import Sitting
from services.conference.domain.packet import Ruling
from services.conference.law.statutes.citations import basis_cited_on
from services.conference.law.vocabulary import Category
from services.conference.ledger.entry import Act, Entry, ItemShared
from shared.calendar import jst_date
from shared.identity import Actor
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True)
class Occasion:
    """The act in which something is shared or refused.

    Attributes:
        act: how.
        actor: who does it.
        at: when it takes place.
        recorded_at: when it is recorded.
        sitting: the matter.
        packet_id: the packet, if there is one.
        emergency_id: the emergency in force, if there is one.
        note: what else the actor records, sealed.
    """

    act: Act
    actor: Actor
    at: datetime
    recorded_at: datetime
    sitting: Sitting
    packet_id: UUID | None = None
    emergency_id: UUID | None = None
    note: Sealed | None = None


def entries_of(
    occasion: Occasion, recipient_id: UUID, rulings: Iterable[Ruling]
) -> Iterator[Entry]:
    """The entries of one act for one recipient, disclosures and refusals alike.

    Args:
        occasion: the act.
        recipient_id: who saw it, or was refused.
        rulings: what was decided about each item.
    """
    groups: dict[tuple[object, ...], list[Ruling]] = defaultdict(list)
    for one in rulings:
        groups[_footing(one)].append(one)
    for group in groups.values():
        yield _entry(occasion, recipient_id, group)


def _footing(one: Ruling) -> tuple[object, ...]:
    """What the items of one entry have in common."""
    return (
        one.effect,
        one.holder_id,
        one.subjects,
        one.basis,
        tuple((cited.consent_id, cited.version) for cited in one.consents),
        one.rules,
        one.obligations,
    )


def _entry(occasion: Occasion, recipient_id: UUID, rulings: list[Ruling]) -> Entry:
    """Not validated again: every part of it was, when it was recorded or decided."""
    first, law = rulings[0], occasion.sitting.law
    day = jst_date(occasion.at)
    return Entry.model_construct(
        entry_id=uuid4(),
        municipality=occasion.sitting.municipality,
        at=occasion.at,
        recorded_at=occasion.recorded_at,
        act=occasion.act,
        actor=occasion.actor,
        holder_id=first.holder_id,
        recipient_id=recipient_id,
        subjects=first.subjects,
        items=tuple(_shared(one) for one in rulings),
        effect=first.effect,
        basis=first.basis,
        citations=tuple(basis_cited_on(basis, day) for basis in first.basis),
        consents=first.consents,
        rules=first.rules,
        obligations=first.obligations,
        legal_mode=law.legal_mode,
        purpose=law.purpose,
        matter_id=occasion.sitting.matter_id,
        conference_id=occasion.sitting.conference_id,
        packet_id=occasion.packet_id,
        emergency_id=occasion.emergency_id if "emergency" in first.basis else None,
        note=occasion.note,
    )


def _shared(one: Ruling) -> ItemShared:
    return _item_shared(one.item_id, one.revision, one.category)


@lru_cache(maxsize=4_096)
def _item_shared(item_id: UUID, revision: int, category: Category) -> ItemShared:
    """An item as it goes on record; what was told by mouth has a kind and nothing else."""
    if revision == 0:
        return ItemShared(category=category)
    return ItemShared(item_id=item_id, revision=revision, category=category)
