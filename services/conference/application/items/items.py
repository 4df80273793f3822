"""What agencies do with what they know: record, correct, lay before a conference, take back."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.conference.application.acting import acting
from services.conference.application.desk import Desk
from services.conference.application.holders import (
    convened,
    households_of,
    matter_known_to,
)
from services.conference.application.items.forms import (
    ContributeItem,
    ContributeSheet,
    Corrected,
    CorrectItem,
    OfferItem,
    ReceiveItem,
    Recorded,
    TakeItemBack,
    Told,
)
from services.conference.application.items.receiving import put_receipt_on_record
from services.conference.application.items.recording import Words, record_item, reword_item
from services.conference.domain.conference import CONFERENCE
from services.conference.domain.item import (
    ITEM,
    ItemDetails,
    item_in_hand,
    offer_item,
    refuse_another_case,
    take_back_item,
    why_unusable,
)
from shared.acting import AGENCY_ROLES
from shared.identity import Actor
from shared.store import Transaction
from shared.use_case import use_case


class Items:
    """Recording what agencies know.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("items.contribute", "情報の記録", roles=AGENCY_ROLES)
    def contribute(self, actor: Actor, request: ContributeItem) -> Recorded:
        """Record something the own agency knows; nobody else sees it by that.

        Raises:
            Refusal: ``own-agency-not-registered``; and see
                :func:`services.conference.domain.item.contribute_item`.
            InvalidInput: ``text-blank``.
        """
        with self._desk.transaction(actor) as tx:
            own = acting(tx, actor)
            return self._contribute(tx, request, own.agency_id)

    @use_case("items.receive", "口頭・書面で受けた情報の記録", roles=("secretariat",))
    def receive(self, actor: Actor, request: ReceiveItem) -> Recorded:
        """Write down for an agency what it told the conference; that it was told is on the ledger.

        The item is the agency's, and is not shown to the secretariat again but as decided. What
        was told without any basis is on record as such.

        Raises:
            Refusal: ``not-the-convener``; and see :func:`services.conference.domain.item.
                contribute_item` and :func:`services.conference.domain.item.offer_item`.
            InvalidInput: ``text-blank``.
        """
        with self._desk.transaction(actor) as tx:
            convened(tx.load(CONFERENCE, request.conference_id).state, actor)
            own = acting(tx, actor).agency_id
            recorded = self._contribute(tx, request, request.holder_id, recorded_by=own)
            offer = OfferItem(
                item_id=recorded.item_id,
                conference_id=request.conference_id,
                agenda_id=request.agenda_id,
                request_id=request.request_id,
            )
            self._offer(tx, offer, own)
            put_receipt_on_record(self._desk, tx, actor, offer)
        return recorded

    @use_case("items.contribute-sheet", "相談票からの情報の提出", roles=AGENCY_ROLES)
    def contribute_sheet(self, actor: Actor, request: ContributeSheet) -> list[Recorded]:
        """Record several items of the own agency and lay them before an agenda item: all or none.

        Raises:
            Refusal: ``agenda-item-not-found``, ``sheet-of-another-case``; and those of
                :meth:`contribute` and :meth:`offer`.
        """
        with self._desk.transaction(actor) as tx:
            own = acting(tx, actor).agency_id
            matter = matter_known_to(tx, request.conference_id, request.agenda_id, own)
            refuse_another_case(matter, request.case_id)
            recorded = [self._contribute(tx, told, own) for told in request.items]
            for one in recorded:
                offer = OfferItem(
                    item_id=one.item_id,
                    conference_id=request.conference_id,
                    agenda_id=request.agenda_id,
                    request_id=request.request_id,
                )
                self._offer(tx, offer, own)
        return recorded

    @use_case("items.correct", "情報の訂正", roles=AGENCY_ROLES)
    def correct(self, actor: Actor, request: CorrectItem) -> Corrected:
        """Correct what an item says (law rule 33); the former wording stays on record.

        Raises:
            Refusal: ``item-not-found``, ``stale-version``, ``person-erased``.
            InvalidInput: ``text-blank``.
        """
        words = Words.told(request.text, request.generalised)
        with self._desk.transaction(actor) as tx:
            own = acting(tx, actor).agency_id
            stream = tx.load(ITEM, request.item_id)
            item = item_in_hand(stream.state, own)
            stream.expect_version(request.expected_version)
            corrected = reword_item(self._desk, tx, stream, words, agency_id=own)
        why = why_unusable(words.text, words.generalised)
        return Corrected(
            item_id=request.item_id,
            generalised_usable=why is None,
            why=why,
            past_recipients=corrected.past_recipients if own == item.details.holder_id else (),
        )

    @use_case("items.offer", "議題への情報の提出", roles=AGENCY_ROLES)
    def offer(self, actor: Actor, request: OfferItem) -> None:
        """Lay an item of the own agency before an agenda item; for each reader the law decides.

        Raises:
            Refusal: ``stale-version``; and see
                :func:`services.conference.domain.item.offer_item`.
        """
        with self._desk.transaction(actor) as tx:
            self._offer(tx, request, acting(tx, actor).agency_id)

    @use_case("items.take-back", "議題に出した情報の取下げ", roles=AGENCY_ROLES)
    def take_back(self, actor: Actor, request: TakeItemBack) -> None:
        """Take an item back from an agenda item, at any time.

        Raises:
            Refusal: ``item-not-found``, ``item-not-offered``.
        """
        with self._desk.transaction(actor) as tx:
            own = acting(tx, actor).agency_id
            stream = tx.load(ITEM, request.item_id)
            tx.append(ITEM, stream, *take_back_item(stream.state, request.agenda_id, agency_id=own))

    def _contribute(
        self, tx: Transaction, told: Told, holder_id: UUID, recorded_by: UUID | None = None
    ) -> Recorded:
        """Record one item in an open transaction."""
        words, item_id = Words.told(told.text, told.generalised), told.item_id or uuid4()
        details = ItemDetails(
            subjects=told.subjects,
            category=told.category,
            holder_id=holder_id,
            source_kind=told.source_kind,
            provenance=told.provenance,
            flags=told.flags,
            purpose=told.purpose,
        )
        record_item(self._desk, tx, item_id, details, words, recorded_by)
        why = why_unusable(words.text, words.generalised)
        return Recorded(item_id=item_id, generalised_usable=why is None, why=why)

    def _offer(self, tx: Transaction, offer: OfferItem, agency_id: UUID) -> None:
        """Lay one item before an agenda item in an open transaction."""
        stream = tx.load(ITEM, offer.item_id)
        item = item_in_hand(stream.state, agency_id)
        stream.expect_version(offer.expected_version)
        agenda = matter_known_to(
            tx, offer.conference_id, offer.agenda_id, agency_id
        ).matter.subjects
        events = offer_item(
            item,
            tx.load(CONFERENCE, offer.conference_id).state,
            offer.agenda_id,
            offer.request_id,
            households_of(tx, {*agenda, *item.details.subjects}),
            agency_id=agency_id,
        )
        tx.append(ITEM, stream, *events)
