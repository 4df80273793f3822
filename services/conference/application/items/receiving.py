"""What an agency told the conference's secretariat by mouth or on paper goes on the ledger."""

from __future__ import annotations

from services.conference.application.desk import Desk
from services.conference.application.disclosure.entries import Occasion, entries_of
from services.conference.application.items.forms import OfferItem
from services.conference.docket import Now, agenda_sitting, lay, open_docket
from services.conference.domain.packet import Ruling
from shared.identity import Actor
from shared.store import Transaction


def put_receipt_on_record(desk: Desk, tx: Transaction, actor: Actor, told: OfferItem) -> None:
    """Record that the convener was told an item, and on what that rests on this day.

    It was told, whatever is decided: what rests on nothing is on record as resting on nothing.
    What the convener holds itself, nobody told it.

    Args:
        desk: store, keys, clock, ledger.
        tx: the open transaction, in which the item already lies before the agenda item.
        actor: who wrote it down, for the agency that convened the conference.
        told: the item and the agenda item.

    Raises:
        Refusal: ``agenda-item-not-found``.
    """
    record, now = Now(tx), tx.metadata.recorded_at
    sitting = agenda_sitting(record, told.conference_id, told.agenda_id)
    if sitting.convener_id is None:
        return
    items = lay(record, [told.item_id])
    if items[told.item_id].details.holder_id == sitting.convener_id:
        return
    docket = open_docket(
        record,
        desk.sealer,
        sitting,
        items=items,
        recipients=[sitting.convener_id],
        at=now,
    )
    occasion = Occasion(
        act="item_received",
        actor=actor,
        at=now,
        recorded_at=now,
        sitting=sitting,
        emergency_id=docket.emergency_id,
    )
    rulings = [_as_told(one) for one in docket.rulings()[sitting.convener_id]]
    desk.ledger.record(tx, list(entries_of(occasion, sitting.convener_id, rulings)))


def _as_told(ruling: Ruling) -> Ruling:
    """The ruling as it goes on record when the text itself was told."""
    if ruling.effect == "full":
        return ruling
    return ruling.model_copy(update={"effect": "full", "basis": (), "consents": ()})
