"""The places and employers of the directory, as steps, jobs and outcomes refer to them."""

from __future__ import annotations

from uuid import UUID

from services.placement.views.resources import resource
from shared.refusal import Refusal
from shared.store import Transaction


def refuse_unlisted(tx: Transaction, municipality: str, resource_id: UUID | None) -> None:
    """Refuse a place that is not in the municipality's directory; one that was withdrawn still is.

    Raises:
        Refusal: ``resource-not-found``, also if another municipality has it.
    """
    if resource_id is None:
        return
    listed = resource(tx, resource_id)
    if listed is None or listed.municipality != municipality:
        raise Refusal(
            "resource-not-found",
            "その場所や事業所は、この市町村の社会資源の一覧にありません。",
            "先に社会資源として登録するか、空けて記録してください。",
        )


def runs(tx: Transaction, agency_id: UUID, resource_id: UUID | None) -> bool:
    """Whether an agency runs a place that people are still referred to."""
    if resource_id is None:
        return False
    listed = resource(tx, resource_id)
    return listed is not None and listed.agency_id == agency_id and listed.withdrawn_on is None
