"""Packets 会議資料: the board of decisions, and what is built from it, one packet per recipient."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field

from services.conference import views
from services.conference.application.acting import acting
from services.conference.application.desk import Desk
from services.conference.application.disclosing import Occasion, entries_of
from services.conference.application.holders import convened
from services.conference.application.reasons import reasons_for
from services.conference.docket import Docket, Now, Sitting, agenda_sitting, lay, open_docket
from services.conference.domain.conference import CONFERENCE, ConferenceState
from services.conference.domain.packet import (
    PACKET,
    Cover,
    Ruling,
    build_packet,
    end_packet,
)
from services.conference.domain.roster import ROSTER
from services.conference.law.statutes.citations import basis_cited_on
from services.conference.law.statutes.legal_modes import LEGAL_MODES
from services.conference.law.vocabulary import Effect
from services.conference.ledger.entry import Entry
from shared.calendar import jst_date
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import Transaction
from shared.use_case import Request, use_case

MOST_RECIPIENTS = 200
"""For so many is something built at once, at most."""


class AgendaItemNamed(Request):
    """Which agenda item of which conference."""

    conference_id: UUID
    agenda_id: UUID


class BuildPackets(AgendaItemNamed):
    """Build the packets of an agenda item.

    Attributes:
        recipients: for whom; ``None`` for all selected members and the convener.
        expected_board: version of the board that was looked at; ``None`` to build unseen.
    """

    recipients: tuple[UUID, ...] | None = Field(default=None, max_length=MOST_RECIPIENTS)
    expected_board: str | None = None


class PacketNamed(Request):
    """Which packet."""

    packet_id: UUID


class Cell(BaseModel):
    """One item for one recipient on the board; the reasons are plain Japanese sentences."""

    model_config = ConfigDict(frozen=True)

    item_id: UUID
    recipient_id: UUID
    effect: Effect
    reasons: tuple[str, ...]
    obligations: tuple[str, ...]


class Board(BaseModel):
    """The decisions about an agenda item as they stand: what the actor's own agency may see of it.

    Attributes:
        version: names this very outcome; building from another one is refused.
        cells: items in order of offering, recipients in order of the board.
    """

    model_config = ConfigDict(frozen=True)

    version: str
    cells: tuple[Cell, ...]


class BuiltPacket(BaseModel):
    """A packet that was built."""

    model_config = ConfigDict(frozen=True)

    packet_id: UUID
    recipient_id: UUID
    number: int


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
        with desk.store.transaction(actor, desk.clock) as tx:
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
        with desk.store.transaction(actor, desk.clock) as tx:
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
            _call_back(tx, sitting.matter_id, wanted)
            return build_for(desk, tx, actor, board, wanted)

    @use_case("packets.call-back", "資料の回収", roles=("secretariat",))
    def call_back(self, actor: Actor, request: PacketNamed) -> None:
        """End a packet of a conference that the actor's agency convened.

        Raises:
            Refusal: ``packet-not-found``.
        """
        with self._desk.store.transaction(actor, self._desk.clock) as tx:
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


def build_for(
    desk: Desk, tx: Transaction, actor: Actor, docket: Docket, recipients: Sequence[UUID]
) -> list[BuiltPacket]:
    """Build packets from a docket and put every disclosure and refusal on the ledger.

    Args:
        desk: store, keys, clock, ledger.
        tx: the open transaction.
        actor: who builds.
        docket: the decisions.
        recipients: for whom, among the recipients of the docket.
    """
    at, sitting = docket.world.at, docket.sitting
    number = views.last_number(tx, sitting.matter_id)
    rulings, built = docket.rulings(), list[BuiltPacket]()
    entries: list[Entry] = []
    for recipient_id in recipients:
        packet_id, own = uuid4(), rulings[recipient_id]
        cover = _cover(sitting, recipient_id, number + 1, own, at)
        stream = tx.load(PACKET, packet_id)
        events = build_packet(stream.state, cover, own, sitting.municipality)
        tx.append(PACKET, stream, *events)
        if events:
            number += 1
            built.append(BuiltPacket(packet_id=packet_id, recipient_id=recipient_id, number=number))
        occasion = Occasion(
            act="packet_built",
            actor=actor,
            at=at,
            recorded_at=at,
            sitting=sitting,
            packet_id=packet_id if events else None,
            emergency_id=docket.emergency_id,
        )
        entries.extend(entries_of(occasion, recipient_id, own))
    if entries:
        desk.ledger.record(tx, entries)
    return built


def _cover(
    sitting: Sitting, recipient_id: UUID, number: int, rulings: Sequence[Ruling], at: datetime
) -> Cover:
    granted = [one for one in rulings if one.effect != "withheld"]
    day, mode = jst_date(at), sitting.law.legal_mode
    bases = dict.fromkeys(basis for one in granted for basis in one.basis)
    return Cover(
        number=number,
        matter_id=sitting.matter_id,
        conference_id=sitting.conference_id,
        legal_mode=mode,
        purpose=sitting.law.purpose,
        recipient_id=recipient_id,
        notice=LEGAL_MODES[mode].secrecy_notice_on(day) if mode in LEGAL_MODES else None,
        citations=tuple(basis_cited_on(basis, day) for basis in bases),
        without_consent=any("no_consent_flag" in one.obligations for one in granted),
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
            "新しい会議の議題にするか、会議によらない提供の手続きをとってください。",
        )


def _call_back(tx: Transaction, matter_id: UUID, recipients: Sequence[UUID]) -> None:
    """What a recipient had before is replaced."""
    for packet_id in views.open_packets_of_matter(tx, matter_id):
        stream = tx.load(PACKET, packet_id)
        if stream.state is not None and stream.state.cover.recipient_id in recipients:
            tx.append(PACKET, stream, *end_packet(stream.state, "called_back"))


def _version(docket: Docket) -> str:
    """The name of an outcome: the same decisions have the same."""
    outcome = [(one.item, one.recipient, one.effect, one.basis) for one in docket.decisions]
    return hashlib.sha256(repr(outcome).encode()).hexdigest()[:16]
