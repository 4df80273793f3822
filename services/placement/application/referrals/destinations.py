"""Whom a referral asks: an agency that the register knows, a resource that the directory lists."""

from __future__ import annotations

from uuid import UUID

from services.placement import views
from services.placement.domain.referral import ReferralState, Terms
from services.placement.views.resources import resource
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal
from shared.store import Transaction


def expect_known(tx: Transaction, agency_id: UUID | None) -> None:
    """Refuse a destination that the register has not told of.

    Raises:
        Refusal: ``agency-not-found``.
    """
    if agency_id is not None and views.known_agency(tx, agency_id) is None:
        raise Refusal(
            "agency-not-found",
            "つなぎ先に指定された機関は、登録されていません。",
            "会議の事務局に登録を依頼するか、機関の指定を外して、種別だけで打診してください。",
        )


def refuse_another_operator(tx: Transaction, state: ReferralState | None, agency_id: UUID) -> None:
    """Refuse an agency that does not run the resource that a referral asks.

    Raises:
        InvalidInput: ``agency-not-of-resource``.
    """
    asked = state.terms.resource_id if state else None
    found = resource(tx, asked) if asked else None
    if found is not None and found.agency_id not in (None, agency_id):
        raise _not_of_resource()


def addressed(tx: Transaction, municipality: MunicipalityCode, terms: Terms) -> Terms:
    """The terms with the agency that answers: the one that is named, else the resource's own.

    Raises:
        Refusal: ``agency-not-found``; ``resource-not-found``, ``resource-withdrawn``.
        InvalidInput: ``agency-not-of-resource``.
    """
    if terms.resource_id is not None:
        terms = _of_resource(tx, municipality, terms, terms.resource_id)
    expect_known(tx, terms.to_agency_id)
    return terms


def _of_resource(
    tx: Transaction, municipality: MunicipalityCode, terms: Terms, resource_id: UUID
) -> Terms:
    found = resource(tx, resource_id)
    if found is None or found.municipality != municipality:
        raise Refusal(
            "resource-not-found",
            "指定された社会資源は登録されていません。",
            "社会資源の一覧で確かめるか、指定を外して、種別だけで打診してください。",
        )
    if found.withdrawn_on is not None:
        raise Refusal(
            "resource-withdrawn",
            "この社会資源は取り下げられていて、いまはつなげません。",
            "再開を確かめて記録するか、ほかの社会資源に打診してください。",
        )
    own = found.agency_id
    if own is not None and terms.to_agency_id not in (None, own):
        raise _not_of_resource()
    return terms.model_copy(update={"to_agency_id": own or terms.to_agency_id})


def _not_of_resource() -> InvalidInput:
    return InvalidInput(
        "つなぎ先の機関",
        "agency-not-of-resource",
        "つなぎ先の機関が、指定された社会資源を運営する機関と違います。",
        "機関の指定を外すか、社会資源の登録を確かめてください。",
    )
