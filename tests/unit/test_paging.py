"""Pages of lists: by right first, in a stable order, with cursors that stay good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.identity import Actor
from shared.paging import InPages, Paged, listed
from tests.refusals import refused

SOMEBODY = Actor(person="w-1", agency="a-1", role="counsellor", purpose="consultation")


@dataclass(frozen=True)
class Line:
    """One line of a list."""

    line_id: UUID
    due_on: date | None = None
    at: datetime | None = None
    hidden: bool = False


class Lines(InPages):
    """A list with something beside it."""

    lines: tuple[Any, ...]
    everything: int


class Desk:
    """Answers with the lines that are not hidden, in whatever order they came."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines

    @listed("due_on", "line_id")
    def by_day(self, _actor: Actor, _request: Paged) -> list[Line]:
        """The first due first."""
        return [one for one in self.lines if not one.hidden]

    @listed("-at|due_on", "line_id", of="lines")
    def latest(self, _actor: Actor, _request: Paged) -> Lines:
        """The latest first."""
        shown = tuple(one for one in self.lines if not one.hidden)
        return Lines(lines=shown, everything=len(shown))


days = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 9))
instants = st.none() | days.filter(bool).map(
    lambda day: datetime.combine(day, time(12), tzinfo=UTC) if day else None
)
lines = st.lists(
    st.builds(Line, st.uuids(), days, instants, st.booleans()), unique_by=lambda one: one.line_id
)


def all_pages(ask: Any, limit: int) -> list[Line]:
    """Every page, one after the other."""
    found: list[Line] = []
    after = None
    for _ in range(100):
        page = ask(SOMEBODY, Paged(after=after, limit=limit))
        of_page = page.lines if isinstance(page, Lines) else page
        assert len(of_page) == limit or page.next_after is None
        found += of_page
        if (after := page.next_after) is None:
            return found
    raise AssertionError("the list has no end")


@given(given_lines=lines, limit=st.integers(1, 7))
def test_pages_are_the_list(given_lines: list[Line], limit: int) -> None:
    """Whatever the size of a page, the pages together are the whole list in its order."""
    desk = Desk(given_lines)
    for ask in (desk.by_day, desk.latest):
        assert all_pages(ask, limit) == all_pages(ask, 5_000)
        assert len(all_pages(ask, limit)) == sum(not one.hidden for one in given_lines)


@given(given_lines=lines, limit=st.integers(1, 7))
def test_what_is_hidden_changes_nothing(given_lines: list[Line], limit: int) -> None:
    """Pages, their lengths and their cursors are the same as if the hidden lines did not exist."""
    without = [one for one in given_lines if not one.hidden]
    for name in ("by_day", "latest"):
        pages = [
            getattr(Desk(one), name)(SOMEBODY, Paged(limit=limit)) for one in (given_lines, without)
        ]
        assert pages[0] == pages[1]
        assert pages[0].next_after == pages[1].next_after


@given(given_lines=lines)
def test_the_order_is_what_it_says(given_lines: list[Line]) -> None:
    """The first due first, the latest first; what is not known comes last, alike by id."""
    by_day = all_pages(Desk(given_lines).by_day, 5)
    keys = [(one.due_on is None, one.due_on or date.min, str(one.line_id)) for one in by_day]
    assert keys == sorted(keys)

    known = [one for one in all_pages(Desk(given_lines).latest, 5) if one.at or one.due_on]
    unknown = all_pages(Desk(given_lines).latest, 5)[len(known) :]
    assert not [one for one in unknown if one.at or one.due_on]
    told = [(one.at or one.due_on).isoformat() for one in known]  # type: ignore[union-attr]
    assert told == sorted(told, reverse=True)


@given(given_lines=lines, gone=st.integers(0, 20))
def test_a_cursor_stays_good_when_lines_go(given_lines: list[Line], gone: int) -> None:
    """A line that vanishes between two pages takes no other line with it."""
    desk = Desk(given_lines)
    first = desk.by_day(SOMEBODY, Paged(limit=3))
    later = [one for one in all_pages(desk.by_day, 9) if one not in first]
    vanished = {one.line_id for one in first[: gone % 4]}
    desk.lines = [one for one in given_lines if one.line_id not in vanished]

    if first.next_after is not None:
        assert desk.by_day(SOMEBODY, Paged(after=first.next_after)) == later


def test_alike_instants_of_other_zones_are_one_place() -> None:
    """An instant is sorted by when it was, however it is written."""
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    east = noon.astimezone(UTC) + timedelta(hours=1)
    desk = Desk([Line(UUID(int=1), at=noon), Line(UUID(int=2), at=east)])

    assert [one.line_id.int for one in all_pages(desk.latest, 1)] == [2, 1]


@pytest.mark.parametrize(
    "cursor",
    ["x", "bm90IGpzb24", "W10", "WzFd", "WzEsMiwzXQ", "W3t9LHt9XQ", "Wzks OV0".replace(" ", "")],
)
def test_a_cursor_from_elsewhere_is_refused(cursor: str) -> None:
    """What is no cursor of this list is told as such, and shows nothing."""
    desk = Desk([Line(UUID(int=1), date(2026, 1, 1)), Line(UUID(int=2), date(2026, 1, 2))])

    with refused("cursor-unreadable"):
        desk.by_day(SOMEBODY, Paged(after=cursor))


def test_a_list_cannot_be_sorted_by_what_has_no_order() -> None:
    """A field that cannot stand in a cursor is a mistake of the program, told at once."""

    class Wrong(Desk):
        @listed("hidden", "lines")
        def by_nothing(self, _actor: Actor, _request: Paged) -> list[Any]:
            return [self]

        hidden = 1.5

    with pytest.raises(TypeError):
        Wrong([]).by_nothing(SOMEBODY, Paged())
