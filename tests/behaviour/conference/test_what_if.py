"""What would be decided if somebody consented, or under another law: told, and recorded nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.behaviour.sharing import MATTER, ledger
from tests.behaviour.town import SECRETARIAT, Town, named, town_with_a_meeting
from tests.conftest import NewPlace
from tests.refusals import refused


@pytest.fixture
def town(tmp_path: Path, new_place: NewPlace) -> Town:
    """A town with a meeting, on SQLite, then on PostgreSQL."""
    return town_with_a_meeting(tmp_path / "home", new_place())


def effects(cells: Any) -> dict[tuple[UUID, UUID], str]:
    """Every cell's effect by item and recipient."""
    return {(one.item_id, one.recipient_id): one.effect for one in cells}


def test_the_board_names_what_it_shows(town: Town) -> None:
    """Given a board, then items have their kind and persons, recipients their name, cells rules."""
    board = town.offer("packets.board", SECRETARIAT, **MATTER)

    assert [(one.item_id, one.category) for one in board.items] == [
        (named("illness"), "health"),
        (named("talk"), "consultation"),
    ]
    assert {one.subjects for one in board.items} == {(named("son"),)}
    assert board.recipients[0].name == "架空のcity"
    assert all(cell.rules for cell in board.cells)


def test_a_consent_that_was_never_given_shows_what_it_would_open(town: Town) -> None:
    """Given health that is blurred, if the son consented, then all of it would be read."""
    cell = (named("illness"), named("npo"))
    board = town.offer("packets.board", SECRETARIAT, **MATTER)

    imagined = town.offer("packets.what-if", SECRETARIAT, consenting=(named("son"),), **MATTER)

    (found,) = (one for one in imagined.cells if (one.item_id, one.recipient_id) == cell)
    assert effects(board.cells)[cell] == "blurred"
    assert (found.before, found.effect) == ("blurred", "full")
    assert found.reasons


def test_another_law_shows_what_it_would_close(town: Town) -> None:
    """Given sharing without consent, under 重層的支援会議, then nobody else would read it."""
    imagined = town.offer("packets.what-if", SECRETARIAT, legal_mode="juso_kaigi", **MATTER)

    told = effects(imagined.cells)
    assert told[named("talk"), named("npo")] == "withheld"
    assert told[named("talk"), named("city")] == "full"


def test_a_refusal_on_record_does_not_stand_against_what_is_imagined(town: Town) -> None:
    """Given a consent that was withdrawn, if the son consented again, then it would be read."""
    town.consents("son", "npo")
    town.withdraws("son")

    imagined = town.offer("packets.what-if", SECRETARIAT, consenting=(named("son"),), **MATTER)

    assert effects(imagined.cells)[named("illness"), named("npo")] == "full"


def test_nothing_is_recorded(town: Town) -> None:
    """When something is imagined, then neither events nor ledger nor the board are changed."""
    before = town.offer("packets.board", SECRETARIAT, **MATTER)
    entries, events = len(ledger(town)), town.conference.store.position()

    town.offer("packets.what-if", SECRETARIAT, consenting=(named("son"),), **MATTER)

    assert len(ledger(town)) == entries
    assert town.conference.store.position() == events
    assert town.offer("packets.board", SECRETARIAT, **MATTER) == before


def test_it_is_about_the_items_of_the_board_and_no_others(town: Town) -> None:
    """Given an item that the board hides, even if all consented, then it is not named."""
    town.item("kin", "clinic", "family", "家族についての架空の文", "son", offered=("matter",))

    imagined = town.offer("packets.what-if", SECRETARIAT, consenting=(named("son"),), **MATTER)

    board = town.offer("packets.board", SECRETARIAT, **MATTER)
    assert [one.item_id for one in imagined.items] == [one.item_id for one in board.items]
    assert {cell.item_id for cell in imagined.cells} == {cell.item_id for cell in board.cells}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "nothing-imagined"),
        ({"consenting": (named("mother"),)}, "not-on-the-board"),
        ({"legal_mode": "agreement"}, "agreement-missing"),
    ],
)
def test_what_cannot_be_imagined_is_refused(town: Town, asked: dict[str, Any], code: str) -> None:
    """When nothing, a stranger to the board or an agreement that is not there is imagined."""
    with refused(code):
        town.offer("packets.what-if", SECRETARIAT, **asked, **MATTER)
