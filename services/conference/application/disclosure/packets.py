"""Packets 会議資料: the board of decisions, and what is built from it, one packet per recipient."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.conference import views
from services.conference.application.acting import acting
from services.conference.application.desk import Desk
from services.conference.application.disclosure.building import build_for
from services.conference.application.disclosure.calling_back import call_back_former
from services.conference.application.disclosure.packet_forms import (
    AgendaItemNamed,
    Board,
    BuildPackets,
    BuiltPacket,
    Cell,
    PacketNamed,
)
from services.conference.application.disclosure.reasons import reasons_for
from services.conference.application.holders import convened
from services.conference.docket import Docket, Now, Sitting, agenda_sitting, lay, open_docket
from services.conference.domain.conference import CONFERENCE, ConferenceState
from services.conference.domain.packet import (
    PACKET,
    end_packet,
)
from services.conference.domain.roster import ROSTER
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import Transaction
from shared.use_case import use_case


class Packets:
    """What the secretariat does with packets.

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
        desk = self._desk
        with desk.transaction(actor) as tx:
            now, own = tx.at, acting(tx, actor)
            sitting = self._sitting(tx, actor, request)
            recipients = _recipients(tx, request, now)
            docket = self._docket(tx, sitting, recipients, now)
        known = docket.as_known_to(own.agency_id).decisions
        seen = {
            one.item
            for one in known
            if one.recipient == str(own.agency_id) and one.effect != "withheld"
        }
        cells = tuple(
            Cell(
                item_id=UUID(one.item),
                recipient_id=UUID(one.recipient),
                effect=one.effect,
                reasons=reasons_for(own, actor, now, [one]),
                obligations=one.obligations,
            )
            for one in known
            if one.item in seen
        )
        return Board(version=_version(docket), cells=cells)

    @use_case("packets.build", "会議資料の作成", roles=("secretariat",))
    def build(self, actor: Actor, request: BuildPackets) -> list[BuiltPacket]:
        """Build one packet per recipient from what is decided at this instant.

        What a recipient had of this agenda item before is called back. Recipients to whom nothing
        is granted get no packet; that they were refused is on the ledger.

        Raises:
            Refusal: ``agenda-item-not-found``, ``not-the-convener``, ``conference-over``,
                ``not-a-recipient``, ``stale-board``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            now = tx.at
            sitting = self._sitting(tx, actor, request)
            _expect_not_held(tx, request.conference_id)
            recipients = _recipients(tx, request, now)
            board = self._docket(tx, sitting, recipients, now)
            if request.expected_board is not None and request.expected_board != _version(board):
                raise Refusal(
                    "stale-board",
                    "会議ボードを見た後に、同意や構成員などの記録が変わりました。",
                    "会議ボードを見直してから、もう一度作成してください。",
                )
            wanted = list(dict.fromkeys(request.recipients or ()))
            if request.recipients is None:
                wanted = recipients
            if not set(wanted) <= set(recipients):
                raise Refusal(
                    "not-a-recipient",
                    "この議題に選ばれていない機関が、提供先に入っています。",
                    "先に構成員から選ぶか、提供先から外してください。",
                )
            call_back_former(tx, sitting.matter_id, wanted)
            return build_for(desk, tx, actor, board, wanted)

    @use_case("packets.call-back", "資料の回収", roles=("secretariat",))
    def call_back(self, actor: Actor, request: PacketNamed) -> None:
        """End a packet of a conference that the actor's agency convened.

        Raises:
            Refusal: ``packet-not-found``.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(PACKET, request.packet_id)
            packet = stream.state
            conference_id = packet.cover.conference_id if packet else None
            conference = tx.load(CONFERENCE, conference_id).state if conference_id else None
            if packet is None or conference is None or not _convened_by(conference, actor):
                raise Refusal(
                    "packet-not-found",
                    "その資料は、あなたの機関が開いた会議のものではありません。",
                    "資料の指定を確かめてください。",
                )
            tx.append(PACKET, stream, *end_packet(packet, "called_back"))

    def _sitting(self, tx: Transaction, actor: Actor, request: AgendaItemNamed) -> Sitting:
        convened(tx.load(CONFERENCE, request.conference_id).state, actor)
        return agenda_sitting(Now(tx), request.conference_id, request.agenda_id)

    def _docket(
        self, tx: Transaction, sitting: Sitting, recipients: Sequence[UUID], at: datetime
    ) -> Docket:
        record = Now(tx)
        items = lay(record, views.items_before(tx, sitting.matter_id))
        return open_docket(
            record, self._desk.sealer, sitting, items=items, recipients=recipients, at=at
        )


def _convened_by(conference: ConferenceState, actor: Actor) -> bool:
    return conference.call is not None and str(conference.call.convener_id) == actor.agency


def _recipients(tx: Transaction, request: AgendaItemNamed, at: datetime) -> list[UUID]:
    """Selected members in force and the convener, the convener first."""
    conference = tx.load(CONFERENCE, request.conference_id).state
    if conference is None or conference.call is None:
        return []
    roster = tx.load(ROSTER, conference.call.roster_id).state
    chosen = conference.agenda[request.agenda_id].selected
    members = sorted(one for one in chosen if roster is not None and roster.is_member(one, at))
    return list(dict.fromkeys([conference.call.convener_id, *members]))


def _expect_not_held(tx: Transaction, conference_id: UUID) -> None:
    conference = tx.load(CONFERENCE, conference_id).state
    if conference is not None and conference.held_on is not None:
        raise Refusal(
            "conference-over",
            "会議は終わっています。終わった会議の資料は作れません。",
            "会議録は配れます。ほかの情報は、新しい会議の議題にするか、"
            "会議によらない提供の手続きをとってください。",
        )


def _version(docket: Docket) -> str:
    """The name of an outcome: the same decisions have the same."""
    outcome = [(one.item, one.recipient, one.effect, one.basis) for one in docket.decisions]
    return hashlib.sha256(repr(outcome).encode()).hexdigest()[:16]
