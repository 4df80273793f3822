"""Entries of the disclosure ledger about invented people, made from numbers."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from services.conference.domain.packet import ConsentCited
from services.conference.ledger.entry import Entry, ItemShared
from shared.calendar import JST
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor
from tests.town_hall import TOWN_HALL

NOON = datetime(2026, 11, 1, 12, tzinfo=JST)
AUDITOR = Actor(person="auditor-1", agency=str(TOWN_HALL), role="auditor", purpose="audit")


def numbered(kind: int, number: int) -> UUID:
    """An id of a kind of thing."""
    return UUID(int=(kind << 64) | number)


def person(number: int) -> UUID:
    """A person's id."""
    return numbered(1, number)


def agency(number: int) -> UUID:
    """An agency's id."""
    return numbered(2, number)


def reader(number: int, of: int = 0) -> Actor:
    """A worker of an agency."""
    return Actor(person=f"w-{number}", agency=str(agency(of)), role="member", purpose="conference")


def entry(number: int, **changed: Any) -> Entry:
    """One entry; what is not said is the same for all."""
    said: dict[str, Any] = {
        "entry_id": numbered(3, number),
        "municipality": DEMO_MUNICIPALITY,
        "at": NOON,
        "recorded_at": NOON,
        "act": "packet_opened",
        "actor": reader(1, 1),
        "holder_id": agency(0),
        "recipient_id": agency(1),
        "subjects": (person(1),),
        "items": (ItemShared(item_id=numbered(4, number), revision=1, category="health"),),
        "effect": "full",
        "basis": ("consent",),
        "citations": ("個人情報保護法27条1項",),
        "consents": (ConsentCited(consent_id=numbered(5, 1), version=1),),
        "rules": (1, 4),
        "legal_mode": "juso_kaigi",
        "purpose": "plan_formation",
        "matter_id": numbered(6, 1),
        "conference_id": numbered(7, 1),
        "packet_id": numbered(8, 1),
    }
    return Entry(**(said | changed))


ACTS = ("packet_built", "packet_opened", "packet_opened", "record_read", "oral", "packet_printed")


def drawn(random: Random, number: int, people: int, agencies: int) -> Entry:
    """An entry as any office might make it.

    Args:
        random: where chance comes from.
        number: of the entry.
        people: among how many people.
        agencies: among how many agencies.
    """
    who = random.randrange(people)
    recipient = random.randrange(agencies)
    act = random.choice(ACTS)
    refused = random.random() < 0.25
    unfounded = not refused and act in ("oral", "record_read") and random.random() < 0.2
    basis: tuple[str, ...] = () if refused or unfounded else random.choice(_BASES)
    at = NOON + timedelta(minutes=number * 2)
    matter = who * 3 + random.randrange(3)
    emergency = numbered(9, random.randrange(people)) if "emergency" in basis else None
    return entry(
        number,
        at=at,
        recorded_at=at,
        act=act,
        actor=reader(recipient * 5 + random.randrange(5), recipient),
        holder_id=agency(random.randrange(agencies)),
        recipient_id=agency(recipient),
        subjects=tuple(person(one) for one in {who, random.randrange(people)}),
        items=tuple(
            ItemShared(
                item_id=numbered(4, who * 20 + random.randrange(20)), revision=1, category="health"
            )
            for _ in range(random.randrange(1, 4))
        ),
        effect="withheld" if refused else random.choice(("full", "blurred")),
        basis=basis,
        citations=("個人情報保護法27条1項",) if basis else (),
        consents=(ConsentCited(consent_id=numbered(5, who), version=1),)
        if "consent" in basis
        else (),
        rules=(1, random.randrange(2, 73)),
        matter_id=numbered(6, matter),
        conference_id=numbered(7, matter // 5),
        packet_id=numbered(8, matter * 10 + recipient) if act.startswith("packet") else None,
        emergency_id=emergency,
    )


_BASES = (
    ("consent",),
    ("consent",),
    ("conference_106_6",),
    ("own_record",),
    ("consent", "conference_106_6"),
    ("emergency",),
)
