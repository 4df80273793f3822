"""One entry of the disclosure ledger, and its bytes: what the Merkle tree is made over."""

from __future__ import annotations

import json
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime

from services.conference.domain.packet import ConsentCited
from services.conference.law.vocabulary import Basis, Category, Effect, Mode, Obligation, Purpose
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor
from shared.sealing.sealed import Sealed
from shared.store.event import Detail

Act = Literal[
    "packet_built",
    "packet_opened",
    "packet_printed",
    "oral",
    "record_read",
    "item_received",
    "referral",
    "export",
    "access_request",
    "emergency",
    "emergency_reviewed",
]
"""How something was shared: a packet made ready, opened or printed; told by mouth; a record read
outside any packet; an item received by the conference on its request; a referral's packet; an
export; an answer to the person's own request 開示請求; an emergency override, and its review."""


class ItemShared(Detail):
    """What an entry is about: which item, in which wording, of what kind.

    What was told by mouth need not be an item: then only its kind is on record.
    """

    item_id: UUID | None = None
    revision: int | None = None
    category: Category


class Entry(Detail):
    """Who shared what about whom with whom, why, and what was decided.

    What has the same holder, subjects, effect and footing in one act for one recipient stands in
    one entry.

    Attributes:
        entry_id: its id; no two entries are alike.
        municipality: where.
        at: when the act took place.
        recorded_at: when it was recorded; later than ``at`` for what was told by mouth.
        act: how it was shared.
        actor: who did it, for which agency, in which role, for which purpose.
        holder_id: the agency whose items they are.
        recipient_id: the agency that saw them, or was refused.
        subjects: the persons they say something about.
        items: the items.
        effect: what was shown or told: full, blurred, or withheld, which is a refusal.
        basis: what it rests on; empty when withheld, and when something was told by mouth or read
            without any: that is on record too.
        citations: the bases as the law is cited on that day.
        consents: answers it rests on, with their versions.
        rules: numbers of the rules that fired.
        obligations: what travels with it.
        legal_mode: under which law.
        purpose: what it was shared for.
        matter_id: the agenda item or the act of sharing outside a meeting.
        conference_id: the conference, if there was one.
        packet_id: the packet, if there was one.
        emergency_id: the emergency, if it was one.
        note: what else the actor recorded, sealed (the occasion of oral sharing).
    """

    entry_id: UUID
    municipality: MunicipalityCode
    at: AwareDatetime
    recorded_at: AwareDatetime
    act: Act
    actor: Actor
    holder_id: UUID
    recipient_id: UUID
    subjects: tuple[UUID, ...]
    items: tuple[ItemShared, ...]
    effect: Effect
    basis: tuple[Basis, ...] = ()
    citations: tuple[str, ...] = ()
    consents: tuple[ConsentCited, ...] = ()
    rules: tuple[int, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    legal_mode: Mode
    purpose: Purpose
    matter_id: UUID | None = None
    conference_id: UUID | None = None
    packet_id: UUID | None = None
    emergency_id: UUID | None = None
    note: Sealed | None = None

    def canonical(self) -> bytes:
        """The entry as the tree is made over it: JSON, keys sorted, nothing between (RFC 8785)."""
        document = self.model_dump(mode="json", context={"at_rest": True})
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()

    @classmethod
    def read(cls, canonical: bytes) -> Entry:
        """Read an entry back.

        Raises:
            pydantic.ValidationError: these are not the bytes of an entry; no value is shown.
        """
        return cls.model_validate_json(canonical)
