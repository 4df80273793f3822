"""The board 会議ボード: what each recipient may see of an agenda item, and what could change it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from uuid import UUID

from services.conference import views
from services.conference.application.acting import Acting, acting
from services.conference.application.desk import Desk
from services.conference.application.disclosure.imagining import imagine, refuse_unless_imaginable
from services.conference.application.disclosure.packet_forms import (
    AgendaItemNamed,
    Board,
    BoardItem,
    BoardRecipient,
    Cell,
    Imagined,
    ImaginedCell,
    WhatIf,
)
from services.conference.application.disclosure.reasons import informed, reasons_for
from services.conference.application.holders import convened
from services.conference.docket import Docket, Now, Sitting, agenda_sitting, lay, open_docket
from services.conference.domain.agency import AGENCY
from services.conference.domain.conference import CONFERENCE
from services.conference.domain.roster import ROSTER
from services.conference.law.decision import Decision
from shared.identity import Actor
from shared.store import Transaction
from shared.use_case import use_case


class Boards:
    """What the secretariat looks at before it builds packets.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("packets.board", "会議ボード", roles=("secretariat",), kind="query")
    def board(self, actor: Actor, request: AgendaItemNamed) -> Board:
        """What each recipient may see now, and why; items that the actor may not see are not there.

        A report of abuse shows to those between whom it passed, and nowhere on the board of others
        (law rule 44).

        Raises:
            Refusal: ``agenda-item-not-found``, ``not-the-convener``, ``agency-not-found``.
        """
        with self._desk.transaction(actor) as tx:
            own, docket = acting(tx, actor), self._docket(tx, actor, request)
            known = docket.as_known_to(own.agency_id)
            seen = _seen(own, known)
            return Board(
                version=version_of(docket),
                items=tuple(_items(docket, seen)),
                recipients=tuple(_recipients(tx, docket)),
                cells=tuple(
                    Cell(**_cell(tx, actor, own, one))
                    for one in known.decisions
                    if one.item in seen
                ),
            )

    @use_case("packets.what-if", "会議ボードの仮の判断", roles=("secretariat",), kind="query")
    def what_if(self, actor: Actor, request: WhatIf) -> Imagined:
        """What would be decided if persons consented, or under another law; nothing is recorded.

        It is about the items of the board as it stands, for those who are told its reasons in full:
        what would happen otherwise tells why it does not happen now.

        Raises:
            Refusal: those of :meth:`board`; ``not-of-this-municipality``.
            InvalidInput: ``nothing-imagined``, ``not-on-the-board``, ``agreement-missing``.
        """
        with self._desk.transaction(actor) as tx:
            own, docket = acting(tx, actor), self._docket(tx, actor, request)
            known = docket.as_known_to(own.agency_id)
            seen = _seen(own, known)
            items = tuple(_items(docket, seen))
            concerned = {UUID(one) for one in docket.sitting.law.subjects}
            concerned |= {person for item in items for person in item.subjects}
            refuse_unless_imaginable(
                request, docket, concerned, informed=informed(own, actor, tx.at)
            )
            before = {(one.item, one.recipient): one.effect for one in known.decisions}
            return Imagined(
                items=items,
                recipients=tuple(_recipients(tx, docket)),
                cells=tuple(
                    ImaginedCell(
                        **_cell(tx, actor, own, one), before=before[one.item, one.recipient]
                    )
                    for one in imagine(known, request).decisions
                    if one.item in seen
                ),
            )

    def _docket(self, tx: Transaction, actor: Actor, request: AgendaItemNamed) -> Docket:
        sitting = sitting_convened(tx, actor, request)
        return docket_of(self._desk, tx, sitting, recipients_of(tx, request))


def sitting_convened(tx: Transaction, actor: Actor, request: AgendaItemNamed) -> Sitting:
    """An agenda item of a conference that the actor's agency convened.

    Raises:
        Refusal: ``not-the-convener``, ``agenda-item-not-found``.
    """
    convened(tx.load(CONFERENCE, request.conference_id).state, actor)
    return agenda_sitting(Now(tx), request.conference_id, request.agenda_id)


def recipients_of(tx: Transaction, request: AgendaItemNamed) -> list[UUID]:
    """Selected members in force and the convener, the convener first."""
    conference = tx.load(CONFERENCE, request.conference_id).state
    if conference is None or conference.call is None:
        return []
    roster = tx.load(ROSTER, conference.call.roster_id).state
    chosen = conference.agenda[request.agenda_id].selected
    members = sorted(one for one in chosen if roster is not None and roster.is_member(one, tx.at))
    return list(dict.fromkeys([conference.call.convener_id, *members]))


def docket_of(desk: Desk, tx: Transaction, sitting: Sitting, recipients: Sequence[UUID]) -> Docket:
    """Everything that was laid before an agenda item, for its recipients, now."""
    record = Now(tx)
    items = lay(record, views.items_before(tx, sitting.matter_id))
    return open_docket(record, desk.sealer, sitting, items=items, recipients=recipients, at=tx.at)


def version_of(docket: Docket) -> str:
    """The name of an outcome: the same decisions have the same."""
    outcome = [(one.item, one.recipient, one.effect, one.basis) for one in docket.decisions]
    return hashlib.sha256(repr(outcome).encode()).hexdigest()[:16]


def _seen(own: Acting, known: Docket) -> frozenset[str]:
    """The items of which the own agency may see something as things stand."""
    return frozenset(
        one.item
        for one in known.decisions
        if one.recipient == str(own.agency_id) and one.effect != "withheld"
    )


def _items(docket: Docket, seen: frozenset[str]) -> Iterator[BoardItem]:
    for item_id, laid in docket.items.items():
        if str(item_id) in seen:
            details = laid.details
            yield BoardItem(
                item_id=item_id,
                category=details.category,
                subjects=details.subjects,
                holder_id=details.holder_id,
            )


def _recipients(tx: Transaction, docket: Docket) -> Iterator[BoardRecipient]:
    for one in map(UUID, docket.world.recipients):
        agency = tx.load(AGENCY, one).state
        yield BoardRecipient(agency_id=one, name=agency.details.name if agency else None)


def _cell(tx: Transaction, actor: Actor, own: Acting, one: Decision) -> dict[str, object]:
    """What somebody may be told of one decision."""
    return {
        "item_id": UUID(one.item),
        "recipient_id": UUID(one.recipient),
        "effect": one.effect,
        "reasons": reasons_for(own, actor, tx.at, [one]),
        "rules": one.rules if informed(own, actor, tx.at) else (),
        "obligations": one.obligations,
    }
