"""A town whose 重層的支援会議 makes a plan for the son, and what is done with plans there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from services.conference.domain.agency import AGENCY, AgencyAmended
from services.conference.domain.conference import CONFERENCE, AgendaItem, ConferenceHeld
from services.conference.domain.municipality import Period
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.envelope import Received
from shared.facts.placement import (
    ReferralDeclined,
    ReferralFact,
    ReferralStepUndone,
)
from shared.identity import service_actor
from shared.refusal import Refusal
from tests.behaviour.town import SECRETARIAT, Town, named, worker

NPO, SHAKYO, CLINIC = worker("npo"), worker("shakyo", "secretariat"), worker("clinic")
TEXTS = {
    "will_and_issues": "少しずつ外に出たいという架空の意向いろは",
    "services": "居場所と訪問という架空の支援にほへと",
    "integration": "月に一度確かめ合う架空の方策ちりぬ",
}
GOAL, TASK = "週に一度通うという架空の目標るをわ", "迎えに行くという架空の役割かよた"
WHOLE = {
    **TEXTS,
    "goals": ({"text": GOAL, "due": date(2026, 12, 31)},),
    "roles": (
        {"agency_id": named("npo"), "task": TASK},
        {"agency_id": named("city"), "task": "全体の調整"},
    ),
}
ABOUT_PLAN = {"categories": ("consultation", "work"), "purposes": ("plan_formation",)}


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    """Expect a refusal with this code."""
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def propose(town: Town, by: Any = NPO, **told: Any) -> UUID:
    """Somebody at the table proposes a whole plan; or whatever is told instead."""
    where = {"conference_id": named("juso"), "agenda_id": named("plan")}
    return UUID(str(town.offer("plans.propose", by, **{**where, **WHOLE, **told})))


def held(town: Town, conference: str = "juso", purpose: str = "plan_formation") -> None:
    """The conference was held and discussed the case."""
    item = AgendaItem(
        case_id=named("case"), legal_mode="juso_kaigi", with_consent=True, purpose=purpose
    )
    event = ConferenceHeld(
        municipality=DEMO_MUNICIPALITY,
        convened_by="municipality",
        held_on=town.now.date(),
        agenda=(item,),
    )
    town.given(CONFERENCE, named(conference), event)


def decided(town: Town, **told: Any) -> UUID:
    """A plan that was proposed, discussed, consented to and decided on."""
    plan_id = propose(town, **told)
    town.consents("son", "npo", "city", **ABOUT_PLAN)
    held(town)
    town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    return plan_id


def show(town: Town, plan_id: UUID) -> Any:
    """The plan as its keeper reads it."""
    return town.offer("plans.show", SECRETARIAT, plan_id=plan_id)


def entrusted(town: Town, agency: str) -> None:
    """The municipality has entrusted work to an agency."""
    details = town.conference.store.load(AGENCY, named(agency)).state
    assert details is not None
    period = Period(start=datetime(2026, 4, 1, tzinfo=UTC))
    amended = {**dict(details.details), "entrusted": period}
    town.given(AGENCY, named(agency), AgencyAmended(municipality=DEMO_MUNICIPALITY, **amended))


PLACE = {"conference_id": named("juso"), "agenda_id": named("plan")}


def opened(town: Town, packet_id: UUID, who: Any = NPO) -> str:
    """What somebody reads in a packet."""
    return "".join(
        line.wording for line in town.offer("packets.open", who, packet_id=packet_id).lines
    )


def consented(town: Town, *recipients: str) -> None:
    """The son lets these agencies see his plan."""
    purposes = ("plan_formation", "employment_support")
    town.consents("son", *recipients, categories=("assessment",), purposes=purposes)


FORESEEN = {"person_id": named("son"), "destination": "npo", "mode": "accompany"}


def told_by_placement(town: Town, place: int, fact: type[ReferralFact], referral_id: UUID) -> None:
    """Placement tells of a step of a referral, at a place of its log."""
    told = {
        "municipality": DEMO_MUNICIPALITY,
        "occurred_on": town.now.date(),
        "case_id": str(named("case")),
        "referral_id": str(referral_id),
        "person_id": str(named("son")),
        "destination": "npo",
    }
    undone = {"step": ReferralDeclined.NAME} if fact is ReferralStepUndone else {}
    assert town.conference.handle is not None
    with town.at_work(service_actor("conference", "inbox")) as tx:
        received = Received(place, place - 1, town.now, fact.model_validate(told | undone))
        town.conference.handle(tx, received)
