"""Addresses of pages: each declares its handler and the use cases it asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from shared.pages.answer import Answer
from shared.pages.visit import Visit

Handler = Callable[[Visit], Answer]


@dataclass(frozen=True, slots=True)
class PageRoute:
    """One address.

    Attributes:
        method: ``GET`` looks, ``POST`` sends a form.
        path: below ``/<service>/pages``; ``{case_id}`` stands for an opaque id, never a person's.
        handler: what answers.
        uses: names of the use cases that the handler may ask for. Who has the first one has the
            page; whoever has not is told so before anything is read.
    """

    method: Literal["GET", "POST"]
    path: str
    handler: Handler
    uses: tuple[str, ...]


def look(path: str, handler: Handler, *uses: str) -> PageRoute:
    """A page to look at."""
    return PageRoute("GET", path, handler, uses)


def send(path: str, handler: Handler, *uses: str) -> PageRoute:
    """A form to send."""
    return PageRoute("POST", path, handler, uses)
