"""A town with a meeting under way, made over HTTP, for pages to be looked at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from shared.calendar import jst_date, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.http_counter import Counter, named, somebody

OPERATOR = somebody("city", "operator", "-op")
SECRETARY = somebody("city", "secretariat")
NPO, CLINIC = somebody("npo", "member"), somebody("clinic", "member")
MEETING, MATTER, PLAN = named("meeting"), named("matter"), named("plan")
HEALTH = "見本の病名で通院している、架空の本文あさきゆめみし"
HEARD = "夜に台所へ来る。母とは紙で話す。架空の本文ゑひもせす"
PLANNED = "見学に行ってみたいと話した、架空の本文うゐのおくやま。" * 150
"""Long enough for several pages."""
BLURRED = "体調に波があります（架空）"
NECESSITY = "支援の体制を考えるため（架空）"
NAMES = {
    "city": "架空市 福祉課",
    "npo": "NPO法人 架空のひだまり",
    "clinic": "架空こころの診療所",
    "shakyo": "架空市 社会福祉協議会",
}
_KINDS = {
    "city": ("municipal_department", "public"),
    "npo": ("npo", "private"),
    "clinic": ("medical", "private"),
    "shakyo": ("social_welfare_council", "private"),
}
_TOWN = {"municipality": DEMO_MUNICIPALITY}


def registers(counter: Counter) -> None:
    """The municipality, its agencies, and a son who was received at the counter."""
    counter.told(
        "municipality.describe",
        OPERATOR,
        **_TOWN,
        runs_juso=[{"start": "2023-04-01T00:00:00+09:00"}],
        welfare_office=True,
        profile="municipality-01",
    )
    for name, (kind, holder_class) in _KINDS.items():
        counter.told(
            "agencies.register",
            OPERATOR,
            agency_id=named(name),
            name=NAMES[name],
            kind=kind,
            holder_class=holder_class,
            internal=name == "city",
            **_TOWN,
        )
    counter.receive()
    counter.told(
        "persons.describe",
        SECRETARY,
        person_id=counter.son,
        role="person_concerned",
        birth="1985-05-20",
        **_TOWN,
    )


def meeting(counter: Counter) -> None:
    """A 支援会議 with two agenda items about the son, and information laid before it."""
    roster = {"roster_id": named("roster")}
    modes = ["shien_kaigi_106_6", "juso_kaigi"]
    counter.told(
        "rosters.open", SECRETARY, local_name="まるごと支援会議", legal_modes=modes, **roster
    )
    for name in ("npo", "clinic", "shakyo"):
        counter.told("rosters.join", SECRETARY, agency_id=named(name), **roster)
    counter.told(
        "conferences.convene",
        SECRETARY,
        conference_id=MEETING,
        planned_for=(datetime.now(UTC) + timedelta(days=20)).isoformat(),
        **roster,
    )
    for agenda, mode, purpose in (
        (MATTER, "shien_kaigi_106_6", "support_system_review"),
        (PLAN, "juso_kaigi", "plan_formation"),
    ):
        if mode == "juso_kaigi":
            consents(counter, "plan_formation", consent_id=named("consent"))
        counter.told_in_time(
            "agenda.place",
            SECRETARY,
            conference_id=MEETING,
            agenda_id=agenda,
            case_id=counter.case,
            legal_mode=mode,
            purpose=purpose,
            subjects=[counter.son],
        )
        chosen = [named(one) for one in ("npo", "clinic", "shakyo")]
        counter.told(
            "members.select", SECRETARY, conference_id=MEETING, agenda_id=agenda, agencies=chosen
        )
    for member in (SECRETARY, NPO, CLINIC):
        counter.told("attendees.register", member, conference_id=MEETING, attendee=member.person)
        counter.told("secrecy.acknowledge", member, conference_id=MEETING, agenda_id=MATTER)
    known(counter)


def consents(counter: Counter, *purposes: str, **told: str) -> None:
    """The son consents to what he said himself being told to the npo, for some purposes."""
    counter.told(
        "consents.answer",
        SECRETARY,
        person_id=counter.son,
        state="given",
        given_by=counter.son,
        capacity="self",
        method="written",
        explained_by=named("explainer"),
        explanation_version="2026-1",
        identity_check="面識あり（架空）",
        scope={
            "categories": ["consultation"],
            "recipients": [named("npo"), named("city")],
            "purposes": list(purposes),
        },
        **told,
    )


def known(counter: Counter) -> None:
    """What was asked for, and what the clinic and the city laid before the agenda items."""
    due = str(jst_date(system_clock()) + timedelta(days=10))
    for name, category in (("clinic", "health"), ("city", "consultation")):
        request = named(f"{name}-request")
        counter.told(
            "requests.make",
            SECRETARY,
            conference_id=MEETING,
            agenda_id=MATTER,
            request_id=request,
            to_agency=named(name),
            subjects=[counter.son],
            categories=[category],
            necessity=NECESSITY,
            due_on=due,
        )
        holder = SECRETARY if name == "city" else CLINIC
        counter.told(
            "requests.answer", holder, conference_id=MEETING, request_id=request, answer="all"
        )
    for item, holder, category, text, agenda in (
        ("illness", CLINIC, "health", HEALTH, MATTER),
        ("heard", SECRETARY, "consultation", HEARD, MATTER),
        ("planned", SECRETARY, "consultation", PLANNED, PLAN),
    ):
        told: dict[str, Any] = {"generalised": BLURRED} if item == "illness" else {}
        counter.told(
            "items.contribute",
            holder,
            item_id=named(item),
            subjects=[counter.son],
            category=category,
            source_kind="observation" if item == "illness" else "person_statement",
            text=text,
            purpose="consultation",
            **told,
        )
        counter.told(
            "items.offer", holder, item_id=named(item), conference_id=MEETING, agenda_id=agenda
        )
