"""The ``tsunagu`` command: what a town hall, and its operator, can say to the system."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated

import typer

from services.command.exits import Exit
from services.command.language import LANGUAGES, OPTION, VARIABLE
from services.command.rooms import PLAIN, CommandsInRooms, OutputClosed
from services.command.screen import complain, tell
from services.command.usage import is_help, refusal_of
from shared.refusal import InvalidInput, Refusal

app = typer.Typer(
    name="tsunagu",
    cls=CommandsInRooms,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=PLAIN,
)

BEGINNING = "services.command.beginning"
COMPLETION = "_TSUNAGU_COMPLETE"
"""Stands in the environment when a shell asks for words to complete with."""

InLanguage = Annotated[
    str,
    typer.Option(
        OPTION,
        envvar=VARIABLE,
        metavar="言語",
        show_envvar=False,
        show_default=False,
        help=f"説明の言語: ja（日本語）か en（英語）。環境変数 {VARIABLE} でも",
        autocompletion=lambda: list(LANGUAGES.items()),
    ),
]


@app.callback()
def _begin(*, language: InLanguage = "ja") -> None:
    """つなぐ — 相談受付から就労定着、県への報告まで。"""
    if language not in LANGUAGES and language != os.environ.get(VARIABLE):
        raise InvalidInput(
            OPTION,
            "unknown-language",
            "その言語の説明はありません。",
            f"{'・'.join(LANGUAGES)} のどちらかを指定してください。",
        )
    import_module(BEGINNING).begin()  # its libraries are not waited for by help


def run() -> None:
    """Run the command; a refusal becomes one Japanese sentence and exit status 2."""
    try:
        status = _status()
        sys.stdout.flush()
    except (OutputClosed, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = Exit.OUTPUT_CLOSED
    sys.exit(status)


def _status() -> int:
    """How the command has ended; what went wrong is told."""
    as_json = "--json" in sys.argv
    try:
        return int(app(prog_name="tsunagu", standalone_mode=False) or Exit.DONE)
    except OutputClosed:
        raise
    except Refusal as refusal:
        complain(refusal, as_json=as_json)
    except typer.TyperException as error:
        if is_help(error):
            tell(error.format_message())
        else:
            complain(refusal_of(error), as_json=as_json)
    except Exception as error:  # noqa: BLE001 - told, and its place is logged
        if COMPLETION in os.environ:  # a shell asks while somebody types
            return Exit.CRASHED
        if BEGINNING not in sys.modules:  # it went wrong before there was a log
            import_module(BEGINNING).begin()
        complain(import_module("shared.http.problem").internal_error(), as_json=as_json)
        sys.excepthook(type(error), error, error.__traceback__)
        return Exit.CRASHED
    return Exit.REFUSED


if __name__ == "__main__":
    run()
