"""Who keeps, reads and confirms an entry of the directory."""

from __future__ import annotations

from uuid import UUID

from services.placement import views
from services.placement.application.acting import SUPPORTERS, acting
from services.placement.domain.resource import ResourceDetails, ResourceState
from services.placement.views.resources import resource_at
from shared.acting import AGENCY_ROLES
from shared.identity import Actor, Role
from shared.refusal import Refusal
from shared.store import Transaction

KEEPERS: tuple[Role, ...] = (*SUPPORTERS, "secretariat")
"""Who keeps the directory: those who refer people, and those who convene the agencies."""

READERS: tuple[Role, ...] = AGENCY_ROLES
"""Who looks into it."""


def reached_by(
    tx: Transaction, actor: Actor, resource: ResourceState | None
) -> ResourceState | None:
    """A resource, for the municipality's own agencies and for the agency that runs it.

    For everybody else there is none.

    Raises:
        Refusal: ``own-agency-not-registered``.
    """
    own = acting(tx, actor)
    if resource is None:
        return None
    runs_it = resource.details.agency_id == own.agency_id
    return resource if runs_it or own.works_for(resource.municipality, tx.at) else None


def refuse_stranger(tx: Transaction, municipality: str, agency_id: UUID | None) -> None:
    """Refuse an agency that the municipality's register does not have.

    Raises:
        Refusal: ``agency-not-found``.
    """
    if agency_id is None:
        return
    agency = views.known_agency(tx, agency_id)
    if agency is None or agency.municipality != municipality:
        raise Refusal(
            "agency-not-found",
            "運営する機関が、この市町村の機関として登録されていません。",
            "先に会議の事務局で機関を登録するか、運営する機関を空けてください。",
        )


def refuse_listed(
    tx: Transaction, municipality: str, details: ResourceDetails, but: UUID | None = None
) -> None:
    """Refuse a second entry for a place that the directory has.

    Args:
        tx: the open transaction.
        municipality: whose directory.
        details: kind, name and area that are to be entered.
        but: the entry that is being amended.

    Raises:
        Refusal: ``resource-listed``.
    """
    listed = resource_at(tx, municipality, details)
    if listed is not None and listed != but:
        raise Refusal(
            "resource-listed",
            "同じ種類・名称・地域の社会資源が、すでに登録されています。",
            "登録されている方を変更するか、名称か地域で区別してください。",
        )
