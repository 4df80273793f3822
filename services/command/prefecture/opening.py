"""The hub on its stored settings, for the length of a command."""

from __future__ import annotations

from contextlib import closing

from services.command.embedded.prefecture_home import prefecture_folder, prepare
from services.stats.prefecture.app import Prefecture, build
from shared.broker.prefecture import READER
from shared.settings import (
    home_from_environment,
    is_configured_by_environment,
    settings_of_store,
)


def prefecture_opened() -> closing[Prefecture]:
    """The hub, for the length of a block; its folder is made ready before its first use."""
    home = home_from_environment()
    if not is_configured_by_environment():
        prepare(home)
    return closing(build(settings_of_store(READER), prefecture_folder(home)))
