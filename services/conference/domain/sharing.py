"""Sharing outside a meeting 会議によらない提供: a referral's packet, a word by telephone, a look.

What is told by mouth and what is read in the corridor is on record too: an audit that hides how
people work is worth nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.conference.domain.packet.events import Ruling
from services.conference.law.vocabulary import SHOWS, Effect, Purpose
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal
from shared.store.aggregate import Aggregate, id_taken
from shared.store.event import Detail, Event, recorded_as


class SharingDetails(Detail):
    """One act of sharing outside any meeting.

    Attributes:
        case_id: the case, as intake knows it.
        purpose: what is shared for.
        subjects: the persons it is about.
        recipients: the agencies that are to see something.
    """

    case_id: UUID
    purpose: Purpose
    subjects: tuple[UUID, ...] = Field(min_length=1)
    recipients: tuple[UUID, ...] = Field(min_length=1)


@recorded_as("conference.SharingIntended")
class SharingIntended(Event, SharingDetails):
    """Somebody is to be told something outside a meeting; what, the law decides."""


TellingAct = Literal["oral", "record_read"]
"""口頭での共有・記録の閲覧."""


@recorded_as("conference.SharingTold")
class SharingTold(Event):
    """Something was told by mouth, or a record was read: on record whether it was lawful or not.

    Attributes:
        act: how.
        told_at: when it took place; recorded later, as a rule.
        recipient_id: who came to know it.
        rulings: what the law said about it at that instant.
        told: whether the text itself was told, or only what it comes to.
    """

    act: TellingAct
    told_at: AwareDatetime
    recipient_id: UUID
    rulings: tuple[Ruling, ...]
    told: Effect


@dataclass(frozen=True, slots=True)
class SharingState:
    """An act of sharing as it stands."""

    municipality: MunicipalityCode
    details: SharingDetails


def evolve(sharing: SharingState | None, event: Event) -> SharingState:
    """Return the act of sharing after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case SharingIntended() if sharing is None:
            return SharingState(event.municipality, SharingDetails.carried_by(event))
        case SharingTold() if sharing:
            return sharing
    raise LookupError(f"{event.TOPIC} has no place in this sharing's history")


SHARING: Aggregate[SharingState] = Aggregate("sharing", evolve)


def intend_sharing(
    sharing: SharingState | None,
    details: SharingDetails,
    municipality: MunicipalityCode,
    *,
    is_agenda_item: bool,
) -> tuple[SharingIntended, ...]:
    """Record that something is to be shared outside a meeting.

    Args:
        sharing: ``None``, for it is new.
        details: about whom, for whom, what for.
        municipality: where.
        is_agenda_item: an agenda item has its id: packets of the one would pass for the other's.

    Raises:
        Refusal: ``sharing-exists``, ``id-taken``.
    """
    if is_agenda_item:
        raise id_taken()
    if sharing is not None:
        raise Refusal(
            "sharing-exists",
            "この番号の情報提供は、すでに記録されています。",
            "別の情報提供として、新しく記録してください。",
        )
    return (SharingIntended(municipality=municipality, **dict(details)),)


def tell(
    municipality: MunicipalityCode,
    act: TellingAct,
    recipient_id: UUID,
    rulings: tuple[Ruling, ...],
    told: Effect,
    *,
    at: datetime,
    now: datetime,
) -> tuple[SharingTold, ...]:
    """Record what was told by mouth or read; never refused for being unlawful.

    Raises:
        InvalidInput: ``told-in-future``.
    """
    if at > now:
        raise InvalidInput(
            "日時",
            "told-in-future",
            "共有した日時が、今より先になっています。",
            "実際に伝えた日時にしてください。",
        )
    return (
        SharingTold(
            municipality=municipality,
            act=act,
            told_at=at,
            recipient_id=recipient_id,
            rulings=rulings,
            told=told,
        ),
    )


def as_told(ruling: Ruling, told: Effect) -> Ruling:
    """A ruling as it goes on the ledger: what was told, and the bases that carry so much.

    More than the law grants was told on no basis at all; that is on record too.
    """
    if SHOWS[told] <= SHOWS[ruling.effect]:
        return ruling.model_copy(update={"effect": told})
    beyond = {"effect": told, "basis": (), "consents": (), "obligations": ()}
    return ruling.model_copy(update=beyond)
