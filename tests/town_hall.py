"""A fictional town on conference's registers: what it runs, and who works for it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.conference.domain.agency import AGENCY, AgencyDetails, AgencyRegistered
from services.conference.domain.municipality import (
    MUNICIPALITY,
    MunicipalityDescribed,
    Period,
    municipality_id,
)
from services.placement.views import remember_agency
from shared.calendar import JST
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts import conference as told
from shared.identity import Actor
from shared.store import EventStore

BEGAN = datetime(2021, 4, 1, tzinfo=JST)
TOWN_HALL = UUID("00000000-0000-4000-8000-00000000a001")
SECRETARIAT = Actor(
    person="w-3", agency=str(TOWN_HALL), role="secretariat", purpose="support_system_review"
)


def department(name: str = "福祉課") -> AgencyDetails:
    """A department of the municipality."""
    return AgencyDetails(
        name=name, kind="municipal_department", holder_class="public", internal=True
    )


def agency(name: str, kind: str = "npo", **but: object) -> AgencyDetails:
    """An agency outside the town hall."""
    told = {"name": name, "kind": kind, "holder_class": "private", "internal": False}
    return AgencyDetails.model_validate(told | but)


def settle(
    store: EventStore,
    *,
    municipality: str = DEMO_MUNICIPALITY,
    runs_juso: tuple[Period, ...] = (Period(start=BEGAN),),
    welfare_office: bool = True,
    agencies: dict[UUID, AgencyDetails] | None = None,
    at: datetime = BEGAN,
) -> None:
    """Enter a town and its agencies; by default one that runs 重層, with its own department."""
    described = MunicipalityDescribed(
        municipality=municipality, runs_juso=runs_juso, welfare_office=welfare_office
    )
    known = agencies if agencies is not None else {TOWN_HALL: department()}
    with store.transaction(SECRETARIAT, at) as tx:
        stream = tx.load(MUNICIPALITY, municipality_id(municipality))
        tx.append(MUNICIPALITY, stream, described)
        for agency_id, details in known.items():
            registered = AgencyRegistered(municipality=municipality, **dict(details))
            tx.append(AGENCY, tx.load(AGENCY, agency_id), registered)


def told_to_placement(
    store: EventStore,
    *departments: UUID,
    municipality: str = DEMO_MUNICIPALITY,
    kind: str = "municipal_department",
) -> None:
    """What conference's register tells placement of a town's departments; by default its own."""
    with store.transaction(SECRETARIAT, BEGAN) as tx:
        for agency_id in departments or (TOWN_HALL,):
            fact = told.AgencyRegistered(
                municipality=municipality,
                occurred_on=BEGAN.date(),
                agency_id=str(agency_id),
                agency_kind=kind,
                internal=True,
            )
            remember_agency(tx, fact)
