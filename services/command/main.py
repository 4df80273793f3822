"""The ``tsunagu`` command: what a town hall, and its operator, can say to the system."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typer

from services.command.rooms import PLAIN, CommandsInRooms
from services.command.screen import EXIT_REFUSED, complain, tell
from services.command.usage import is_help, refusal_of
from shared.http.problem import internal_error
from shared.log import configure_logging
from shared.refusal import Refusal
from shared.settings import home_from_environment

app = typer.Typer(
    name="tsunagu",
    cls=CommandsInRooms,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=PLAIN,
)


@app.callback()
def _begin() -> None:
    """つなぐ — 相談受付から就労定着、県への報告まで。"""
    logs = home_from_environment().logs
    configure_logging("command", logs / "command.log" if logs.is_dir() else Path(os.devnull))


def run() -> None:
    """Run the command; a refusal becomes one Japanese sentence and exit status 2."""
    as_json = "--json" in sys.argv
    try:
        sys.exit(app(prog_name="tsunagu", standalone_mode=False))
    except Refusal as refusal:
        complain(refusal, as_json=as_json)
    except typer.TyperException as error:
        if is_help(error):
            tell(error.format_message())
        else:
            complain(refusal_of(error), as_json=as_json)
    except Exception:
        complain(internal_error(), as_json=as_json)
        raise
    sys.exit(EXIT_REFUSED)


if __name__ == "__main__":
    run()
