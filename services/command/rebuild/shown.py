"""A rebuilding as whoever started it sees it: how far, how fast, how much longer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from services.command.rebuild.rebuilding import Advance, rebuild_observations
from services.command.rebuild.sources import sources_of
from services.command.screen import err, say
from shared.broker.topology import SUBSCRIPTIONS
from shared.service import Service


class _Rate(ProgressColumn):
    """Events a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed or 0:,.0f} 件/秒")


def rebuild_shown(stats: Service) -> None:
    """Make the tables that statistics count from anew, and show how it goes on.

    Raises:
        Refusal: see :func:`services.command.rebuild.rebuild_observations`.
    """
    total = sum(stats.store.tracked(source) for source in SUBSCRIPTIONS["stats"])
    with sources_of(stats.settings) as sources, _bar(total) as advance:
        count = rebuild_observations(stats.store, sources, advance)
    say(f"stats: ほかのサービスの {count:,} 件の記録から、集計の元の表を作り直しました")


@contextmanager
def _bar(total: int) -> Iterator[Advance]:
    columns = (
        TextColumn("  {task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TextColumn("残り"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("集計の元の表", total=total)
        yield lambda places: bar.advance(task, places)
