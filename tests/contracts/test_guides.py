"""What guides, runbooks and the README tell people to type and to look for is there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from docs.http_api import FACES
from services.command.tree import every_command

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs" / "how-to").glob("*.md"))
RUNBOOKS = sorted((ROOT / "docs" / "runbooks").glob("*.md"))
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "deploy/README.md", "docs/retention.md")),
    *GUIDES,
    *RUNBOOKS,
]
COMMANDS = {one.path: one.command for one in every_command()}
USE_CASES = {face.name: set(face.catalogue()) for face in FACES}
PAGES = "".join(
    path.read_text(encoding="utf-8")
    for folder in ("services", "shared")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".html", ".py", ".yaml"} and "__pycache__" not in path.parts
)


def typed(document: Path) -> Iterator[list[str]]:
    """What somebody is told to type behind ``tsunagu``, word by word."""
    for token in MarkdownIt("commonmark").enable("table").parse(document.read_text("utf-8")):
        if token.type == "fence" and token.info in {"sh", "console"}:
            lines = token.content.replace("\\\n", " ").splitlines()
        else:
            lines = [one.content for one in token.children or [] if one.type == "code_inline"]
        for line in lines:
            if found := re.match(r"(?:\$ )?(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?tsunagu (.+)", line):
                yield shlex.split(found[1].split("…")[0], comments=True)


def command_in(words: list[str]) -> tuple[str, list[str]]:
    """The command that is meant, and what follows it; options of a group may stand between."""
    path: list[str] = []
    rest: list[str] = []
    for word in words:
        if " ".join([*path, word]) in COMMANDS and not word.startswith("-"):
            path.append(word)
        else:
            rest.append(word)
    return " ".join(path), rest


def options_of(path: str) -> set[str]:
    """Every option of a command and of the groups that it is in."""
    parts = path.split()
    found: set[str] = {"--help", "--lang"}
    for end in range(1, len(parts) + 1):
        params: list[Any] = COMMANDS[" ".join(parts[:end])].params
        found |= {name for one in params for name in one.opts if name.startswith("--")}
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_is_told_exists_with_its_options(document: Path) -> None:
    """Nobody types what a guide says and is told that there is no such thing."""
    for words in typed(document):
        if words[0].startswith("--"):
            continue
        path, rest = command_in(words)
        assert path, words
        unknown = {one.split("=")[0] for one in rest if one.startswith("--")} - options_of(path)
        assert not unknown, (words, unknown)
        service, _, verb = path.partition(" ")
        names = [one for one in rest if re.fullmatch(r"[a-z-]+\.[a-z-]+", one)]
        if verb in {"do", "schema"} and names:
            assert names[0] in USE_CASES[service], words


def test_the_guides_are_read() -> None:
    """The commands above are found at all."""
    assert sum(len(list(typed(one))) for one in GUIDES) > 25
    assert sum(len(list(typed(one))) for one in RUNBOOKS) > 10


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_word_of_the_pages_that_a_guide_names_stands_there(guide: Path) -> None:
    """A button or heading that is renamed takes the guides along."""
    for word in re.findall(r"\*\*([^*]+)\*\*", guide.read_text(encoding="utf-8")):
        assert word in PAGES or word == "太字", word


def test_every_guide_is_in_the_list() -> None:
    """Who looks for a piece of work finds its guide on the first page."""
    listed = (ROOT / "docs" / "how-to" / "README.md").read_text(encoding="utf-8")
    for guide in GUIDES:
        assert guide.name == "README.md" or f"({guide.name})" in listed, guide.name
