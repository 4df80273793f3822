"""A tutorial written for people, read as a list of steps that a programme can take.

What counts as a step is told to the reader as well, at the top of ``docs/tutorial.md``:

- a ```` ```console ```` block: after ``$`` a command, below it what it shows;
- a paragraph ``**【福祉課の画面】**``: from here on, that browser;
- a table ``| 欄 | 書くこと |``: what goes into which field;
- a numbered sentence 「…」を押します。 or 「…」を開きます。;
- a line that begins with ``→``: what is to be seen then;
- a picture: what the page looks like now.

Everything else is prose. A numbered sentence or a ``→`` that cannot be read is an error, so that
nothing the reader is told to do is quietly left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

_WINDOW = re.compile(r"\*\*【(?P<name>[^】]+)】\*\*")
_ACT = re.compile(r"(?:「(?P<place>[^」]+)」の)?「(?P<what>[^」]+)」を(?P<how>押します|開きます)。")
_GO = re.compile(r"ブラウザーで(?P<address>〔[^〕]+〕)を開きます。")
_COPY = re.compile(r"「(?P<place>[^」]+)」を〔(?P<name>[^〕]+)〕として写します。")
_ROW = re.compile(r"「(?P<place>[^」]+)」の行に(?P<told>(?:、?「[^」]+」)+)")
_ABSENT = re.compile(r"(?P<told>(?:、?「[^」]+」)+)は、?どこにもありません。")
_SEEN = re.compile(r"(?P<told>(?:、?「[^」]+」)+)")
_QUOTED = re.compile(r"「([^」]+)」")
ARROW = "→"
HEADS = ("欄", "書くこと")


@dataclass(frozen=True, slots=True)
class Run:
    """A command at the terminal, and what it shows."""

    line: int
    command: str
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """To somebody's browser."""

    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Go:
    """To an address."""

    line: int
    address: str


@dataclass(frozen=True, slots=True)
class Write:
    """Into fields, by what they are called."""

    line: int
    fields: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Act:
    """On a button, a link or something folded away; ``place`` stands before it on the page."""

    line: int
    what: str
    place: str | None
    opens: bool


@dataclass(frozen=True, slots=True)
class See:
    """On the page: words, words in one row of a table, or words that are nowhere."""

    line: int
    told: tuple[str, ...]
    row: str | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """A number from the page, under a name by which it is written elsewhere."""

    line: int
    place: str
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Of the page as it is now; ``place`` is what its upper edge shows."""

    line: int
    path: str
    place: str | None


Step: TypeAlias = Run | Turn | Go | Write | Act | See | Copy | Picture


class UnreadableStepError(ValueError):
    """A part of the document that looks like a step and is none."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(f"line {line}: {text}")


def steps_in(document: Path) -> list[Step]:
    """The steps of a document, in its order.

    Raises:
        UnreadableStepError: something is written like a step and cannot be taken.
    """
    tokens = MarkdownIt("commonmark").enable("table").parse(document.read_text("utf-8"))
    return list(_steps(tokens))


def pictures_in(document: Path) -> list[str]:
    """The addresses of the pictures that a document shows."""
    tokens = MarkdownIt("commonmark").enable("table").parse(document.read_text("utf-8"))
    inner = [one for token in tokens for one in token.children or ()]
    return [str(one.attrs["src"]) for one in inner if one.type == "image"]


def _steps(tokens: list[Token]) -> Iterator[Step]:
    numbered: list[bool] = []
    for index, token in enumerate(tokens):
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                numbered.append(token.type == "ordered_list_open")
            case "ordered_list_close" | "bullet_list_close":
                numbered.pop()
            case "fence" if token.info == "console":
                yield from _commands(token)
            case "table_open":
                yield from _table(tokens, index)
            case "inline" if tokens[index - 1].type == "paragraph_open":
                yield from _paragraph(token, bool(numbered and numbered[-1]))
            case _:
                pass


def _commands(token: Token) -> Iterator[Run]:
    first = _line(token) + 1
    command: Run | None = None
    for offset, text in enumerate(token.content.splitlines()):
        if text.startswith("$ "):
            if command:
                yield command
            command = Run(first + offset, text.removeprefix("$ "))
        elif command is None:
            raise UnreadableStepError(first + offset, "a console block begins with `$ `")
        elif text.strip() not in ("", "…"):
            command = Run(command.line, command.command, (*command.shows, text.strip()))
    if command:
        yield command


def _table(tokens: list[Token], index: int) -> Iterator[Write]:
    rows: list[list[str]] = []
    for token in tokens[index:]:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token.content)
        elif token.type == "table_close":
            break
    if tuple(rows[0]) == HEADS:
        yield Write(_line(tokens[index]), tuple((name, text) for name, text in rows[1:]))


def _paragraph(token: Token, numbered: bool) -> Iterator[Step]:  # noqa: FBT001 - of the list
    line = _line(token)
    for offset, text in enumerate(token.content.splitlines()):
        if text.startswith(ARROW):
            yield _seen(line + offset, text.removeprefix(ARROW).strip())
        elif numbered and offset == 0:
            yield _act(line, text)
        elif found := _WINDOW.fullmatch(text):
            yield Turn(line + offset, found["name"])
    for one in token.children or ():
        if one.type == "image":
            title = one.attrs.get("title")
            yield Picture(line, str(one.attrs["src"]), str(title) if title else None)


def _act(line: int, text: str) -> Step:
    if found := _GO.match(text):
        return Go(line, found["address"])
    if found := _ACT.match(text):
        return Act(line, found["what"], found["place"], opens=found["how"] == "開きます")
    raise UnreadableStepError(line, text)


def _seen(line: int, text: str) -> Step:
    if found := _COPY.match(text):
        return Copy(line, found["place"], found["name"])
    if found := _ROW.match(text):
        return See(line, _quoted(found["told"]), row=found["place"])
    if found := _ABSENT.match(text):
        return See(line, _quoted(found["told"]), absent=True)
    if found := _SEEN.match(text):
        return See(line, _quoted(found["told"]))
    raise UnreadableStepError(line, text)


def _quoted(text: str) -> tuple[str, ...]:
    return tuple(_QUOTED.findall(text))


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
