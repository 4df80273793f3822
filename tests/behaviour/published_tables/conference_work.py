"""What conference records of a fictional place: who works there, and plans."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from services.conference.app import Conference
from services.conference.application import ConferenceNote, PlanDraft
from services.conference.application.registers import AgencyRegistration, MunicipalityDescription
from services.conference.domain.conference import AgendaItem
from services.conference.domain.municipality import Period
from services.intake.application.opaque import OpaqueIds
from shared.calendar import JST
from tests.behaviour.published_tables.hall import actor_of, hall_of
from tests.behaviour.published_tables.ledger import case_number
from tests.behaviour.published_tables.place import Place, Plans


def register_agencies(conference: Conference, place: Place, ids: OpaqueIds) -> None:
    """Enter the municipality, its department, and the agencies that its ledger names."""
    registers, operator = conference.application.registers, actor_of(place, "operator")
    registers.describe_municipality(
        operator,
        MunicipalityDescription(
            municipality=place.municipality,
            runs_juso=(Period(start=datetime(2021, 4, 1, tzinfo=JST)),),
            welfare_office=True,
        ),
    )
    named = {ids.agency(name): kind for name, kind in place.agencies.items()}
    for agency_id, kind in ({hall_of(place): "municipal_department"} | named).items():
        registers.register_agency(
            operator,
            AgencyRegistration(
                municipality=place.municipality,
                agency_id=agency_id,
                name="架空の機関",
                kind=kind,
                holder_class="public",
                internal=True,
            ),
        )


def decide_plans(conference: Conference, place: Place, ids: OpaqueIds, plans: Plans) -> None:
    """Hold a 重層的支援会議 about each of the first cases of the ledger, and decide its plan."""
    secretariat = actor_of(place, "secretariat")
    drawn = random.Random(place.code)  # noqa: S311 - invented days
    first, last = plans.between
    for number in range(1, plans.decided + 1):
        case_id = ids.case(case_number(number))
        on = first + timedelta(days=drawn.randint(0, (last - first).days))
        later = on + timedelta(days=90)
        agenda = AgendaItem(
            case_id=case_id, legal_mode="juso_kaigi", with_consent=True, purpose="plan_formation"
        )
        held = ConferenceNote(
            municipality=place.municipality,
            convened_by="municipality",
            held_on=on,
            agenda=(agenda,),
        )
        meeting = conference.application.meetings.hold_conference(secretariat, held)
        draft = PlanDraft(
            will_and_issues="少しずつ外に出たい。",
            goals=(("週に一度、居場所に通う", later),),
            services="居場所の利用。",
            roles=((hall_of(place), "訪問"),),
            integration="月に一度、確かめ合う。",
        )
        conference.application.plans.decide_plan(
            secretariat,
            case_id,
            meeting,
            draft,
            by="municipality",
            decided_on=on,
            consented_on=on,
            next_review=later,
        )
