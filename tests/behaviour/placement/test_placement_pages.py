"""Placement's pages on the real service: who has which, what a form does, what they never show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.behaviour.placement.raided import Raided, filled
from tests.behaviour.placement_visitor import visiting
from tests.behaviour.referral_desk import NPO, ReferralDesk, known, worker

SAID = "架空の返事のことば・にほへ"
SUPPORTER = worker("city", "employment_supporter")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReferralDesk]:
    """A town's desk, which knows its agencies."""
    desk = ReferralDesk(tmp_path / "home")
    desk.settle()
    yield desk
    desk.placement.close()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Raided]:
    """A desk with one record of each kind, that nobody changes."""
    with filled(tmp_path_factory.mktemp("filled")) as desk:
        yield desk


def test_the_board_shows_what_waits(desk: ReferralDesk) -> None:
    """A referral that nobody has answered stands in its lane with how late that is, in words."""
    referral = desk.offer()
    desk.pass_days(20)
    with visiting(desk) as city:
        board = city.shown("/")
    assert f"/placement/pages/referrals/{referral}" in board
    assert "返事の期限を6日過ぎています" in board
    assert "20日" in board
    assert str(known("son")) not in board


def test_each_side_has_only_its_steps(desk: ReferralDesk) -> None:
    """Who is asked can say yes or no; to take it back is for who asks."""
    referral = desk.offer()
    page = f"/referrals/{referral}"
    with visiting(desk) as city, visiting(desk, NPO) as npo:
        asks = {one.rpartition("/")[2] for one in city.forms(page)}
        asked = {one.rpartition("/")[2] for one in npo.forms(page)}
    assert {"accept", "decline", "hold", "withdraw"} <= asks
    assert {"accept", "decline", "hold"} <= asked
    assert not {"withdraw", "transfer", "schedule", "complete"} & asked


def test_a_step_is_recorded(desk: ReferralDesk) -> None:
    """The destination accepts on its own page; the page then offers what comes next."""
    referral = desk.offer()
    page = f"/referrals/{referral}"
    with visiting(desk, NPO) as npo:
        sent = npo.send(page, f"{page}/accept", accept_note=SAID)
        assert (sent.status_code, sent.headers["location"]) == (303, f"/placement/pages{page}")
        after = npo.forms(page)
    assert desk.show(referral).line.status == "accepted"
    assert f"/placement/pages{page}/schedule" in after
    assert f"/placement/pages{page}/accept" not in after


def test_what_was_typed_stays_when_a_step_is_refused(desk: ReferralDesk) -> None:
    """A day that lies ahead is refused at its field, and the note stands where it was written."""
    referral = desk.offer()
    page = f"/referrals/{referral}"
    with visiting(desk) as city:
        refused = city.send(page, f"{page}/accept", accept_note=SAID, accept_on="2031-01-01")
    assert refused.status_code == 422
    assert 'href="#accept-on"' in refused.text
    assert 'id="accept-on-wrong"' in refused.text
    assert SAID in refused.text
    assert desk.show(referral).line.status == "offered"


def test_a_stale_form_shows_the_newer_state(desk: ReferralDesk) -> None:
    """Given that somebody was quicker, the form is refused kindly and nothing typed is lost."""
    referral = desk.offer()
    page = f"/referrals/{referral}"
    with visiting(desk) as city:
        before = city.forms(page)[f"/placement/pages{page}/accept"]
        desk.step("accept", referral, NPO)
        stale = city.post(f"{page}/accept", before, accept_note=SAID)
    assert stale.status_code == 409
    assert "ほかの人がこの記録を更新しました" in stale.text
    assert "初回接触" in stale.text
    assert SAID in stale.text


def test_others_referrals_are_not_found(desk: ReferralDesk) -> None:
    """A page of another agency's referral is answered as one that does not exist."""
    referral = desk.offer()
    for actor in (worker("shop", "member"), worker("neighbour")):
        with visiting(desk, actor) as stranger:
            theirs = stranger.look(f"/referrals/{referral}")
            none = stranger.look(f"/referrals/{known('nothing')}")
        assert theirs.status_code == none.status_code == 404
        assert theirs.text.replace(str(referral), "") == none.text.replace(
            str(known("nothing")), ""
        )


def test_the_next_destination_is_asked_from_the_refused_one(desk: ReferralDesk) -> None:
    """After two refusals in a row the page warns of たらい回し, and the chain is in sight."""
    first = desk.offer()
    desk.step("decline", first, NPO, reason="no_vacancy")
    with visiting(desk) as city:
        page = f"/referrals/{first}/next"
        offered = city.send(
            page, f"/cases/{known('case')}/offer", offer_to_agency_id=str(known("shop"))
        )
        assert offered.status_code == 303, offered.text
        second = offered.headers["location"].rpartition("/")[2]
        desk.step("decline", second, reason="no_vacancy")
        shown = city.shown(f"/referrals/{second}")
    assert "続けて2か所に断られています" in shown
    assert f"/placement/pages/referrals/{first}" in shown


def test_every_page_is_shown(town: Raided) -> None:
    """Whatever the town has on record, each of its pages can be looked at by who has it."""
    ids = town.ids
    supporter = [
        "/", "/received", "/work", "/tasks", "/resources", "/resources/new", "/programmes",
        "/incentives", "/needs", f"/cases/{known('case')}", f"/cases/{known('case')}/offer",
        f"/cases/{known('case')}/routing", f"/routings/{ids['routing_id']}",
        f"/referrals/{ids['referral_id']}",
        f"/steps/{ids['step_id']}", f"/employments/{ids['employment_id']}",
        f"/resources/{ids['resource_id']}", f"/programmes/{ids['programme_id']}",
        f"/sessions/{ids['session_id']}", f"/incentives/{ids['statement_id']}",
    ]  # fmt: skip
    with visiting(town, SUPPORTER) as visitor:
        for path in supporter:
            visitor.shown(path)
