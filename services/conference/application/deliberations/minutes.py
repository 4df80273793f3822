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
from services.conference.application.disclosure.building import build_for
from services.conference.application.disclosure.calling_back import call_back_former
from services.conference.application.disclosure.packet_forms import AgendaItemNamed, BuiltPacket
from services.conference.application.items.recording import Words, record_item
from services.conference.docket import Now, agenda_sitting, lay, open_docket
from services.conference.domain.deliberation import (
    DELIBERATION,
    Paragraph,
    minutes_to_share,
    write_minutes,
)
from services.conference.domain.item import ItemDetails
from shared.identity import Actor
from shared.store import Transaction
from shared.use_case import use_case


class Minutes:
    """What the secretariat writes down of a discussion.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("minutes.write", "会議録の記録", roles=("secretariat",))
    def write(self, actor: Actor, request: WriteMinutes) -> list[UUID]:
        """Add paragraphs to the minutes; return their items, in order. All or none.

        Nobody sees them by that: they are laid before an agenda item, or shared when the meeting
        is over (:meth:`share`), and read in packets like everything else that somebody knows.

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

    @use_case("minutes.share", "会議録の配付", roles=("secretariat",))
    def share(self, actor: Actor, request: AgendaItemNamed) -> list[BuiltPacket]:
        """Build packets of the minutes after the meeting, for those who sit at its table.

        Nothing else of the meeting is in them (law rule 26). What each of them is shown is decided
        as always, again at each opening; what they had of this agenda item before is called back.

        Raises:
            Refusal: ``agenda-item-not-found``, ``not-the-convener``, ``conference-not-held``,
                ``minutes-unwritten``.
        """
        with self._desk.transaction(actor) as tx:
            place = convener_place(tx, actor, request.conference_id, request.agenda_id)
            record, paragraphs = Now(tx), minutes_to_share(place.stream.state, place.table)
            recipients = sorted(place.table.agencies(tx.at), key=lambda one: one != place.own)
            docket = open_docket(
                record,
                self._desk.sealer,
                agenda_sitting(record, request.conference_id, request.agenda_id),
                items=lay(record, (one.item_id for one in paragraphs)),
                recipients=recipients,
                at=tx.at,
            )
            call_back_former(tx, request.agenda_id, recipients)
            return build_for(self._desk, tx, actor, docket, recipients)

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
        item_id = text.item_id or uuid4()
        details = ItemDetails(
            subjects=text.subjects or place.table.subjects,
            category=text.category,
            holder_id=place.own,
            source_kind=text.source_kind,
            provenance=place.table.agenda_id,
            flags=text.flags,
            purpose=place.table.matter.matter.purpose,
        )
        words = Words.told(text.text, text.generalised)
        record_item(self._desk, tx, item_id, details, words)
        return Paragraph(item_id=item_id, category=text.category)
