"""Which room a command lives in. A room is entered only when its command is called.

So ``tsunagu decide`` answers without waking the broker's, the store's and the ledger's libraries.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

ROOMS: dict[str, str] = {
    "up": "operate:up",
    "serve": "operate:serve",
    "keys": "keys:keys",
    "migrate": "operate:migrate",
    "provision": "operate:provision_broker",
    "health": "operate:health",
    "rebuild-views": "operate:rebuild_views",
    "demo": "demo:demo",
    "import": "ledger:import_ledger",
    "export": "ledger:export_ledger",
    "decide": "decide:decide_worlds",
    "replay": "replay:replay",
    "return": "returns:make_return",
    "returns": "returns_issued:app",
    "kpi": "kpi:kpi",
    "conference": "conference:app",
    "placement": "placement:app",
    "route": "route:app",
    "resources": "resources:app",
    "incentives": "incentives:app",
    "token": "token:issue_token",
    "audit": "audit:app",
    "access": "access:app",
    "erase": "erase:app",
    "dead-letters": "dead_letters:app",
    "submit": "submitting:submit",
    "prefecture": "prefecture.app:app",
}
"""Every command: the module within this package, and the function or group in it."""

PLAIN: None = None
"""How help is written: what is framed and coloured breaks lines at blanks alone, and cuts off what
does not fit; Japanese has no blanks."""


class CommandsInRooms(TyperGroup):
    """The commands of :data:`ROOMS`."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer's context
        """The names, in the order of the help."""
        return list(ROOMS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - typer's own
        """The command of a name, or ``None``."""
        return command_of(cmd_name) if cmd_name in ROOMS else None


def group(help_text: str) -> typer.Typer:
    """A room with several commands in it."""
    return typer.Typer(
        help=help_text, no_args_is_help=True, add_completion=False, rich_markup_mode=PLAIN
    )


def command_of(name: str) -> Any:  # noqa: ANN401 - a command of typer's own click
    """Enter the room of a command."""
    module, _, attribute = ROOMS[name].partition(":")
    room = getattr(import_module(f"services.command.{module}"), attribute)
    if not isinstance(room, typer.Typer):
        alone = typer.Typer(add_completion=False, rich_markup_mode=PLAIN)
        alone.command(name)(room)
        room = alone
    command = get_command(room)
    command.name = name
    return command
