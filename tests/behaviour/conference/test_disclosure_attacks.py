"""What somebody entitled to sign in tries in order to see or learn what is not theirs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.conference.domain.agency import AGENCY, AgencyRegistered
from services.conference.domain.conference import (
    CONFERENCE,
    AgendaItemRemoved,
    AttendeeRegistered,
)
from services.conference.domain.consent import CONSENTS, ConsentAnswered, Scope, consents_id
from services.conference.domain.determination import (
    DETERMINATION,
    EMERGENCY,
    DeterminationMade,
    EmergencyAsserted,
)
from services.conference.domain.determination.events import REASON_LABEL
from services.conference.domain.item import ITEM, ItemTakenBack
from services.conference.domain.municipality import Period
from services.conference.domain.person import BIRTH_LABEL, PERSON, PersonDescribed
from services.conference.domain.roster import ROSTER, MemberJoined
from shared.codes.municipality import DEMO_MUNICIPALITY, MunicipalityCode
from shared.refusal import Refusal
from shared.use_case import read_request
from tests.behaviour.sharing import MATTER, built_for, ledger, prepared, tell
from tests.behaviour.town import (
    SECRETARIAT,
    Town,
    named,
    town_with_a_meeting,
    worker,
)
from tests.refusals import refused

NEXT_DOOR: MunicipalityCode = "011002"
NPO = worker("npo")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town with a meeting, and next to it another one in the same service."""
    town = town_with_a_meeting(tmp_path / "home")
    beside(town, "hall", "municipal_department", "public", internal=True)
    beside(town, "neighbours", "npo", "private")
    sealed = town.sealer.seal(str(named("stranger")), "1990-01-01", BIRTH_LABEL)
    stranger = PersonDescribed(
        municipality=NEXT_DOOR, birth=sealed, role="person_concerned", protected_address=True
    )
    town.given(PERSON, named("stranger"), stranger)
    return town


def beside(town: Town, name: str, kind: str, holder_class: str, **told: Any) -> None:
    """An agency of the town next door."""
    details = {"kind": kind, "holder_class": holder_class, "internal": False, **told}
    registered = AgencyRegistered(municipality=NEXT_DOOR, name=f"架空の{name}", **details)
    town.given(AGENCY, named(name), registered)


def told(town: Town, actor: Any = NPO, **changes: Any) -> Any:
    """Note a word by mouth to the 社協."""
    return tell(town, actor, recipient_id=named("shakyo"), **changes)


def taken_off(town: Town) -> None:
    """The agenda item is taken off the agenda."""
    removed = AgendaItemRemoved(municipality=DEMO_MUNICIPALITY, agenda_id=named("matter"))
    town.given(CONFERENCE, named("meeting"), removed)


def test_what_its_holder_took_back_is_seen_no_more(town: Town) -> None:
    """Given a packet, when the city takes its item back, then it is withheld, on the ledger."""
    packet_id = built_for(town, "npo")
    taken = ItemTakenBack(municipality=DEMO_MUNICIPALITY, agenda_id=named("matter"))
    town.given(ITEM, named("talk"), taken)

    document = town.offer("packets.open", NPO, packet_id=packet_id)

    assert [line.item_id for line in document.lines] == [named("illness")]
    by_item = {
        item.item_id: one.effect
        for one in ledger(town)
        if one.act == "packet_opened"
        for item in one.items
    }
    assert by_item == {named("illness"): "blurred", named("talk"): "withheld"}


def test_a_corrected_wording_is_what_is_shown_and_recorded(town: Town) -> None:
    """Given a packet, when an item is corrected, then the new words and their revision count."""
    packet_id = built_for(town, "npo")
    town.offer(
        "items.correct",
        worker("city", "counsellor"),
        item_id=named("talk"),
        text="訂正された架空の文よたれそつねならむ",
    )

    document = town.offer("packets.open", NPO, packet_id=packet_id)

    (line,) = (one for one in document.lines if one.item_id == named("talk"))
    assert line.wording == "訂正された架空の文よたれそつねならむ"
    (shown,) = (
        item
        for one in ledger(town)
        if one.act == "packet_opened"
        for item in one.items
        if item.item_id == named("talk")
    )
    assert shown.revision == 2


def test_a_packet_of_a_matter_taken_off_is_refused_on_record(town: Town) -> None:
    """Given a packet, when its agenda item is taken off, then trying to open it is on record."""
    packet_id = built_for(town, "npo")
    taken_off(town)
    before = len(ledger(town))

    with refused("packet-expired"):
        town.offer("packets.open", NPO, packet_id=packet_id)

    new = ledger(town)[before:]
    assert {one.effect for one in new} == {"withheld"}
    assert {item.item_id for one in new for item in one.items} == {named("talk"), named("illness")}
    assert town.offer("packets.list", NPO) == []


def test_an_old_acknowledgement_opens_nothing_in_a_new_stay(town: Town) -> None:
    """Given who left and came back, when a colleague acknowledges, then they must do so too."""
    packet_id = built_for(town, "npo")
    town.leaves("npo")
    town.now += timedelta(minutes=2)
    again = MemberJoined(municipality=DEMO_MUNICIPALITY, agency_id=named("npo"), joined_at=town.now)
    town.given(ROSTER, named("meeting-roster"), again)
    registered = AttendeeRegistered(
        municipality=DEMO_MUNICIPALITY,
        agency_id=named("npo"),
        attendee=NPO.person,
        substitute=False,
        registered_at=town.now,
    )
    town.given(CONFERENCE, named("meeting"), registered)

    with refused("secrecy-not-acknowledged"):
        town.offer("packets.open", NPO, packet_id=packet_id)


def test_one_recipient_named_twice_gets_one_packet(town: Town) -> None:
    """When a careless secretariat names a recipient twice, then there is one packet."""
    packets = town.offer(
        "packets.build", SECRETARIAT, **MATTER, recipients=(named("npo"), named("npo"))
    )

    assert [one.recipient_id for one in packets] == [named("npo")]


@pytest.mark.parametrize("use_case", ["packets.board", "packets.build"])
def test_others_do_not_learn_which_agenda_items_there_are(town: Town, use_case: str) -> None:
    """When another convener asks, then what is there is answered like what is not."""
    hall = worker("hall", "secretariat")
    answers = []
    for agenda_id in (named("matter"), uuid4()):
        with pytest.raises(Refusal) as no:
            town.offer(use_case, hall, conference_id=named("meeting"), agenda_id=agenda_id)
        answers.append((no.value.code, no.value.message))

    assert answers[0] == answers[1]


def test_nobody_tells_in_a_meeting_of_others(town: Town) -> None:
    """When an outsider notes a word in a meeting, then it is answered as if there were none."""
    outsider = worker("neighbours", "member")

    with refused("agenda-item-not-found"):
        told(town, outsider, **MATTER)

    assert ledger(town) == []


def test_a_word_in_a_meeting_rests_on_the_meeting(town: Town) -> None:
    """When a member tells a member in the meeting, then the entry names the conference."""
    told(town, NPO, **MATTER)

    (entry,) = ledger(town)
    assert (entry.conference_id, entry.matter_id) == (named("meeting"), named("matter"))


@pytest.mark.parametrize("role", ["member", "counsellor", "secretariat", "employment_supporter"])
def test_noting_a_word_tells_nothing_about_the_person(town: Town, role: Any) -> None:
    """Given facts about the son, when an npo notes words, then one sentence answers them all."""
    town.person("son", "1985-05-20", protected_address=True, registered_yotaikyo=True)
    town.consents("son", "shakyo")
    town.withdraws("son")

    answers = {
        told(town, worker("npo", role), categories=(category,)).reasons
        for category in ("address", "abuse", "health", "school")
    }

    assert len(answers) == 1
    assert all("所在" not in one and "撤回" not in one for (one,) in answers)


def test_who_keeps_the_registers_is_told_why(town: Town) -> None:
    """When the city's counsellor notes a word, then the reasons are told in full."""
    answer = told(town, worker("city", "counsellor"))

    assert "本人の同意の記録がありません。" in answer.reasons


def test_people_of_another_municipality_are_unknown(town: Town) -> None:
    """Given somebody next door, when a word about them is noted, then as about anybody unknown."""
    counsellor = worker("city", "counsellor")
    refusal = ConsentAnswered(
        municipality=NEXT_DOOR,
        person_id=named("stranger"),
        consent_id=uuid4(),
        version=1,
        given_by=named("stranger"),
        capacity="self",
        state="refused",
        method="written",
        scope=Scope(categories=("address",), recipients=(named("shakyo"),), purposes=("referral",)),
        start=town.now,
        answered_at=town.now,
    )
    town.given(CONSENTS, consents_id(named("stranger")), refusal)

    known = told(town, counsellor, subjects=(named("stranger"),), categories=("address",))
    unknown = told(town, counsellor, subjects=(uuid4(),), categories=("address",))

    assert known == unknown


def test_an_emergency_next_door_opens_nothing_here(town: Town) -> None:
    """Given an emergency asserted in another municipality, then it is no basis in this one."""
    profile = '{"id":"p","versions":[{"from":"2020-04-01T00:00:00Z","to":null,"emergency":"act"}]}'
    town.runs_juso(profile)
    reason = town.sealer.seal(str(named("son")), "架空の理由", REASON_LABEL)
    for emergency, place, by in (
        ("theirs", NEXT_DOOR, "neighbours"),
        ("ours", DEMO_MUNICIPALITY, "city"),
    ):
        asserted = EmergencyAsserted(
            municipality=place,
            worker=f"w-{by}",
            danger="life",
            consent_hard_to_obtain=True,
            reason=reason,
            asserted_by=named(by),
            responders=(named("shakyo"),),
            subjects=(named("son"),),
            categories=("consultation",),
            start=town.now,
            end=town.now + timedelta(days=1),
            review_due=town.now + timedelta(days=1),
        )
        town.given(EMERGENCY, named(emergency), asserted)
        answer = prepared(town, "shakyo")
        assert bool(answer.packets) == (emergency == "ours")

    assert ledger(town)[-1].emergency_id == named("ours")


@pytest.mark.rule(44)
def test_a_report_of_abuse_is_on_no_board_of_others(town: Town) -> None:
    """Given the clinic's report to a child guidance center, then the convener's board hides it."""
    town.agency("center", "child_guidance_center", "public")
    joined = MemberJoined(
        municipality=DEMO_MUNICIPALITY, agency_id=named("center"), joined_at=town.now
    )
    town.given(ROSTER, named("meeting-roster"), joined)
    town.selected("matter", "npo", "clinic", "center")
    before = town.offer("packets.board", SECRETARIAT, **MATTER)
    report = DeterminationMade(
        municipality=DEMO_MUNICIPALITY,
        kind="abuse_report",
        holder_id=named("clinic"),
        subjects=(named("son"),),
        categories=("health",),
        recipients=(named("center"),),
        victim_kind="child",
        start=town.now,
    )
    town.given(DETERMINATION, named("report"), report)

    after = town.offer("packets.board", SECRETARIAT, **MATTER)

    assert after.cells == before.cells
    assert "通告" not in after.model_dump_json()


def test_an_entrusted_body_does_not_register_itself_anew(town: Town) -> None:
    """Given an entrusted npo, when it makes itself a department, then it is refused."""
    town.now += timedelta(minutes=1)
    period = Period(start=town.now, end=town.now + timedelta(days=30))
    entrusted = AgencyRegistered(
        municipality=DEMO_MUNICIPALITY,
        name="架空の受託者",
        kind="npo",
        holder_class="private",
        internal=False,
        entrusted=period,
    )
    town.given(AGENCY, named("contractor"), entrusted)

    with refused("not-a-department"):
        town.offer(
            "agencies.amend",
            worker("contractor", "secretariat"),
            agency_id=named("contractor"),
            name="架空の受託者",
            kind="municipal_department",
            holder_class="public",
            internal=True,
        )


def asked_access(town: Town, actor: Any, municipality: str, person: str) -> UUID:
    """Somebody's request for access is taken in."""
    return UUID(
        str(
            town.offer(
                "access.receive",
                actor,
                municipality=municipality,
                person_id=named(person),
                requester="self",
                requester_id=named(person),
                described="架空の請求",
                identity="架空の本人確認",
                received_on=town.now.date(),
            )
        )
    )


def test_a_request_for_access_gathers_nothing_of_another_municipality(town: Town) -> None:
    """Given a made-up request next door, when records are gathered, then none are this town's."""
    hall = worker("hall", "secretariat")
    access_id = asked_access(town, hall, NEXT_DOOR, "son")

    town.offer("access.collect-own", hall, access_id=access_id)
    parts = town.offer("access.review", hall, access_id=access_id)

    assert parts == ()


def test_an_entrusted_body_reviews_no_request_for_access(town: Town) -> None:
    """Given an entrusted npo, when it reviews what all hold about somebody, then it is refused."""
    period = Period(start=town.now, end=town.now + timedelta(days=30))
    entrusted = AgencyRegistered(
        municipality=DEMO_MUNICIPALITY,
        name="架空の受託者",
        kind="npo",
        holder_class="private",
        internal=False,
        entrusted=period,
    )
    town.given(AGENCY, named("contractor"), entrusted)
    access_id = asked_access(town, SECRETARIAT, DEMO_MUNICIPALITY, "son")
    town.offer("access.collect-own", SECRETARIAT, access_id=access_id)

    with refused("not-a-department"):
        town.offer("access.review", worker("contractor", "secretariat"), access_id=access_id)


@pytest.mark.parametrize(
    "too_many",
    [
        {"subjects": [str(uuid4())] * 101},
        {"occasion": "あ" * 4_001},
    ],
)
def test_a_note_has_an_end(town: Town, too_many: dict[str, Any]) -> None:
    """When a note is huge, then it is refused before anything is sealed."""
    described, _ = town.conference.application.use_cases()["sharing.tell"]
    request = {
        "case_id": str(named("case")),
        "purpose": "referral",
        "subjects": [str(named("son"))],
        "categories": ["health"],
        "recipient_id": str(named("npo")),
        "told_at": town.now.isoformat(),
        **too_many,
    }

    with refused("request-unreadable"):
        read_request(described.request, request)


def test_opening_twice_is_on_record_twice(town: Town) -> None:
    """When a packet is read twice, then the same is seen and each time is on the ledger."""
    packet_id = built_for(town, "npo")

    first = town.offer("packets.open", NPO, packet_id=packet_id)
    size = len(ledger(town))
    second = town.offer("packets.open", NPO, packet_id=packet_id)

    assert first.lines == second.lines
    assert len(ledger(town)) > size


@pytest.mark.parametrize("kind", ["illness", "meeting", "son", "clinic", "nothing"])
def test_an_id_of_something_else_is_answered_like_none(town: Town, kind: str) -> None:
    """When the id of an item, a meeting, a person is given for a packet's, then there is none."""
    with refused("packet-not-found"):
        town.offer("packets.open", NPO, packet_id=named(kind))


def neighbour(role: Any = "auditor") -> Any:
    """Somebody of the town hall next door."""
    return worker("hall", role)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("audit.shared-about", {"person_id": named("son")}),
        ("audit.received", {"agency_id": named("npo")}),
        ("audit.held-by", {"agency_id": named("npo")}),
        ("audit.refused", {}),
        ("audit.asked", {}),
        ("audit.sign-checkpoint", {}),
    ],
)
def test_an_auditor_asks_about_their_own_municipality_only(
    town: Town, question: str, told: dict[str, Any]
) -> None:
    """When an auditor of the next town asks about this one's ledger, then it is refused."""
    with refused("not-of-this-municipality"):
        town.offer(question, neighbour(), municipality=DEMO_MUNICIPALITY, **told)


@pytest.mark.parametrize("question", ["audit.entry", "audit.lawful"])
def test_an_entry_of_another_municipality_is_not_there(town: Town, question: str) -> None:
    """When an auditor of the next town names this one's entry as theirs, then there is none."""
    town.offer("packets.build", SECRETARIAT, **MATTER)
    entry_id = ledger(town)[0].entry_id

    with refused("ledger-entry-not-found"):
        town.offer(question, neighbour(), municipality=NEXT_DOOR, entry_id=entry_id)


def test_an_entrusted_body_does_not_audit(town: Town) -> None:
    """When somebody of an agency outside the town hall asks as an auditor, then it is refused."""
    with pytest.raises(Refusal) as no:
        town.offer(
            "audit.shared-about",
            worker("npo", "auditor"),
            municipality=DEMO_MUNICIPALITY,
            person_id=named("son"),
        )

    assert no.value.code in {"not-of-this-municipality", "not-a-department"}
