"""Packets 会議資料: built from the board of decisions, one packet per recipient."""

from __future__ import annotations

from uuid import UUID

from services.conference import views
from services.conference.application.desk import Desk
from services.conference.application.disclosure.board import (
    docket_of,
    recipients_of,
    sitting_convened,
    version_of,
)
from services.conference.application.disclosure.building import build_for
from services.conference.application.disclosure.calling_back import call_back_former
from services.conference.application.disclosure.packet_forms import (
    BuildPackets,
    BuiltPacket,
    PacketNamed,
    PacketOfMatter,
    PacketsOfMatter,
)
from services.conference.domain.conference import CONFERENCE, ConferenceState
from services.conference.domain.deliberation import DELIBERATION, deliberation_id
from services.conference.domain.packet import (
    PACKET,
    end_packet,
)
from shared.identity import Actor
from shared.paging import listed
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
            sitting = sitting_convened(tx, actor, request)
            _expect_not_held(tx, request.conference_id)
            recipients = recipients_of(tx, request)
            board = docket_of(desk, tx, sitting, recipients)
            if request.expected_board is not None and request.expected_board != version_of(board):
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

    @use_case("packets.built", "議題の資料の一覧", roles=("secretariat",), kind="query")
    @listed("number", "packet_id")
    def built(self, actor: Actor, request: PacketsOfMatter) -> list[PacketOfMatter]:
        """The packets of an agenda item of a conference that the actor's agency convened.

        Raises:
            Refusal: ``agenda-item-not-found``, ``not-the-convener``.
        """
        with self._desk.transaction(actor) as tx:
            matter_id = sitting_convened(tx, actor, request).matter_id
            written = _paragraphs(tx, matter_id)
            return [
                PacketOfMatter(**row._asdict(), of_minutes=_is_of(tx, row.packet_id, written))
                for row in views.packets_of_matter(tx, matter_id)
            ]

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


def _paragraphs(tx: Transaction, matter_id: UUID) -> set[UUID]:
    """The items that are the minutes of an agenda item."""
    deliberation = tx.load(DELIBERATION, deliberation_id(matter_id)).state
    return {one.item_id for one in deliberation.paragraphs} if deliberation else set()


def _is_of(tx: Transaction, packet_id: UUID, paragraphs: set[UUID]) -> bool:
    """Whether something was laid before the matter when a packet was built: minutes alone."""
    packet = tx.load(PACKET, packet_id).state
    laid = {one.item_id for one in packet.rulings} if packet else set()
    return bool(laid) and laid <= paragraphs


def _convened_by(conference: ConferenceState, actor: Actor) -> bool:
    return conference.call is not None and str(conference.call.convener_id) == actor.agency


def _expect_not_held(tx: Transaction, conference_id: UUID) -> None:
    conference = tx.load(CONFERENCE, conference_id).state
    if conference is not None and conference.held_on is not None:
        raise Refusal(
            "conference-over",
            "会議は終わっています。終わった会議の資料は作れません。",
            "会議録は配れます。ほかの情報は、新しい会議の議題にするか、"
            "会議によらない提供の手続きをとってください。",
        )
