"""A request for access as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from services.conference.domain.access_request.events import (
    AccessCollected,
    AccessCorrected,
    AccessCorrectionAsked,
    AccessDecided,
    AccessDelivered,
    AccessExtended,
    AccessRequested,
    CollectedPart,
    PartDecision,
    Requesting,
    ThirdPartyAnswered,
    ThirdPartyAsked,
)
from shared.codes.municipality import MunicipalityCode
from shared.personal_records import HOLDING_SERVICES, HoldingService
from shared.sealing.sealed import Sealed
from shared.store.aggregate import Aggregate
from shared.store.event import Event


@dataclass(frozen=True, slots=True)
class Opinion:
    """A third party's opinion as it stands; ``opposes`` is ``None`` while there is no answer.

    ``written`` is what they wrote, sealed for the person asked about and the party.
    """

    party_id: UUID
    record_ids: tuple[UUID, ...]
    asked_on: date
    answer_by: date
    opposes: bool | None = None
    written: Sealed | None = None


@dataclass(frozen=True, slots=True)
class AccessRequestState:
    """A request for access as it stands.

    Attributes:
        municipality: whom it is addressed to.
        requesting: the request, with whatever was corrected since.
        due_on: by when it is to be decided.
        correction_asked_on: since when the clock stands still; ``None`` while it runs.
        missing: what was to be corrected when it was last asked for.
        extended: it was extended; this is done once.
        extension_reason: why, as the requester was told.
        rest_by: of a very large request: by when the rest is decided (84条).
        collected: what each service told, by service.
        opinions: third parties that were asked, by asking.
        decided: the decision; ``None`` before.
        delivered_on: when the answer was handed over; ``None`` before.
    """

    municipality: MunicipalityCode
    requesting: Requesting
    due_on: date
    correction_asked_on: date | None = None
    missing: Sealed | None = None
    extended: bool = False
    extension_reason: Sealed | None = None
    rest_by: date | None = None
    collected: Mapping[HoldingService, tuple[CollectedPart, ...]] = field(default_factory=dict)
    opinions: Mapping[UUID, Opinion] = field(default_factory=dict)
    decided: AccessDecided | None = None
    delivered_on: date | None = None

    @property
    def parts(self) -> Iterator[CollectedPart]:
        """Every piece that was gathered, service by service."""
        for service in HOLDING_SERVICES:
            yield from self.collected.get(service, ())

    @property
    def missing_services(self) -> tuple[HoldingService, ...]:
        """The services that have not told yet what they hold."""
        return tuple(one for one in HOLDING_SERVICES if one not in self.collected)

    def decision_on(self, record_id: UUID) -> PartDecision | None:
        """What was decided about a piece; ``None`` if nothing was."""
        if self.decided is None:
            return None
        return next((one for one in self.decided.parts if one.record_id == record_id), None)

    def opposed(self, record_id: UUID) -> bool:
        """Whether a third party opposes that the piece be handed out (86条3項)."""
        return any(one.opposes and record_id in one.record_ids for one in self.opinions.values())

    def asked_about(self, record_id: UUID) -> bool:
        """Whether a third party had the opportunity to say something about the piece."""
        return any(record_id in one.record_ids for one in self.opinions.values())


def evolve(request: AccessRequestState | None, event: Event) -> AccessRequestState:
    """Return the request after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    if request is None:
        if not isinstance(event, AccessRequested):
            raise LookupError(f"{event.TOPIC} cannot begin the history of a request for access")
        return AccessRequestState(event.municipality, Requesting.carried_by(event), event.due_on)
    return _go_on(request, event)


def _go_on(request: AccessRequestState, event: Event) -> AccessRequestState:
    match event:
        case ThirdPartyAsked() | ThirdPartyAnswered():
            return replace(request, opinions={**request.opinions, **_opinion(request, event)})
        case AccessCorrectionAsked() | AccessCorrected() | AccessExtended():
            return _timed(request, event)
        case AccessCollected():
            collected = {**request.collected, event.service: event.parts}
            return replace(request, collected=collected)
        case AccessDecided():
            return replace(request, decided=event)
        case AccessDelivered():
            return replace(request, delivered_on=event.delivered_on)
    raise LookupError(f"{event.TOPIC} has no place in this request's history")


def _timed(
    request: AccessRequestState, event: AccessCorrectionAsked | AccessCorrected | AccessExtended
) -> AccessRequestState:
    """The request after something that moves its clock."""
    match event:
        case AccessCorrectionAsked():
            return replace(request, correction_asked_on=event.asked_on, missing=event.missing)
        case AccessExtended():
            return replace(
                request,
                extended=True,
                extension_reason=event.reason,
                due_on=event.due_on,
                rest_by=event.rest_by,
            )
        case AccessCorrected():
            papers = {
                name: getattr(event, name) or getattr(request.requesting, name)
                for name in ("identity", "power", "subject_birth")
            }
            requesting = request.requesting.model_copy(update=papers)
            return replace(
                request, requesting=requesting, due_on=event.due_on, correction_asked_on=None
            )


def _opinion(
    request: AccessRequestState, event: ThirdPartyAsked | ThirdPartyAnswered
) -> Mapping[UUID, Opinion]:
    """The third party's opinion after it was asked for or came in."""
    if isinstance(event, ThirdPartyAsked):
        asked = Opinion(event.party_id, event.record_ids, event.asked_on, event.answer_by)
        return {event.opinion_id: asked}
    asked = request.opinions[event.opinion_id]
    return {event.opinion_id: replace(asked, opposes=event.opposes, written=event.opinion)}


ACCESS_REQUEST: Aggregate[AccessRequestState] = Aggregate("access_request", evolve)
