"""Sharing beside a meeting: casework packets, words by mouth, looks at records; on the ledger."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from services.conference.docket import recompute
from tests.behaviour.sharing import CASE, COUNSELLOR, ledger, prepared, tell
from tests.behaviour.town import Town, named, town_with_a_meeting, worker
from tests.refusals import refused

CLINIC = worker("clinic", "counsellor")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town with a meeting."""
    return town_with_a_meeting(tmp_path / "home")


def test_without_consent_a_referral_has_no_packet(town: Town) -> None:
    """Given no consent, when a referral is prepared, then nobody gets anything, on record."""
    answer = prepared(town, "npo")

    assert answer.packets == ()
    assert answer.reasons
    assert [(one.effect, one.recipient_id) for one in ledger(town)] == [("withheld", named("npo"))]


def test_with_consent_the_named_agency_reads_it(town: Town) -> None:
    """Given a consent that names the npo, when it opens the packet, then it reads the item."""
    town.consents("son", "npo")
    answer = prepared(town, "npo", "shakyo")

    (packet,) = answer.packets
    document = town.offer("packets.open", worker("npo"), packet_id=packet.packet_id)

    assert packet.recipient_id == named("npo")
    assert [line.item_id for line in document.lines] == [named("talk")]
    assert document.pages[0].flag is None


def test_a_withdrawal_empties_the_packet(town: Town) -> None:
    """Given a prepared packet, when the consent is withdrawn, then opening shows nothing."""
    town.consents("son", "npo")
    (packet,) = prepared(town, "npo").packets
    town.withdraws("son")

    document = town.offer("packets.open", worker("npo"), packet_id=packet.packet_id)

    assert document.lines == []


def test_nobody_shares_what_another_agency_holds(town: Town) -> None:
    """When the city prepares the clinic's item, then it is answered as if there were none."""
    with refused("item-not-found"):
        prepared(town, "npo", item="illness")


@pytest.mark.rule(53)
def test_an_unlawful_word_is_taken_down_all_the_same(town: Town) -> None:
    """Given no basis, when somebody told by mouth, then it is on record, without one."""
    told = tell(town, occasion="廊下での架空の立ち話")

    assert told.within_the_law is False
    assert told.reasons
    (entry,) = ledger(town)
    assert (entry.act, entry.effect, entry.basis) == ("oral", "full", ())
    assert entry.items[0].category == "health"
    assert "廊下" not in entry.canonical().decode()


def test_a_word_with_consent_is_within_the_law(town: Town) -> None:
    """Given consent, when the same is told, then the entry cites it."""
    town.consents("son", "npo")

    told = tell(town, told_at=town.now + timedelta(seconds=30))

    assert told.within_the_law is True
    (entry,) = ledger(town)
    assert entry.basis == ("consent",)
    assert entry.consents[0].consent_id == named("son-consent")


def test_nobody_notes_the_future(town: Town) -> None:
    """When what is told lies ahead, then it is refused."""
    with refused("told-in-future"):
        tell(town, told_at=town.now + timedelta(days=1))


def test_reading_the_own_record_is_on_record(town: Town) -> None:
    """When a worker looks into the own agency's record, then who and when is on the ledger."""
    noted = town.offer(
        "sharing.read-record",
        COUNSELLOR,
        purpose="consultation",
        categories=("consultation",),
        read_at=town.now,
        **CASE,
    )

    (entry,) = ledger(town)
    assert noted.within_the_law is True
    assert (entry.act, entry.basis, entry.actor.person) == (
        "record_read",
        ("own_record",),
        COUNSELLOR.person,
    )


def test_looking_into_anothers_record_is_told_as_it_is(town: Town) -> None:
    """When somebody reads another agency's record without a basis, then the note says so."""
    noted = town.offer(
        "sharing.read-record",
        CLINIC,
        purpose="consultation",
        categories=("consultation",),
        holder_id=named("city"),
        read_at=town.now,
        **CASE,
    )

    assert noted.within_the_law is False


@pytest.mark.rule(15, 70)
def test_a_lawful_day_stays_lawful(town: Town) -> None:
    """Given a disclosure by consent, when it is withdrawn later, then that day is still lawful."""
    town.consents("son", "npo")
    (packet,) = prepared(town, "npo").packets
    town.offer("packets.open", worker("npo"), packet_id=packet.packet_id)
    entry = ledger(town)[-1]
    town.withdraws("son")

    then = recompute(town.conference.store, town.sealer, entry)

    (decision,) = then.decisions
    assert then.complete
    assert (
        (decision.effect, decision.basis) == (entry.effect, entry.basis) == ("full", ("consent",))
    )


def test_what_was_recorded_later_does_not_mend_the_past(town: Town) -> None:
    """Given a word without basis, when consent comes later, then that day stays unlawful."""
    tell(town)
    entry = ledger(town)[-1]
    town.consents("son", "npo")

    then = recompute(town.conference.store, town.sealer, entry)

    assert [one.effect for one in then.decisions] == ["withheld"]


def test_after_an_erasure_the_past_is_told_as_far_as_it_is_known(town: Town) -> None:
    """Given an erased person, then a recomputation says that ages are unknown now."""
    town.consents("son", "npo")
    (packet,) = prepared(town, "npo").packets
    town.offer("packets.open", worker("npo"), packet_id=packet.packet_id)
    town.sealer.destroy(str(named("son")))

    then = recompute(town.conference.store, town.sealer, ledger(town)[-1])

    assert not then.complete
