"""A rebuilding as whoever started it sees it: how far, how fast, how much longer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from services.command.rebuild.rebuilding import Advance, rebuild_observations
from services.command.rebuild.sources import sources_of
from services.command.screen import progress
from shared.broker.topology import SUBSCRIPTIONS
from shared.service import Service


class _Rate(ProgressColumn):
    """Events a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed or 0:,.0f} 件/秒")


def rebuild_shown(stats: Service) -> int:
    """Make the tables that statistics count from anew, and show how it goes on.

    Returns:
        How many places of the other services' logs were read.

    Raises:
        Refusal: see :func:`services.command.rebuild.rebuild_observations`.
    """
    total = sum(stats.store.tracked(source) for source in SUBSCRIPTIONS["stats"])
    with sources_of(stats.settings) as sources, _bar(total) as advance:
        return rebuild_observations(stats.store, sources, advance)


_COLUMNS = (
    BarColumn(),
    MofNCompleteColumn(),
    _Rate(),
    TextColumn("残り"),
    TimeRemainingColumn(),
)


@contextmanager
def _bar(total: int) -> Iterator[Advance]:
    places = 0
    with progress("集計の元の表", total, _COLUMNS) as told:

        def advance(more: int) -> None:
            nonlocal places
            places += more
            told(places)

        yield advance
