"""自機関の情報 as pages: listed without a word, read on record, mended, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.identity import Role
from tests.behaviour.conference.conference_visitor import (
    AT,
    done,
    every_form,
    expect_nobody_in_addresses,
    fill,
    refused_at,
    visiting,
)
from tests.behaviour.sharing import MATTER, built_for, ledger
from tests.behaviour.town import SECRETARIAT, Town, named, town_with_a_meeting, worker

CLINIC, NPO = worker("clinic"), worker("npo")
SON = str(named("son"))
SAID, MENDED = "架空の内容いろはにほへと", "言い直した架空の内容ちりぬるを"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A town with a meeting about a son."""
    town = town_with_a_meeting(tmp_path / "home")
    yield town
    town.conference.close()


@pytest.mark.parametrize(
    ("role", "status"),
    [("member", 200), ("counsellor", 200), ("secretariat", 200), ("auditor", 403)],
)
def test_the_page_is_for_those_who_do_the_work(town: Town, role: Role, status: int) -> None:
    """An agency has its own information and nothing of another's."""
    with visiting(town, worker("clinic", role)) as visitor:
        assert visitor.look("/information").status_code == status


@pytest.mark.rule(33, 53)
def test_an_item_is_recorded_read_and_mended(town: Town) -> None:
    """The list says nothing of what it says; a reading is on the ledger before it is seen."""
    with visiting(town, CLINIC) as visitor:
        told = {
            "new-subjects": [SON],
            "new-category": "health",
            "new-source-kind": "observation",
            "new-text": SAID,
        }
        refused_at(
            fill(
                visitor,
                visitor.look("/information"),
                "/information/new",
                **{**told, "new-text": ""},
            ),
            "new-text",
        )
        done(fill(visitor, visitor.look("/information"), "/information/new", **told))
        page = visitor.look("/information")
        assert SAID not in page.text
        expect_nobody_in_addresses(SON, page)
        before = len(ledger(town))
        shown = next(
            answer
            for to, fields in every_form(page.text)
            if to == f"{AT}/information/read"
            and SAID in (answer := visitor.send("/information/read", **fields)).text
        )
        assert len(ledger(town)) > before
        blank = fill(visitor, shown, "/information/correct", **{"correct-text": ""})
        refused_at(blank, "correct-text")
        mended = fill(visitor, shown, "/information/correct", **{"correct-text": MENDED})
        assert "前の文を見せた機関はありません" in mended.text
        assert MENDED in fill(visitor, mended, "/information/read").text


@pytest.mark.rule(33)
def test_a_correction_names_whom_to_tell(town: Town) -> None:
    """Who opened the packet with the former wording stands on the page, to the holder alone."""
    packet = built_for(town, "npo")
    town.offer("packets.open", NPO, packet_id=packet)
    items = {
        one.item_id for entry in ledger(town) if entry.act == "packet_opened" for one in entry.items
    }
    holder = SECRETARIAT
    own = {one.item_id for one in town.offer("items.list", holder)} & items
    assert own, "the npo was shown something of the city"
    with visiting(town, holder) as visitor:
        item = str(next(iter(own)))
        shown = visitor.send("/information/read", item_id=item)
        assert "これまでに、この情報を見せた機関" in shown.text
        mended = fill(visitor, shown, "/information/correct", **{"correct-text": MENDED})
        assert "訂正したことを知らせてください" in mended.text
    with visiting(town, NPO) as visitor:
        assert "item-not-found" in visitor.send("/information/read", item_id=item).text


def test_an_item_is_taken_back_from_an_agenda_item(town: Town) -> None:
    """By a button beside the item; the list then says that it lies before none."""
    lines = town.offer("items.list", CLINIC, agenda_id=MATTER["agenda_id"])
    item = str(lines[0].item_id)
    with visiting(town, CLINIC) as visitor:
        shown = visitor.send("/information/read", item_id=item)
        done(fill(visitor, shown, "/information/take-back"))
    left = town.offer("items.list", CLINIC, agenda_id=MATTER["agenda_id"])
    assert item not in {str(one.item_id) for one in left}
