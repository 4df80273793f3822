"""Sharing beside a meeting: a packet for casework, a word by mouth, a look at a record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID, uuid4

from services.conference.application.acting import Acting, acting
from services.conference.application.desk import Desk
from services.conference.application.disclosure.building import build_for
from services.conference.application.disclosure.casework import (
    casework_docket,
    intend,
    own_items,
    reasons_for_less,
)
from services.conference.application.disclosure.entries import Occasion, entries_of
from services.conference.application.disclosure.reasons import reasons_for
from services.conference.application.disclosure.sharing_forms import (
    Noted,
    PreparedSharing,
    PrepareSharing,
    ReadRecord,
    TellByMouth,
)
from services.conference.application.holders import matter_known_to
from services.conference.docket import (
    Docket,
    Laid,
    Now,
    Sitting,
    agenda_sitting,
    open_docket,
)
from services.conference.domain.item import ItemDetails
from services.conference.domain.packet import Ruling
from services.conference.domain.sharing import (
    SHARING,
    SharingDetails,
    TellingAct,
    as_told,
    tell,
)
from services.conference.law.vocabulary import Category
from shared.acting import AGENCY_ROLES
from shared.identity import Actor
from shared.sealing import Sealed, seal_jointly
from shared.store import Transaction
from shared.use_case import use_case

OCCASION_LABEL = "conference.sharing.occasion"


class Sharing:
    """What agencies share in daily work.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("sharing.prepare", "会議によらない資料の作成", roles=AGENCY_ROLES)
    def prepare(self, actor: Actor, request: PrepareSharing) -> PreparedSharing:
        """Build packets outside a meeting (referrals, casework); decided by the same law.

        Raises:
            Refusal: ``item-not-found`` for items of other agencies too; ``agency-not-found``;
                ``sharing-exists``.
        """
        desk = self._desk
        sharing_id = request.sharing_id or uuid4()
        with desk.transaction(actor) as tx:
            own = acting(tx, actor)
            items = own_items(tx, own, request.items)
            details = SharingDetails(
                case_id=request.case_id,
                purpose=request.purpose,
                subjects=tuple(dict.fromkeys(request.subjects)),
                recipients=request.recipients,
            )
            sitting = intend(tx, own, sharing_id, details)
            docket = casework_docket(desk, tx, sitting, items, request.recipients)
            recipients = list(dict.fromkeys(request.recipients))
            packets = build_for(desk, tx, actor, docket, recipients)
            reasons = reasons_for_less(own, actor, docket)
        return PreparedSharing(sharing_id=sharing_id, packets=tuple(packets), reasons=reasons)

    @use_case("sharing.tell", "口頭での共有の記録", roles=AGENCY_ROLES)
    def tell(self, actor: Actor, request: TellByMouth) -> Noted:
        """Record what was told by mouth: always taken down, and told what the law says of it.

        Raises:
            Refusal: ``agency-not-found``; ``agenda-item-not-found``, also for one that the own
                agency may not know of.
            InvalidInput: ``told-in-future``.
        """
        details = SharingDetails(
            case_id=request.case_id,
            purpose=request.purpose,
            subjects=tuple(dict.fromkeys(request.subjects)),
            recipients=(request.recipient_id,),
        )
        with self._desk.transaction(actor) as tx:
            sharing_id, own = uuid4(), acting(tx, actor)
            sitting = intend(tx, own, sharing_id, details)
            if request.conference_id and request.agenda_id:
                matter_known_to(tx, request.conference_id, request.agenda_id, own.agency_id)
                sitting = agenda_sitting(Now(tx), request.conference_id, request.agenda_id)
            spoken = _spoken(request.categories, request.subjects, own.agency_id)
            docket = self._docket(tx, sitting, spoken, request.recipient_id, request.told_at)
            telling = _Telling("oral", request.told, request.occasion)
            return self._note(tx, actor, own, sharing_id, docket, telling)

    @use_case("sharing.read-record", "記録の閲覧の記録", roles=AGENCY_ROLES)
    def read_record(self, actor: Actor, request: ReadRecord) -> Noted:
        """Record that the actor read a record outside any packet.

        Raises:
            Refusal: ``agency-not-found``.
            InvalidInput: ``told-in-future``.
        """
        with self._desk.transaction(actor) as tx:
            sharing_id, own = uuid4(), acting(tx, actor)
            details = SharingDetails(
                case_id=request.case_id,
                purpose=request.purpose,
                subjects=tuple(dict.fromkeys(request.subjects)),
                recipients=(own.agency_id,),
            )
            sitting = intend(tx, own, sharing_id, details)
            holder_id = request.holder_id or own.agency_id
            read = _spoken(request.categories, request.subjects, holder_id)
            docket = self._docket(tx, sitting, read, own.agency_id, request.read_at)
            telling = _Telling("record_read", "full", request.occasion)
            return self._note(tx, actor, own, sharing_id, docket, telling)

    def _docket(
        self,
        tx: Transaction,
        sitting: Sitting,
        items: dict[UUID, Laid],
        recipient_id: UUID,
        at: datetime,
    ) -> Docket:
        return open_docket(
            Now(tx), self._desk.sealer, sitting, items=items, recipients=[recipient_id], at=at
        )

    def _note(
        self,
        tx: Transaction,
        actor: Actor,
        own: Acting,
        sharing_id: UUID,
        docket: Docket,
        telling: _Telling,
    ) -> Noted:
        ((recipient_id, rulings),) = docket.rulings().items()
        now, at, sitting, told = tx.at, docket.world.at, docket.sitting, telling.told
        events = tell(
            sitting.municipality, telling.act, recipient_id, tuple(rulings), told, at=at, now=now
        )
        tx.append(SHARING, tx.load(SHARING, sharing_id), *events)
        on_record = [as_told(one, told) for one in rulings]
        happening = Occasion(
            act=telling.act,
            actor=actor,
            at=at,
            recorded_at=now,
            sitting=sitting,
            emergency_id=docket.emergency_id,
            note=self._sealed(rulings, telling.occasion),
        )
        self._desk.ledger.record(tx, list(entries_of(happening, recipient_id, on_record)))
        return Noted(
            within_the_law=all(one.basis for one in on_record),
            reasons=reasons_for(own, actor, now, docket.decisions),
        )

    def _sealed(self, rulings: Iterable[Ruling], occasion: str | None) -> Sealed | None:
        keys = {str(subject) for one in rulings for subject in one.subjects}
        return seal_jointly(self._desk.sealer, keys, occasion, OCCASION_LABEL) if occasion else None


class _Telling(NamedTuple):
    """What took place, as it was noted."""

    act: TellingAct
    told: Literal["full", "blurred"]
    occasion: str | None


def _spoken(
    categories: tuple[Category, ...], subjects: tuple[UUID, ...], holder_id: UUID
) -> dict[UUID, Laid]:
    """What was told or read and is no item: only its kind is known."""
    return {
        uuid4(): Laid(
            ItemDetails(
                subjects=tuple(dict.fromkeys(subjects)),
                category=category,
                holder_id=holder_id,
                source_kind="observation",
                purpose="consultation",
            ),
            revision=0,
        )
        for category in dict.fromkeys(categories)
    }
