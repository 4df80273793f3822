"""The board of referrals: how far each has come, how long it waits, who is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.placement.application.referrals.answers import Column, Line
from services.placement.domain.referral import Status
from services.placement.pages.names import NAMES, PLACE, names_for, names_for_asked, own_agency
from services.placement.pages.referrals.acts import RESULTS
from services.placement.pages.words import OWED
from shared.codes import REFERRAL_REASONS
from shared.pages import Page, PageRoute, Visit, look
from shared.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Lane:
    """Referrals that have come as far as this.

    Attributes:
        anchor: its place on the page.
        label: what it is called.
        lines: the longest unchanged first.
    """

    anchor: str
    label: str
    lines: tuple[Line, ...]

    @property
    def late(self) -> int:
        """How many of them are late."""
        return sum(1 for one in self.lines if one.owing and one.owing.days_late)


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
    by_status = {one.status: one.referrals for one in columns}

    def lanes(spec: _Lanes) -> tuple[Lane, ...]:
        return tuple(
            Lane(anchor, label, tuple(line for status in statuses for line in by_status[status]))
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
    look("/received", show_received, "referrals.received", "tasks.awaited", PLACE, *NAMES),
)
