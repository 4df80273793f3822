"""Reading packets: decided again at that instant, and on record before anything is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from services.conference import views
from services.conference.application.acting import acting
from services.conference.application.desk import Desk
from services.conference.application.disclosure.document import (
    ItemLine,
    PacketDocument,
    document_of,
    line_of,
)
from services.conference.application.disclosure.entries import Occasion, entries_of
from services.conference.application.disclosure.packet_forms import (
    EndPacket,
    OwnPackets,
    PacketListed,
    PacketNamed,
)
from services.conference.application.disclosure.seating import seat_of, sitting_of, still_laid
from services.conference.docket import (
    Docket,
    Now,
    agenda_sitting,
    former_sitting,
    lay,
    open_docket,
)
from services.conference.domain.item import ITEM
from services.conference.domain.packet import (
    PACKET,
    PacketOpened,
    PacketState,
    Ruling,
    closed_to,
    end_packet,
    existing,
    open_packet,
    refused,
    why_closed,
)
from services.conference.law.statutes.citations import basis_cited_on
from shared.acting import AGENCY_ROLES
from shared.calendar import jst_date
from shared.identity import Actor
from shared.paging import listed
from shared.store import Transaction
from shared.use_case import use_case


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is left of a packet now, and what of it can be read.

    Attributes:
        packet: as it stands.
        docket: the decisions of this instant.
        opened: the event that puts it on record.
        lines: what the reader sees.
    """

    packet: PacketState
    docket: Docket
    opened: PacketOpened
    lines: Sequence[ItemLine]

    @property
    def shown(self) -> tuple[Ruling, ...]:
        """The rulings of which something is seen."""
        seen = {line.item_id for line in self.lines}
        return tuple(one for one in self.opened.rulings if one.item_id in seen)

    @property
    def on_record(self) -> tuple[Ruling, ...]:
        """Everything that is seen, and everything that no longer is."""
        seen = {line.item_id for line in self.lines}
        return tuple(one if one.item_id in seen else refused(one) for one in self.opened.rulings)


class Reading:
    """What a recipient does with packets.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("packets.open", "資料の閲覧", roles=AGENCY_ROLES)
    def open(self, actor: Actor, request: PacketNamed) -> PacketDocument:
        """Read a packet: what it granted, as far as it is granted now.

        Raises:
            Refusal: ``packet-not-found``, ``packet-ended``, ``packet-expired``,
                ``attendee-not-registered``, ``secrecy-not-acknowledged``. That somebody was
                refused is on record.
        """
        return self._read(actor, request.packet_id, "packet_opened")

    @use_case("packets.print", "資料の印刷", roles=AGENCY_ROLES)
    def print(self, actor: Actor, request: PacketNamed) -> PacketDocument:
        """Take a packet out on paper; what may only be viewed is not on it (law rule 26).

        Raises:
            Refusal: those of :meth:`open`.
        """
        return self._read(actor, request.packet_id, "packet_printed")

    @use_case("packets.list", "自機関あての資料の一覧", roles=AGENCY_ROLES, kind="query")
    @listed("number", "packet_id")
    def list(self, actor: Actor, _request: OwnPackets) -> list[PacketListed]:
        """The packets that the actor could open now and that would show something."""
        desk = self._desk
        with desk.transaction(actor) as tx:
            listed, own = [], acting(tx, actor).agency_id
            for packet_id in views.open_packets_for(tx, own):
                packet = existing(tx.load(PACKET, packet_id).state, own)
                if why_closed(packet, seat_of(tx, packet, actor)) is not None:
                    continue
                if self._what_is_left(tx, actor, packet).lines:
                    cover = packet.cover
                    listed.append(
                        PacketListed(
                            packet_id=packet_id,
                            number=cover.number,
                            conference_id=cover.conference_id,
                            legal_mode=cover.legal_mode,
                        )
                    )
        return listed

    @use_case("packets.end", "資料の返却・消去", roles=AGENCY_ROLES)
    def end(self, actor: Actor, request: EndPacket) -> None:
        """Record that the recipient returned or erased a packet.

        Raises:
            Refusal: ``packet-not-found``.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(PACKET, request.packet_id)
            packet = existing(stream.state, acting(tx, actor).agency_id)
            tx.append(PACKET, stream, *end_packet(packet, request.how))

    def _read(
        self, actor: Actor, packet_id: UUID, act: Literal["packet_opened", "packet_printed"]
    ) -> PacketDocument:
        desk = self._desk
        with desk.transaction(actor) as tx:
            now = tx.at
            stream = tx.load(PACKET, packet_id)
            own = acting(tx, actor)
            packet = existing(stream.state, own.agency_id)
            closed = why_closed(packet, seat_of(tx, packet, actor))
            if closed is None:
                reading = self._what_is_left(tx, actor, packet)
                reading = _on_paper(reading) if act == "packet_printed" else reading
                tx.append(PACKET, stream, reading.opened)
                sitting, emergency_id = reading.docket.sitting, reading.docket.emergency_id
                rulings = reading.on_record
            else:
                sitting, emergency_id = sitting_of(tx, packet, former_sitting), None
                rulings = closed_to(packet, closed)
            occasion = Occasion(
                act=act,
                actor=actor,
                at=now,
                recorded_at=now,
                sitting=sitting,
                packet_id=packet_id,
                emergency_id=emergency_id,
            )
            entries = list(entries_of(occasion, packet.cover.recipient_id, rulings))
            self._desk.ledger.record(tx, entries)
        if closed is not None:
            raise closed
        day = jst_date(now)
        bases = dict.fromkeys(basis for one in reading.shown for basis in one.basis)
        citations = tuple(basis_cited_on(basis, day) for basis in bases)
        return document_of(
            packet_id,
            packet.cover,
            own.agency,
            citations,
            reading.shown,
            reading.lines,
            reading.opened,
        )

    def _what_is_left(self, tx: Transaction, actor: Actor, packet: PacketState) -> _Reading:
        """Decide again, now, about what the packet granted, and open what is granted still."""
        record, cover, now = Now(tx), packet.cover, tx.at
        docket = open_docket(
            record,
            self._desk.sealer,
            sitting_of(tx, packet, agenda_sitting),
            items=lay(record, still_laid(tx, packet)),
            recipients=[cover.recipient_id],
            at=now,
        )
        (opened,) = open_packet(
            packet,
            docket.rulings()[cover.recipient_id],
            reader=actor.person,
            agency_id=cover.recipient_id,
            at=now,
        )
        lines = []
        for one in opened.rulings:
            item = tx.load(ITEM, one.item_id).state
            line = item and line_of(
                self._desk.sealer, one.item_id, item, one.effect, one.obligations
            )
            lines += [line] if line else []
        return _Reading(packet, docket, opened, lines)


def _on_paper(reading: _Reading) -> _Reading:
    """Without what may only be viewed."""
    viewed = {one.item_id for one in reading.opened.rulings if "view_only" in one.obligations}
    lines = [line for line in reading.lines if line.item_id not in viewed]
    rulings = tuple(
        refused(one) if one.item_id in viewed else one for one in reading.opened.rulings
    )
    opened = reading.opened.model_copy(update={"rulings": rulings})
    return replace(reading, opened=opened, lines=lines)
