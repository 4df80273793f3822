"""What the command line says of itself: in Japanese, and in English for whoever asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

import pytest
import typer
from typer.main import get_command

from services.command import language
from services.command.choices import apart
from services.command.exits import MEANINGS, OWN
from services.command.language import catalogue, in_english, lacks_english, language_asked, speak
from services.command.main import app
from services.command.rooms import ROOMS, SUMMARIES
from services.command.tree import every_command

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def said() -> Iterator[tuple[str, str]]:
    """Every text of the command line with the place where it is said."""
    for path, command in [("", get_command(app)), *every_command()]:
        for text in (command.help, *(one.help for one in command.params)):
            yield f"tsunagu {path}", text or ""
        for one in command.params:
            yield f"tsunagu {path} {one.opts[0]}", one.metavar or ""
    for name, text in SUMMARIES.items():
        yield f"summary of {name}", text
    yield from (("exits", text) for text in MEANINGS.values())
    yield from (("exits", text) for own in OWN.values() for text in own.values())


def test_whatever_is_said_has_its_english() -> None:
    """A Japanese text of a command or an option without English is named with its command."""
    assert [f"{place}: {text}" for place, text in said() if lacks_english(text)] == []


def test_english_is_english() -> None:
    """No Japanese is left in the English, but one word that has to be typed as it is."""
    typed = re.compile("事業開始前")
    left = [one for one in catalogue().values() if JAPANESE.search(typed.sub("", one))]

    assert left == []


def test_the_catalogue_holds_nothing_that_nobody_says() -> None:
    """An English text whose Japanese is gone goes as well."""
    needed = {" ".join(apart(text)[0].split()) for _, text in said()}

    assert set(catalogue()) - needed == set()


def test_every_command_and_option_says_what_it_is_for() -> None:
    """There is no command and no option without an explanation."""
    silent = [
        f"tsunagu {path} {getattr(one, 'opts', [''])[0]}"
        for path, command in every_command()
        for one in (command, *command.params)
        if not one.help
    ]
    assert silent == []


def test_the_list_of_commands_says_what_the_commands_say() -> None:
    """What the list says without entering a room is the first line of the command's own."""
    own = {
        one.path: one.command.help.split("\n")[0] for one in every_command() if one.path in ROOMS
    }

    assert own == SUMMARIES


def test_a_new_command_without_english_is_found() -> None:
    """A command that was just written is Japanese only, and the check above would name it."""
    room = typer.Typer()

    @room.command("new")
    def new(
        *, loud: Annotated[bool, typer.Option("--loud", help="大きな声で言う")] = False
    ) -> None:
        """まだ英語のない説明。"""

    command = get_command(room)

    assert lacks_english(command.help or "")
    assert lacks_english(command.params[0].help or "")  # type: ignore[attr-defined]
    assert speak(command, "en").help == "まだ英語のない説明。"


def test_codes_are_shown_without_their_labels() -> None:
    """Choices are English already; what they are called in Japanese is left out."""
    (shown,) = {text for _, text in said() if text.startswith("理由の種類")}

    assert in_english(shown) == "Kind of reason: retention_expired use_suspended court_order"


@pytest.mark.parametrize(
    ("arguments", "variable", "answer"),
    [
        ([], None, "ja"),
        ([], "en", "en"),
        ([], "fr", "ja"),
        (["--lang", "en", "decide"], None, "en"),
        (["--help", "--lang=en"], None, "en"),
        (["--lang", "ja"], "en", "ja"),
        (["decide", "--lang", "en"], None, "ja"),
    ],
)
def test_the_language_is_asked_for_before_the_command(
    arguments: list[str], variable: str | None, answer: str
) -> None:
    """The option wins over the variable, and the locale is not asked."""
    environment = {"LANG": "en_US.UTF-8"} | ({language.VARIABLE: variable} if variable else {})

    assert language_asked(arguments, environment) == answer
