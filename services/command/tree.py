"""All commands there are, as whoever describes or tests them walks through them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from services.command.rooms import ROOMS, command_of


class Placed(NamedTuple):
    """A command where it is found.

    Attributes:
        path: what is typed behind ``tsunagu``, as in ``audit verify``.
        command: a command of typer's own click.
    """

    path: str
    command: Any

    @property
    def is_group(self) -> bool:
        """Whether further commands are within."""
        return hasattr(self.command, "commands")


def every_command() -> Iterator[Placed]:
    """Every command and group, in the order of the help; a group before what is in it."""
    for name in ROOMS:
        yield from _within(name, command_of(name))


def _within(path: str, command: Any) -> Iterator[Placed]:  # noqa: ANN401 - typer's own
    yield Placed(path, command)
    for name, one in getattr(command, "commands", {}).items():
        yield from _within(f"{path} {name}", one)
