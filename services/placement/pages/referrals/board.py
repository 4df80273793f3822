"""The board of referrals: how far each has come, how long it waits, who is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.placement.application.referrals.answers import Column, Line
from services.placement.domain.referral import OPEN, STATUSES, Status
from services.placement.pages.names import NAMES, PLACE, names_for, names_for_asked, own_agency
from services.placement.pages.referrals.acts import RESULTS
from services.placement.pages.words import OWED
from shared.codes import REFERRAL_REASONS
from shared.pages import Page, PageRoute, Visit, look, send
from shared.refusal import Refusal

ON_A_PAGE = 100
"""So many referrals of one column stand on a page of it."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Referrals that have come as far as this.

    Attributes:
        anchor: its place on the page.
        label: what it is called.
        columns: of one way or several of coming so far.
    """

    anchor: str
    label: str
    columns: tuple[Column, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Those that stand on the page, the longest unchanged first."""
        return tuple(line for one in self.columns for line in one.referrals)

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(one.count for one in self.columns)

    @property
    def late(self) -> int:
        """In how many of them somebody is late."""
        return sum(one.late for one in self.columns)

    @property
    def cut(self) -> tuple[Column, ...]:
        """The columns of which not all stand on the page."""
        return tuple(one for one in self.columns if one.next_after)


_Lanes = tuple[tuple[str, str, tuple[Status, ...]], ...]

_OPEN: _Lanes = (
    ("planned", "予定", ("planned",)),
    ("offered", "打診中", ("offered",)),
    ("accepted", "受理", ("accepted",)),
    ("scheduled", "日程調整", ("scheduled",)),
    ("met", "初回接触", ("met",)),
)
_ENDED: _Lanes = (
    ("completed", "完了", ("completed",)),
    ("failed", "不調・不受理", ("declined", "failed")),
    ("withdrawn", "取下げ・移管", ("withdrawn", "transferred")),
)


def lanes_of(columns: Iterable[Column]) -> tuple[tuple[Lane, ...], tuple[Lane, ...]]:
    """The lanes that are open, and those that have ended."""
    by_status = {one.status: one for one in columns}

    def lanes(spec: _Lanes) -> tuple[Lane, ...]:
        return tuple(
            Lane(anchor, label, tuple(by_status[status] for status in statuses))
            for anchor, label, statuses in spec
        )

    return lanes(_OPEN), lanes(_ENDED)


def shared_words() -> Mapping[str, Any]:
    """What every page about referrals calls things."""
    return {
        "owed": OWED,
        "results": dict(RESULTS),
        "reasons": {one.code: one.label for one in REFERRAL_REASONS},
    }


def show_board(visit: Visit, refusal: Refusal | None = None) -> Page:
    """The board of a municipality."""
    own = own_agency(visit)
    board = visit.ask("referrals.board", {"municipality": own.municipality})
    going, ended = lanes_of(board.columns)
    shown = {
        "going": going,
        "ended": ended,
        "names": names_for(visit, own),
        "typed": visit.form.one("number"),
        **shared_words(),
    }
    return Page("board.html", "つなぎ", shown, refusal)


def show_column(visit: Visit) -> Page:
    """A page of one column of the board, as far as it goes.

    Raises:
        Refusal: ``column-not-found``.
    """
    status = visit.path["status"]
    if status not in STATUSES:
        raise Refusal(
            "column-not-found", "その一覧はありません。", "つなぎの画面から選んでください。"
        )
    own = own_agency(visit)
    asked = {"municipality": own.municipality, "status": status, "limit": ON_A_PAGE}
    (column,) = visit.ask("referrals.board", {**asked, **visit.form.given("after")}).columns
    shown = {
        "column": column,
        "goes_on": column.status in OPEN,
        "continued": bool(visit.form.one("after")),
        "names": names_for(visit, own),
        **shared_words(),
    }
    return Page("column.html", f"つなぎ：{column.label}", shown)


def show_received(visit: Visit) -> Page:
    """The referrals in which the own agency is asked, without case and person."""
    columns = visit.ask("referrals.received")
    going, ended = lanes_of(columns)
    own = own_agency(visit)
    lines = [line for column in columns for line in column.referrals]
    shown = {
        "going": going[1:],
        "ended": ended,
        "names": names_for_asked(visit, own, lines),
        "awaited": visit.ask("tasks.awaited"),
        **shared_words(),
    }
    return Page("received.html", "届いた打診", shown)


ROUTES: tuple[PageRoute, ...] = (
    look("/", show_board, "referrals.board", *NAMES),
    look("/board/{status}", show_column, "referrals.board", *NAMES),
    send("/board/{status}", show_column, "referrals.board", *NAMES),
    look("/received", show_received, "referrals.received", "tasks.awaited", PLACE, *NAMES),
)
