"""What somebody of one municipality tries on another's people, cases and records."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from services.conference import views
from services.conference.domain.conference import CONFERENCE, AgendaItem, ConferenceHeld
from services.conference.domain.municipality import municipality_id
from shared.codes.municipality import DEMO_MUNICIPALITY, MunicipalityCode
from shared.facts import intake
from shared.identity import Actor
from shared.refusal import Refusal
from shared.use_case import read_request
from tests.behaviour.sharing import MATTER
from tests.behaviour.town import SECRETARIAT, Town, named, town_with_a_meeting, worker
from tests.conftest import NewPlace
from tests.refusals import refused

NEXT_DOOR: MunicipalityCode = "011002"
NOBODYS: MunicipalityCode = "392081"
HALL = worker("hall", "secretariat")
STRANGER = Actor(person="w-x", agency=str(uuid4()), role="secretariat", purpose="conference")
AGENCY = {
    "name": "架空の機関",
    "kind": "municipal_department",
    "holder_class": "public",
    "internal": True,
}
REASON = "架空の理由いろはにほへと"
LONG = "あ" * 10_001


@pytest.fixture
def town(tmp_path: Path, new_place: NewPlace) -> Town:
    """A town with a meeting and a case, and the hall of the town next door."""
    town = town_with_a_meeting(tmp_path / "home", new_place())
    town.agency("hall", "municipal_department", "public", municipality=NEXT_DOOR, internal=True)
    town.person("stranger", "1990-01-01", municipality=NEXT_DOOR)
    case(town, "case", DEMO_MUNICIPALITY, "son", "mother")
    case(town, "other-case", NEXT_DOOR, "stranger")
    return town


def case(town: Town, name: str, municipality: MunicipalityCode, *persons: str) -> None:
    """Intake has told of a case and who is in it."""
    told = {
        "municipality": municipality,
        "occurred_on": date(2026, 6, 1),
        "case_id": str(named(name)),
    }
    with town.at_work() as tx:
        opened = intake.ConsultationReceived(**told, anonymous=False)
        views.remember_case(tx, opened)
        views.remember_for_retention(tx, opened)
        for one in persons:
            joined = intake.PersonJoinedCase(**told, person_id=str(named(one)))
            views.remember_for_retention(tx, joined)


def answered(town: Town, use_case: str, actor: Actor, **request: Any) -> tuple[str, str, str]:
    """How somebody is refused."""
    with pytest.raises(Refusal) as no:
        town.offer(use_case, actor, **request)
    return no.value.code, no.value.message, no.value.remedy


@pytest.mark.parametrize(
    ("actor", "code"),
    [(STRANGER, "own-agency-not-registered"), (HALL, "not-of-this-municipality")],
)
@pytest.mark.parametrize(
    ("use_case", "request_"),
    [
        ("agencies.register", {"agency_id": STRANGER.agency, **AGENCY}),
        ("municipality.describe", {}),
        ("agencies.list", {}),
    ],
)
def test_an_empty_municipality_is_not_there_for_the_taking(
    town: Town, use_case: str, request_: dict[str, Any], actor: Actor, code: str
) -> None:
    """When a secretariat is the first to come, then it neither registers itself nor looks."""
    with refused(code):
        town.offer(use_case, actor, municipality=NOBODYS, **request_)

    assert views.agencies_of(town.conference.store, NOBODYS) == []
    assert town.conference.store.history(municipality_id(NOBODYS)) == []


def test_the_first_agency_is_registered_by_the_operator(town: Town) -> None:
    """Given an empty municipality, when the operator registers its hall, then that goes on."""
    operator = Actor(person="op", agency="tsunagu", role="operator", purpose="operation")
    first, second = uuid4(), uuid4()
    here = {"municipality": NOBODYS, **AGENCY}
    town.offer("agencies.register", operator, agency_id=first, **here)

    own = Actor(person="w-y", agency=str(first), role="secretariat", purpose="conference")
    town.offer("agencies.register", own, agency_id=second, **here)

    assert set(views.agencies_of(town.conference.store, NOBODYS)) == {first, second}


@pytest.mark.rule(59)
@pytest.mark.parametrize("whose", ["person_id", "case_id"])
def test_nobody_suspends_disposal_next_door(town: Town, whose: str) -> None:
    """When the hall holds this town's son or case, then as if there were none, and nothing."""
    theirs = {"person_id": named("son"), "case_id": named("case")}[whose]
    hold = {"municipality": NEXT_DOOR, "kind": "audit", "reason": REASON}

    first = answered(town, "holds.place", HALL, **hold, **{whose: theirs})

    assert first == answered(town, "holds.place", HALL, **hold, **{whose: uuid4()})
    assert views.holds_of(town.conference.store, NEXT_DOOR) == []
    own = {"person_id": named("stranger"), "case_id": named("other-case")}[whose]
    assert town.offer("holds.place", HALL, **hold, **{whose: own})


def test_a_hold_next_door_is_answered_like_none(town: Town) -> None:
    """Given this town's hold, lifted or not, when the hall lifts it, then there is none."""
    hold = {"municipality": DEMO_MUNICIPALITY, "kind": "audit", "reason": REASON}
    hold_id = town.offer("holds.place", SECRETARIAT, **hold, person_id=named("son"))
    none = answered(town, "holds.lift", HALL, hold_id=uuid4(), expected_version=7)

    assert answered(town, "holds.lift", HALL, hold_id=hold_id) == none
    assert answered(town, "holds.lift", HALL, hold_id=hold_id, expected_version=7) == none
    town.offer("holds.lift", SECRETARIAT, hold_id=hold_id)
    assert answered(town, "holds.lift", HALL, hold_id=hold_id) == none


@pytest.mark.parametrize("use_case", ["erasures.approve", "erasures.reject", "erasures.show"])
def test_an_erasure_next_door_is_answered_like_none(town: Town, use_case: str) -> None:
    """Given this town's erasure, then the hall learns neither its state nor its version."""
    case(town, "ended", DEMO_MUNICIPALITY, "grown")
    end = intake.CaseClosed(
        municipality=DEMO_MUNICIPALITY,
        occurred_on=date(2019, 6, 1),
        case_id=str(named("ended")),
        reason="other",
    )
    with town.at_work() as tx:
        views.remember_for_retention(tx, end)
    (erasure_id,) = town.offer(
        "erasures.propose",
        SECRETARIAT,
        municipality=DEMO_MUNICIPALITY,
        person_id=named("grown"),
    ).erasure_ids
    more: dict[str, Any] = {} if use_case == "erasures.show" else {"expected_version": 1}
    if use_case == "erasures.reject":
        more["reason"] = "still_needed"

    assert answered(town, use_case, HALL, erasure_id=erasure_id, **more) == answered(
        town, use_case, HALL, erasure_id=uuid4(), **more
    )


@pytest.mark.parametrize("whose", ["person_id", "case_id"])
def test_nobody_learns_next_door_who_may_be_erased(town: Town, whose: str) -> None:
    """When the hall proposes an erased person of this town or a case, then as if unknown."""
    town.sealer.destroy(str(named("son")))
    theirs = {"person_id": named("son"), "case_id": named("case")}[whose]
    asked = {"municipality": NEXT_DOOR, "ground": "court_order", "reason": REASON}

    assert answered(town, "erasures.propose", HALL, **asked, **{whose: theirs}) == answered(
        town, "erasures.propose", HALL, **asked, **{whose: uuid4()}
    )


@pytest.mark.parametrize("version", [None, 0, 99])
def test_nobody_answers_for_people_next_door(town: Town, version: int | None) -> None:
    """When the hall records this son's answer, then as for somebody who is not there."""
    asked = {"state": "not_asked", "expected_version": version}

    assert answered(town, "consents.answer", HALL, person_id=named("son"), **asked) == answered(
        town, "consents.answer", HALL, person_id=uuid4(), **asked
    )


@pytest.mark.parametrize("version", [None, 0, 99])
def test_nobody_takes_a_consent_back_next_door(town: Town, version: int | None) -> None:
    """When the hall withdraws this son's consent, then there is none."""
    town.consents("son", "npo")
    asked = {"withdrawn_by": named("son"), "method": "oral", "expected_version": version}

    assert answered(
        town, "consents.withdraw", HALL, consent_id=named("son-consent"), **asked
    ) == answered(town, "consents.withdraw", HALL, consent_id=uuid4(), **asked)


def test_a_notice_to_others_is_answered_like_none(town: Town) -> None:
    """When an agency says it read a notice that was not for it, then there is none."""
    town.consents("son", "npo")
    asked = {"consent_id": named("son-consent")}

    assert answered(town, "consents.notice-seen", HALL, **asked) == answered(
        town, "consents.notice-seen", HALL, consent_id=uuid4()
    )


@pytest.mark.parametrize("version", [None, 1, 99])
@pytest.mark.parametrize("erased", [False, True])
def test_nobody_describes_people_next_door(
    town: Town, version: int | None, *, erased: bool
) -> None:
    """When the hall describes this son, then the number is taken, as by anything else."""
    if erased:
        town.sealer.destroy(str(named("son")))
    asked = {
        "municipality": NEXT_DOOR,
        "role": "person_concerned",
        "birth": "1990-05",
        "expected_version": version,
    }
    first = answered(town, "persons.describe", HALL, person_id=named("son"), **asked)

    assert first[0] == "id-taken"
    assert first == answered(
        town,
        "persons.describe",
        HALL,
        person_id=named("meeting"),
        **{**asked, "expected_version": None},
    )


@pytest.mark.parametrize(
    ("use_case", "asked"),
    [
        (
            "determinations.make",
            {
                "kind": "in_purpose",
                "recipients": (named("hall"),),
                "approved_by": named("w-head"),
            },
        ),
        (
            "determinations.make",
            {"kind": "abuse_report", "victim_kind": "child", "recipients": (named("hall"),)},
        ),
        ("emergencies.assert", {"danger": "life", "responders": (named("npo"),)}),
    ],
)
def test_nothing_is_decided_about_people_next_door(
    town: Town, use_case: str, asked: dict[str, Any]
) -> None:
    """When a decision names this town's son, then as for somebody whom nobody described."""
    asked = {"categories": ("consultation",), "reason": REASON, **asked}
    about = [(named("stranger"), named("son")), (named("stranger"), uuid4())]

    theirs, nobody = (
        answered(town, use_case, HALL, subjects=subjects, **asked) for subjects in about
    )

    assert theirs == nobody
    assert theirs[0] == "person-not-described"
    town.sealer.destroy(str(named("son")))
    assert answered(town, use_case, HALL, subjects=about[0], **asked) == nobody


def test_an_emergency_next_door_is_answered_like_none(town: Town) -> None:
    """When the hall reviews this town's emergency, then there is none."""
    emergency_id = town.offer(
        "emergencies.assert",
        SECRETARIAT,
        danger="life",
        reason=REASON,
        responders=(named("npo"),),
        subjects=(named("son"),),
        categories=("health",),
    )

    assert answered(
        town, "emergencies.review", HALL, emergency_id=emergency_id, justified=True
    ) == answered(town, "emergencies.review", HALL, emergency_id=uuid4(), justified=True)


@pytest.mark.parametrize("use_case", ["minutes.list", "roles.list", "needs.list"])
def test_others_do_not_learn_what_is_on_an_agenda(town: Town, use_case: str) -> None:
    """When somebody who did not convene it asks, then what is there is answered like none."""
    town.agency("office", "municipal_department", "public", internal=True)
    for actor in (HALL, worker("office", "secretariat")):
        there = answered(town, use_case, actor, **MATTER)
        assert there == answered(town, use_case, actor, **{**MATTER, "agenda_id": uuid4()})
        assert there == answered(town, use_case, actor, conference_id=uuid4(), agenda_id=uuid4())


def test_a_conference_next_door_decides_no_plan(town: Town) -> None:
    """Given a conference next door that names this town's case, then no plan is closed by it."""
    town.placed("plan", "son", mode="juso_kaigi", purpose="plan_formation")
    plan_id = town.offer(
        "plans.propose",
        SECRETARIAT,
        conference_id=named("meeting"),
        agenda_id=named("plan"),
    )
    item = AgendaItem(
        case_id=named("case"), legal_mode="juso_kaigi", with_consent=True, purpose="plan_formation"
    )
    told = ConferenceHeld(
        municipality=NEXT_DOOR,
        convened_by="municipality",
        held_on=town.now.date(),
        agenda=(item,),
    )
    town.given(CONFERENCE, named("theirs"), told)

    asked = {"plan_id": plan_id, "consented_on": town.now.date()}
    assert answered(
        town, "plans.decide", SECRETARIAT, conference_id=named("theirs"), **asked
    ) == answered(town, "plans.decide", SECRETARIAT, conference_id=uuid4(), **asked)


@pytest.mark.parametrize("taken", ["meeting", "son", "npo", "meeting-roster"])
def test_an_id_that_something_else_has_is_taken(town: Town, taken: str) -> None:
    """When an item is to have a meeting's id, then it is refused, and nothing is broken off."""
    with refused("id-taken"):
        town.offer(
            "items.contribute",
            worker("city", "counsellor"),
            item_id=named(taken),
            subjects=(named("son"),),
            category="consultation",
            source_kind="observation",
            purpose="consultation",
            text="架空の本文",
        )


def test_sharing_does_not_pass_for_an_agenda_item(town: Town) -> None:
    """When sharing is to have an agenda item's id, then it is taken."""
    with refused("id-taken"):
        town.offer(
            "sharing.prepare",
            worker("city", "counsellor"),
            sharing_id=named("matter"),
            case_id=named("case"),
            purpose="referral",
            subjects=(named("son"),),
            items=(named("talk"),),
            recipients=(named("shakyo"),),
        )


def test_an_agenda_item_does_not_pass_for_sharing(town: Town) -> None:
    """Given sharing outside a meeting, when an agenda item is to have its id, then it is taken."""
    sharing_id = uuid4()
    people = {"case_id": named("case"), "subjects": (named("son"),)}
    town.offer(
        "sharing.prepare",
        worker("city", "counsellor"),
        sharing_id=sharing_id,
        purpose="referral",
        items=(named("talk"),),
        recipients=(named("shakyo"),),
        **people,
    )

    with refused("agenda-item-exists"):
        town.offer(
            "agenda.place",
            SECRETARIAT,
            conference_id=named("meeting"),
            agenda_id=sharing_id,
            legal_mode="shien_kaigi_106_6",
            purpose="information_exchange",
            **people,
        )


@pytest.mark.parametrize(
    ("use_case", "request_"),
    [
        (
            "items.contribute",
            {
                "subjects": [str(named("son"))],
                "category": "consultation",
                "source_kind": "observation",
                "purpose": "consultation",
                "text": LONG,
            },
        ),
        (
            "emergencies.review",
            {"emergency_id": str(uuid4()), "justified": False, "note": LONG},
        ),
        (
            "persons.describe",
            {
                "person_id": str(named("son")),
                "municipality": DEMO_MUNICIPALITY,
                "role": "person_concerned",
                "refuses_local_area": LONG,
            },
        ),
        ("municipality.describe", {"municipality": DEMO_MUNICIPALITY, "profile": LONG}),
        (
            "minutes.write",
            {
                "conference_id": str(named("meeting")),
                "agenda_id": str(named("matter")),
                "paragraphs": [
                    {"text": LONG, "category": "consultation", "source_kind": "assessment"}
                ],
            },
        ),
    ],
)
def test_a_text_has_an_end(town: Town, use_case: str, request_: dict[str, Any]) -> None:
    """When a text is huge, then it is refused before anything is sealed; a long one is not."""
    described, _ = town.conference.application.use_cases()[use_case]
    with refused("request-unreadable"):
        read_request(described.request, request_)

    def shortened(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: shortened(one) for name, one in value.items()}
        if isinstance(value, list):
            return [shortened(one) for one in value]
        return value[:10_000] if isinstance(value, str) else value

    read_request(described.request, shortened(request_))
