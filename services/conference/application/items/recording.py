"""Putting on record what an agency knows: sealed, with where it comes from, and as it is corrected.

Items come from whoever writes one, from a sheet, from minutes and from plans: all of them this way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from services.conference.application.desk import Desk
from services.conference.application.holders import described
from services.conference.domain.agency import AGENCY
from services.conference.domain.item import (
    GENERALISED_LABEL,
    ITEM,
    TEXT_LABEL,
    ItemCorrected,
    ItemDetails,
    ItemState,
    Origin,
    Wording,
    contribute_item,
    correct_item,
    origin_holder,
    refuse_blank,
)
from shared.sealing import Sealer, open_jointly, seal_jointly
from shared.store import Stream, Transaction


@dataclass(frozen=True, slots=True)
class Words:
    """What an item says, in the clear; never printed.

    Attributes:
        text: the source text.
        generalised: the holder's own wording that may stand for it; ``None`` if there is none.
    """

    text: str = field(repr=False)
    generalised: str | None = field(default=None, repr=False)

    @classmethod
    def told(cls, text: str, generalised: str | None) -> Words:
        """As somebody wrote it: a blank wording counts as none.

        Raises:
            InvalidInput: ``text-blank``.
        """
        refuse_blank(text)
        return cls(text, generalised if generalised and generalised.strip() else None)


def record_item(
    desk: Desk,
    tx: Transaction,
    item_id: UUID,
    details: ItemDetails,
    words: Words,
    recorded_by: UUID | None = None,
) -> None:
    """Record an item; nobody but its holder sees it by that.

    Args:
        desk: store, keys, clock, ledger.
        tx: the open transaction.
        item_id: an id nobody has.
        details: what kind of information it is.
        words: what it says.
        recorded_by: the secretariat's agency, if it writes the item down for the holder.

    Raises:
        Refusal: ``person-erased``; and see
            :func:`services.conference.domain.item.contribute_item`.
    """
    holder = tx.load(AGENCY, details.holder_id).state
    known = described(tx, details.subjects, holder.municipality) if holder else frozenset()
    origin = Origin(holder=holder, persons=known, recorded_by=recorded_by)
    origin_holder(details, origin)
    wording = _sealed(desk.sealer, details.subjects, words)
    stream = tx.load(ITEM, item_id)
    tx.append(ITEM, stream, *contribute_item(stream.state, details, wording, origin))


def reword_item(
    desk: Desk, tx: Transaction, stream: Stream[ItemState], words: Words, *, agency_id: UUID
) -> ItemCorrected:
    """Correct what an item says; who was shown the former wording is named (個情法97条).

    Args:
        desk: store, keys, clock, ledger.
        tx: the open transaction.
        stream: the item.
        words: what it is to say.
        agency_id: the agency that corrects it.

    Raises:
        Refusal: ``item-not-found``, ``person-erased``.
    """
    subjects = stream.state.details.subjects if stream.state else ()
    seen_by = desk.ledger.past_recipients_of_item(tx, stream.id)
    (corrected,) = correct_item(
        stream.state,
        _sealed(desk.sealer, subjects, words),
        agency_id=agency_id,
        past_recipients=seen_by,
    )
    tx.append(ITEM, stream, corrected)
    return corrected


def words_of(sealer: Sealer, item: ItemState) -> Words:
    """What an item says now.

    Raises:
        Erased: one of its subjects was erased.
    """
    keys, said = [str(one) for one in item.details.subjects], item.wording.generalised
    return Words(
        open_jointly(sealer, keys, item.wording.text, TEXT_LABEL),
        open_jointly(sealer, keys, said, GENERALISED_LABEL) if said else None,
    )


def _sealed(sealer: Sealer, subjects: Sequence[UUID], words: Words) -> Wording:
    """A wording, under the keys of everybody it says something about."""
    keys, said = [str(one) for one in subjects], words.generalised
    return Wording(
        text=seal_jointly(sealer, keys, words.text, TEXT_LABEL),
        generalised=seal_jointly(sealer, keys, said, GENERALISED_LABEL) if said else None,
    )
