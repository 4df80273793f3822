"""In which language the command explains itself: Japanese, unless English is asked for.

The locale is not asked: the same command explains itself alike on every machine of a town hall.
What services answer and refuse stays Japanese, in which the law and the records are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import typer
from rich.cells import cell_len

from services.command.choices import CODES, apart
from shared.packaged_yaml import read_yaml

Language = Literal["ja", "en"]
LANGUAGES: dict[Language, str] = {"ja": "日本語", "en": "English"}
VARIABLE = "TSUNAGU_LANG"
OPTION = "--lang"

_FIXED: dict[str, str] = {
    "Arguments": "引数",
    "Options": "オプション",
    "Commands": "コマンド",
    "Show this message and exit.": "この説明を表示する",
    "Install completion for the current shell.": "いまのシェルに、入力の補完を入れる",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "いまのシェルの、入力の補完を表示する"
    ),
    "[OPTIONS]": "[オプション]",
    "COMMAND [ARGS]...": "コマンド [引数]...",
    "[required]": "[必須]",
    "[default: ": "[既定: ",
    "; required]": "; 必須]",
}
"""The words that the library for command lines writes by itself."""


def language_asked(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language that is asked for before the name of a command, else in the environment.

    Args:
        arguments: what stands behind ``tsunagu``.
        environment: of the process.
    """
    said = environment.get(VARIABLE, "")
    for place, word in enumerate(arguments):
        if word == OPTION and place + 1 < len(arguments):
            said = arguments[place + 1]
        elif word.startswith(f"{OPTION}="):
            said = word.removeprefix(f"{OPTION}=")
        elif not word.startswith("-") and arguments[place - 1] != OPTION:
            break
    return "en" if said == "en" else "ja"


def speak(command: Any, language: Language) -> Any:  # noqa: ANN401 - a command of typer's own click
    """Have a command, and all within it, explain itself in a language."""
    if language == "en":
        _translate(command)
    command.context_class = _CONTEXTS[language]
    command.short_help = _first_sentence(command.help or "")
    for one in getattr(command, "commands", {}).values():
        speak(one, language)
    return command


def _first_sentence(text: str) -> str:
    """What the list of commands says of one, whole."""
    first = " ".join(text.split("\n\n", maxsplit=1)[0].split())
    return first.partition(". ")[0].rstrip(".") if first.isascii() else first


def in_english(text: str) -> str:
    """The English of a Japanese text of the command line; itself, if it needs or has none."""
    said, codes = apart(text)
    plain = " ".join(said.split())
    return catalogue().get(plain, plain).replace(CODES, codes)


def lacks_english(text: str) -> bool:
    """Whether a text is Japanese and ``english.yaml`` does not have it."""
    plain = " ".join(apart(text)[0].split())
    return plain not in catalogue() and any(ord(sign) > _LATIN for sign in plain)


def in_language(text: str, language: Language) -> str:
    """A Japanese text of the command line, in the language asked for."""
    return in_english(text) if language == "en" else text


_LATIN = 0x2E80
"""Whatever is written behind this place of Unicode is in need of a translation."""


@cache
def catalogue() -> dict[str, str]:
    """Every Japanese text of the command line with its English; several lines count as one."""
    text = (files("services.command") / "english.yaml").read_text(encoding="utf-8")
    found: dict[str, str] = read_yaml(text)
    return found


def _translate(command: Any) -> None:  # noqa: ANN401 - typer's own
    command.help = command.help and in_english(command.help)
    for parameter in command.params:
        parameter.help = parameter.help and in_english(parameter.help)
        parameter.metavar = parameter.metavar and in_english(parameter.metavar)


_Formatter: Any = typer.Context.formatter_class
"""Writes help; the library has no public name for it."""


class _JapaneseFormatter(_Formatter):  # type: ignore[misc]
    """Writes help with Japanese headings and columns: a Japanese letter is two columns wide."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _fixed(args), prefix or "使い方: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_fixed(heading))

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        margin = " " * self.current_indent
        column = min(max(cell_len(term) for term, _ in rows), col_max) + col_spacing
        for term, says in rows:
            gap = column - cell_len(term)
            between = " " * gap if gap >= col_spacing else f"\n{margin}{' ' * column}"
            self.write(f"{margin}{term}{between}{_fixed(says)}".rstrip() + "\n")


def _fixed(text: str) -> str:
    for english, japanese in _FIXED.items():
        text = text.replace(english, japanese)
    return text


class _Japanese(typer.Context):
    formatter_class = _JapaneseFormatter


_CONTEXTS: dict[Language, type[typer.Context]] = {"ja": _Japanese, "en": typer.Context}


def formatter_of(language: Language) -> Any:  # noqa: ANN401 - no public name
    """What writes the help of a context that is there already."""
    return _CONTEXTS[language].formatter_class
