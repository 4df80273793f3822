"""The board of referrals column by column: pages, counts, and what is late on whatever page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.placement.application.referrals.answers import Column
from services.placement.application.referrals.forms import ON_A_BOARD
from shared.calendar import JST
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.paging import MOST_AT_ONCE, cursor_at
from shared.refusal import InvalidInput
from shared.use_case import read_request
from tests.behaviour.placement_visitor import visiting
from tests.behaviour.referral_desk import CITY, NEIGHBOUR, ReferralDesk
from tests.conftest import NewPlace


@pytest.fixture
def desk(tmp_path: Path, new_place: NewPlace) -> Iterator[ReferralDesk]:
    """A town's desk, which knows its agencies; on SQLite, then on PostgreSQL."""
    opened = ReferralDesk(tmp_path / "home", new_place())
    opened.settle()
    yield opened
    opened.placement.close()


def columns(desk: ReferralDesk, **asked: Any) -> dict[str, Column]:
    """The columns of the town's board."""
    use_case, call = desk.placement.application.use_cases()["referrals.board"]
    request = read_request(use_case.request, {"municipality": DEMO_MUNICIPALITY, **asked})
    return {one.status: one for one in call(CITY, request).columns}


def walked(desk: ReferralDesk, status: str, limit: int) -> list[UUID]:
    """A column from its first page to its last."""
    found, after = list[UUID](), None
    while True:
        (column,) = columns(desk, status=status, limit=limit, after=after).values()
        assert len(column.referrals) <= limit
        found += [one.referral_id for one in column.referrals]
        after = column.next_after
        if after is None:
            return found


def offered(desk: ReferralDesk, count: int) -> list[UUID]:
    """So many referrals, two of each day, in the order in which the board has them."""
    made = [(desk.today - timedelta(days=number // 2), number) for number in range(count)]
    referrals = [(on, desk.offer(on=on)) for on, _ in made]
    return [referral for _, referral in sorted(referrals, key=lambda one: (one[0], str(one[1])))]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, MOST_AT_ONCE])
def test_a_column_comes_in_pages(desk: ReferralDesk, limit: int) -> None:
    """Each referral stands on one page, the longest unchanged first; the last page says so."""
    in_order = offered(desk, 7)
    assert walked(desk, "offered", limit) == in_order


def test_every_column_is_cut_by_itself_and_counted_whole(desk: ReferralDesk) -> None:
    """A board shows the beginnings of its columns, and how many stand in each altogether."""
    offered(desk, 3)
    desk.step("accept", desk.offer())
    board = columns(desk, limit=2)
    assert [(one.count, len(one.referrals)) for one in board.values() if one.count] == [
        (3, 2),
        (1, 1),
    ]
    assert board["offered"].next_after is not None
    assert board["accepted"].next_after is None
    assert list(columns(desk, status="accepted")) == ["accepted"]


def test_a_board_that_nobody_bounds_is_bounded(desk: ReferralDesk) -> None:
    """Without a limit it shows a screen or two of each column."""
    offered(desk, ON_A_BOARD + 1)
    column = columns(desk)["offered"]
    assert (column.count, len(column.referrals)) == (ON_A_BOARD + 1, ON_A_BOARD)


def test_a_place_stays_good_when_lines_before_it_go(desk: ReferralDesk) -> None:
    """The second page begins where the first one ended, whatever has left that one since."""
    in_order = offered(desk, 6)
    first = columns(desk, status="offered", limit=2)["offered"]
    for one in in_order[:2]:
        desk.step("withdraw", one, by="asker", reason="other")
    second = columns(desk, status="offered", limit=2, after=first.next_after)["offered"]
    assert [one.referral_id for one in second.referrals] == in_order[2:4]
    assert second.count == 4


def test_what_is_late_is_counted_on_whatever_page_it_stands(desk: ReferralDesk) -> None:
    """As many as have an overdue line, also where a hold, an appointment or an end says so."""
    offered(desk, 5)
    held, waiting, met, over = (desk.offer() for _ in range(4))
    desk.step("hold", held, until=desk.today + timedelta(days=60), reason="out_of_season")
    for one in (waiting, met, over):
        desk.step("accept", one)
    desk.step("schedule", waiting, appointment_at=datetime(2026, 6, 20, 10, tzinfo=JST))
    desk.step("meet", met)
    desk.step("complete", over, outcome="using")
    for days in (13, 5, 10, 40):
        desk.pass_days(days)
        shown = columns(desk, limit=MOST_AT_ONCE)
        late = {
            status: sum(1 for line in one.referrals if line.owing and line.owing.days_late)
            for status, one in shown.items()
        }
        assert {status: one.late for status, one in shown.items()} == late
        assert {status: one.late for status, one in columns(desk, limit=1).items()} == late
        assert sum(late.values()) == len(desk.overdue())


def test_nothing_of_another_municipality_is_counted(desk: ReferralDesk) -> None:
    """Neither in a column nor among what is late."""
    desk.offer(NEIGHBOUR, municipality="011002", to_agency_id=None)
    desk.pass_days(90)
    assert {(one.count, one.late) for one in columns(desk).values()} == {(0, 0)}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"after": cursor_at(("2026-06-01", str(UUID(int=1))))}, "request-unreadable"),
        ({"status": "offered", "after": "abc"}, "cursor-unreadable"),
        ({"status": "offered", "after": cursor_at(("2026-06-01",))}, "cursor-unreadable"),
        ({"status": "offered", "after": cursor_at((1, None))}, "cursor-unreadable"),
        ({"status": "offered", "after": cursor_at(("June", "x"))}, "cursor-unreadable"),
        ({"status": "nowhere"}, "request-unreadable"),
        ({"limit": 0}, "request-unreadable"),
    ],
)
def test_a_place_that_is_none_is_refused(
    desk: ReferralDesk, asked: dict[str, Any], code: str
) -> None:
    """A place belongs to one column; whatever else is sent is named and not repeated."""
    with pytest.raises(InvalidInput) as refused:
        columns(desk, **asked)
    assert refused.value.code == code


def test_the_page_leads_to_the_rest_of_a_column(desk: ReferralDesk) -> None:
    """The board says how many there are and links to all; that page goes on by a button."""
    in_order = offered(desk, 101)
    with visiting(desk) as city:
        board = city.shown("/")
        assert 'href="/placement/pages/board/offered">打診の101件をすべて見る</a>' in board
        assert f"referrals/{in_order[19]}" in board
        assert f"referrals/{in_order[20]}" not in board
        first = city.shown("/board/offered")
        assert f"referrals/{in_order[99]}" in first
        assert f"referrals/{in_order[100]}" not in first
        rest = city.send_from(first, "/board/offered").text
        assert f"referrals/{in_order[100]}" in rest
        assert f"referrals/{in_order[99]}" not in rest
        assert "続きを見る" not in rest
        assert "もうありません" in city.shown("/board/completed")
        assert city.look("/board/nowhere").status_code == 404
