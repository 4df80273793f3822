"""What an agency reads of its own items; of another's there is neither a list nor a page.

A list says what there is; a reading of what an item says is on the ledger.
"""

from __future__ import annotations

from services.conference import views
from services.conference.application.acting import acting
from services.conference.application.desk import Desk
from services.conference.application.items.forms import (
    ItemLine,
    ItemNamed,
    ItemShown,
    ListItems,
    PastRecipients,
)
from services.conference.application.items.recording import words_of
from services.conference.application.own_reading import OwnRecord, put_reading_on_record
from services.conference.domain.item import ITEM, ItemState, held_item
from services.conference.ledger.entry import ItemShared
from shared.acting import AGENCY_ROLES
from shared.identity import Actor
from shared.paging import listed
from shared.store import Stream
from shared.use_case import use_case


class OwnItems:
    """Reading the own agency's items: an own record, which is no disclosure.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("items.list", "自機関の情報の一覧", roles=AGENCY_ROLES, kind="query")
    @listed("item_id")
    def list(self, actor: Actor, request: ListItems) -> list[ItemLine]:
        """The own agency's items: exactly those that :meth:`show` shows.

        Raises:
            Refusal: ``own-agency-not-registered``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            rows = views.items_held(
                tx,
                acting(tx, actor).agency_id,
                agenda_id=request.agenda_id,
                person_id=request.person_id,
            )
        return [
            ItemLine(
                item_id=row.item_id,
                subjects=row.subjects,
                category=row.category,
                source_kind=row.source_kind,
                purpose=row.purpose,
                flags=row.flags,
                revision=row.revision,
                before=row.before,
            )
            for row in rows
        ]

    @use_case("items.show", "自機関の情報の内容", roles=AGENCY_ROLES)
    def show(self, actor: Actor, request: ItemNamed) -> ItemShown:
        """Read an item of the own agency, as it was corrected last (law rule 33); it is on record.

        Raises:
            Refusal: ``item-not-found``, ``person-erased``.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(ITEM, request.item_id)
            item = held_item(stream.state, acting(tx, actor).agency_id)
            shown = self._shown(stream, item)
            read = OwnRecord(
                municipality=item.municipality,
                holder_id=item.details.holder_id,
                subjects=item.details.subjects,
                item=ItemShared(
                    item_id=request.item_id,
                    revision=item.revision,
                    category=item.details.category,
                ),
                purpose=item.details.purpose,
            )
            put_reading_on_record(self._desk, tx, actor, read)
        return shown

    def _shown(self, stream: Stream[ItemState], item: ItemState) -> ItemShown:
        details, words = item.details, words_of(self._desk.sealer, item)
        return ItemShown(
            item_id=stream.id,
            subjects=tuple(sorted(details.subjects)),
            category=details.category,
            source_kind=details.source_kind,
            purpose=details.purpose,
            flags=details.flags,
            revision=item.revision,
            before=tuple(sorted(item.offered)),
            provenance=details.provenance,
            text=words.text,
            generalised=words.generalised,
            version=stream.version,
        )

    @use_case("items.past-recipients", "訂正を知らせる相手", roles=AGENCY_ROLES, kind="query")
    def past_recipients(self, actor: Actor, request: ItemNamed) -> PastRecipients:
        """Who was shown an item of the own agency, to be told of its correction (個情法97条).

        Raises:
            Refusal: ``item-not-found``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            item = held_item(tx.load(ITEM, request.item_id).state, acting(tx, actor).agency_id)
            seen_by = desk.ledger.past_recipients_of_item(tx, request.item_id)
        agencies = tuple(one for one in seen_by if one != item.details.holder_id)
        return PastRecipients(item_id=request.item_id, revision=item.revision, agencies=agencies)
