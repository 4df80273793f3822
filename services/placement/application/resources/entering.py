"""Entering into the directory within an open transaction: for one request, or a table's rows."""

from __future__ import annotations

from datetime import date

from services.placement.application.acting import Acting, refuse_taken
from services.placement.application.resources.reaching import refuse_listed, refuse_stranger
from services.placement.domain.resource import (
    CONTACT_LABEL,
    NOTES_LABEL,
    RESOURCE,
    ResourceDetails,
    ResourceState,
    amend_resource,
    confirm_resource,
    existing,
    record_notes,
    register_resource,
)
from shared.codes.municipality import MunicipalityCode
from shared.desk import Desk
from shared.refusal import Refusal
from shared.sealing import Sealed, Sealer
from shared.store import Stream, Transaction

ResourceStream = Stream[ResourceState]


def enter_new(
    tx: Transaction,
    desk: Desk,
    stream: ResourceStream,
    municipality: MunicipalityCode,
    details: ResourceDetails,
    contact: str | None,
) -> ResourceStream:
    """Enter a resource.

    Raises:
        Refusal: ``id-taken``: another municipality has the id; ``agency-not-found``,
            ``resource-listed``; and see
            :func:`services.placement.domain.resource.register_resource`.
    """
    refuse_taken(municipality, stream.state)
    refuse_stranger(tx, municipality, details.agency_id)
    if stream.state is None:
        refuse_listed(tx, municipality, details)
    sealed = _sealed(desk.sealer, stream, contact, None, CONTACT_LABEL)
    events = register_resource(stream.state, municipality, details, sealed)
    return tx.append(RESOURCE, stream, *events)


def enter_amended(
    tx: Transaction,
    desk: Desk,
    stream: ResourceStream,
    details: ResourceDetails,
    contact: str | None,
) -> ResourceStream:
    """Replace what is known of a resource.

    Raises:
        Refusal: ``agency-not-found``, ``resource-listed``; and see
            :func:`services.placement.domain.resource.amend_resource`.
    """
    current = existing(stream.state)
    refuse_stranger(tx, current.municipality, details.agency_id)
    refuse_listed(tx, current.municipality, details, but=stream.id)
    sealed = _sealed(desk.sealer, stream, contact, current.contact, CONTACT_LABEL)
    return tx.append(RESOURCE, stream, *amend_resource(current, details, sealed))


def enter_confirmed(
    tx: Transaction, desk: Desk, stream: ResourceStream, on: date, free_places: int | None
) -> ResourceStream:
    """Record that somebody asked the place.

    Raises:
        Refusal: see :func:`services.placement.domain.resource.confirm_resource`.
    """
    events = confirm_resource(stream.state, on=on, free_places=free_places, today=desk.today)
    return tx.append(RESOURCE, stream, *events)


def enter_notes(
    tx: Transaction, desk: Desk, own: Acting, stream: ResourceStream, notes: str | None
) -> ResourceStream:
    """Replace what is to be minded of a resource.

    Raises:
        Refusal: ``resource-not-found``, ``notes-about-own-agency``.
    """
    current = existing(stream.state)
    refuse_about_own(own, current)
    sealed = _sealed(desk.sealer, stream, notes, current.notes, NOTES_LABEL)
    return tx.append(RESOURCE, stream, *record_notes(current, sealed))


def refuse_about_own(own: Acting, resource: ResourceState) -> None:
    """Keep what is noted of a place from whoever runs it, also if the municipality entrusts them.

    Raises:
        Refusal: ``notes-about-own-agency``.
    """
    if resource.details.agency_id == own.agency_id and not own.agency.internal:
        raise Refusal(
            "notes-about-own-agency",
            "自分の機関が運営する社会資源の、受入れの配慮・経緯は扱えません。",
            "市町村の担当課に依頼してください。",
        )


def _sealed(
    sealer: Sealer, stream: ResourceStream, text: str | None, before: Sealed | None, label: str
) -> Sealed | None:
    """A text under the resource's own key; what was said before stays as it was sealed.

    The key's id cannot be a person's: no erasure of a person reaches it.
    """
    if not text:
        return None
    if before is not None and sealer.open(before, label) == text:
        return before
    return sealer.seal(f"resource:{stream.id}", text, label)
