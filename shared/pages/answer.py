"""What a page handler answers with: something to look at, somewhere to go, something to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Page:
    """Something to look at.

    Attributes:
        template: its file in the service's ``pages/templates``.
        title: of the window; it stands in histories and task bars, so it names nobody.
        shown: what the template shows, by name.
        refusal: why what was sent was not done; the page is then shown again with its status.
    """

    template: str
    title: str
    shown: Mapping[str, Any] = field(default_factory=dict, repr=False)
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """Done; the page to look at is elsewhere (303), so that reloading does not repeat the act.

    Attributes:
        to: a path of this site.
        notice: one sentence on what was done, shown once on top of that page; it names nobody.
    """

    to: str
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """A file to keep.

    Attributes:
        content: its bytes.
        media_type: what it is.
        filename: under which name it is kept; it names nobody.
        inline: whether a browser may show it by itself (a PDF) instead of keeping it.
    """

    content: bytes = field(repr=False)
    media_type: str
    filename: str
    inline: bool = False


Answer = Page | Moved | Download
