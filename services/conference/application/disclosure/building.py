"""Building packets from a docket, each disclosure and each refusal on the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from services.conference import views
from services.conference.application.desk import Desk
from services.conference.application.disclosure.entries import Occasion, entries_of
from services.conference.application.disclosure.packet_forms import BuiltPacket
from services.conference.docket import Docket, Sitting
from services.conference.domain.packet import (
    PACKET,
    Cover,
    Ruling,
    build_packet,
)
from services.conference.law.statutes.citations import basis_cited_on
from services.conference.law.statutes.legal_modes import LEGAL_MODES
from services.conference.ledger.entry import Entry
from shared.calendar import jst_date
from shared.identity import Actor
from shared.store import Transaction


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
