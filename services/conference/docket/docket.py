"""A docket: one world, made of the record, and what it was decided to mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from services.conference import views
from services.conference.docket.answers import (
    consents_of,
    determinations_about,
    emergency_about,
)
from services.conference.docket.dated import during
from services.conference.docket.people import known_agency, person_of
from services.conference.docket.record import Record, Within
from services.conference.docket.sitting import RECORDED, Sitting
from services.conference.domain.item import ITEM, ItemDetails
from services.conference.domain.municipality import MUNICIPALITY, Period, municipality_id
from services.conference.domain.packet import ConsentCited, Ruling
from services.conference.law import world as law
from services.conference.law.bases.consent.carrying import carrying
from services.conference.law.bases.consent.standing import Consents
from services.conference.law.decide import decide
from services.conference.law.decision import Decision
from services.conference.law.reading import parse
from services.conference.law.world.moment import Period as LawPeriod
from shared.refusal import Refusal
from shared.sealing import Sealer


class Laid(NamedTuple):
    """What is laid before the law of an item: everything but its words.

    Attributes:
        details: what kind of information it is.
        revision: of its wording; 0 for what was told by mouth and is no item.
    """

    details: ItemDetails
    revision: int


def lay(record: Record, items: Iterable[UUID]) -> dict[UUID, Laid]:
    """Lay items on record before the law.

    Raises:
        Refusal: ``item-not-found``.
    """
    laid: dict[UUID, Laid] = {}
    for item_id in items:
        item = record.state(ITEM, item_id)
        if item is None:
            raise Refusal(
                "item-not-found",
                "その情報は記録されていません。",
                "情報の指定を確かめてください。",
            )
        laid[item_id] = Laid(item.details, item.revision)
    return laid


@dataclass(frozen=True)
class Docket:
    """Everything a decision about one matter depends on, at one instant.

    Attributes:
        sitting: the matter.
        world: what the law reads.
        items: the items by id.
        emergency_id: the emergency that the world holds.
    """

    sitting: Sitting
    world: law.World
    items: Mapping[UUID, Laid]
    emergency_id: UUID | None

    @cached_property
    def decisions(self) -> list[Decision]:
        """One for every item and recipient, in the order of the world."""
        return decide(self.world)

    def as_known_to(self, agency_id: UUID) -> Docket:
        """The docket without reports of abuse between others: nobody else knows of them (rule 44).

        Args:
            agency_id: who looks at what is decided.
        """
        own = str(agency_id)
        known = tuple(
            one
            for one in self.world.determinations
            if one.kind != "abuse_report" or own in {one.holder, *one.recipients}
        )
        return replace(self, world=self.world.model_copy(update={"determinations": known}))

    def rulings(self) -> dict[UUID, list[Ruling]]:
        """What was decided, as it goes on record, by recipient.

        Recipients of whom the same was decided about an item share one ruling.
        """
        recipients = {one: UUID(one) for one in self.world.recipients}
        rulings: dict[UUID, list[Ruling]] = {one: [] for one in recipients.values()}
        known: dict[tuple[object, ...], Ruling] = {}
        for decision in self.decisions:
            item, recipient, *rest = decision
            cited = self._cited(decision) if "consent" in decision.basis else ()
            key = (item, *rest, cited)
            if key not in known:
                known[key] = self._ruling(decision, cited)
            rulings[recipients[recipient]].append(known[key])
        return rulings

    def _ruling(self, decision: Decision, cited: tuple[ConsentCited, ...]) -> Ruling:
        item_id, laid = self._laid[decision.item]
        return Ruling(
            item_id=item_id,
            revision=laid.revision,
            holder_id=laid.details.holder_id,
            subjects=laid.details.subjects,
            category=laid.details.category,
            effect=decision.effect,
            basis=decision.basis,
            consents=cited,
            rules=decision.rules,
            obligations=decision.obligations,
        )

    @cached_property
    def _laid(self) -> dict[str, tuple[UUID, Laid]]:
        return {str(item_id): (item_id, laid) for item_id, laid in self.items.items()}

    @cached_property
    def _consents(self) -> Consents:
        return Consents(self.world, self.world.profile.options_at(self.world.at))

    @cached_property
    def _agencies(self) -> dict[str, law.Agency]:
        return {one.id: one for one in self.world.agencies}

    def _cited(self, decision: Decision) -> tuple[ConsentCited, ...]:
        """The answers that carry a grant: of every subject, those that count."""
        details, agency = self._laid[decision.item][1].details, self._agencies[decision.recipient]
        return tuple(
            ConsentCited(consent_id=UUID(one.id), version=one.version)
            for subject in details.subjects
            for one in carrying(self._consents, str(subject), details.category, agency)
        )


def open_docket(
    record: Record,
    sealer: Sealer,
    sitting: Sitting,
    *,
    items: Mapping[UUID, Laid],
    recipients: Sequence[UUID],
    at: datetime,
) -> Docket:
    """Read the docket of a matter.

    Args:
        record: as it stands, or as it was.
        sealer: opens dates of birth and of death, and nothing else.
        sitting: the matter.
        items: what is laid before the law; see :func:`lay`.
        recipients: for whom.
        at: the instant for which is decided.

    Raises:
        Refusal: ``agency-not-found``.
    """
    people, here = _subjects(sitting, items.values()), Within(record, sitting.municipality)
    determinations = tuple(determinations_about(here, people))
    emergency = emergency_about(here, people, at)
    consents = tuple(consents_of(here, people))
    persons = {str(one): person_of(here, sealer, one) for one in people}
    persons |= _relations(record, sealer, consents, persons)
    agencies = {str(one): known_agency(record, one) for one in recipients}
    agencies |= _further_agencies(record, sitting, items.values(), agencies)
    return Docket(
        sitting=sitting,
        items=items,
        emergency_id=emergency[0] if emergency else None,
        world=law.World(
            contract="tsunagu-world/1",
            at=at,
            conference=sitting.law,
            persons=tuple(persons.values()),
            agencies=tuple(agencies.values()),
            items=tuple(_law_item(item_id, item) for item_id, item in items.items()),
            consents=consents,
            determinations=determinations,
            emergency=emergency[1] if emergency else None,
            recipients=tuple(str(one) for one in recipients),
            **_municipality(record, sitting),
        ),
    )


def _law_item(item_id: UUID, item: Laid) -> law.Item:
    details = item.details
    return law.Item(
        id=str(item_id),
        subjects=tuple(map(str, details.subjects)),
        category=details.category,
        holder=str(details.holder_id),
        source_kind=details.source_kind,
        provenance=str(details.provenance) if details.provenance else None,
        flags=details.flags,
        purpose=details.purpose,
        text=RECORDED,
        generalised=None,
    )


def _subjects(sitting: Sitting, items: Iterable[Laid]) -> list[UUID]:
    """Whom the matter, its items and its requests are about, each once."""
    named = [UUID(one) for one in sitting.law.subjects]
    named += [UUID(one) for request in sitting.law.requests for one in request.subjects]
    named += [one for item in items for one in item.details.subjects]
    return list(dict.fromkeys(named))


def _relations(
    record: Record, sealer: Sealer, consents: Iterable[law.Consent], known: Mapping[str, law.Person]
) -> dict[str, law.Person]:
    """Those who answered for somebody, wherever they live: their suspected abuse decides too."""
    asked = dict.fromkeys(one.given_by for one in consents if one.given_by)
    return {
        one: person_of(record, sealer, UUID(one))
        for one in asked
        if one not in known and not views.is_agency(record.views, UUID(one))
    }


def _further_agencies(
    record: Record,
    sitting: Sitting,
    items: Iterable[Laid],
    known: Mapping[str, law.Agency],
) -> dict[str, law.Agency]:
    """Holders and the convener; nobody else who is named decides anything."""
    needed = {item.details.holder_id for item in items}
    needed |= {sitting.convener_id} if sitting.convener_id else set()
    return {str(one): known_agency(record, one) for one in needed if str(one) not in known}


def _municipality(record: Record, sitting: Sitting) -> dict[str, Any]:
    state = record.state(MUNICIPALITY, municipality_id(sitting.municipality))
    return {
        "municipality": law.Municipality(
            code=sitting.municipality,
            runs_juso=tuple(_periods(state.details.runs_juso)) if state else (),
            welfare_office=state.details.welfare_office if state else False,
        ),
        "profile": _profile(state.details.profile if state else None),
    }


def _periods(periods: Iterable[Period]) -> Iterator[LawPeriod]:
    for one in periods:
        yield LawPeriod(**during(one.start, one.end))


@lru_cache(maxsize=64)
def _profile(document: str | None) -> law.Profile:
    """The municipality's own rule; without one, every option has its default."""
    if document is None:
        return law.Profile(id="none", versions=())
    return parse(law.Profile, document)
