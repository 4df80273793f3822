"""The ``tsunagu`` command: what a town hall, and its operator, can say to the system."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typer

from services.command.rooms import CommandsInRooms
from services.command.screen import complain
from shared.log import configure_logging
from shared.refusal import Refusal
from shared.settings import home_from_environment

EXIT_REFUSED = 2
"""The command was understood and refused; nothing was changed."""

app = typer.Typer(
    name="tsunagu",
    cls=CommandsInRooms,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def _begin() -> None:
    """つなぐ — 相談受付から就労定着、県への報告まで。"""
    logs = home_from_environment().logs
    configure_logging("command", logs / "command.log" if logs.is_dir() else Path(os.devnull))


def run() -> None:
    """Run the command; a refusal becomes one Japanese sentence and exit status 2."""
    try:
        app()
    except Refusal as refusal:
        complain(refusal, as_json="--json" in sys.argv)
        sys.exit(EXIT_REFUSED)


if __name__ == "__main__":
    run()
