"""Where the facts for a rebuilding come from: on one machine from the files, else from the relays.

In production no service, and no operator of one, may read another's database; there the sources
answer over the broker, as they do when an inbox has missed something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from services.command.rebuild.log_files import LogFileSource, reading_workers
from services.command.rebuild.rebuilding import Source
from services.command.rebuild.replayed import replayed_sources
from services.command.wiring import build
from shared.broker.topology import SUBSCRIPTIONS
from shared.calendar import system_clock
from shared.relay import Publish
from shared.settings import (
    Home,
    Settings,
    home_from_environment,
    is_configured_by_environment,
)
from shared.store.log_file import LogFile


@contextmanager
def sources_of(settings: Settings) -> Iterator[Sequence[Source]]:
    """Everybody whom stats listens to.

    Args:
        settings: of stats.
    """
    if is_configured_by_environment():
        with replayed_sources(settings.broker) as sources:
            yield sources
    else:
        with log_files_of(home_from_environment()) as found:
            yield found


@contextmanager
def log_files_of(home: Home) -> Iterator[Sequence[LogFileSource]]:
    """The stores of one folder, and as many processes to read them as there are cores."""
    with reading_workers() as workers:
        yield [
            LogFileSource(name, LogFile(home.store(name)), publish, workers)
            for name in SUBSCRIPTIONS["stats"]
            for publish in (_publish_of(home.settings(name)),)
        ]


def _publish_of(settings: Settings) -> Publish:
    with closing(build(settings, system_clock)) as built:
        return built.publish
