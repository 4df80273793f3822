"""What every command begins with, and help does without: where its log goes."""

from __future__ import annotations

import os
from pathlib import Path

from shared.log import configure_logging
from shared.settings import home_from_environment


def begin() -> None:
    """Send the log of this command to its folder; without a folder there is none."""
    logs = home_from_environment().logs
    configure_logging("command", logs / "command.log" if logs.is_dir() else Path(os.devnull))
