"""How the town shares, in its meeting and beside it, and what the ledger then says."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.conference.app import Conference
from services.conference.ledger.entry import Entry
from tests.behaviour.town import SECRETARIAT, Town, named, worker

MATTER = {"conference_id": named("meeting"), "agenda_id": named("matter")}
CASE: dict[str, Any] = {"case_id": named("case"), "subjects": (named("son"),)}
COUNSELLOR = worker("city", "counsellor")


def built_for(town: Town, agency: str) -> UUID:
    """Build the packets of the agenda item and return the one for an agency."""
    packets = town.offer("packets.build", SECRETARIAT, **MATTER)
    (own,) = (one.packet_id for one in packets if one.recipient_id == named(agency))
    return UUID(str(own))


def prepared(town: Town, *recipients: str, item: str = "talk") -> Any:
    """The city's packets for a referral of the son, of what it heard or of another item."""
    return town.offer(
        "sharing.prepare",
        COUNSELLOR,
        purpose="referral",
        items=(named(item),),
        recipients=tuple(named(one) for one in recipients),
        **CASE,
    )


def tell(town: Town, by: Any = COUNSELLOR, **changed: Any) -> Any:
    """Note that the npo was told just now, by mouth, about the son's health."""
    request = {
        "purpose": "referral",
        "categories": ("health",),
        "recipient_id": named("npo"),
        "told_at": town.now,
        **CASE,
    }
    return town.offer("sharing.tell", by, **request | changed)


def ledger(town: Town) -> list[Entry]:
    """Every entry of the town's disclosure ledger."""
    return ledger_of(town.conference)


def ledger_of(service: Conference) -> list[Entry]:
    """Every entry of a service's disclosure ledger."""
    rows = service.application.desk.ledger.log.entries(service.store, 0, 1_000_000)
    return [Entry.read(bytes(row["entry"])) for row in rows]
