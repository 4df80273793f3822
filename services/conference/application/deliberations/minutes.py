"""会議録: what was discussed, paragraph by paragraph; each is an item of the convener's."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.conference.application.deliberations.forms import (
    MinutesListed,
    ParagraphListed,
    ParagraphText,
    WriteMinutes,
)
from services.conference.application.deliberations.place import Place, convener_place
from services.conference.application.desk import Desk
from services.conference.application.disclosure.packet_forms import AgendaItemNamed
from services.conference.application.holders import described
from services.conference.domain.agency import AGENCY
from services.conference.domain.deliberation import DELIBERATION, Paragraph, write_minutes
from services.conference.domain.item import (
    GENERALISED_LABEL,
    ITEM,
    TEXT_LABEL,
    ItemDetails,
    Origin,
    Wording,
    contribute_item,
    origin_holder,
    refuse_blank,
)
from shared.identity import Actor
from shared.sealing import seal_jointly
from shared.store import Transaction
from shared.use_case import use_case


class Minutes:
    """What the secretariat writes down of a discussion.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("minutes.write", "会議録の記録", roles=("secretariat",))
    def write(self, actor: Actor, request: WriteMinutes) -> list[UUID]:
        """Add paragraphs to the minutes; return their items, in order. All or none.

        Nobody sees them by that: they are laid before an agenda item and read in packets, like
        everything else that somebody knows.

        Raises:
            Refusal: ``agenda-item-not-found``, ``not-the-convener``, ``stale-version``; and see
                :func:`services.conference.domain.item.contribute_item`.
            InvalidInput: ``text-blank``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            place = convener_place(tx, actor, request.conference_id, request.agenda_id)
            place.stream.expect_version(request.expected_version)
            paragraphs = [self._contribute(tx, place, one) for one in request.paragraphs]
            events = write_minutes(place.stream.state, place.table, paragraphs, by=place.own)
            tx.append(DELIBERATION, place.stream, *events)
        return [one.item_id for one in paragraphs]

    @use_case("minutes.list", "会議録の一覧", roles=("secretariat",), kind="query")
    def list_minutes(self, actor: Actor, request: AgendaItemNamed) -> MinutesListed:
        """Which paragraphs there are, to the convener's secretariat; their texts are items.

        Raises:
            Refusal: ``agenda-item-not-found``, ``not-the-convener``.
        """
        with self._desk.transaction(actor) as tx:
            place = convener_place(tx, actor, request.conference_id, request.agenda_id)
        state = place.stream.state
        return MinutesListed(
            version=place.stream.version,
            paragraphs=tuple(
                ParagraphListed(item_id=one.item_id, category=one.category)
                for one in (state.paragraphs if state else ())
            ),
        )

    def _contribute(self, tx: Transaction, place: Place, text: ParagraphText) -> Paragraph:
        """Record one paragraph as an item learned in this agenda item, under its purpose."""
        refuse_blank(text.text)
        item_id = text.item_id or uuid4()
        subjects = text.subjects or place.table.subjects
        details = ItemDetails(
            subjects=subjects,
            category=text.category,
            holder_id=place.own,
            source_kind=text.source_kind,
            provenance=place.table.agenda_id,
            flags=text.flags,
            purpose=place.table.matter.matter.purpose,
        )
        origin = Origin(
            holder=tx.load(AGENCY, place.own).state,
            persons=described(tx, subjects, place.table.municipality),
        )
        origin_holder(details, origin)
        stream = tx.load(ITEM, item_id)
        events = contribute_item(stream.state, details, self._sealed(subjects, text), origin)
        tx.append(ITEM, stream, *events)
        return Paragraph(item_id=item_id, category=text.category)

    def _sealed(self, subjects: tuple[UUID, ...], text: ParagraphText) -> Wording:
        sealer, keys = self._desk.sealer, [str(one) for one in subjects]
        said = text.generalised if text.generalised and text.generalised.strip() else None
        return Wording(
            text=seal_jointly(sealer, keys, text.text, TEXT_LABEL),
            generalised=seal_jointly(sealer, keys, said, GENERALISED_LABEL) if said else None,
        )
