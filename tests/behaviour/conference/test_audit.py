"""The audit in a working town: was it lawful that day, who reads unusually much, who asked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.conference.ledger.entry import Entry
from shared.calendar import jst_date
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor, Role
from shared.refusal import Refusal
from tests.behaviour.sharing import CASE, built_for, ledger, prepared, tell
from tests.behaviour.town import AUDITOR, Town, named, town_with_a_meeting, worker

SURNAME = "架空山"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town with a meeting."""
    return town_with_a_meeting(tmp_path / "home")


def ask(town: Town, question: str, by: Actor = AUDITOR, **about: Any) -> Any:
    """Ask the ledger something."""
    return town.offer(question, by, municipality=DEMO_MUNICIPALITY, **about)


def told_by_mouth(town: Town) -> Entry:
    """The counsellor tells the npo something about the son's health."""
    tell(town)
    return ledger(town)[-1]


def opened_packet(town: Town) -> Entry:
    """With the son's consent the npo is sent, and opens, what the city heard."""
    town.consents("son", "npo")
    (packet,) = prepared(town, "npo").packets
    town.offer("packets.open", worker("npo"), packet_id=packet.packet_id)
    return ledger(town)[-1]


def verdict(town: Town, entry: Entry) -> str:
    """Was it lawful on its day?"""
    found: str = ask(town, "audit.lawful", entry_id=entry.entry_id).verdict
    return found


@pytest.mark.rule(14, 15)
def test_what_consent_carried_stays_lawful_after_it_is_withdrawn(town: Town) -> None:
    """A withdrawal takes effect at once and not backwards."""
    entry = opened_packet(town)
    assert verdict(town, entry) == "as_lawful"

    town.withdraws("son")
    assert verdict(town, entry) == "as_lawful"
    later = told_by_mouth(town)
    assert verdict(town, later) == "too_much"


@pytest.mark.rule(15)
def test_a_consent_given_afterwards_makes_nothing_lawful(town: Town) -> None:
    """What was told without a basis stays so, and the law's reasons stand beside it."""
    entry = told_by_mouth(town)
    town.consents("son", "npo")
    found = ask(town, "audit.lawful", entry_id=entry.entry_id)

    assert found.verdict == "too_much"
    assert [one.effect for one in found.items] == ["withheld"]
    assert found.items[0].reasons
    listed = ask(town, "audit.under-basis", basis="none")
    assert [one.entry.entry_id for one in listed.entries] == [entry.entry_id]


@pytest.mark.rule(15, 70)
def test_a_rule_that_was_tightened_since_changes_nothing_of_that_day(town: Town) -> None:
    """Given what the town's rule allowed, when it no longer does, it was lawful that day."""
    packet_id = built_for(town, "npo")
    town.offer("packets.open", worker("npo"), packet_id=packet_id)
    entries = ledger(town)
    town.runs_juso(profile=None)

    now = town.offer("packets.open", worker("npo"), packet_id=packet_id)

    assert now.lines == []
    assert {verdict(town, one) for one in entries} == {"as_lawful"}


def test_every_entry_of_a_meeting_was_what_the_law_gave(town: Town) -> None:
    """Built and opened packets, grants and refusals alike, are recomputed to what was recorded."""
    town.offer(
        "packets.build", worker("city", "secretariat"),
        conference_id=named("meeting"), agenda_id=named("matter"),
    )  # fmt: skip
    for one in town.offer("packets.list", worker("npo")):
        town.offer("packets.open", worker("npo"), packet_id=one.packet_id)
    entries = ledger(town)
    town.leaves("npo")

    assert {one.effect for one in entries} >= {"full"}
    assert {verdict(town, one) for one in entries} == {"as_lawful"}


def test_after_an_erasure_the_day_cannot_be_recomputed_and_nothing_is_accused(
    town: Town,
) -> None:
    """Without the birth date a lawful act is told to be undecidable, never unlawful."""
    entry = opened_packet(town)
    town.sealer.destroy(str(named("son")))
    found = ask(town, "audit.lawful", entry_id=entry.entry_id)

    assert found.verdict in ("as_lawful", "cannot_tell")
    assert found.complete is False


@pytest.mark.rule(54)
def test_who_looks_where_nobody_sent_them_is_listed(town: Town) -> None:
    """The shakyo has nothing to do with the mother; the clinic holds an item about the son."""
    read = {"purpose": "consultation", "categories": ("health",), "case_id": named("case")}
    town.offer(
        "sharing.read-record", worker("shakyo"),
        subjects=(named("mother"),), holder_id=named("clinic"), read_at=town.now, **read,
    )  # fmt: skip
    town.offer(
        "sharing.read-record", worker("clinic"), subjects=(named("son"),), read_at=town.now, **read
    )

    assert unusual(town) == {(worker("shakyo").person, "nobodys_case")}


def unusual(town: Town, **limits: int) -> set[tuple[str, str]]:
    """Who read unusually today, and why."""
    today = jst_date(town.now)
    found = ask(town, "audit.unusual-reading", first=today, last=today, **limits)
    assert SURNAME not in found.model_dump_json()
    return {(one.worker, one.reason) for one in found.readings}


@pytest.mark.rule(54)
def test_reading_about_the_own_family_name_is_noticed_without_telling_it(town: Town) -> None:
    """Names are compared behind the seal; who is not described is told to be left out."""
    town.consents("son", "npo", categories=("identity",))
    town.item("who", "city", "identity", f"{SURNAME} 一郎（長男）", "son")
    (packet,) = prepared(town, "npo", item="who").packets
    town.offer("packets.open", worker("npo"), packet_id=packet.packet_id)
    assert unusual(town) == set()

    for surname, expected in (("別野", set()), (SURNAME, {"own_family_name"})):
        town.offer(
            "workers.describe", AUDITOR,
            municipality=DEMO_MUNICIPALITY, worker=worker("npo").person, surname=surname,
        )  # fmt: skip
        assert {reason for _, reason in unusual(town)} == expected
    stored = town.conference.store.rows("SELECT state FROM stored_events")
    assert not any(SURNAME.encode() in bytes(row["state"]) for row in stored)


def read_many(town: Town, count: int) -> None:
    """The clinic looks into so many records of its own, one minute after the other."""
    for _ in range(count):
        town.offer(
            "sharing.read-record", worker("clinic"), purpose="consultation",
            categories=("health",), read_at=town.now, **CASE,
        )  # fmt: skip


@pytest.mark.rule(54)
def test_many_cases_within_an_hour_or_a_day_are_listed(town: Town) -> None:
    """What counts as many is said with the question; one below is not listed."""
    clinic = worker("clinic").person
    town.now = town.now.replace(hour=3, minute=0) + timedelta(days=1)
    read_many(town, 4)

    assert unusual(town, many_in_an_hour=4, many_in_a_day=5) == {(clinic, "many_in_an_hour")}
    assert unusual(town, many_in_an_hour=5, many_in_a_day=4) == {(clinic, "many_in_a_day")}
    assert unusual(town, many_in_an_hour=5, many_in_a_day=5) == set()


@pytest.mark.rule(54)
def test_many_more_than_the_readers_own_usual_are_listed(town: Town) -> None:
    """One case on the days before makes four of them in a day unusual, and two not."""
    clinic = worker("clinic").person
    town.now = town.now.replace(hour=3, minute=0) + timedelta(days=1)
    read_many(town, 1)
    town.now += timedelta(days=1)
    read_many(town, 2)
    town.now += timedelta(hours=3)
    read_many(town, 2)
    limits = {"many_in_an_hour": 3, "many_in_a_day": 50}

    assert unusual(town, **limits, times_the_usual=4) == {(clinic, "beyond_the_usual")}
    assert unusual(town, **limits, times_the_usual=5) == set()


def test_an_emergency_without_review_is_listed_until_somebody_has_looked(town: Town) -> None:
    """It is asserted, listed for the auditor and the secretariat, reviewed, and gone."""
    emergency_id = asserted(town)
    for who in (AUDITOR, worker("city", "secretariat")):
        found = ask(town, "audit.emergencies-without-review", by=who).emergencies
        assert [one.emergency_id for one in found] == [emergency_id]
        assert found[0].review_due is not None

    review(town, emergency_id)
    assert ask(town, "audit.emergencies-without-review").emergencies == ()
    about = ask(town, "audit.shared-about", person_id=named("son")).entries
    assert [one.entry.act for one in about] == ["emergency_reviewed"]
    assert ask(town, "audit.refused").entries == ()


def asserted(town: Town) -> UUID:
    """The npo asserts that the son's life is in danger and the clinic must know."""
    answer = town.offer(
        "emergencies.assert",
        worker("npo"),
        danger="life",
        consent_hard_to_obtain=True,
        reason="架空の理由いろはにほへと",
        responders=(named("clinic"),),
        subjects=(named("son"),),
        categories=("health",),
    )
    return UUID(str(answer))


def review(town: Town, emergency_id: UUID) -> None:
    """Somebody of the city looks at it and finds it unjustified."""
    head = worker("city", "secretariat", "-head")
    town.offer("emergencies.review", head, emergency_id=emergency_id, justified=False, note="所見")


def test_who_asked_about_whom_is_on_record_without_the_answer(town: Town) -> None:
    """Asking is itself asked about, and leaves ids and codes only."""
    ask(town, "audit.shared-about", person_id=named("son"))
    found = ask(town, "audit.asked", about=named("son"))

    assert [(one.worker, one.question) for one in found.questions] == [
        (AUDITOR.person, "audit.asked"),
        (AUDITOR.person, "audit.shared-about"),
    ]


@pytest.mark.parametrize("role", ["counsellor", "member", "secretariat", "prefecture", "operator"])
def test_entries_are_read_by_auditors_alone(town: Town, role: Role) -> None:
    """Refusals tell that something exists: nobody else asks about persons."""
    with pytest.raises(Refusal) as refused:
        ask(town, "audit.shared-about", by=worker("city", role), person_id=named("son"))
    assert refused.value.code == "role-not-entitled"
    assert ask(town, "audit.asked", about=named("son")).questions[1:] == ()


def test_the_prefecture_sees_that_the_ledger_is_whole_and_no_entry(town: Town) -> None:
    """Checkpoint and consistency hold hashes and signatures only."""
    opened_packet(town)
    prefecture = worker("prefecture", "prefecture")
    signed = ask(town, "audit.checkpoint", by=prefecture)
    grown = ask(town, "audit.consistency", by=prefecture, old_size=1)

    assert signed.size == grown.new_size == len(ledger(town))
    assert str(named("son")) not in signed.model_dump_json() + grown.model_dump_json()
