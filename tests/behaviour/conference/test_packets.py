"""Packets: built from decisions, decided again when opened, on the ledger before it is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.refusal import Refusal
from tests.behaviour.sharing import MATTER, built_for, ledger
from tests.behaviour.town import SECRETARIAT, Town, named, town_with_a_meeting, worker
from tests.conftest import NewPlace
from tests.refusals import refused

NPO, CITY = worker("npo"), worker("city")
ILLNESS, TALK = "架空の本文いろはにほへと", "架空の本文ちりぬるをわか"


@pytest.fixture
def town(tmp_path: Path, new_place: NewPlace) -> Town:
    """A town with a meeting, on SQLite, then on PostgreSQL."""
    return town_with_a_meeting(tmp_path / "home", new_place())


def test_a_member_reads_what_is_granted_and_nothing_else(town: Town) -> None:
    """Given no consent, when a selected member opens, then health is blurred and marked."""
    document = town.offer("packets.open", NPO, packet_id=built_for(town, "npo"))

    wordings = {line.item_id: line.wording for line in document.lines}
    assert wordings[named("illness")] == "体調に波があります"
    assert TALK in wordings[named("talk")]
    assert ILLNESS not in document.model_dump_json()
    assert {page.flag for page in document.pages} == {"本人の同意がない"}
    assert all(page.notice and "社会福祉法106条の6" in page.notice for page in document.pages)


def test_opening_is_on_the_ledger_with_its_footing(town: Town) -> None:
    """Given an opened packet, then entries say who saw which item, how much, on what basis."""
    packet_id = built_for(town, "npo")
    town.offer("packets.open", NPO, packet_id=packet_id)

    opened = [one for one in ledger(town) if one.act == "packet_opened"]

    assert {one.actor.person for one in opened} == {NPO.person}
    assert {one.packet_id for one in opened} == {packet_id}
    by_item = {item.item_id: one for one in opened for item in one.items}
    assert by_item[named("illness")].effect == "blurred"
    assert by_item[named("talk")].effect == "full"
    assert by_item[named("talk")].basis == ("conference_106_6",)
    assert "106条の6" in by_item[named("talk")].citations[0]


def test_who_did_not_acknowledge_gets_nothing_and_the_refusal_is_on_record(town: Town) -> None:
    """Given a selected member without acknowledgement, then there is no packet but an entry."""
    packets = town.offer("packets.build", SECRETARIAT, **MATTER)

    assert named("clinic") in {one.recipient_id for one in packets}  # its own item
    clinic = [one for one in ledger(town) if one.recipient_id == named("clinic")]
    withheld = {item.item_id for one in clinic if one.effect == "withheld" for item in one.items}
    assert withheld == {named("talk")}


def test_a_packet_is_decided_again_when_it_is_opened(town: Town) -> None:
    """Given a packet that rests on a choice, when another is chosen, then nothing is seen."""
    packet_id = built_for(town, "npo")
    town.selected("matter", "clinic")

    document = town.offer("packets.open", NPO, packet_id=packet_id)

    assert document.lines == []
    last = ledger(town)[-1]
    assert (last.act, last.effect, last.basis) == ("packet_opened", "withheld", ())


def test_leaving_ends_access_at_once(town: Town) -> None:
    """Given a packet, when the member has left the roster, then opening is refused, on record."""
    packet_id = built_for(town, "npo")
    town.leaves("npo")

    with refused("attendee-not-registered"):
        town.offer("packets.open", NPO, packet_id=packet_id)

    assert (ledger(town)[-1].act, ledger(town)[-1].effect) == ("packet_opened", "withheld")


def test_a_withdrawal_counts_at_the_next_opening(town: Town) -> None:
    """Given full health by consent, when it is withdrawn, then only the blurred wording is left."""
    town.consents("son", "npo")
    packet_id = built_for(town, "npo")
    before = town.offer("packets.open", NPO, packet_id=packet_id)
    town.withdraws("son")

    after = town.offer("packets.open", NPO, packet_id=packet_id)

    assert ILLNESS in before.model_dump_json()
    assert ILLNESS not in after.model_dump_json()
    cited = [one for one in ledger(town) if one.consents]
    assert {one.consents[0].consent_id for one in cited} == {named("son-consent")}


def test_a_later_consent_does_not_widen_a_packet(town: Town) -> None:
    """Given a blurred grant, when consent comes later, then the packet still shows the blur."""
    packet_id = built_for(town, "npo")
    town.consents("son", "npo")

    document = town.offer("packets.open", NPO, packet_id=packet_id)

    assert ILLNESS not in document.model_dump_json()


@pytest.mark.parametrize("reader", [worker("shakyo"), worker("nobody")])
def test_a_packet_exists_for_its_recipient_only(town: Town, reader: object) -> None:
    """When another agency asks for a packet, then it is answered as if there were none."""
    packet_id = built_for(town, "npo")

    with pytest.raises(Refusal) as no:
        town.offer("packets.open", reader, packet_id=packet_id)  # type: ignore[arg-type]

    assert no.value.code in {"packet-not-found", "own-agency-not-registered"}


def test_nobody_opens_unregistered(town: Town) -> None:
    """When a colleague who is not registered opens, then it is refused and on the ledger."""
    packet_id = built_for(town, "npo")
    before = len(ledger(town))

    with refused("attendee-not-registered"):
        town.offer("packets.open", worker("npo", name="-2"), packet_id=packet_id)

    new = ledger(town)[before:]
    assert new
    assert {(one.effect, one.rules) for one in new} == {("withheld", (19, 24))}


def test_a_packet_expires_with_its_meeting(town: Town) -> None:
    """Given a conference that was held, when a packet is opened, then it is refused."""
    packet_id = built_for(town, "npo")
    town.held()

    with refused("packet-expired"):
        town.offer("packets.open", NPO, packet_id=packet_id)


def test_a_returned_packet_is_closed(town: Town) -> None:
    """Given a packet that was returned, when it is opened, then it is refused."""
    packet_id = built_for(town, "npo")
    town.offer("packets.end", NPO, packet_id=packet_id, how="returned")

    with refused("packet-ended"):
        town.offer("packets.open", NPO, packet_id=packet_id)


def test_a_list_shows_what_opening_shows(town: Town) -> None:
    """Given a packet, when the member has left, then it is in no list any more."""
    packet_id = built_for(town, "npo")
    listed = town.offer("packets.list", NPO)
    town.leaves("npo")

    assert [one.packet_id for one in listed] == [packet_id]
    assert town.offer("packets.list", NPO) == []


def test_a_packet_that_shows_nothing_any_more_is_in_no_list(town: Town) -> None:
    """Given a packet that rests on a choice, when another is chosen, then it is not even named."""
    packet_id = built_for(town, "npo")
    listed = town.offer("packets.list", NPO)
    town.selected("matter", "clinic")

    assert [one.packet_id for one in listed] == [packet_id]
    assert town.offer("packets.list", NPO) == []


def test_building_from_an_outdated_board_is_refused(town: Town) -> None:
    """Given a board, when a consent changes before building, then the build is refused."""
    board = town.offer("packets.board", SECRETARIAT, **MATTER)
    town.consents("son", "npo")

    with refused("stale-board"):
        town.offer("packets.build", SECRETARIAT, **MATTER, expected_board=board.version)


def test_the_board_hides_what_the_secretariat_may_not_see(town: Town) -> None:
    """Given an item the city may not see, then it is not on the board, and built all the same."""
    town.consents("son", "npo", categories=("family",))
    town.item("kin", "clinic", "family", "家族についての架空の文", "son", offered=("matter",))

    board = town.offer("packets.board", SECRETARIAT, **MATTER)
    document = town.offer("packets.open", NPO, packet_id=built_for(town, "npo"))

    assert named("kin") not in {cell.item_id for cell in board.cells}
    assert named("kin") in {line.item_id for line in document.lines}


def test_paper_holds_nothing_that_may_only_be_viewed(town: Town) -> None:
    """Given what rests on the conference, when it is printed, then the sheet is empty."""
    document = town.offer("packets.print", NPO, packet_id=built_for(town, "npo"))

    assert document.lines == []
    printed = [one for one in ledger(town) if one.act == "packet_printed"]
    assert {one.effect for one in printed} == {"withheld"}


def test_the_same_people_under_another_law_get_another_packet(town: Town) -> None:
    """Given the item before a consent-based agenda item, then nobody gets it without consent."""
    town.placed("plan", "son", mode="juso_kaigi", purpose="plan_formation", selected=("npo",))
    town.item("again", "city", "consultation", "別の議題の架空の文", "son", offered=("plan",))

    packets = town.offer(
        "packets.build", SECRETARIAT, conference_id=named("meeting"), agenda_id=named("plan")
    )

    assert named("npo") not in {one.recipient_id for one in packets}


def test_an_erased_person_is_seen_by_nobody(town: Town) -> None:
    """Given a packet, when the person's key is destroyed, then opening shows nothing."""
    packet_id = built_for(town, "npo")
    town.sealer.destroy(str(named("son")))

    document = town.offer("packets.open", NPO, packet_id=packet_id)

    assert document.lines == []


def test_the_convener_knows_which_packets_there_are_and_what_became_of_them(town: Town) -> None:
    """Given packets of which one was called back, then the convener's list says so, by number."""
    packet_id = built_for(town, "npo")
    town.offer("packets.call-back", SECRETARIAT, packet_id=packet_id)

    listed = town.offer("packets.built", SECRETARIAT, **MATTER)

    assert [one.number for one in listed] == [1, 2, 3]
    assert {one.packet_id: one.ended for one in listed}[packet_id] == "called_back"
    with refused("role-not-entitled"):
        town.offer("packets.built", NPO, **MATTER)
