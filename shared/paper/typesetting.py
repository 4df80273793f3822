"""Setting a paper: a template of our own, and content that stays data all the way."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TypeAlias, cast

import typst

from shared.paper.fonts import fonts
from shared.paper.printable import Printing

Content: TypeAlias = "str | int | bool | Sequence[Content] | Mapping[str, Content] | None"
"""What a paper is about: texts, numbers, lists and named parts."""

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
"""For keeping (PDF/A-2a, fonts inside) and for screen readers (PDF/UA-1, tagged)."""

_HERE = files(__name__.rpartition(".")[0])


def typeset(template: str, content: Mapping[str, Content], at: datetime) -> bytes:
    """Set a paper.

    Args:
        template: typst, as it comes with the program. In it ``d`` is the content, and everything
            stands in ``paper``, which adds what the reader has to know of the characters.
        content: what people wrote among it; every string is made printable.
        at: the instant that stands in the file as the time of its making.

    Returns:
        A PDF, the same for the same arguments.

    Raises:
        RuntimeError: it could not be set. The typesetter's own message may repeat the content and
            is not kept.
    """
    printing = Printing()
    printed = {name: _printable(part, printing) for name, part in content.items()}
    data = json.dumps({**printed, "remarks": printing.notes()}, ensure_ascii=False)
    compiler = typst.Compiler(root=str(_HERE), font_paths=fonts(), ignore_system_fonts=True)
    try:
        paper = compiler.compile(
            f"{_prelude()}\n{template}".encode(),
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=STANDARDS,
            timestamp=int(at.timestamp()),
        )
    except typst.TypstError:
        paper = None
    if paper is None:  # outside of the handler, so that the error carries nothing of the other
        raise RuntimeError("a paper could not be set")
    return cast("bytes", paper)


def _printable(part: Content, printing: Printing) -> Content:
    match part:
        case str():
            return printing.text(part)
        case Mapping():
            return {name: _printable(one, printing) for name, one in part.items()}
        case Sequence():
            return [_printable(one, printing) for one in part]
    return part


@cache
def _prelude() -> str:
    return (_HERE / "prelude.typ").read_text(encoding="utf-8")
