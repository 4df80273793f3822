"""What the code says of itself: summaries and attributes, read from docstrings."""

from __future__ import annotations

import inspect
import re

from shared.facts import Fact

_ATTRIBUTE = re.compile(r"^    (?P<name>\w+): (?P<text>.+)$")


def summary_of(fact: type[Fact]) -> str:
    """What a fact means: its docstring without the list of attributes."""
    text = (inspect.getdoc(fact) or "").split("\nAttributes:")[0]
    return " ".join(text.split()).replace("``", "`")


def attributes_of(fact: type[Fact]) -> dict[str, str]:
    """What each field means, by name; its own docstring goes before those of its bases."""
    found: dict[str, str] = {}
    for base in reversed(fact.__mro__):
        if issubclass(base, Fact):
            found |= attributes_in(inspect.cleandoc(base.__doc__ or ""))
    return found


def attributes_in(docstring: str) -> dict[str, str]:
    """The ``Attributes:`` section of one docstring by name, continuation lines joined."""
    _, _, section = docstring.partition("\nAttributes:\n")
    found: dict[str, str] = {}
    name = ""
    for line in section.splitlines():
        if match := _ATTRIBUTE.match(line):
            name = match["name"]
            found[name] = match["text"]
        elif name and line.strip():
            found[name] += " " + line.strip()
    return {name: text.replace("``", "`") for name, text in found.items()}
