"""Reading an own record: no disclosure to anybody, and on the ledger all the same (law rule 54).

A use within an agency needs no other basis (law rule 1). That somebody of it looked, at what and
when, is what an audit finds curiosity by (:mod:`services.conference.ledger.unusual`).
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from services.conference.application.desk import Desk
from services.conference.law.statutes.citations import basis_cited_on
from services.conference.law.vocabulary import Purpose
from services.conference.ledger.entry import Entry, ItemShared
from shared.calendar import jst_date
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor
from shared.store import Transaction

RULES = (1,)
"""What the law gives as the reason of an own record."""


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """What somebody reads of what their own agency holds.

    Attributes:
        municipality: whose record it is.
        holder_id: the reader's own agency.
        subjects: the persons it says something about.
        item: what it is.
        purpose: for which it is held.
        conference_id: the conference it was made for, if it was.
        matter_id: the agenda item of that conference.
    """

    municipality: MunicipalityCode
    holder_id: UUID
    subjects: tuple[UUID, ...]
    item: ItemShared
    purpose: Purpose
    conference_id: UUID | None = None
    matter_id: UUID | None = None


def put_reading_on_record(desk: Desk, tx: Transaction, actor: Actor, read: OwnRecord) -> None:
    """Record that somebody reads an own record; it is shown after the commit.

    Args:
        desk: store, keys, clock, ledger.
        tx: the transaction in which it is read.
        actor: who reads.
        read: what.
    """
    entry = Entry(
        entry_id=uuid4(),
        municipality=read.municipality,
        at=tx.at,
        recorded_at=tx.at,
        act="record_read",
        actor=actor,
        holder_id=read.holder_id,
        recipient_id=read.holder_id,
        subjects=read.subjects,
        items=(read.item,),
        effect="full",
        basis=("own_record",),
        citations=(basis_cited_on("own_record", jst_date(tx.at)),),
        rules=RULES,
        legal_mode="casework",
        purpose=read.purpose,
        conference_id=read.conference_id,
        matter_id=read.matter_id,
    )
    desk.ledger.record(tx, [entry])
